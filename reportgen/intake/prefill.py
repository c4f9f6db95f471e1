"""What stands in the open cells of a workbook when it is issued: nothing, or what was handed in already."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from reportgen.intake.asking import Question
from reportgen.intake.formulas import SIGNED
from reportgen.intake.labels import unit_words
from reportgen.intake.layout import Field
from reportgen.intake.wording import offered
from reportgen.model.figure import Datapoint, Kind, State
from reportgen.model.metric import Qualifier
from reportgen.model.particulars import Role
from reportgen.model.project import Project
from reportgen.model.words import EN, ZH_HANT

TO_BE_COLLECTED = "待收集 / to be collected"
"""Why a figure is not there when its workbook is issued as answered."""

Given = Mapping[Field, str | Decimal | date | None]
"""What stands in the open cells of a row, by column."""

_ROLES = dict(zip(Role, SIGNED.items(), strict=True))


def given(question: Question, project: Project, *, answered: bool) -> Given:
    """What stands in the open cells of a row.

    Args:
        question: the row, with what was handed in for it.
        project: units.
        answered: say "not collected" where nothing was handed in.
    """
    found: dict[Field, str | Decimal | date | None] = {
        Field.UNIT: unit_words(question.metric, project) or None,
        Field.KIND: offered("kind")[Kind.ACTUAL],
        Field.QUALIFIER: offered("qualifier")[Qualifier.EXACT],
    }
    known = question.known
    if known is not None:
        found[Field.PRIOR] = known.published if known.state is State.VALUE else offered("state")[known.state]
    absent = offered("state")[State.NOT_COLLECTED]
    if question.handed is not None:
        found |= _handed(question.handed)
    elif answered:
        found |= {Field.STATE: absent, Field.REASON: TO_BE_COLLECTED}
    if answered and question.wanted_before and known is None:
        found[Field.PRIOR] = absent
    return found


def _handed(datapoint: Datapoint) -> Given:
    said = datapoint.particulars
    texts = dict.fromkeys((datapoint.reason, said.explanation))
    footnote = said.footnote or {}
    found: dict[Field, str | Decimal | date | None] = {
        Field.VALUE: datapoint.value,
        Field.STATE: offered("state")[datapoint.state],
        Field.KIND: offered("kind")[datapoint.kind],
        Field.QUALIFIER: offered("qualifier")[datapoint.qualifier],
        Field.REASON: " ".join(text for text in texts if text) or None,
        Field.METHOD: said.method or None,
        Field.EVIDENCE: said.evidence or None,
        Field.EVIDENCE_LINK: said.evidence_link or None,
        Field.FOOTNOTE_ZH: footnote.get(ZH_HANT),
        Field.FOOTNOTE_EN: footnote.get(EN),
        Field.QUERY: said.query or None,
        Field.REPLY: said.reply or None,
    }
    for role, (by, on) in _ROLES.items():
        signature = said.signature(role)
        if signature is not None:
            found |= {by: signature.by, on: signature.on}
    return found
