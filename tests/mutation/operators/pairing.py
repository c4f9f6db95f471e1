"""Faults between the languages: what one says and the other does not."""

import itertools
import re
from collections.abc import Iterator

from tests.mutation.fault import Register, Site
from tests.mutation.sites import EN, ZH, Line, both, calls, metric_of, new_line, prose, reword, sections, words
from tests.mutation.world import World

REGISTER = Register("pairing")


def _lines(world: World) -> Iterator[tuple[Line, Line]]:
    """Each line of either language with its counterpart, the changed one first."""
    for zh, en in both(world):
        yield zh, en
        yield en, zh


def _telling(line: Line, start: int, end: int) -> bool:
    """Whether a sentence says something of weight: a figure, a reference, or sixty letters (twenty characters)."""
    piece = line.text[start:end]
    return "{{ kpi" in piece or "{{ delta" in piece or "{{ ref" in piece


@REGISTER.operator("sentence-with-figure-dropped", "pairing")
def sentence_with_figure_dropped(world: World) -> Iterator[Site]:
    """A sentence with a figure or a reference is missing in one language."""
    for line, _ in _lines(world):
        if len(line.sentences) > 1:
            for start, end in line.sentences:
                if _telling(line, start, end):
                    yield reword(world, line, start, end, "")


@REGISTER.operator("sentence-without-figure-dropped", "pairing")
def sentence_without_figure_dropped(world: World) -> Iterator[Site]:
    """A sentence without any figure is missing in one language, from a paragraph of two or three."""
    for line, _ in _lines(world):
        if 1 < len(line.sentences) <= 3:
            for start, end in line.sentences:
                if "{{" not in line.text[start:end]:
                    yield reword(world, line, start, end, "")


@REGISTER.operator("paragraph-dropped", "pairing")
def paragraph_dropped(world: World) -> Iterator[Site]:
    """A paragraph or an item of a list is missing in one language."""
    for line, _ in _lines(world):
        yield Site(f"{line.where}: deleted {line.text[:60]!r}", (new_line(world, line, None),))


@REGISTER.operator("paragraphs-swapped", "pairing")
def paragraphs_swapped(world: World) -> Iterator[Site]:
    """Two paragraphs one after the other change places in one language."""
    for language in (ZH, EN):
        for section in sections(world):
            found = [line for line in prose(world, language, section) if not re.match(r"\s*(-|\d+\.) ", line.text)]
            for one, two in itertools.pairwise(found):
                between = world.texts[one.path].split("\n")[one.number + 1 : two.number]
                if between == [""] and ("{{ kpi" in one.text or "{{ kpi" in two.text):
                    lines = world.texts[one.path].split("\n")
                    lines[one.number], lines[two.number] = two.text, one.text
                    yield Site(f"{one.where} and {two.number + 1} swapped", ((one.path, "\n".join(lines)),))


@REGISTER.operator("figure-of-another-metric", "pairing")
def figure_of_another_metric(world: World) -> Iterator[Site]:
    """One language prints another metric of the same unit."""
    by_unit: dict[str, list[str]] = {}
    for metric in world.project.metrics.values():
        if metric.period == "{fy}":
            by_unit.setdefault(metric.unit, []).append(metric.id)
    for line, _ in _lines(world):
        for call in calls(line, "kpi"):
            own = metric_of(call[0])
            ids = by_unit.get(world.project.metrics[own].unit, []) if own in world.project.metrics else []
            others = [id for id in ids if id.split(".")[0] == own.split(".")[0] and id != own] or [
                i for i in ids if i != own
            ]
            if others and "year=" not in call[0]:
                yield reword(world, line, *call.span(), call[0].replace(own, others[len(line.text) % len(others)]))


@REGISTER.operator("figure-of-another-year", "pairing")
def figure_of_another_year(world: World) -> Iterator[Site]:
    """One language prints last year's value."""
    for line, _ in _lines(world):
        for call in calls(line, "kpi"):
            metric = world.project.metrics.get(metric_of(call[0]))
            if metric is not None and metric.comparatives:
                old = call[0]
                new = (
                    old.replace(", year=-1", "")
                    if "year=-1" in old
                    else old.replace(f'"{metric.id}"', f'"{metric.id}", year=-1')
                )
                yield reword(world, line, *call.span(), new)


@REGISTER.operator("sentence-untranslated", "pairing")
def sentence_untranslated(world: World) -> Iterator[Site]:
    """A sentence stands in the other language."""
    for line, other in _lines(world):
        if len(line.sentences) == len(other.sentences):
            for (a, b), (c, d) in zip(line.sentences, other.sentences, strict=True):
                yield reword(world, line, a, b, other.text[c:d])


_REMNANTS = {
    "數據中心": "data centre", "可再生能源": "renewable energy", "董事會": "Board", "供應商": "supplier",
    "用戶": "user", "員工": "staff", "能源消耗": "energy consumption", "培訓": "training",
}  # fmt: skip


@REGISTER.operator("words-untranslated", "pairing", "language")
def words_untranslated(world: World) -> Iterator[Site]:
    """A term stands in the other language in the middle of a sentence."""
    for line, _ in _lines(world):
        for chinese, english in _REMNANTS.items():
            old, new = (chinese, english) if line.language == ZH else (english, chinese)
            for match in list(words(line, re.escape(old)))[:1]:
                yield reword(world, line, *match.span(), new)


_NAME = r"(?<![A-Za-z])(?=[A-Za-z]*[A-Z])[A-Z][A-Za-z]{3,}(?![A-Za-z])"


@REGISTER.operator("name-misspelt", "pairing")
def name_misspelt(world: World) -> Iterator[Site]:
    """A name in Latin letters that both languages tell is misspelt in the Chinese."""
    for zh, en in both(world):
        theirs = {m[0] for m in words(en, _NAME)}
        for match in words(zh, _NAME):
            if match[0] in theirs:
                name = match[0]
                i = len(name) // 2
                slip = name[: i - 1] + name[i] + name[i - 1] + name[i + 1 :]
                if slip != name:
                    yield reword(world, zh, *match.span(), slip)


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@REGISTER.operator("date-of-one-language", "pairing")
def date_of_one_language(world: World) -> Iterator[Site]:
    """A typed year or month is another one in one language."""
    months = rf"\b({'|'.join(m for m in _MONTHS if m != 'May')})\b"
    for line, _ in _lines(world):
        for match in words(line, r"(?<![\d/:-])(19|20)\d\d(?![\d/-])"):
            yield reword(world, line, *match.span(), str(int(match[0]) - 1))
        for match in words(line, months):
            yield reword(world, line, *match.span(), _MONTHS[(_MONTHS.index(match[0]) + 1) % 12])
        for match in words(line, r"(?<!\d)(1[0-2]|[1-9])(?=月)"):
            yield reword(world, line, *match.span(), str(int(match[0]) % 12 + 1))


@REGISTER.operator("qualifier-of-one-language", "pairing", "language")
def qualifier_of_one_language(world: World) -> Iterator[Site]:
    """“Over” or “nearly” is typed before an exact figure in one language."""
    said = {ZH: ("超過", "近", "約"), EN: ("over ", "nearly ", "about ")}
    for line, _ in _lines(world):
        for i, call in enumerate(calls(line, "kpi")):
            metric = world.project.metrics.get(metric_of(call[0]))
            figures = world.figures.of(metric.id) if metric else ()
            if (
                figures
                and figures[0].qualifier == "exact"
                and world.project.units[metric.unit].style in ("plain", "percent", "money")
            ):
                yield reword(world, line, call.start(), call.start(), said[line.language][i % 3])


@REGISTER.operator("qualifier-dropped", "pairing", "language")
def qualifier_dropped(world: World) -> Iterator[Site]:
    """A figure that is “over” or “nearly” is printed bare in one language."""
    for line, _ in _lines(world):
        for call in calls(line, "kpi"):
            figures = world.figures.of(metric_of(call[0]))
            if figures and figures[0].qualifier != "exact" and "qualifier" not in call[0] and "words" not in call[0]:
                yield reword(world, line, *call.span(), call[0].replace(") }}", ", qualifier=False) }}"))


@REGISTER.operator("points-or-per-cent", "pairing", "language")
def points_or_per_cent(world: World) -> Iterator[Site]:
    """One language tells percentage points, the other per cent."""
    for line, _ in _lines(world):
        for call in calls(line, "delta"):
            metric = world.project.metrics.get(metric_of(call[0]))
            if metric is None:
                continue
            if 'measure="points"' in call[0]:
                yield reword(world, line, *call.span(), call[0].replace(', measure="points"', ""))
            elif metric.unit == "percent":
                yield reword(world, line, *call.span(), call[0].replace(") }}", ', measure="points") }}'))
        for match in words(line, r"個百分點| percentage points?"):
            yield reword(world, line, *match.span(), "%")


@REGISTER.operator("wan-for-yi", "pairing", "language")
def wan_for_yi(world: World) -> Iterator[Site]:
    """A figure of 萬 or 億 is typed in Chinese with the other of the two."""
    texts = {(b.language, b.section, b.metric): b.text for m in world.manuscripts for b in m.bindings}
    for line in prose(world, ZH):
        for call in calls(line, "kpi"):
            own = metric_of(call[0])
            metric = world.project.metrics.get(own)
            text = texts.get((ZH, line.section, metric.same_as or own)) if metric else None
            if text and ("萬" in text or "億" in text):
                wrong = text.translate(str.maketrans("萬億", "億萬"))
                yield reword(world, line, *call.span(), wrong)


@REGISTER.operator("figure-typed-in-one-language", "pairing", "language")
def figure_typed_in_one_language(world: World) -> Iterator[Site]:
    """A figure is typed in one language with one digit wrong."""
    texts = {
        (b.language, b.section, b.metric): b.text for m in world.manuscripts for b in m.bindings if b.kind == "figure"
    }
    for line, _ in _lines(world):
        for call in calls(line, "kpi"):
            own = metric_of(call[0])
            metric = world.project.metrics.get(own)
            text = texts.get((line.language, line.section, metric.same_as or own), "") if metric else ""
            digits = list(re.finditer(r"[1-9]", text))
            if len(digits) > 1:
                at = digits[-1].start()
                yield reword(world, line, *call.span(), text[:at] + str(int(text[at]) % 9 + 1) + text[at + 1 :])


@REGISTER.operator("chart-of-one-language", "pairing", "charts")
def chart_of_one_language(world: World) -> Iterator[Site]:
    """A chart or a table stands in one language only."""
    for language in (ZH, EN):
        for section in sections(world):
            path = world.chapter(language, section)
            for block in re.findall(r"^\{\{ (?:chart|table)\(.*\) \}\}\n\n?", world.texts[path], re.M):
                yield Site(f"{path}: deleted {block[:50]!r}", ((path, world.texts[path].replace(block, "")),))


@REGISTER.operator("heading-of-one-language", "pairing")
def heading_of_one_language(world: World) -> Iterator[Site]:
    """A sub-head is missing in one language."""
    for language in (ZH, EN):
        for section in sections(world):
            path = world.chapter(language, section)
            for head in re.findall(r"^#{2,3} .*\n\n?", world.texts[path], re.M):
                yield Site(f"{path}: deleted {head.strip()!r}", ((path, world.texts[path].replace(head, "", 1)),))


@REGISTER.operator("footnote-of-one-language", "pairing", "notes")
def footnote_of_one_language(world: World) -> Iterator[Site]:
    """A footnote stands in one language only."""
    for line, other in _lines(world):
        for match in re.finditer(r"\^\[(?:[^\[\]]|\{\{.*?\}\})*\]", line.text):
            if "^[" in other.text:
                yield reword(world, line, *match.span(), "")


@REGISTER.operator("stat-of-one-language", "pairing")
def stat_of_one_language(world: World) -> Iterator[Site]:
    """A card shows another metric in one language."""
    for language in (ZH, EN):
        for section in sections(world):
            path = world.chapter(language, section)
            text = world.texts[path]
            found = list(re.finditer(r'\{\{ stat\("([^"]+)"', text))
            for one, two in itertools.pairwise(found):
                new = text[: one.start(1)] + two[1] + text[one.end(1) :]
                yield Site(f"{path}: card {one[1]} → {two[1]}", ((path, new),))


@REGISTER.operator("typed-table-differs", "pairing")
def typed_table_differs(world: World) -> Iterator[Site]:
    """A row of a typed table is missing in one language."""
    for language in (ZH, EN):
        for section in sections(world):
            path = world.chapter(language, section)
            lines = world.texts[path].split("\n")
            rows = [
                i for i, text in enumerate(lines) if i > 1 and text.startswith("|") and lines[i - 1].startswith("|")
            ]
            for i in rows:
                if not re.fullmatch(r"[|\- :]+", lines[i]):
                    new = "\n".join(lines[:i] + lines[i + 1 :])
                    yield Site(f"{path}:{i + 1}: deleted {lines[i][:50]!r}", ((path, new),))


_TERMS = (
    ("碳中和", "淨零"), ("範圍三", "範疇三"), ("溫室氣體", "溫室效應氣體"), ("人工智能", "人工智慧"),
    ("董事會", "理事會"), ("未成年人", "青少年"), ("網絡", "網路"), ("軟件", "軟體"), ("關鍵績效指標", "主要表現指標"),
    ("可再生能源", "再生能源"),
    ("Scope 3", "Scope III"), ("greenhouse gas", "hothouse gas"), ("carbon neutrality", "climate neutrality"),
    ("data centre", "computer centre"), ("Board", "Council"), ("renewable energy", "regenerative energy"),
    ("minors", "juveniles"),
)  # fmt: skip


@REGISTER.operator("term-of-its-own", "pairing", "language")
def term_of_its_own(world: World) -> Iterator[Site]:
    """A term of the report is called something else in one place."""
    for language in (ZH, EN):
        for line in prose(world, language):
            for old, new in _TERMS:
                if (old[0] > "\x7f") == (language == ZH):
                    for match in list(words(line, re.escape(old)))[:1]:
                        yield reword(world, line, *match.span(), new)
