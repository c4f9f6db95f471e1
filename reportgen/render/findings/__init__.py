"""Findings as others take them: SARIF for code hosts, JUnit for build servers, a workbook and a page for people."""

from reportgen.render.findings.junit import as_junit
from reportgen.render.findings.page import as_page
from reportgen.render.findings.sarif import as_sarif
from reportgen.render.findings.workbook import as_workbook

__all__ = ["as_junit", "as_page", "as_sarif", "as_workbook"]
