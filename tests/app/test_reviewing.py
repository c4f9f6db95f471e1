"""What a pack is made from: the scope, its identity, people by their role, and the register of packs."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from reportgen.app.packs import REGISTER, Register, with_pack
from reportgen.app.reviewing import gather
from reportgen.ledger import Ledger
from reportgen.model.particulars import Particulars, Signature
from reportgen.model.problem import BrokenProjectError
from reportgen.model.review import PackIdentity, PackScope
from reportgen.model.submission import Submission
from tests.projects import METRICS, entries, small_project

NOON = datetime(2023, 3, 1, 12, tzinfo=UTC)
SIGNED = Particulars(
    explanation="Chan Tai Man measured it anew; 李小明 agreed, root cause unknown",
    prepared=Signature("Chan Tai Man", date(2023, 2, 1)),
    reviewed=Signature("李小明", date(2023, 2, 2)),
    approved=Signature("Chan Tai Man", date(2023, 2, 3)),
)
ASSURED = METRICS.replace('id = "ghg.scope1"', 'id = "ghg.scope1"\nassured = true')


@pytest.fixture
def project(tmp_path):
    small_project(tmp_path, metrics=ASSURED)
    points = [replace(e.datapoint, source=replace(e.datapoint.source, sha256="00")) for e in entries()]
    points[0] = replace(points[0], particulars=SIGNED)
    ledger = Ledger.open(tmp_path / "data/ledger.db")
    ledger.append([Submission("a.xlsx", "00", "environment", tuple(points), 1, ())], by="root", at=NOON)
    first = points[0]
    ledger.append(
        [Submission("b.xlsx", "01", "environment", (replace(first, value=first.value + 1),), 1, ())], by="root", at=NOON
    )
    ledger.close()
    (tmp_path / "output").mkdir()
    finding = {
        "code": "AR001", "severity": "warning", "confidence": "high", "message": "Chan Tai Man signed twice",
        "fix": "ask", "language": None, "metric": "ghg.scope1", "period": "2022", "section": None, "subject": "twice",
        "location": {"path": "a.xlsx", "line": None, "sheet": "S", "cell": "D4", "page": None}, "waiver": None,
        "involved": [{"metric": "ghg.total", "period": "2022", "text": "1", "at": "data/notes.toml:7"},
                     {"metric": "ghg.total", "period": "2021", "text": "2", "at": "a.xlsx › S › D5"}],
    }  # fmt: skip
    other = finding | {"metric": "finance.revenue", "subject": "", "message": "m"}
    summary = {"checks": [{"code": "AR001", "name": "n", "outcome": "findings", "examined": 9, "not_run": None}]}
    (tmp_path / "output/findings.json").write_text(json.dumps({"findings": [finding, other], "summary": summary}))
    (tmp_path / "output/trace.json").write_text(json.dumps({"bindings": []}))
    section = {"language": "en", "section": "climate", "page": 4}
    (tmp_path / "output/text.json").write_text(json.dumps({"sections": [section]}))
    answer = {"links": {"en": "site/en/1.html#d-climate-hkex-a1", "zh-hant": "site/zh-hant/1.html"}, "pages": {"en": 5}}
    (tmp_path / "output/index.json").write_text(json.dumps({"entries": [{"answers": [answer]}]}))
    return tmp_path


def test_the_pages_of_sections_and_answers_are_there(project):
    assert gathered(project).pages == {"en": {"s-climate": 4, "d-climate-hkex-a1": 5}}


def gathered(project, **scope):
    return gather(project, PackScope(**scope), NOON)


def test_all_figures_their_datapoints_and_their_history_are_there(project):
    review = gathered(project)
    assert len(review.figures) == len(review.dossier.figures)
    first, second = review.history["ghg.scope1", "2022", "group"]
    assert second.value == first.value + 1 == review.entries["ghg.scope1", "2022", "group"].value
    assert [(one.number, one.workbook, one.sha256) for one in review.sent] == [(1, "small.xlsx", "00")] * 1 + [
        (2, "small.xlsx", "00")
    ]
    assert all("not in the project any more" in one.why_out for one in review.sent)


def test_selected_information_comes_alone(project):
    review = gathered(project, selected=True)
    assert {metric for metric, _ in review.figures} == {"ghg.scope1"}
    assert {entry.datapoint.metric for entry in review.entries.values()} == {"ghg.scope1"}


def test_an_owner_gets_what_the_derived_figures_are_computed_from_and_no_more(project):
    review = gathered(project, owners=("finance",))
    assert {metric for metric, _ in review.figures} == {"finance.revenue"}
    assert [finding.metric for outcome in review.outcomes for finding in outcome.findings] == ["finance.revenue"]
    mine = gathered(project, owners=("environment",))
    assert ("finance.revenue", "2022") in mine.figures, "the intensity is computed from it"


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        ({"owners": ("hr",)}, "no owner 'hr'"),
        ({"topics": ("soil",)}, "no topic 'soil'"),
        ({"owners": ("finance",), "selected": True}, "no figure is left"),
    ],
)
def test_a_choice_of_what_is_not_there_is_told(project, scope, said):
    with pytest.raises(BrokenProjectError, match=said):
        gathered(project, **scope)


def test_findings_come_back_as_they_were(project):
    finding = gathered(project).outcomes[0].findings[0]
    assert str(finding.cell) == "a.xlsx › S › D4"
    assert [str(one.at) for one in finding.involved] == ["data/notes.toml:7", "a.xlsx › S › D5"]
    assert finding.subject == "twice"
    assert finding.fingerprint != replace(finding, subject="").fingerprint


def test_people_are_named_by_role_everywhere_and_stay_apart(project):
    review = gathered(project, roles=True)
    told = review.history["ghg.scope1", "2022", "group"][0].datapoint.particulars
    assert told.prepared is not None and told.reviewed is not None and told.approved is not None
    assert (told.prepared.by, told.reviewed.by, told.approved.by) == ("preparer 1", "reviewer 1", "preparer 1")
    assert told.explanation == "preparer 1 measured it anew; reviewer 1 agreed, root cause unknown"
    assert review.outcomes[0].findings[0].message == "preparer 1 signed twice"
    parts = (review.figures, review.entries, review.history, review.sign_offs, review.sent, review.outcomes)
    everything = repr((parts, dict(review.dossier.figures.by_key)))
    assert "Chan" not in everything
    assert "李小明" not in everything
    assert "by='root'" not in everything


def test_the_same_report_is_the_same_pack_and_another_figure_is_another(project):
    first = gathered(project).identity
    assert gathered(project).identity == first
    assert (first.number, first.previous) == (1, "")
    assert gathered(project, selected=True).identity.id != first.id
    (project / REGISTER).parent.mkdir(parents=True)
    (project / REGISTER).write_text(with_pack(project, first, PackScope(), 2022, file="p.zip", sha256="aa"))
    assert gathered(project).identity == first, "made again it is no new pack"
    assert gathered(project, selected=True).identity.number == 1
    with (project / "data/notes.toml").open("a") as notes:
        notes.write("\n# looked through\n")
    second = gathered(project).identity
    assert (second.number, second.previous) == (2, first.id)


def test_the_register_keeps_what_stands_in_it(project):
    (project / REGISTER).parent.mkdir(parents=True)
    identity = PackIdentity("a" * 12, "p", 1, NOON, "i", "h", "t")
    once = with_pack(project, identity, PackScope(selected=True), 2022, file="a.zip", sha256="aa")
    (project / REGISTER).write_text(once + "# kept by hand\n")
    second = replace(identity, id="b" * 12, number=2)
    text = with_pack(project, second, PackScope(selected=True), 2022, file="b.zip", sha256="bb")
    assert "# kept by hand" in text
    (project / REGISTER).write_text(text)
    register = Register.read(project)
    assert [(p.id, p.number, p.scope, p.made_at) for p in register.packs] == [
        ("a" * 12, 1, "selected", NOON),
        ("b" * 12, 2, "selected", NOON),
    ]
    assert with_pack(project, second, PackScope(selected=True), 2022, file="b.zip", sha256="bb") == text


@pytest.mark.parametrize("text", ["[[pack]]\nid = 1\n", "pack = 3\n", "[[pack]\n"])
def test_a_damaged_register_is_told(project, text):
    (project / REGISTER).parent.mkdir(parents=True)
    (project / REGISTER).write_text(text)
    with pytest.raises(BrokenProjectError, match="register of packs"):
        gathered(project)


def test_values_keep_their_digits(project):
    review = gathered(project)
    assert all(isinstance(figure.value, Decimal | None) for figure in review.figures.values())
