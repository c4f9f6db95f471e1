"""Findings as a workbook, to be handed round and answered."""

from collections.abc import Iterable, Mapping

from reportgen.model.finding import Finding, Outcome
from reportgen.model.project import Project
from reportgen.model.words import Words
from reportgen.render.findings.order import in_order, where
from reportgen.spreadsheets.book import Sheet, Value, workbook

_COLUMNS = (
    ("severity", 10),
    ("confidence", 11),
    ("check", 9),
    ("what is wrong", 60),
    ("what to do", 44),
    ("where", 40),
    ("section", 16),
    ("language", 10),
    ("metric", 26),
    ("period", 12),
    ("figures involved", 40),
    ("waived", 36),
    ("answer", 36),
    ("by", 16),
    ("fingerprint", 18),
)
_ENDINGS = (
    ("check", 9),
    ("name", 34),
    ("標題", 36),
    ("title", 50),
    ("outcome", 20),
    ("examined", 10),
    ("findings", 10),
    ("why not run", 50),
)


def as_workbook(outcomes: Iterable[Outcome], titles: Mapping[str, Words], project: Project) -> bytes:
    """Two sheets: the findings, worst first, with room for an answer; and how each check ended.

    Args:
        outcomes: of the checks.
        titles: title of each check by code.
        project: whose report was checked.
    """
    checked = list(outcomes)
    findings = Sheet("Findings", _COLUMNS, [_finding(finding) for finding in in_order(checked)], frozen=4)
    checks = Sheet("Checks", _ENDINGS, [_ending(outcome, titles.get(outcome.code, {})) for outcome in checked])
    return workbook(project, "Findings", [findings, checks])


def _finding(finding: Finding) -> list[Value]:
    involved = "\n".join(f"{i.metric} {i.period}: {i.text}" + (f" ({i.at})" if i.at else "") for i in finding.involved)
    return [
        finding.severity.value,
        finding.confidence.value,
        finding.code,
        finding.message,
        finding.fix,
        where(finding),
        finding.section or "",
        finding.language or "",
        finding.metric or "",
        finding.period or "",
        involved,
        finding.waived,
        "",
        "",
        finding.fingerprint,
    ]


def _ending(outcome: Outcome, title: Words) -> list[Value]:
    return [
        outcome.code,
        outcome.name,
        title.get("zh-hant", ""),
        title.get("en", ""),
        outcome.ending.value,
        outcome.examined,
        len(outcome.findings),
        outcome.not_run,
    ]
