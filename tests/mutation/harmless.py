"""Edits that do no harm: a check that speaks up at one of them gives a false alarm."""

import itertools
import re
from collections.abc import Iterator
from typing import TypeGuard

from reportgen.model.metric import Metric, Polarity
from tests.mutation.fault import Register, Site
from tests.mutation.sites import (
    EN,
    ZH,
    Line,
    both,
    calls,
    entries,
    metric_entries,
    metric_of,
    new_line,
    prose,
    reword,
    reword_both,
    rewrite,
    words,
)
from tests.mutation.world import World

REGISTER = Register("harmless")


@REGISTER.operator("comment-in-toml")
def comment_in_toml(world: World) -> Iterator[Site]:
    """A comment is added to a file of data."""
    for path, text in world.texts.items():
        if path.endswith(".toml"):
            yield Site(f"{path}: a comment", ((path, text.rstrip() + "\n\n# Read over by the ESG office.\n"),))


@REGISTER.operator("metrics-in-another-order")
def metrics_in_another_order(world: World) -> Iterator[Site]:
    """Two metrics one after the other change places in their file."""
    found = list(metric_entries(world))
    for one, two in list(itertools.pairwise(found))[::7]:
        if one.path == two.path:
            yield rewrite(
                world, f"swapped with {two.id}", (one, two.text.rstrip() + "\n\n"), (two, one.text.rstrip() + "\n\n")
            )


@REGISTER.operator("space-at-line-end")
def space_at_line_end(world: World) -> Iterator[Site]:
    """A line of a chapter ends with a blank."""
    for language in (ZH, EN):
        for line in list(prose(world, language))[::5]:
            if line.text.endswith((".", "。")):
                yield Site(f"{line.where}: a blank", (new_line(world, line, line.text + " "),))


@REGISTER.operator("empty-line-more")
def empty_line_more(world: World) -> Iterator[Site]:
    """An empty line is added at a chapter's end."""
    for path, text in world.texts.items():
        if path.startswith("templates/"):
            yield Site(f"{path}: an empty line", ((path, text + "\n"),))


_SYNONYMS = {
    ZH: {"(?<!可)持續": "不斷", "協助": "幫助", "此外": "另外", "設立": "成立", "推動": "促進", "了解": "認識"},
    EN: {
        "help": "assist", "begin": "start", "mainly": "chiefly", "set up": "established", "aims to": "seeks to",
        "shows": "makes clear",
    },
}  # fmt: skip


@REGISTER.operator("synonym")
def synonym(world: World) -> Iterator[Site]:
    """A plain word is said otherwise, in one language."""
    for language in (ZH, EN):
        for line in prose(world, language):
            for old, new in _SYNONYMS[language].items():
                pattern = old if language == ZH else rf"\b{old}\b"
                for match in list(words(line, pattern))[:1]:
                    yield reword(world, line, *match.span(), new)


_ADDED = (
    ("有關安排按公司的制度執行。", " The arrangements follow the company’s rules."),
    (
        "工作由相關團隊負責，並定期檢討。",
        " The teams concerned are responsible, and the work is reviewed at regular intervals.",
    ),
    ("公司歡迎持份者就此提出意見。", " The company welcomes the views of stakeholders on this matter."),
    ("詳細做法載於內部指引。", " The details are laid down in internal guidance."),
    ("員工可隨時向所屬部門查詢。", " Employees may ask their department at any time."),
)


@REGISTER.operator("sentence-without-figures-added")
def sentence_without_figures_added(world: World) -> Iterator[Site]:
    """A sentence without figures is added in both languages."""
    for i, (zh, en) in enumerate(both(world)):
        if zh.sentences and en.sentences and not zh.text.startswith(("-", "1", "|")):
            a, b = zh.sentences[-1][1], en.sentences[-1][1]
            new = _ADDED[i % len(_ADDED)]
            yield reword_both(world, ((zh, a, a, new[0]), (en, b, b, new[1])))


@REGISTER.operator("paragraph-added")
def paragraph_added(world: World) -> Iterator[Site]:
    """A paragraph without figures is added in both languages."""
    for i, (zh, en) in enumerate(both(world)):
        # A paragraph between the items of a list would begin the list anew.
        if zh.text.endswith("。") and en.text.endswith(".") and not re.match(r"[-|\d]", zh.text):
            new = _ADDED[i % len(_ADDED)]
            files = (
                new_line(world, zh, f"{zh.text}\n\n{new[0]}"),
                new_line(world, en, f"{en.text}\n\n{new[1].strip()}"),
            )
            yield Site(f"{zh.where}: a paragraph after it", files)


def _tellable(metric: Metric | None, zh: Line, en: Line) -> TypeGuard[Metric]:
    """Whether a sentence can be added that begins with the metric's name."""
    return metric is not None and ":" not in metric.label[EN] and bool(zh.sentences) and bool(en.sentences)


@REGISTER.operator("sentence-with-bound-figures-added")
def sentence_with_bound_figures_added(world: World) -> Iterator[Site]:
    """A true sentence that tells two years of a metric, bound, is added in both languages."""
    for zh, en in both(world):
        for call in calls(zh, "kpi"):
            metric = world.project.metrics.get(metric_of(call[0]))
            if not _tellable(metric, zh, en) or not metric.comparatives:
                continue
            now, then = f'{{{{ kpi("{metric.id}") }}}}', f'{{{{ kpi("{metric.id}", year=-1) }}}}'
            label = metric.label[EN]
            new_zh = f"{metric.label[ZH]}{{{{ year() }}}}為{now}，{{{{ year(-1) }}}}為{then}。"
            new_en = f" {label}: {now} in {{{{ year() }}}} and {then} in {{{{ year(-1) }}}}."
            a, b = zh.sentences[-1][1], en.sentences[-1][1]
            yield reword_both(world, ((zh, a, a, new_zh), (en, b, b, new_en)))
            break


@REGISTER.operator("true-direction-added")
def true_direction_added(world: World) -> Iterator[Site]:
    """A true sentence on how a figure moved is added in both languages."""
    now = world.project.settings.fiscal_year.year
    for zh, en in both(world):
        for call in calls(zh, "kpi"):
            metric = world.project.metrics.get(metric_of(call[0]))
            if not _tellable(metric, zh, en) or "year=" in call[0]:
                continue
            value, before = world.value(metric.id, str(now)), world.value(metric.id, str(now - 1))
            if value and before and abs(value / before - 1) * 50 > 1:
                said = ("上升至", "rose to") if value > before else ("下降至", "fell to")
                label = metric.label[EN]
                number = f'{{{{ kpi("{metric.id}") }}}}'
                a, b = zh.sentences[-1][1], en.sentences[-1][1]
                new = (
                    f"{metric.label[ZH]}較上年{said[0]}{number}。",
                    f" {label} {said[1]} {number} in the year.",
                )
                yield reword_both(world, ((zh, a, a, new[0]), (en, b, b, new[1])))
                break


@REGISTER.operator("true-improvement-added")
def true_improvement_added(world: World) -> Iterator[Site]:
    """“Improved to” is said in both languages of a figure that did."""
    now = world.project.settings.fiscal_year.year
    for zh, en in both(world):
        for call in calls(zh, "kpi"):
            metric = world.project.metrics.get(metric_of(call[0]))
            if not _tellable(metric, zh, en) or metric.polarity is Polarity.NEUTRAL:
                continue
            value, before = world.value(metric.id, str(now)), world.value(metric.id, str(now - 1))
            if value and before and value != before and (value > before) == (metric.polarity is Polarity.HIGHER):
                number = f'{{{{ kpi("{metric.id}") }}}}'
                a, b = zh.sentences[-1][1], en.sentences[-1][1]
                new = (f"{metric.label[ZH]}改善至{number}。", f" {metric.label[EN]} improved to {number}.")
                yield reword_both(world, ((zh, a, a, new[0]), (en, b, b, new[1])))
                break


@REGISTER.operator("reference-added")
def reference_added(world: World) -> Iterator[Site]:
    """A reference to a section is added in both languages."""
    ids = [s.id for s in world.project.outline.sections]
    for i, (zh, en) in enumerate(both(world)):
        if zh.sentences and en.sentences and "ref(" not in zh.text and i % 3 == 0:
            target = f'{{{{ ref("{ids[i % len(ids)]}") }}}}'
            a, b = zh.sentences[-1][1], en.sentences[-1][1]
            yield reword_both(world, ((zh, a, a, f"另見{target}。"), (en, b, b, f" See also {target}.")))


@REGISTER.operator("footnote-added")
def footnote_added(world: World) -> Iterator[Site]:
    """A footnote without figures is added in both languages."""
    for i, (zh, en) in enumerate(both(world)):
        if zh.sentences and en.sentences and "^[" not in zh.text and "^[" not in en.text and i % 4 == 0:
            a, b = zh.sentences[0][1], en.sentences[0][1]
            new = ("^[按公司內部的定義。]", "^[As defined in the company’s own rules.]")
            yield reword_both(world, ((zh, a, a, new[0]), (en, b, b, new[1])))


@REGISTER.operator("sentences-of-both-dropped")
def sentences_of_both_dropped(world: World) -> Iterator[Site]:
    """A sentence without figure, reference or disclosure is taken out of both languages."""
    for zh, en in both(world):
        if len(zh.sentences) == len(en.sentences) and len(zh.sentences) > 2:
            (a, b), (c, d) = zh.sentences[1], en.sentences[1]
            if not re.search(r"\{\{|\d|\^\[", zh.text[a:b] + en.text[c:d]):
                yield reword_both(world, ((zh, a, b, ""), (en, c - 1, d, "")))


@REGISTER.operator("paragraphs-of-both-swapped")
def paragraphs_of_both_swapped(world: World) -> Iterator[Site]:
    """Two items of a list change places in both languages."""
    pairs = [(zh, en) for zh, en in both(world) if zh.text.startswith("- ") and en.text.startswith("- ")]
    for (zh, en), (next_zh, next_en) in itertools.pairwise(pairs):
        if zh.section == next_zh.section and next_zh.number == zh.number + 1 and "{{ kpi(" not in zh.text[:12]:
            files = []
            for one, two in ((zh, next_zh), (en, next_en)):
                lines = world.texts[one.path].split("\n")
                lines[one.number], lines[two.number] = two.text, one.text
                files.append((one.path, "\n".join(lines)))
            yield Site(f"{zh.where}: swapped with the next item, in both languages", tuple(files))


@REGISTER.operator("note-reworded")
def note_reworded(world: World) -> Iterator[Site]:
    """A harmless sentence is added to a note in both languages."""
    for entry in entries(world, "data/notes.toml", "note"):
        text = re.sub(r"^(text\.zh-hant = '.*)'$", r"\1有關做法與去年一致。'", entry.text, flags=re.M)
        text = re.sub(r"^(text\.en = '.*)'$", r"\1 The practice is the same as last year.'", text, flags=re.M)
        yield rewrite(world, "a sentence more", (entry, text))


@REGISTER.operator("notes-in-another-order")
def notes_in_another_order(world: World) -> Iterator[Site]:
    """Two notes one after the other change places in the file; the numbers follow the markers."""
    found = entries(world, "data/notes.toml", "note")
    for one, two in itertools.pairwise(found):
        yield rewrite(
            world, f"swapped with {two.id}", (one, two.text.rstrip() + "\n\n"), (two, one.text.rstrip() + "\n\n")
        )


@REGISTER.operator("chart-added")
def chart_added(world: World) -> Iterator[Site]:
    """A sound chart is added at a chapter's end in both languages."""
    goals = {"water": ("用水量較上年增加", "Water consumption was higher than the year before")}
    for section in ("esg-culture", "kpi-tables", "executive-summary", "environment-strategy", "green-operations"):
        for chart, (title_zh, title_en) in goals.items():
            files = []
            for language, title in ((ZH, title_zh), (EN, title_en)):
                path = world.chapter(language, section)
                if f'chart("{chart}"' not in world.texts[path]:
                    call = f'\n{{{{ chart("{chart}", title="{title}") }}}}\n'
                    files.append((path, world.texts[path].rstrip() + "\n" + call))
            if len(files) == 2:
                yield Site(f"{section}: chart {chart} added", tuple(files))


@REGISTER.operator("disclosure-declared-beside")
def disclosure_declared_beside(world: World) -> Iterator[Site]:
    """The section that prints a key figure declares its disclosure, too, in the outline."""
    for entry in entries(world, "data/outline.toml", "section"):
        if entry.id == "kpi-tables":
            tables = world.project.tables.values()
            rows = [r for t in tables for g in t.groups for r in g.rows]
            codes = sorted({d for r in rows for d in world.project.metrics[r].disclosures})
            found = re.search(r"^disclosures = \[(.*)\]$", entry.text, re.M)
            own = re.findall(r'"([^"]+)"', found[1]) if found else []
            for code in codes:
                if code not in own:
                    listed = "disclosures = [" + ", ".join(f'"{c}"' for c in (*own, code)) + "]"
                    base = re.sub(r"^disclosures = .*\n", "", entry.text, flags=re.M).rstrip()
                    yield rewrite(world, f"+ {code}", (entry, f"{base}\n{listed}\n\n"))


OPERATORS = tuple(REGISTER.operators)
