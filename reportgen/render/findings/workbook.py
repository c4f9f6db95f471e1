"""Findings as a workbook, to be handed round and answered."""

import io
from collections.abc import Iterable, Mapping

import xlsxwriter

from reportgen.model.finding import Finding, Outcome, Severity
from reportgen.model.words import Words
from reportgen.render.findings.order import in_order, where

_COLUMNS = (
    ("severity", 10),
    ("confidence", 11),
    ("check", 9),
    ("what is wrong", 70),
    ("what to do", 48),
    ("where", 44),
    ("section", 16),
    ("language", 10),
    ("metric", 28),
    ("period", 12),
    ("figures involved", 44),
    ("waived", 40),
    ("answer", 40),
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
_FILLS = {Severity.ERROR: "#f6d5cd", Severity.WARNING: "#fbe8c3", Severity.INFO: "#e6ebf0"}


def as_workbook(outcomes: Iterable[Outcome], titles: Mapping[str, Words], head: str) -> bytes:
    """Two sheets: the findings, worst first, with room for an answer; and how each check ended.

    Args:
        outcomes: of the checks.
        titles: title of each check by code.
        head: what stands in the pages' heads: whose report, which year.
    """
    checked = list(outcomes)
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": f"{head}: findings"})
    _findings(book, checked, head)
    _checks(book, checked, titles, head)
    book.close()
    return out.getvalue()


def _findings(book: xlsxwriter.Workbook, checked: list[Outcome], head: str) -> None:
    sheet = _sheet(book, "Findings", _COLUMNS, head)
    wrap = book.add_format({"text_wrap": True, "valign": "top", "bottom": 4, "bottom_color": "#c9cfd4"})
    fills = {
        severity: book.add_format({"bg_color": fill, "valign": "top", "bold": severity is Severity.ERROR})
        for severity, fill in _FILLS.items()
    }
    found = in_order(checked)
    for line, finding in enumerate(found, start=1):
        for column, text in enumerate(_row(finding)):
            sheet.write_string(line, column, text, fills[finding.severity] if column == 0 else wrap)
    if found:
        sheet.autofilter(0, 0, len(found), len(_COLUMNS) - 1)


def _row(finding: Finding) -> tuple[str, ...]:
    involved = "\n".join(f"{i.metric} {i.period}: {i.text}" + (f" ({i.at})" if i.at else "") for i in finding.involved)
    return (
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
    )


def _checks(book: xlsxwriter.Workbook, checked: list[Outcome], titles: Mapping[str, Words], head: str) -> None:
    sheet = _sheet(book, "Checks", _ENDINGS, head)
    for line, outcome in enumerate(checked, start=1):
        title = titles.get(outcome.code, {})
        texts = (outcome.code, outcome.name, title.get("zh-hant", ""), title.get("en", ""), outcome.ending.value)
        for column, text in enumerate(texts):
            sheet.write_string(line, column, text)
        sheet.write_number(line, 5, outcome.examined)
        sheet.write_number(line, 6, len(outcome.findings))
        sheet.write_string(line, 7, outcome.not_run)


def _sheet(
    book: xlsxwriter.Workbook, name: str, columns: Iterable[tuple[str, int]], head: str
) -> xlsxwriter.worksheet.Worksheet:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1, "valign": "vcenter", "bg_color": "#eef1f3"})
    for column, (title, width) in enumerate(columns):
        sheet.write_string(0, column, title, bold)
        sheet.set_column(column, column, width)
    sheet.set_row(0, 20)
    sheet.freeze_panes(1, 3 if name == "Findings" else 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&L{head.replace('&', '&&')}&R&A")
    sheet.set_footer("&R&P / &N")
    return sheet
