"""The list of selected information differs from what is marked as assured.

Examines
    Where metrics are marked as assured: whether each language prints a list of selected information, whether it names
    each of them and no other, once; whether it is headed with the fiscal year; and whether each of its values and units
    is printed the same in the KPI tables for the same period.

Why it matters
    The practitioner's conclusion covers exactly the figures of the list. A figure that is marked and not listed borrows
    assurance that nobody gave; a value that differs from the table was not the one that was assured.

Bad
    assured
        ghg.total

Good
    assured
        ghg.total
    templates/en/1-environment.md
        {{ assured_list() }}
    templates/zh-hant/1-environment.md
        {{ assured_list() }}

Fix
    Print {{ assured_list() }} in the section on assurance, and mark exactly the metrics of the practitioner's
    engagement with assured = true.

Source
    ISAE 3000 (Revised), paragraph 69(c) (the report identifies the subject matter information); ISSA 5000;
    GRI 2-5.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.scope.selected import assured_metrics, named, own_id
from reportgen.checks.walk import bindings_of, lists_of, tables_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Finding, Involved, Severity
from reportgen.model.manuscript import AssuredList, Binding, ChapterText, KpiRow, Manuscript
from reportgen.model.place import Place

_FIX = "mark exactly the metrics of the engagement with assured = true and print {{ assured_list() }}"


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each list, for each of its rows, and for each language without one."""
    assured = assured_metrics(dossier.project)
    for manuscript in dossier.manuscripts:
        lists = tuple(lists_of(manuscript))
        if assured and not lists and not dossier.partial:
            yield CHECK.finding(
                f"{len(assured)} metric{'s are' if len(assured) > 1 else ' is'} marked as assured ({named(assured)}), "
                f"and {manuscript.language} prints no list of selected information",
                "print {{ assured_list() }} in the section on assurance",
                language=manuscript.language,
                subject="no list",
            )
        for chapter, found in lists:
            yield from _listed(dossier, manuscript, chapter, found, assured)
            yield from _values(dossier, manuscript, chapter, found)


def _listed(
    dossier: Dossier, manuscript: Manuscript, chapter: ChapterText, found: AssuredList, assured: frozenset[str]
) -> Iterator[Finding | None]:
    counted = Counter(own_id(dossier.project, row.metric) for row in found.rows)
    wrong = []
    if lacking := assured - set(counted):
        wrong.append(f"lacks {named(lacking)}, which {'are' if len(lacking) > 1 else 'is'} marked as assured")
    if more := set(counted) - assured:
        wrong.append(f"names {named(more)}, which {'are' if len(more) > 1 else 'is'} not marked as assured")
    if twice := {metric for metric, count in counted.items() if count > 1}:
        wrong.append(f"names {named(twice)} more than once")
    year = str(dossier.project.settings.fiscal_year.year)
    if strange := [head for head in found.years if year not in head]:
        wrong.append(f"is headed {strange[0]!r} instead of with {year}")
    if not wrong:
        yield None
    for why in wrong:
        yield _finding(f"the list of selected information {why}", manuscript, chapter, found, why)


def _values(
    dossier: Dossier, manuscript: Manuscript, chapter: ChapterText, found: AssuredList
) -> Iterator[Finding | None]:
    bindings = bindings_of(manuscript)
    printed = _printed(dossier, manuscript, bindings)
    for row in found.rows:
        for cell in row.cells:
            binding = bindings[cell.figure.binding]
            wrong = _differs(row, cell.figure.text, printed.get((binding.metric, binding.period), ()))
            yield (
                None
                if wrong is None
                else _finding(
                    f"the list of selected information gives {row.label!r} for {binding.period} as {cell.figure.text} "
                    f"{row.unit}, the KPI table {wrong[2]!r} as {wrong[1]} {wrong[0].unit}",
                    manuscript,
                    chapter,
                    found,
                    f"value {row.metric}",
                    metric=row.metric,
                    period=binding.period,
                    involved=(Involved(row.metric, binding.period, wrong[1]),),
                )
            )


_Cell = tuple[KpiRow, str, str]


def _printed(
    dossier: Dossier, manuscript: Manuscript, bindings: Mapping[str, Binding]
) -> dict[tuple[str, str], tuple[_Cell, ...]]:
    found: dict[tuple[str, str], tuple[_Cell, ...]] = {}
    for _, table in tables_of(manuscript):
        for group in table.groups:
            for row in group.rows:
                for cell in row.cells:
                    binding = bindings[cell.figure.binding]
                    key = (binding.metric, binding.period)
                    found[key] = (*found.get(key, ()), (row, cell.figure.text, table.id))
    return found


def _differs(row: KpiRow, text: str, cells: tuple[_Cell, ...]) -> _Cell | None:
    return next((cell for cell in cells if cell[1] != text or cell[0].unit != row.unit), None)


def _finding(
    message: str, manuscript: Manuscript, chapter: ChapterText, found: AssuredList, subject: str, **about: object
) -> Finding:
    return CHECK.finding(
        message,
        _FIX,
        language=manuscript.language,
        section=chapter.section.id,
        place=Place(chapter.path, found.line),
        subject=subject,
        **about,
    )


CHECK = Check(
    "SC001",
    "selected-information-differs",
    {
        "zh-hant": "選定資料清單與標示為已鑒證的指標不符",
        "en": "The list of selected information differs from what is marked as assured",
    },
    Severity.ERROR,
    __doc__,
    examine,
)
