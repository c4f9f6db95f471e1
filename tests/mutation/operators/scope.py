"""Faults of assurance: marks, the practitioner's list, values that changed after the conclusion."""

import re
from collections.abc import Iterator
from decimal import Decimal

from tests.mutation.fault import Register, Site
from tests.mutation.operators.values import handed, measured, of_this_year, whole
from tests.mutation.sites import EN, ZH, metric_entries, rewrite
from tests.mutation.world import World

REGISTER = Register("scope")


@REGISTER.operator("mark-removed", "scope")
def mark_removed(world: World) -> Iterator[Site]:
    """A metric of the practitioner's list is no longer marked as assured."""
    for entry in metric_entries(world):
        if "assured = true" in entry.text:
            yield rewrite(world, "no longer assured", (entry, entry.text.replace("assured = true\n", "")))


@REGISTER.operator("mark-added", "scope")
def mark_added(world: World) -> Iterator[Site]:
    """A metric that the practitioner did not look at is marked as assured."""
    in_tables = {row for table in world.project.tables.values() for group in table.groups for row in group.rows}
    for entry in metric_entries(world):
        metric = world.project.metrics[entry.id]
        if not metric.assured and metric.same_as is None and (entry.id in in_tables or metric.comparatives):
            yield rewrite(world, "assured", (entry, entry.text.rstrip() + "\nassured = true\n\n"))


@REGISTER.operator("narrative-mark-added", "scope")
def narrative_mark_added(world: World) -> Iterator[Site]:
    """A figure of the running text is marked as assured."""
    for entry in metric_entries(world):
        metric = world.project.metrics[entry.id]
        if (
            not metric.assured
            and metric.same_as is None
            and metric.unit in ("count", "percent")
            and not metric.comparatives
        ):
            yield rewrite(world, "assured", (entry, entry.text.rstrip() + "\nassured = true\n\n"))


@REGISTER.operator("changed-after-assurance", "scope")
def changed_after_assurance(world: World) -> Iterator[Site]:
    """An assured value changes a little, in a workbook that comes after the practitioner's conclusion."""
    for metric, entry, value in measured(world):
        if metric.assured and of_this_year(world, entry):
            new = (value * Decimal("1.01")).quantize(Decimal(1) if whole(metric, world) else Decimal("0.1"))
            if new != value:
                yield handed(entry, value, new, late=True)


@REGISTER.operator("list-dropped", "scope", "pairing")
def list_dropped(world: World) -> Iterator[Site]:
    """The report no longer prints the list of selected information, in one language or in both."""
    call = re.compile(r"^\{\{ ?assured_list\(\) ?\}\}\n\n?", re.M)
    zh, en = world.chapter(ZH, "assurance"), world.chapter(EN, "assurance")
    gone = {path: call.sub("", world.texts[path]) for path in (zh, en)}
    yield Site("no list (zh-hant)", ((zh, gone[zh]),))
    yield Site("no list (en)", ((en, gone[en]),))
    yield Site("no list in either language", tuple(gone.items()))


@REGISTER.operator("row-taken-out", "scope", "arithmetic")
def row_taken_out(world: World) -> Iterator[Site]:
    """An assured metric is no longer printed in its table."""
    path = "data/tables.toml"
    text = world.texts[path]
    for metric in world.project.metrics.values():
        row = f'    "{metric.id}",\n'
        if metric.assured and metric.same_as is None and row in text:
            yield Site(f"{path}: {metric.id} in no table", ((path, text.replace(row, "")),))
