"""What the stages hand to the checks beside figures and text: entries, signatures, rows of files of sites."""

from datetime import UTC, datetime

from reportgen.app.activities import consolidate
from reportgen.app.ledgers import open_ledger
from reportgen.app.stages import make_dossier, read_data, write_manuscripts
from reportgen.checks import by_code, run
from reportgen.ledger import Ledger
from reportgen.model.particulars import Role
from reportgen.model.signoff import SignOffRules
from reportgen.model.submission import Submission
from tests.activity.test_activity import as_csv, the_rows
from tests.figures.test_figures_consolidated import ENTITIES
from tests.projects import REPORT, entries, small_project

NOON = datetime(2023, 3, 1, 12, tzinfo=UTC)


def handed_in(root, found):
    with_data = tuple(entry.datapoint for entry in found)
    ledger = Ledger.open(root / "data/ledger.db")
    ledger.append([Submission("small.xlsx", "00", "environment", with_data, len(with_data), ())], by="May", at=NOON)
    ledger.close()


def seen(root):
    data = read_data(root)
    return make_dossier(data, write_manuscripts(data))


def test_entries_are_those_of_the_ledger_and_nobody_signed(tmp_path):
    small_project(tmp_path)
    handed_in(tmp_path, entries())
    dossier = seen(tmp_path)
    assert len(dossier.entries) == len(entries())
    assert (dossier.sign_offs, dossier.screenings) == ({}, ())


def test_signatures_of_the_ledger_are_seen(tmp_path):
    small_project(tmp_path)
    handed_in(tmp_path, entries())
    key = ("water.use", "2022", "group")
    with open_ledger(tmp_path, "data/ledger.db") as ledger:
        assert not ledger.signed()
        ledger.sign([key], Role.PREPARED, by="Chan", at=NOON, rules=SignOffRules())
        assert ledger.signed()
    assert set(seen(tmp_path).sign_offs[key].standing) == {Role.PREPARED}


def of_sites(site, i):
    return {"plant": 3000, "north": 40, "south": 500, "joined": 7, "left": 90}[site] * (100 if i == 4 else 1) + i


def test_a_file_of_sites_is_looked_through_until_it_is_another_file(tmp_path):
    water = 'id = "water.use"\nlevel = "site"\nevery = "month"'
    small_project(tmp_path, report=REPORT + ENTITIES, metrics=('id = "water.use"', water))
    (tmp_path / "data/activity").mkdir()
    file = as_csv(tmp_path / "data/activity", the_rows(of_sites))
    handed_in(tmp_path, [e for e in entries() if e.datapoint.metric != "water.use"])
    consolidate(tmp_path, [], by="May", at=NOON)
    dossier = seen(tmp_path)
    (found,) = dossier.screenings
    assert (found.metric, found.rows, found.odd_rows) == ("water.use", 43, 4)
    (outcome,) = run(dossier, [by_code("DT017")])
    (finding,) = outcome.findings
    assert finding.message.startswith("4 of 43 rows of water.use in data/activity/activity.csv are far off")
    assert "(plant!D4) 300,004, 99.8 times its middle 3,007" in finding.message
    file.path.write_text(file.path.read_text() + "\n")
    assert seen(tmp_path).screenings == ()
