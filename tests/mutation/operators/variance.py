"""Faults between the years: comparatives that change unsaid, changes that nobody explains."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from tests.mutation.fault import Register, Site
from tests.mutation.operators.values import handed, measured, of_this_year, whole
from tests.mutation.sites import (
    CALL,
    EN,
    ZH,
    Entry,
    Line,
    both,
    calls,
    entries,
    metric_entries,
    metric_of,
    reword_both,
    rewrite,
)
from tests.mutation.world import World

REGISTER = Register("variance")
NOTES = "data/notes.toml"


@REGISTER.operator("comparative-changed", "variance", "arithmetic", "data")
def comparative_changed(world: World) -> Iterator[Site]:
    """Last year's value is not the one of last year's report, and no note says that it was restated."""
    restated = {
        on.split("@")[0] for note in world.project.notes.values() if note.kind == "restatement" for on in note.on
    }
    for metric, entry, value in measured(world):
        if metric.comparatives and not of_this_year(world, entry) and metric.id not in restated:
            for factor in ("1.04", "0.97"):
                new = (value * Decimal(factor)).quantize(Decimal(1) if whole(metric, world) else Decimal("0.1"))
                if new != value:
                    yield handed(entry, value, new)


@REGISTER.operator("addend-dropped", "variance", "arithmetic")
def addend_dropped(world: World) -> Iterator[Site]:
    """The formula of a total loses an addend, so that both years are computed otherwise than last year's report did."""
    for entry in metric_entries(world):
        formula = re.search(r'^formula = "(.*)"$', entry.text, re.M)
        if formula is None or "/" in formula[1] or "*" in formula[1] or "comparatives" not in entry.text:
            continue
        addends = formula[1].split(" + ")
        for addend in addends if len(addends) > 2 else ():
            text = entry.text.replace(formula[1], " + ".join(one for one in addends if one != addend))
            yield rewrite(world, f"without {addend}", (entry, text))


@REGISTER.operator("large-move", "variance", "data", "arithmetic", "scope")
def large_move(world: World) -> Iterator[Site]:
    """A value moves by a multiple of what it was, and no text explains it."""
    explained = {on.split("@")[0] for note in world.project.notes.values() for on in note.on}
    for metric, entry, value in measured(world):
        told = metric.comparatives and of_this_year(world, entry) and metric.id not in explained
        if told and value > 20:
            for factor in (Decimal("2.7"), Decimal("0.31")):
                yield handed(
                    entry, value, (value * factor).quantize(Decimal(1) if whole(metric, world) else Decimal("0.1"))
                )


def _on_table(world: World) -> Iterator[tuple[Entry, str]]:
    for entry in entries(world, NOTES, "note"):
        yield entry, world.project.notes[entry.id].kind


def _without(world: World, entry: Entry) -> Site:
    """The note is deleted; what refers to it refers to the tables instead."""
    call = re.compile(r'\{\{ note\("' + re.escape(entry.id) + r'"\) \}\}')
    files = {p: call.sub('{{ ref("kpi-tables") }}', t) for p, t in world.texts.items() if p != NOTES and call.search(t)}
    site = rewrite(world, "deleted", (entry, ""))
    return Site(site.where, (*site.files, *files.items()))


@REGISTER.operator("explanation-dropped", "variance", "notes", "language")
def explanation_dropped(world: World) -> Iterator[Site]:
    """The note that explains a large change, or a changed boundary, is gone, and the text names no cause either."""
    last = str(world.project.settings.fiscal_year.year - 1)
    now = str(world.project.settings.fiscal_year.year)
    for entry, kind in _on_table(world):
        note = world.project.notes[entry.id]
        for metric in (on.split("@")[0] for on in note.on):
            value, before = world.value(metric, now), world.value(metric, last)
            if (
                value
                and before
                and abs(value / before - 1) > Decimal("0.2")
                and kind in ("explanation", "scope_change")
            ):
                metrics = {on.split("@")[0] for on in note.on}
                yield _unexplained(world, _without(world, entry), metrics)
                break


_CAUSAL = re.compile(r"because|mainly|as a result|owing|comes? from|came from|源於|由於|原因|因為|來自|受此")


def _unexplained(world: World, site: Site, metrics: set[str]) -> Site:
    """The site, and no sentence with a cause is left in a paragraph that prints one of the metrics."""
    files = dict(site.files)
    for line in (line for pair in both(world) for line in pair):
        if not any(metric_of(call[0]) in metrics for call in calls(line)):
            continue
        rows = files.get(line.path, world.texts[line.path]).split("\n")
        own = replace(line, text=rows[line.number])
        for start, end in reversed(own.sentences):
            if _CAUSAL.search(own.masked[start:end]):
                rows[line.number] = rows[line.number][:start] + rows[line.number][end:]
        files[line.path] = "\n".join(rows)
    return Site(site.where, tuple(files.items()))


@REGISTER.operator("restatement-unsaid", "variance", "notes")
def restatement_unsaid(world: World) -> Iterator[Site]:
    """The note on a restated comparative is gone, or no longer says that it is one."""
    for entry, kind in _on_table(world):
        if kind == "restatement":
            yield _without(world, entry)
            yield rewrite(
                world, "a restatement no longer", (entry, entry.text.replace('"restatement"', '"methodology"'))
            )


@REGISTER.operator("restatement-without-one", "variance", "notes")
def restatement_without_one(world: World) -> Iterator[Site]:
    """A note says that a figure was restated that is the same as in last year's report."""
    for entry, kind in _on_table(world):
        note = world.project.notes[entry.id]
        if kind in ("explanation", "definition") and note.on and not note.on[0].startswith(("group", "table")):
            yield rewrite(
                world, "called a restatement", (entry, entry.text.replace(f'kind = "{kind}"', 'kind = "restatement"'))
            )


@REGISTER.operator("comparable-figure-dropped", "variance", "notes")
def comparable_figure_dropped(world: World) -> Iterator[Site]:
    """The sentence that gives the figure on the former boundary is gone from a note, in both languages."""
    for entry, kind in _on_table(world):
        if kind != "scope_change" or "old_boundary" not in entry.text:
            continue
        lines = []
        for text in entry.text.split("\n"):
            if text.startswith("text.") and "old_boundary" in text:
                head, body = text.split("'", 1)
                stop = "。" if text.startswith("text.zh") else "."
                masked = CALL.sub(lambda m: "x" * len(m[0]), body.rstrip("'"))
                cut = masked.rstrip(stop).rfind(stop) + 1
                text = f"{head}'{body[:cut]}'"  # noqa: PLW2901
            lines.append(text)
        yield rewrite(world, "the figure on the former boundary deleted", (entry, "\n".join(lines)))


_DRIVERS = re.compile(r"because|mainly|as a result|owing|源於|由於|原因|因為")


@REGISTER.operator("driver-dropped", "variance", "language")
def driver_dropped(world: World) -> Iterator[Site]:
    """Of a note on a large change nothing is left but that the figure changed: the driver is gone."""
    last = str(world.project.settings.fiscal_year.year - 1)
    now = str(world.project.settings.fiscal_year.year)
    for entry in entries(world, NOTES, "note"):
        note = world.project.notes[entry.id]
        metrics = [on.split("@")[0] for on in note.on]
        large = [
            m
            for m in metrics
            if (a := world.value(m, now)) and (b := world.value(m, last)) and abs(a / b - 1) > Decimal("0.2")
        ]
        if large and _DRIVERS.search(entry.text):
            text = re.sub(
                r"^text\.zh-hant = .*$", f"text.zh-hant = '{_only_number(large[0], ZH)}'", entry.text, flags=re.M
            )
            text = re.sub(r"^text\.en = .*$", f"text.en = '{_only_number(large[0], EN)}'", text, flags=re.M)
            yield rewrite(world, "only the number is left", (entry, text))


def _only_number(metric: str, language: str) -> str:
    call = '{{ kpi("' + metric + '") }}'
    return f"本年度為{call}。" if language == ZH else f"It was {call} in the year."


@REGISTER.operator("cause-dropped-from-text", "variance", "language")
def cause_dropped_from_text(world: World) -> Iterator[Site]:
    """A sentence of a chapter that gives the cause of a change beside its figure is deleted in both languages."""
    for zh, en in both(world):
        if len(zh.sentences) != len(en.sentences):
            continue
        for (a, b), (c, d) in zip(zh.sentences, en.sentences, strict=True):
            if "delta(" in zh.text[a:b] and "delta(" in en.text[c:d] and _causal(zh, a, b) and _causal(en, c, d):
                yield reword_both(world, ((zh, a, b, ""), (en, c, d, "")))


def _causal(line: Line, start: int, end: int) -> bool:
    return bool(_DRIVERS.search(line.masked[start:end]))
