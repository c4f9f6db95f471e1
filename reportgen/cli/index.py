"""``index``: where each disclosure is answered, and what the report is short of under another edition."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from reportgen.app.indexing import STATUSES, Analysed, Indexed, analyse_gap, read_index, write_file
from reportgen.cli import console
from reportgen.cli.state import FailOn, State
from reportgen.model.index import Readiness
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.model.words import EN


class Form(StrEnum):
    """How an index or a gap analysis is given."""

    TABLE = "table"
    JSON = "json"
    XLSX = "xlsx"
    HTML = "html"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("index")(_index)


def _index(
    context: typer.Context,
    standard: Annotated[
        str | None, typer.Option(help="Tell what the report is short of under this standard, e.g. hkex or 'IFRS S2'.")
    ] = None,
    edition: Annotated[str | None, typer.Option(help="Its edition; the newest at hand if none is named.")] = None,
    format: Annotated[Form, typer.Option(help="How results are given; xlsx and html are written to a file.")] = (
        Form.TABLE
    ),
    output: Annotated[
        Path | None, typer.Option(help="The file to write; gap-STANDARD-EDITION in this folder if none is named.")
    ] = None,
    lang: Annotated[str | None, typer.Option(help="Language of the page; the report's first if none is named.")] = None,
    fail_on: Annotated[
        FailOn,
        typer.Option(help="What is missing counts as a warning, what is there in part as an info."),
    ] = FailOn.ERROR,
) -> None:
    """Tell where each disclosure is answered, or what the report is short of under another edition or standard."""
    state: State = context.obj
    if standard is None:
        if edition is not None:
            raise BrokenProjectError([Problem("--edition needs a standard", None, "add --standard, e.g. hkex")])
        counts = _of_report(read_index(state.root), format, output)
    else:
        counts = _of_edition(analyse_gap(state.root, standard, edition), format, output, lang)
    if fail_on.fails(counts):
        raise typer.Exit(1)


def _of_report(indexed: Indexed, format: Form, output: Path | None) -> dict[str, int]:
    missing = indexed.unanswered()
    match format:
        case Form.JSON:
            console.result_json({"schema": 1, **indexed.record()})
        case Form.XLSX:
            _write(output or Path("index.xlsx"), indexed.workbook())
        case Form.HTML:
            fix = "add --standard for the page of a gap analysis; the index itself is a page of output/site"
            raise BrokenProjectError([Problem("the page of the whole index is made by reportgen build", None, fix)])
        case Form.TABLE:
            console.table(
                ("standard", *(status.replace("_", " ") for status in STATUSES)),
                [(key.replace("@", " "), *(str(of[s]) for s in STATUSES)) for key, of in indexed.counts().items()],
            )
            for name, title in missing:
                console.result(f"missing: {name} {title}")
    partial = sum(of["partial"] for of in indexed.counts().values())
    return {"error": 0, "warning": len(missing), "info": partial}


def _of_edition(analysed: Analysed, format: Form, output: Path | None, lang: str | None) -> dict[str, int]:
    gap = analysed.gap
    match format:
        case Form.JSON:
            console.result_json({"schema": 1, **analysed.record()})
        case Form.XLSX:
            _write(output or Path(f"{analysed.file_name}.xlsx"), analysed.workbook())
        case Form.HTML:
            page = analysed.page(lang or analysed.project.settings.languages[0])
            _write(output or Path(f"{analysed.file_name}.html"), page)
        case Form.TABLE:
            _tell(analysed)
    return {"error": 0, "warning": gap.counts[Readiness.MISSING], "info": gap.counts[Readiness.PARTIAL]}


def _tell(analysed: Analysed) -> None:
    gap, words = analysed.gap, analysed.words(EN)
    console.table(
        ("pillar", "ready", "asked", *(str(state) for state in Readiness)),
        [
            (
                words.heading(pillar.heading),
                f"{analysed.ready(pillar)}%",
                str(pillar.asked),
                *(str(pillar.counts.get(state, 0)) for state in Readiness),
            )
            for pillar in gap.pillars
        ],
    )
    console.result("")
    open_rows = [line for line in words.lines() if line.readiness in (Readiness.MISSING, Readiness.PARTIAL)]
    if open_rows:
        console.table(
            ("code", "is", "what it asks for", "what would close it"),
            [(line.code, str(line.readiness), line.title, line.close) for line in open_rows],
        )
    console.talk(
        f"{gap.catalogue.standard} {gap.catalogue.edition}: {analysed.ready()}% ready; "
        f"{gap.counts[Readiness.CARRIED]} answers carry over once they are confirmed in data/index.toml"
    )


def _write(path: Path, content: bytes) -> None:
    write_file(path, content)
    console.result(str(path))
