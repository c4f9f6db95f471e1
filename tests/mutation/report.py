"""The figures of the harness as a page of the documentation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.mutation import harmless
from tests.mutation.operators import GROUPS, OPERATORS
from tests.mutation.running import Verdict

_SHOWN = 3  # undetected ones of each operator

_HEAD = """\
# What the checks find

Made by `make mutations`; don't edit it. Faults are put into the demonstration one at a time, by operators that know the
report's files and no check ([tests/mutation/](../tests/mutation/)). A fault counts as *found* when a check of a family
that ought to see it gives an error or a warning that the sound report does not give; as *refused* when the tool won't
read the changed project and tells the file or cell. *Only hinted*: no more than an information. *Elsewhere*: only by a
check of another family. The last two count as missed.

A value that nothing else in the report bears out (no total, no comparative, no second telling) can be wrong without
anybody being able to know it from the report; such faults are not among these.
"""


@dataclass(frozen=True)
class Tally:
    """How many of some faults were found."""

    made: int
    found: int
    refused: int
    hinted: int
    elsewhere: int
    missed: int
    crashed: int

    @property
    def detected(self) -> int:
        """Found or refused."""
        return self.found + self.refused

    @property
    def rate(self) -> float:
        """Detected of all, 0 to 1."""
        return self.detected / self.made if self.made else 1.0


def tally(verdicts: Iterable[Verdict]) -> Tally:
    """Count verdicts."""
    counted = list(verdicts)
    found = sum(bool(v.found) for v in counted)
    refused = sum(v.detected and not v.found for v in counted)
    missed = [v for v in counted if not v.detected]
    elsewhere = sum(bool(v.elsewhere) for v in missed)
    hinted = sum(bool(v.hinted) and not v.elsewhere for v in missed)
    crashed = sum(bool(v.crashed) for v in counted)
    return Tally(len(counted), found, refused, hinted, elsewhere, len(missed) - elsewhere - hinted, crashed)


def alarming(verdict: Verdict) -> bool:
    """Whether a harmless edit raised an error or a warning, or was refused."""
    return bool(verdict.elsewhere or verdict.found or verdict.refused or verdict.crashed)


def page(
    faults: Sequence[Verdict],
    edits: Sequence[Verdict],
    alarms: Sequence[str],
    crashed: Sequence[str],
    each: int | None,
    seed: int,
) -> str:
    """The whole page."""
    whole = tally(faults)
    by_operator = {o.name: [v for v in faults if v.operator == o.name] for o in OPERATORS}
    wrong = [v for v in edits if alarming(v)]
    lines = [
        _HEAD,
        f"Seed {seed}, {'every site' if each is None else f'up to {each} sites an operator'}: "
        f"**{whole.made} faults by {sum(bool(v) for v in by_operator.values())} operators, {_rate(whole)} detected** "
        f"({whole.found} found, {whole.refused} refused, {whole.hinted} only hinted, {whole.elsewhere} elsewhere, "
        f"{whole.missed} missed).",
        "",
        f"False alarms: {len(alarms)} on the sound report, {len(wrong)} on {len(edits)} harmless edits "
        f"({len(wrong) / max(len(edits), 1):.1%}).",
        "",
        *([f"Checks that broke off on the sound report: {', '.join(crashed)}.", ""] if crashed else []),
        *_by_family(by_operator),
        *_by_operator(by_operator),
        *_harmless(edits, alarms),
        *_examples(by_operator),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _rate(one: Tally) -> str:
    return f"{one.rate:.1%}" if one.made else "–"


def _by_family(by_operator: dict[str, list[Verdict]]) -> list[str]:
    lines = ["## By family", "", "| faults | made | found | refused | hinted | elsewhere | missed | detected |"]
    lines.append("|---|---:|---:|---:|---:|---:|---:|---:|")
    for group in GROUPS:
        one = tally(v for o in OPERATORS if o.group == group for v in by_operator[o.name])
        lines.append(f"| {group} {_cells(one)}")
    return [*lines, f"| **all** {_cells(tally(v for found in by_operator.values() for v in found))}", ""]


def _cells(one: Tally) -> str:
    counts = (one.made, one.found, one.refused, one.hinted, one.elsewhere, one.missed)
    return f"| {' | '.join(map(str, counts))} | {_rate(one)} |"


def _by_operator(by_operator: dict[str, list[Verdict]]) -> list[str]:
    lines = ["## By operator", ""]
    for group in GROUPS:
        lines += [
            f"### {group.capitalize()}",
            "",
            "| operator | what it does | right families | made | found | refused |",
        ]
        lines[-1] += " hinted | elsewhere | missed | detected |"
        lines.append("|---|---|---|---:|---:|---:|---:|---:|---:|---:|")
        for operator in OPERATORS:
            if operator.group == group:
                cells = _cells(tally(by_operator[operator.name]))
                lines.append(f"| {operator.name} | {operator.note} | {', '.join(operator.families)} {cells}")
        lines.append("")
    return lines


def _harmless(edits: Sequence[Verdict], alarms: Sequence[str]) -> list[str]:
    lines = ["## Harmless edits", "", "| operator | what it does | made | false alarms |", "|---|---|---:|---:|"]
    for operator in harmless.OPERATORS:
        own = [v for v in edits if v.operator == operator.name]
        lines.append(f"| {operator.name} | {operator.note} | {len(own)} | {sum(map(alarming, own))} |")
    lines.append("")
    if alarms:
        lines += ["On the sound report:", "", *(f"- {told}" for told in alarms), ""]
    wrong = [v for v in edits if alarming(v)]
    if wrong:
        lines += ["On harmless edits:", ""]
        lines += [f"- {v.operator}: {_code(v.where)} gives {_said(v)}" for v in wrong[:40]]
        lines.append("")
    return lines


def _said(verdict: Verdict) -> str:
    return verdict.refused or ", ".join(
        (*verdict.found, *verdict.elsewhere, *(f"{c} broke off" for c in verdict.crashed))
    )


def _code(text: str) -> str:
    return "`" + " ".join(text.replace("`", "'").replace("|", "¦").split())[:230] + "`"


def _examples(by_operator: dict[str, list[Verdict]]) -> list[str]:
    lines = ["## Not detected", "", f"Up to {_SHOWN} examples of each operator.", ""]
    for operator in OPERATORS:
        missed = [v for v in by_operator[operator.name] if not v.detected]
        if not missed:
            continue
        lines.append(f"- **{operator.name}** ({len(missed)} of {len(by_operator[operator.name])})")
        for verdict in missed[:_SHOWN]:
            told = f"; elsewhere by {', '.join(verdict.elsewhere)}" if verdict.elsewhere else ""
            told += f"; hinted by {', '.join(verdict.hinted)}" if verdict.hinted else ""
            told += f"; refused without a place: {verdict.refused}" if verdict.refused else ""
            lines.append(f"  - {_code(verdict.where)}{told}")
    return [*lines, ""]
