"""``trace`` and ``explain``."""

from typing import Annotated

import typer

from reportgen.cli import console
from reportgen.cli.state import Format, State


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("trace")(_trace)
    app.command("explain")(_explain)


def _trace(
    context: typer.Context,
    metric: Annotated[str, typer.Argument(help="A metric id, e.g. ghg.total.")],
    period: Annotated[str | None, typer.Option(help="One period, e.g. 2021; all of them if not given.")] = None,
    entity: Annotated[
        str | None, typer.Option(help="An entity, whose rows of activity files are told: site, month and cell.")
    ] = None,
    format: Annotated[Format, typer.Option(help="How results are given.")] = Format.TABLE,
) -> None:
    """Tell a figure's value, formula, entities, cells, notes, and where it is printed."""
    from reportgen.app.tracing import trace  # noqa: PLC0415 - loads all stages

    state: State = context.obj
    if entity is not None:
        _rows(state, metric, entity, format)
        return
    traced = trace(state.root, metric, period)
    if format is Format.JSON:
        console.result_json(traced.record)
    else:
        console.result(traced.text)


def _rows(state: State, metric: str, entity: str, format: Format) -> None:
    from reportgen.app.activities import rows_below  # noqa: PLC0415 - loads the engine

    rows = rows_below(state.root, metric, entity)
    if format is Format.JSON:
        told = [
            {"entity": r.entity, "month": r.month, "value": r.value, "unit": r.unit, "row": r.row, "cell": r.source.ref}
            for r in rows
        ]
        console.result_json({"schema": 1, "metric": metric, "rows": told})
        return
    for r in rows:
        console.result(f"{r.entity}  {r.month}  {r.value:f} {r.unit}  {r.source.workbook}:{r.row}  {r.source.ref}")


def _explain(
    context: typer.Context,
    word: Annotated[str, typer.Argument(help="A check's code or name, or a metric id.")],
) -> None:
    """Explain a check, or what a metric is."""
    from reportgen.app.explaining import explain  # noqa: PLC0415 - loads the checks

    state: State = context.obj
    console.result(explain(state.start, word))
