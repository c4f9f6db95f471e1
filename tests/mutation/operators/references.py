"""Faults of references: sections, titles, dates, links."""

import itertools
import re
from collections.abc import Iterator

from tests.mutation.fault import Register, Site
from tests.mutation.sites import EN, ZH, Line, both, calls, entries, prose, reword, reword_both, rewrite, words
from tests.mutation.world import World

REGISTER = Register("references")


def _target(call: re.Match[str]) -> str:
    found = re.search(r'\("([^"]+)"', call[0])
    return found[1] if found else ""


def _pairs(world: World) -> Iterator[tuple[Line, re.Match[str], Line, re.Match[str]]]:
    """The references of two paired lines, to the same section."""
    for zh, en in both(world):
        theirs = {_target(call): call for call in calls(en, "ref")}
        for call in calls(zh, "ref"):
            if _target(call) in theirs:
                yield zh, call, en, theirs[_target(call)]


@REGISTER.operator("reference-elsewhere", "references", "pairing")
def reference_elsewhere(world: World) -> Iterator[Site]:
    """A reference leads to another section in one language."""
    ids = [s.id for s in world.project.outline.sections]
    for language in (ZH, EN):
        for line in prose(world, language):
            for call in calls(line, "ref"):
                own = _target(call)
                other = ids[(ids.index(own) + 7) % len(ids)] if own in ids else ids[0]
                yield reword(world, line, call.start(), call.end(), call[0].replace(own, other))


@REGISTER.operator("reference-to-nothing", "references")
def reference_to_nothing(world: World) -> Iterator[Site]:
    """A reference names a section that does not exist."""
    for zh, one, en, two in _pairs(world):
        gone = _target(one) + "-old"
        old = _target(one)
        yield reword_both(
            world, ((zh, *one.span(), one[0].replace(old, gone)), (en, *two.span(), two[0].replace(old, gone)))
        )


@REGISTER.operator("old-title-typed", "references")
def old_title_typed(world: World) -> Iterator[Site]:
    """A section's former title is typed in quotes instead of a reference, in both languages."""
    for zh, one, en, two in _pairs(world):
        section = next((s for s in world.project.outline.sections if s.id == _target(one)), None)
        if section is None:
            continue
        old_zh, old_en = section.title[ZH] + "概覽", "Overview of " + section.title[EN]
        quoted = "title" in one[0]
        new_zh = old_zh if quoted else f"「{old_zh}」一節"
        new_en = old_en if "title" in two[0] else f"the section “{old_en}”"
        yield reword_both(world, ((zh, *one.span(), new_zh), (en, *two.span(), new_en)))


@REGISTER.operator("section-number-typed", "references", "language")
def section_number_typed(world: World) -> Iterator[Site]:
    """“See section 9.4” is typed instead of a reference: there is none of that number."""
    for zh, one, en, two in _pairs(world):
        if "form" not in one[0] and "form" not in two[0]:
            yield reword_both(world, ((zh, *one.span(), "第9.4節"), (en, *two.span(), "section 9.4")))


@REGISTER.operator("wrong-section-number-typed", "references", "language")
def wrong_section_number_typed(world: World) -> Iterator[Site]:
    """The number of another section is typed beside the title of the right one."""
    numbers = [s.number for s in world.project.outline.sections if re.fullmatch(r"\d\.\d", s.number)]
    for zh, one, en, two in _pairs(world):
        section = next((s for s in world.project.outline.sections if s.id == _target(one)), None)
        if section and section.number in numbers and "form" not in one[0] and "form" not in two[0]:
            other = numbers[(numbers.index(section.number) + 3) % len(numbers)]
            new_zh, new_en = f"第{other}節「{section.title[ZH]}」", f"section {other} “{section.title[EN]}”"
            yield reword_both(world, ((zh, *one.span(), new_zh), (en, *two.span(), new_en)))


@REGISTER.operator("page-typed", "references", "language")
def page_typed(world: World) -> Iterator[Site]:
    """A page beyond the report's end is typed."""
    for zh, one, en, two in _pairs(world):
        if "form" not in one[0] and "form" not in two[0]:
            yield reword_both(world, ((zh, *one.span(), "第412頁"), (en, *two.span(), "page 412")))


@REGISTER.operator("appendix-named-wrongly", "references", "language")
def appendix_named_wrongly(world: World) -> Iterator[Site]:
    """A reference to an appendix is typed, with a letter that no appendix has."""
    appendices = {s.id for s in world.project.outline.sections if s.level == "appendix"}
    for zh, one, en, two in _pairs(world):
        if _target(one) in appendices and "form" not in one[0] and "form" not in two[0]:
            yield reword_both(world, ((zh, *one.span(), "附錄D"), (en, *two.span(), "Appendix D")))


@REGISTER.operator("section-renamed-twice", "references")
def section_renamed_twice(world: World) -> Iterator[Site]:
    """A section has the title of another one, so that a reference by title has two goals."""
    found = entries(world, "data/outline.toml", "section")
    titled = [e for e in found if re.search(r'^level = "section"$', e.text, re.M)]
    for one, two in itertools.pairwise(titled):
        title = re.search(r"^title = .*$", two.text, re.M)
        assert title is not None
        text = re.sub(r"^title = .*$", title[0].replace("\\", "\\\\"), one.text, flags=re.M)
        yield rewrite(world, f"the title of {two.id}", (one, text))


@REGISTER.operator("year-out-of-range", "references", "language")
def year_out_of_range(world: World) -> Iterator[Site]:
    """A typed year is a slip of the finger: 2202 for 2022, in both languages."""
    for zh, en in both(world):
        theirs = {m[0]: m for m in words(en, r"(?<![\d/-])20[0-4]\d(?!\d)")}
        for match in words(zh, r"(?<![\d/-])20[0-4]\d(?=年)"):
            if match[0] in theirs:
                slip = match[0][0] + match[0][2] + match[0][1] + match[0][3]
                slip = slip if slip != match[0] else "2" + match[0][2:] + "0"
                yield reword_both(world, ((zh, *match.span(), slip), (en, *theirs[match[0]].span(), slip)))


@REGISTER.operator("day-that-is-none", "references", "language")
def day_that_is_none(world: World) -> Iterator[Site]:
    """A date is typed that no calendar has, in both languages."""
    for zh, en in list(both(world))[::9]:
        if zh.sentences and en.sentences:
            a, b = zh.sentences[-1][1], en.sentences[-1][1]
            new = ("有關安排於2022年2月30日生效。", " The arrangement took effect on 30 February 2022.")
            yield reword_both(world, ((zh, a, a, new[0]), (en, b, b, new[1])))


@REGISTER.operator("link-malformed", "references")
def link_malformed(world: World) -> Iterator[Site]:
    """A link to the web has no proper address, in both languages."""
    for zh, en in list(both(world))[::11]:
        if zh.sentences and en.sentences:
            a, b = zh.sentences[-1][1], en.sentences[-1][1]
            for address in (
                "http//www.tencent.com",
                "htps://www.tencent.com/",
                "https://www tencent.com",
                "https://tencent",
            ):
                new = (f"詳情見[公司網站](<{address}>)。", f" Details are on the [company’s website](<{address}>).")
                yield reword_both(world, ((zh, a, a, new[0]), (en, b, b, new[1])))


@REGISTER.operator("standard-of-another-year", "references", "pairing", "index", "language")
def standard_of_another_year(world: World) -> Iterator[Site]:
    """A standard is cited with another edition than the one that the project follows, in one language."""
    pattern = r"(?<=14064-1:)2018|(?<=2589-)2020|(?<=ISAE )3000|(?<=ISAE )3410|(?<=27001:)\d{4}"
    for language in (ZH, EN):
        for line in prose(world, language):
            for match in words(line, pattern):
                yield reword(world, line, *match.span(), str(int(match[0]) + 3))
