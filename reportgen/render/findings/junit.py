"""Findings as JUnit XML, which build servers show as tests: a suite a check, a case a finding."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree

from reportgen.model.finding import Ending, Finding, Outcome, Severity
from reportgen.render.findings.order import where

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 can't hold."""


def as_junit(outcomes: Iterable[Outcome]) -> bytes:
    """A suite for each check: errors and warnings are failures, infos and waived findings pass, a crash is an error."""
    root = ElementTree.Element("testsuites", name="reportgen")
    for outcome in outcomes:
        cases = [_case(outcome, finding) for finding in outcome.findings] or [_whole(outcome)]
        counts = {tag: sum(case.find(tag) is not None for case in cases) for tag in ("failure", "error", "skipped")}
        suite = ElementTree.SubElement(
            root,
            "testsuite",
            name=f"{outcome.code} {outcome.name}",
            tests=str(len(cases)),
            failures=str(counts["failure"]),
            errors=str(counts["error"]),
            skipped=str(counts["skipped"]),
        )
        suite.extend(cases)
    ElementTree.indent(root)
    made: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def _case(outcome: Outcome, finding: Finding) -> ElementTree.Element:
    case = ElementTree.Element("testcase", classname=outcome.code, name=_plain(finding.message))
    if finding.waived:
        ElementTree.SubElement(case, "system-out").text = _plain(f"waived: {finding.waived}")
    elif outcome.ending is Ending.CRASHED and finding is outcome.findings[-1]:
        ElementTree.SubElement(case, "error", message=_plain(finding.message)).text = _plain(outcome.crashed)
    elif finding.severity is not Severity.INFO:
        told = f"{where(finding)}\n{finding.fix}".strip()
        ElementTree.SubElement(
            case, "failure", message=_plain(finding.message), type=finding.severity.value
        ).text = _plain(told)
    return case


def _whole(outcome: Outcome) -> ElementTree.Element:
    case = ElementTree.Element("testcase", classname=outcome.code, name=f"{outcome.examined} examined")
    if outcome.ending in (Ending.NOT_RUN, Ending.NOTHING):
        ElementTree.SubElement(case, "skipped", message=_plain(outcome.not_run or outcome.ending.value))
    return case


def _plain(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
