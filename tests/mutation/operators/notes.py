"""Faults of the notes under the tables and of what refers to them."""

import re
from collections.abc import Iterator

from tests.mutation.fault import Register, Site
from tests.mutation.sites import CALL, EN, ZH, Entry, calls, entries, prose, reword, rewrite
from tests.mutation.world import World

REGISTER = Register("notes")
PATH = "data/notes.toml"


def _notes(world: World) -> tuple[Entry, ...]:
    return entries(world, PATH, "note")


def _text(entry: Entry, language: str) -> str:
    found = re.search(rf"^text\.{language} = '(.*)'$", entry.text, re.M)
    return found[1] if found else ""


def _with(entry: Entry, language: str, text: str) -> str:
    old = f"text.{language} = '{_text(entry, language)}'"
    return entry.text.replace(old, f"text.{language} = '{text}'")


def _on(entry: Entry, metrics: str) -> str:
    return re.sub(r"^on = .*$", f"on = {metrics}", entry.text, flags=re.M)


@REGISTER.operator("marker-moved", "notes")
def marker_moved(world: World) -> Iterator[Site]:
    """A note hangs on another metric of its table, of which it does not speak."""
    for entry in _notes(world):
        note = world.project.notes[entry.id]
        if not note.on or note.on[0] == "table" or note.on[0].startswith("group:"):
            continue
        own = note.on[0].split("@")[0]
        for group in world.project.tables[note.table].groups:
            for row in group.rows:
                if row.split(".")[0] != own.split(".")[0]:
                    yield rewrite(world, f"{own} → {row}", (entry, _on(entry, f'["{row}"]')))


@REGISTER.operator("marker-dropped", "notes")
def marker_dropped(world: World) -> Iterator[Site]:
    """A note that is about one metric has no marker any more."""
    for entry in _notes(world):
        note = world.project.notes[entry.id]
        if note.on and note.on[0] != "table":
            yield rewrite(world, "no marker", (entry, _on(entry, "[]")))


@REGISTER.operator("marker-on-nothing", "notes")
def marker_on_nothing(world: World) -> Iterator[Site]:
    """A note hangs on a metric that its table does not print."""
    tables = world.project.tables
    for entry in _notes(world):
        note = world.project.notes[entry.id]
        other = next(t for t in tables.values() if t.id != note.table)
        yield rewrite(world, "on a row of another table", (entry, _on(entry, f'["{other.groups[0].rows[0]}"]')))


@REGISTER.operator("note-cut-in-one-language", "notes", "pairing")
def note_cut_in_one_language(world: World) -> Iterator[Site]:
    """A sentence of a note is missing in one language."""
    for entry in _notes(world):
        for language, stop in ((ZH, "。"), (EN, ". ")):
            text = _text(entry, language)
            masked = CALL.sub(lambda m: "x" * len(m[0]), text)
            if (cut := masked.rstrip("。. ").rfind(stop)) > 0:
                yield rewrite(
                    world, f"last sentence cut ({language})", (entry, _with(entry, language, text[: cut + 1].rstrip()))
                )


@REGISTER.operator("note-figure-of-one-language", "notes", "pairing")
def note_figure_of_one_language(world: World) -> Iterator[Site]:
    """A note prints another figure, or another year, in one language."""
    for entry in _notes(world):
        for language in (ZH, EN):
            text = _text(entry, language)
            for match in re.finditer(r"\{\{ year\((-1)?\) \}\}", text):
                new = "{{ year() }}" if match[1] else "{{ year(-1) }}"
                changed = text[: match.start()] + new + text[match.end() :]
                yield rewrite(world, f"{match[0]} → {new} ({language})", (entry, _with(entry, language, changed)))
            for match in re.finditer(r'kpi\("(kpinotes\.\w+)"', text):
                other = _alike(world, match[1])
                if other:
                    changed = text[: match.start(1)] + other + text[match.end(1) :]
                    yield rewrite(world, f"{match[1]} → {other} ({language})", (entry, _with(entry, language, changed)))


def _alike(world: World, metric: str) -> str:
    unit = world.project.metrics[metric].unit
    others = (m.id for m in world.project.metrics.values() if m.unit == unit and m.id != metric and m.handed_in)
    return next(others, "")


@REGISTER.operator("note-figure-typed", "notes", "language")
def note_figure_typed(world: World) -> Iterator[Site]:
    """A figure of a note is typed, with one digit wrong, in both languages."""
    now = str(world.project.settings.fiscal_year.year)
    for entry in _notes(world):
        for match in re.finditer(r'\{\{ kpi\("(kpinotes\.\w+)"[^}]*\}\}', _text(entry, EN)):
            figures = world.figures.of(match[1])
            value = figures[0].value if figures else world.value(match[1], now)
            zh = re.search(r'\{\{ kpi\("' + re.escape(match[1]) + r'"[^}]*\}\}', _text(entry, ZH))
            if value is None or zh is None:
                continue
            typed = f"{value * 3:,}"
            text = _with(entry, EN, _text(entry, EN).replace(match[0], typed))
            text = text.replace(zh[0], typed)
            yield rewrite(world, f"{match[1]} typed as {typed}", (entry, text))


@REGISTER.operator("notes-swapped", "notes")
def notes_swapped(world: World) -> Iterator[Site]:
    """The texts of two notes of a table change places."""
    found = [n for n in _notes(world) if world.project.notes[n.id].on and world.project.notes[n.id].on[0] != "table"]
    for i, one in enumerate(found):
        for two in found[i + 1 :]:
            a, b = world.project.notes[one.id], world.project.notes[two.id]
            if a.table == b.table and a.on[0].split(".")[0] != b.on[0].split(".")[0]:
                first = _with(_Entry(one, _with(one, ZH, _text(two, ZH))), EN, _text(two, EN))
                second = _with(_Entry(two, _with(two, ZH, _text(one, ZH))), EN, _text(one, EN))
                yield rewrite(world, f"text swapped with {two.id}", (one, first), (two, second))


def _Entry(entry: Entry, text: str) -> Entry:  # noqa: N802 - the entry with a new text
    return Entry(entry.path, entry.start, text)


@REGISTER.operator("note-doubled", "notes")
def note_doubled(world: World) -> Iterator[Site]:
    """A note is told twice, under two numbers."""
    for entry in _notes(world):
        again = entry.text.rstrip().replace(f'id = "{entry.id}"', f'id = "{entry.id}-again"') + "\n\n"
        yield rewrite(world, "told twice", (entry, entry.text.rstrip() + "\n\n" + again))


@REGISTER.operator("note-denies-a-metric", "notes", "index")
def note_denies_a_metric(world: World) -> Iterator[Site]:
    """A note says that a metric does not apply, while the index claims that it is reported."""
    for entry in _notes(world):
        note = world.project.notes[entry.id]
        metric = world.project.metrics.get(note.on[0].split("@")[0]) if note.on else None
        if metric is None or not metric.disclosures:
            continue
        text = re.sub(r"^kind = .*$", 'kind = "not_applicable"', entry.text, flags=re.M)
        changed = Entry(entry.path, entry.start, text)
        text = _with(changed, ZH, "此指標不適用於公司的業務，因此沒有匯報。")
        text = _with(
            Entry(entry.path, entry.start, text),
            EN,
            "This indicator does not apply to the company’s business and is not reported.",
        )
        yield rewrite(world, "says that the metric does not apply", (entry, text))


@REGISTER.operator("note-emptied", "notes", "pairing")
def note_emptied(world: World) -> Iterator[Site]:
    """A note has no text in one language."""
    for entry in _notes(world):
        for language in (ZH, EN):
            yield rewrite(world, f"no text ({language})", (entry, _with(entry, language, "")))


@REGISTER.operator("note-reference-wrong", "notes", "references", "pairing")
def note_reference_wrong(world: World) -> Iterator[Site]:
    """A chapter refers to another note in one language."""
    ids = list(world.project.notes)
    for language in (ZH, EN):
        for line in prose(world, language):
            for call in calls(line, "note"):
                own = re.search(r'"([^"]+)"', call[0])
                assert own is not None
                for other in ids[:: len(ids) // 4]:
                    if other != own[1]:
                        yield reword(world, line, call.start(), call.end(), call[0].replace(own[1], other))


@REGISTER.operator("note-number-typed", "notes", "references", "language")
def note_number_typed(world: World) -> Iterator[Site]:
    """A sentence refers to a note by a number that is typed, and that no note has."""
    for line in prose(world, EN, "kpi-tables"):
        if line.sentences and "A dash" not in line.text:
            _, end = line.sentences[-1]
            yield reword(world, line, end, end, " See note 29 below.")
    for line in prose(world, ZH, "kpi-tables"):
        if line.sentences:
            _, end = line.sentences[-1]
            yield reword(world, line, end, end, "詳見下文附註29。")
