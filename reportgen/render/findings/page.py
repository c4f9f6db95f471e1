"""Findings as one page of HTML that needs nothing else: opened from a mail or a build server."""

from collections import Counter
from collections.abc import Iterable, Mapping
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from reportgen.model.finding import Ending, Outcome, Severity
from reportgen.model.words import Words
from reportgen.render.findings.order import in_order, where


def as_page(outcomes: Iterable[Outcome], titles: Mapping[str, Words], head: str) -> str:
    """The findings, worst first, each with where, what to do and the figures involved; then how each check ended.

    Args:
        outcomes: of the checks.
        titles: title of each check by code.
        head: whose report, which year.
    """
    checked = list(outcomes)
    found = in_order(checked)
    source = (files("reportgen.render.findings") / "page.html.j2").read_text(encoding="utf-8")
    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return page.from_string(source).render(
        head=head,
        findings=[(finding, where(finding)) for finding in found],
        counts=Counter("waived" if f.waived else f.severity.value for f in found),
        severities=[severity.value for severity in Severity],
        outcomes=checked,
        endings=Counter(outcome.ending.value for outcome in checked),
        all_endings=[ending.value for ending in Ending],
        titles=titles,
    )
