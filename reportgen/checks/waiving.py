"""Waivers applied to findings: which hold, which have lapsed, and which are for nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from reportgen.checks.registry import all_checks, by_code
from reportgen.model.figures import Figures
from reportgen.model.finding import Outcome
from reportgen.model.problem import Problem
from reportgen.model.waiver import Waiver, WaiverUse


def waive(
    outcomes: Iterable[Outcome], waivers: Sequence[Waiver], figures: Figures, today: date
) -> tuple[tuple[Outcome, ...], tuple[WaiverUse, ...]]:
    """Mark the findings that a waiver holds for.

    Args:
        outcomes: of the checks that ran; a waiver for a check that didn't is left out of account.
        waivers: of the project, sound ones (see :func:`wrong_waivers`).
        figures: tell whether a waiver's value still stands.
        today: tells whether its last day is past.

    Returns:
        The outcomes with ``waived`` set where a waiver holds, and what became of each waiver.
    """
    checked = list(outcomes)
    ran = {outcome.code for outcome in checked if not outcome.not_run}
    uses: list[WaiverUse] = []
    holding: dict[str, list[Waiver]] = {}
    for waiver in waivers:
        check = by_code(waiver.check)
        if check is None or check.code not in ran:
            continue
        lapsed = _lapsed(waiver, figures, today)
        found = [f for o in checked if o.code == check.code for f in o.findings if waiver.matches(f)]
        uses.append(WaiverUse(waiver, len(found), lapsed))
        if not lapsed:
            holding.setdefault(check.code, []).append(waiver)
    return tuple(_marked(outcome, holding.get(outcome.code, ())) for outcome in checked), tuple(uses)


def wrong_waivers(waivers: Iterable[Waiver]) -> Iterator[Problem]:
    """Waivers that name no check, that would silence a check altogether, or that end before they begin."""
    for waiver in waivers:
        if by_code(waiver.check) is None:
            known = [c.code for c in all_checks()] + [c.name for c in all_checks()]
            near = get_close_matches(waiver.check, known, n=1) or get_close_matches(waiver.check.upper(), known, n=1)
            hint = f" (did you mean {near[0]!r}?)" if near else ""
            yield Problem(f"a waiver names no check: {waiver.check!r}{hint}", waiver.at, "write a check's code or name")
        if not waiver.aimed:
            what = f"a waiver for {waiver.check} doesn't say what it is for"
            yield Problem(what, waiver.at, "name its metric, its section, or the finding's fingerprint")
        if not waiver.reason.strip() or not waiver.by.strip():
            what = f"a waiver for {waiver.check} says not why, or not who answers for it"
            yield Problem(what, waiver.at, "write reason and by; the auditor reads both")
        if waiver.until is not None and waiver.until < waiver.on:
            yield Problem(f"a waiver for {waiver.check} ends before it begins", waiver.at, "correct on or until")
        if waiver.value is not None and (waiver.metric is None or waiver.period is None):
            what = f"a waiver for {waiver.check} holds until a value changes, but not of which figure"
            yield Problem(what, waiver.at, "name metric and period beside the value")


def _lapsed(waiver: Waiver, figures: Figures, today: date) -> str:
    """Why a waiver holds no longer; empty while it does."""
    if waiver.until is not None and today > waiver.until:
        return f"it was given until {waiver.until}"
    if waiver.value is not None and waiver.metric and waiver.period:
        figure = figures.get(waiver.metric, waiver.period)
        now = figure.value if figure else None
        if now != waiver.value:
            return f"{waiver.metric} for {waiver.period} was {waiver.value} when it was given and is {now} now"
    return ""


def _marked(outcome: Outcome, waivers: Sequence[Waiver]) -> Outcome:
    if not waivers:
        return outcome
    findings = tuple(
        replace(finding, waived=next((w.answer for w in waivers if w.matches(finding)), finding.waived))
        for finding in outcome.findings
    )
    return replace(outcome, findings=findings)
