"""The round trip: a lead workbook goes out, is written in, and comes back into the follow-up list."""

import io
import json
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from typer.testing import CliRunner

from reportgen.app.following import answer, follow_up
from reportgen.app.packs import REGISTER, Register, kept_copy, project_id, with_pack
from reportgen.app.returning import receive
from reportgen.catalog import FOLLOW_UP, load_project, read_follow_up
from reportgen.cli.main import app
from reportgen.ledger import Ledger
from reportgen.locale import Printer
from reportgen.model.problem import BrokenProjectError, InputRefusedError, ReportgenError
from reportgen.model.remark import Conclusion, Progress
from reportgen.model.review import PackScope
from reportgen.model.submission import Submission
from reportgen.pack import zipped
from reportgen.pack.lead import lead_workbook
from reportgen.render.records import as_json, figures_record
from tests import projects
from tests.pack.lead.reviews import IDENTITY, small_review

NOON = datetime(2023, 3, 1, 12, tzinfo=UTC)
DUE = date(2023, 4, 14)
PACK = IDENTITY.id
LEAD = "A environment"
SCOPE1, SCOPE2, TOTAL = (f"figure:ghg.{name}@2022" for name in ("scope1", "scope2", "total"))


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """A project that has sent a pack, and the lead workbook as issued."""
    root = tmp_path_factory.mktemp("sent")
    review = small_review(root)
    identity = replace(IDENTITY, project=project_id(review.dossier.project.settings.names["company"]))
    review = replace(review, identity=identity)
    points = [replace(e.datapoint, source=replace(e.datapoint.source, sha256="00")) for e in projects.entries()]
    ledger = Ledger.open(root / "data/ledger.db")
    ledger.append([Submission("a.xlsx", "00", "environment", tuple(points), 1, ())], by="May", at=NOON)
    ledger.close()
    printers = {language: Printer(language) for language in ("zh-hant", "en")}
    lead = lead_workbook(review)
    records = {"records/figures.json": as_json(figures_record(review.dossier, printers)), "lead.xlsx": lead}
    keep(root, identity, records)
    return root, lead


def keep(root, identity, files):
    path = kept_copy(root, identity.id)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(zipped(files, NOON))
    text = with_pack(root, identity, PackScope(), 2022, file=f"{identity.id}.zip", sha256="00" * 32)
    (root / REGISTER).write_text(text, encoding="utf-8")


@pytest.fixture
def root(sent, tmp_path):
    shutil.copytree(sent[0], tmp_path / "project")
    return tmp_path / "project"


class Returned:
    """A returned workbook: cells by row key and column id."""

    def __init__(self, lead: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(lead))
        self.sheet = self.book[LEAD]

    def at(self, key, column, sheet=None):
        sheet = sheet or self.sheet
        row = next(r for r in range(2, sheet.max_row + 1) if sheet.cell(r, 1).value == key)
        return sheet.cell(row, next(c for c in range(1, sheet.max_column + 1) if sheet.cell(1, c).value == column))

    def write(self, key, **cells):
        for column, value in cells.items():
            self.at(key, column).value = value

    def save(self, folder, name="returned.xlsx") -> Path:
        path = folder / name
        self.book.save(path)
        return path


@pytest.fixture
def returned(sent):
    made = Returned(sent[1])
    index = made.book[made.book.sheetnames[0]]
    made.at("reviewer", "value", index).value = "A. Senior"
    made.at("reviewed_on", "value", index).value = datetime(2023, 4, 3)  # noqa: DTZ001 - as a sheet has it
    return made


def remarks_of(received):
    return {remark.subject: remark for remark in received.new}


def told(received):
    return "\n".join(what for what, _ in received.told)


# --- what an auditor writes ----------------------------------------------------------------------


def test_conclusions_differences_and_comments_become_remarks(root, returned, tmp_path):
    returned.write(SCOPE1, tick="✓ Σ", auditor_value=172200, conclusion="例外 exception", comment="Site 4 is missing.")
    returned.write(SCOPE2, conclusion="同意")
    returned.write(TOTAL, conclusion="query", comment="以哪個係數計算？")
    received = receive(root, returned.save(tmp_path), due=DUE)
    found = remarks_of(received)
    one = found[SCOPE1]
    assert (one.by, one.on, one.tick, one.conclusion) == ("A. Senior", date(2023, 4, 3), "✓ Σ", Conclusion.EXCEPTION)
    # the auditor's value less the printed 172,137.9
    assert (one.value, one.difference, one.stood) == (Decimal(172200), Decimal("62.1"), Decimal("172137.9"))
    assert (one.progress, one.owner, one.due) == (Progress.OPEN, "environment", DUE)
    assert (one.source.sheet, one.source.ref) == (LEAD, returned.at(SCOPE1, "tick").coordinate)
    assert (found[SCOPE2].conclusion, found[SCOPE2].progress, found[SCOPE2].due) == (
        Conclusion.AGREED,
        Progress.CLEARED,
        None,
    )
    assert found[TOTAL].text == "以哪個係數計算？"
    assert (received.departures, received.told, len(received.new)) == ((), (), 3)
    assert [replace(r, at=None) for r in read_follow_up(root)] == [
        replace(r, at=None, source=replace(r.source, sha256="")) for r in received.new
    ]
    assert (root / received.file).read_bytes() == (tmp_path / "returned.xlsx").read_bytes()


def test_a_name_typed_beside_its_cell(root, sent, tmp_path):
    made = Returned(sent[1])
    index = made.book[made.book.sheetnames[0]]
    cell = made.at("reviewer", "value", index)
    index.cell(cell.row, cell.column + 1).value = "A. Senior"
    made.write(TOTAL, comment="Which factor?")
    assert receive(root, made.save(tmp_path)).new[0].by == "A. Senior"


def test_an_untouched_workbook_says_nothing(root, sent, tmp_path):
    (tmp_path / "same.xlsx").write_bytes(sent[1])
    received = receive(root, tmp_path / "same.xlsx")
    assert (received.new, received.departures, received.told) == ((), (), ())
    assert not (root / FOLLOW_UP).exists()


def test_received_again_it_is_known_and_what_was_answered_stays(root, returned, tmp_path):
    returned.write(TOTAL, conclusion="query", comment="Which factor?")
    path = returned.save(tmp_path)
    first = receive(root, path, due=DUE)
    answer(root, first.new[0].id, "The grid factor of 2022.", by="Environment", on=DUE, clear=False)
    text = (root / FOLLOW_UP).read_text("utf-8") + "\n# a person's own line\n"
    (root / FOLLOW_UP).write_text(text, encoding="utf-8")
    again = receive(root, path, due=DUE)
    assert (again.new, [remark.id for remark in again.known]) == ((), [first.new[0].id])
    assert (root / FOLLOW_UP).read_text("utf-8") == text
    returned.write(SCOPE1, comment="One more thing.")
    more = receive(root, returned.save(tmp_path))
    assert [remark.subject for remark in more.new] == [SCOPE1]
    assert (root / FOLLOW_UP).read_text("utf-8").startswith(text.rstrip())


def test_a_dry_run_writes_nothing(root, returned, tmp_path):
    before = sorted(path.relative_to(root) for path in root.rglob("*") if ".cache" not in path.parts)
    returned.write(TOTAL, comment="Which factor?")
    received = receive(root, returned.save(tmp_path), dry_run=True)
    assert len(received.new) == 1
    assert sorted(path.relative_to(root) for path in root.rglob("*") if ".cache" not in path.parts) == before


def test_notes_belong_to_their_row_or_to_the_sheet(root, returned, tmp_path):
    returned.at(TOTAL, "printed").comment = Comment("Mei:\nWhere does it come from?", "Mei")
    returned.sheet["B2"].comment = Comment("A general remark.", "Mei")
    found = remarks_of(receive(root, returned.save(tmp_path)))
    assert (found[TOTAL].text, found[TOTAL].by, found[TOTAL].quote) == (
        "Where does it come from?",
        "Mei",
        "printed: 5739723.7",
    )
    assert found[f"sheet:{LEAD}"].text == "A general remark."


# --- Excel's threads -----------------------------------------------------------------------------

NS = 'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"'
PEOPLE = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<personList {NS}><person displayName="Chan Senior" id="{{AAAA}}" userId="s" providerId="None"/>
<person displayName="Lee Manager" id="{{BBBB}}" userId="m" providerId="None"/></personList>"""
STAND_IN = """[Threaded comment]

Your version of Excel allows you to read this threaded comment; however, any edits to it will get removed if the file \
is opened in a newer version of Excel. Learn more: https://go.microsoft.com/fwlink/?linkid=870924

Comment:
    Please show the meter log.
Reply:
    Of June, too."""


def with_threads(path, ref, *, lost=False):
    """Hang a thread on a cell as Excel does: its own part, a part of people, and a note that stands in for it."""
    book = openpyxl.load_workbook(path)
    book[LEAD][ref].comment = Comment(STAND_IN, "tc={1111}")
    book.save(path)
    if lost:
        return
    thread = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<ThreadedComments {NS}><threadedComment ref="{ref}" dT="2023-04-02T09:30:00.12" personId="{{AAAA}}" id="{{1111}}">
<text>Please show the meter log.</text></threadedComment>
<threadedComment ref="{ref}" dT="2023-04-03T10:00:00.00" personId="{{bbbb}}" id="{{2222}}" parentId="{{1111}}">
<text>Of June, too.</text></threadedComment>
<threadedComment ref="B2" dT="2023-04-03T10:00:00.00" personId="{{AAAA}}" id="{{3333}}" done="1">
<text>Settled.</text></threadedComment></ThreadedComments>"""
    names = openpyxl.load_workbook(path).sheetnames
    rels = f"xl/worksheets/_rels/sheet{names.index(LEAD) + 1}.xml.rels"
    with zipfile.ZipFile(path) as old:
        files = {name: old.read(name) for name in old.namelist()}
    relation = (
        '<Relationship Id="rIdT" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
        'Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    )
    files[rels] = files[rels].replace(b"</Relationships>", relation.encode())
    files["xl/threadedComments/threadedComment1.xml"] = thread.encode()
    files["xl/persons/person.xml"] = PEOPLE.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in files.items():
            new.writestr(name, content)


def test_threads_are_read_with_who_and_when(root, returned, tmp_path):
    path = returned.save(tmp_path)
    with_threads(path, returned.at(TOTAL, "printed").coordinate)
    received = receive(root, path)
    said = [(r.subject, r.text, r.by, r.on, r.progress.value) for r in received.new]
    assert said == [
        (TOTAL, "Please show the meter log.", "Chan Senior", date(2023, 4, 2), "open"),
        (TOTAL, "Of June, too.", "Lee Manager", date(2023, 4, 3), "open"),
        (f"sheet:{LEAD}", "Settled.", "Chan Senior", date(2023, 4, 3), "cleared"),
    ]


def test_a_note_that_only_looks_like_excels_is_kept_whole(root, returned, tmp_path):
    text = "[Site 4]\nsee http://example.org\nComment:\n  nothing is lost"
    returned.at(TOTAL, "printed").comment = Comment(text, "Mei")
    assert receive(root, returned.save(tmp_path)).new[0].text == text


def test_where_another_program_lost_the_thread_its_words_are_found_in_the_note(root, returned, tmp_path):
    path = returned.save(tmp_path)
    with_threads(path, returned.at(TOTAL, "printed").coordinate, lost=True)
    assert [(r.subject, r.text, r.by) for r in receive(root, path).new] == [
        (TOTAL, "Please show the meter log.", "A. Senior"),
        (TOTAL, "Of June, too.", "A. Senior"),
    ]


# --- bad input -----------------------------------------------------------------------------------


def kinds(received):
    return sorted((d.kind, d.key or d.sheet) for d in received.departures)


def test_what_was_overwritten_is_told_and_not_taken(root, returned, tmp_path):
    returned.write(TOTAL, this_year=5, printed=7, comment="The rest is taken.")
    returned.at(SCOPE1, "unit").value = "kg"
    received = receive(root, returned.save(tmp_path))
    assert kinds(received) == [
        ("formula overwritten", TOTAL),
        ("value overwritten", SCOPE1),
        ("value overwritten", TOTAL),
    ]
    assert [(remark.subject, remark.difference) for remark in received.new] == [(TOTAL, None)]


def test_a_difference_is_taken_from_the_printed_figure_as_issued(root, returned, tmp_path):
    returned.write(TOTAL, printed=100, auditor_value=5739723.7)
    assert receive(root, returned.save(tmp_path)).new[0].difference == 0


def test_rows_deleted_and_reordered(root, returned, tmp_path):
    returned.write(TOTAL, comment="Of the total.")
    returned.sheet.delete_rows(returned.at(SCOPE1, "key").row)
    received = receive(root, returned.save(tmp_path))
    assert ("row deleted", SCOPE1) in kinds(received)
    assert [remark.subject for remark in received.new] == [TOTAL]


def test_a_sorted_sheet(root, returned, tmp_path):
    returned.write(SCOPE1, comment="Of scope 1.")
    first, second = returned.at(SCOPE1, "key").row, returned.at(SCOPE2, "key").row
    for column in range(1, returned.sheet.max_column + 1):
        one, two = returned.sheet.cell(first, column), returned.sheet.cell(second, column)
        one.value, two.value = two.value, one.value
    received = receive(root, returned.save(tmp_path))
    assert ("rows reordered", LEAD) in kinds(received)
    assert [(remark.subject, remark.text) for remark in received.new] == [(SCOPE1, "Of scope 1.")]


def test_columns_moved_and_rows_inserted_above(root, returned, tmp_path):
    returned.write(TOTAL, comment="Of the total.")
    returned.sheet.insert_rows(1, 2)
    returned.sheet.insert_cols(3)
    received = receive(root, returned.save(tmp_path))
    assert [(remark.subject, remark.text) for remark in received.new] == [(TOTAL, "Of the total.")]


def test_sheets_missing_renamed_and_added(root, returned, tmp_path):
    returned.write(TOTAL, comment="Of the total.")
    tie_out = next(name for name in returned.book.sheetnames if "Tie-out" in name)
    del returned.book[tie_out]
    returned.sheet.title = "Our copy"
    returned.book.create_sheet("Notes of the team")["A1"] = "We were here."
    received = receive(root, returned.save(tmp_path))
    assert {("sheet missing", tie_out), ("sheet renamed", "Our copy"), ("sheet added", "Notes of the team")} <= set(
        kinds(received)
    )
    assert [remark.subject for remark in received.new] == [TOTAL]


def test_numbers_as_text_and_conclusions_misspelt_are_read_and_told(root, returned, tmp_path):
    returned.write(SCOPE1, auditor_value="１７２,２００", conclusion="Exeption")
    returned.write(SCOPE2, auditor_value="(1,234.5)", conclusion="查询")
    returned.write(TOTAL, auditor_value="about 5 million", conclusion="to be discussed", tick="x rc")
    received = receive(root, returned.save(tmp_path))
    found = remarks_of(received)
    assert (found[SCOPE1].value, found[SCOPE1].conclusion) == (Decimal(172200), Conclusion.EXCEPTION)
    assert (found[SCOPE2].value, found[SCOPE2].conclusion) == (Decimal("-1234.5"), Conclusion.QUERY)
    total = found[TOTAL]
    assert (total.value, total.conclusion, total.tick) == (None, None, "✗ RC")
    assert total.text == "conclusion: to be discussed\nvalue: about 5 million"
    assert told(received).count("is read as the") == 4
    assert "is no conclusion that is known" in told(received)
    assert "is no number that can be compared" in told(received)


def test_what_is_written_beside_no_row_is_a_remark_on_the_sheet(root, returned, tmp_path):
    row = returned.sheet.max_row + 3
    returned.sheet.cell(row, returned.at(TOTAL, "comment").column).value = "A site is missing altogether."
    received = receive(root, returned.save(tmp_path))
    assert [(remark.subject, remark.text) for remark in received.new] == [
        (f"sheet:{LEAD}", "A site is missing altogether.")
    ]
    assert "the row has no key" in told(received)


def test_a_pack_of_another_project(root, returned, tmp_path):
    meta = returned.book["_meta"]
    for row in meta.iter_rows(max_row=9):
        if row[0].value in ("pack", "project", "company"):
            row[1].value = {"pack": "f" * 12, "project": "0" * 12, "company": "Beta Limited"}[row[0].value]
    with pytest.raises(InputRefusedError, match="pack ffffffffffff of another project: Beta Limited, 2022"):
        receive(root, returned.save(tmp_path))
    assert not (root / FOLLOW_UP).exists()


def test_a_pack_that_is_not_in_the_register(root, returned, tmp_path):
    (root / REGISTER).unlink()
    with pytest.raises(InputRefusedError, match="is not in the register"):
        receive(root, returned.save(tmp_path))


def test_a_workbook_without_its_hidden_sheet_needs_the_pack_named(root, returned, tmp_path):
    returned.write(TOTAL, comment="Of the total.")
    del returned.book["_meta"]
    path = returned.save(tmp_path)
    with pytest.raises(InputRefusedError, match="its sheet _meta is gone"):
        receive(root, path)
    received = receive(root, path, pack=PACK)
    assert [(r.subject, r.pack, r.by) for r in received.new] == [(TOTAL, PACK, "A. Senior")]


def test_an_older_pack_is_taken_and_what_changed_since_is_told(root, returned, tmp_path):
    newer = replace(IDENTITY, id="f" * 12, number=3, project="", made_at=datetime(2023, 4, 20, tzinfo=UTC))
    text = with_pack(root, newer, PackScope(), 2022, file="b.zip", sha256="00" * 32)
    (root / REGISTER).write_text(text, encoding="utf-8")
    changed = next(e.datapoint for e in projects.entries() if e.datapoint.key[:2] == ("ghg.scope1", "2022"))
    with_more = replace(changed, value=changed.value + 1, source=replace(changed.source, sha256="01"))
    ledger = Ledger.open(root / "data/ledger.db")
    ledger.append([Submission("b.xlsx", "01", "environment", (with_more,), 1, ())], by="May", at=NOON)
    ledger.close()
    returned.write(SCOPE1, conclusion="agreed")
    received = receive(root, returned.save(tmp_path))
    assert len(received.new) == 1
    assert "the file belongs to pack 2; pack 3 of 2023-04-20 is newer" in told(received)
    assert f"{SCOPE1} was 172137.9 in the pack and is 172138.9 now" in told(received)


def test_a_figure_that_has_gone(root, returned, tmp_path):
    returned.write("figure:water.use@2022", comment="Is it complete?")
    path = root / projects.SHORT["metrics"]
    before, _, after = path.read_text("utf-8").partition('[[metric]]\nid = "water.use"')
    path.write_text(before + after[after.index("[[metric]]") :], encoding="utf-8")
    received = receive(root, returned.save(tmp_path))
    assert [remark.subject for remark in received.new] == ["figure:water.use@2022"]
    assert "figure:water.use@2022 is not in the report any more" in told(received)


def test_without_the_kept_copy_what_is_written_is_taken(root, returned, tmp_path):
    kept_copy(root, PACK).unlink()
    returned.write(TOTAL, this_year=5, auditor_value=5739724, comment="Of the total.")
    received = receive(root, returned.save(tmp_path))
    assert [(r.subject, r.difference) for r in received.new] == [(TOTAL, Decimal("0.3"))]
    assert received.departures == ()
    assert "isn't kept any more" in told(received)


def test_agreed_now_what_was_queried_before(root, returned, tmp_path):
    returned.write(TOTAL, conclusion="query", comment="Which factor?")
    first = receive(root, returned.save(tmp_path)).new[0]
    returned.write(TOTAL, conclusion="agreed", comment=None)
    received = receive(root, returned.save(tmp_path))
    assert f"reportgen pack answer {first.id} --clear" in told(received)
    assert [remark.progress for remark in read_follow_up(root)] == [Progress.OPEN, Progress.CLEARED]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "no zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "encrypted, or in the old Excel format"),
        (b"PK\x03\x04cut", "no zip, is damaged or was cut short"),
        (b"hello", "no zip"),
        (b"{}", "no file of comments"),
        (b'{"schema": 1, "pack": "x", "project": "y", "comments": 3}', "its comments are no list"),
    ],
)
def test_files_that_are_none(root, tmp_path, content, what):
    (tmp_path / "back.xlsx").write_bytes(content)
    with pytest.raises((InputRefusedError, BrokenProjectError), match=what):
        receive(root, tmp_path / "back.xlsx")


def test_a_workbook_with_entities_or_paths_that_escape(root, sent, tmp_path):
    def changed(name, content):
        with zipfile.ZipFile(io.BytesIO(sent[1])) as old, zipfile.ZipFile(tmp_path / "back.xlsx", "w") as new:
            for member in old.namelist():
                new.writestr(member, old.read(member))
            new.writestr(name, content)

    changed("xl/persons/person.xml", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>')
    with pytest.raises(InputRefusedError, match="declares XML entities"):
        receive(root, tmp_path / "back.xlsx")
    changed("../../evil.xml", "<x/>")
    with pytest.raises(BrokenProjectError, match="leads outside it"):
        receive(root, tmp_path / "back.xlsx")


# --- a file of comments --------------------------------------------------------------------------


def comment_file(**more):
    comments = [
        {"subject": TOTAL, "text": "Which factor?", "by": "A. Senior", "at": "2023-04-02T10:00:00Z", "tick": "RC",
         "value": "5,739,800", "conclusion": "query", "language": "en", "section": "climate", "quote": "5,739,723.7"},
        {"subject": "section:climate", "text": "譯文不一致", "conclusion": "", "language": "zh-hant"},
        {"text": "about nothing"},
        {"subject": "figure:no.such@2022", "text": "Hm.\u0000\ud800"},
        {"subject": SCOPE2, "tick": "✗", "by": None, "value": 5},
    ]  # fmt: skip
    return {
        "schema": 1,
        "pack": PACK,
        "project": "x",
        "exported_at": "2023-04-03",
        "by": "B. Junior",
        "comments": comments,
        **more,
    }


def test_a_file_of_comments(root, tmp_path):
    path = tmp_path / f"comments-{PACK}.json"
    path.write_text(json.dumps(comment_file()), encoding="utf-8")
    received = receive(root, path, due=DUE)
    one, two, three, four = received.new
    assert (four.conclusion, four.value) == (Conclusion.EXCEPTION, Decimal(5))
    assert (one.subject, one.text, one.by, one.on, one.tick, one.conclusion) == (
        TOTAL,
        "Which factor?",
        "A. Senior",
        date(2023, 4, 2),
        "RC",
        Conclusion.QUERY,
    )
    assert (one.value, one.difference, one.language, one.section, one.quote) == (
        Decimal(5739800),
        Decimal("76.3"),
        "en",
        "climate",
        "5,739,723.7",
    )
    assert (two.subject, two.text, two.by) == ("section:climate", "譯文不一致", "B. Junior")
    assert three.subject == "figure:no.such@2022"
    assert "this comment is left out: subject: Field required" in told(received)
    assert "figure:no.such@2022 is not in the report any more" in told(received)
    assert [replace(r, at=None) for r in read_follow_up(root)] == [
        replace(r, source=replace(r.source, sha256="")) for r in received.new
    ]
    assert receive(root, path).new == ()


def test_a_zip_that_comes_back_whole(root, returned, sent, tmp_path):
    returned.write(SCOPE1, comment="In the workbook.")
    lead = returned.save(tmp_path).read_bytes()
    files = {"pack/lead.xlsx": lead, f"pack/comments-{PACK}.json": json.dumps(comment_file()).encode()}
    with zipfile.ZipFile(tmp_path / "back.zip", "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    assert len(receive(root, tmp_path / "back.zip").new) == 5
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(InputRefusedError, match="neither a lead workbook nor a file of comments"):
        receive(root, tmp_path / "other.zip")


# --- LibreOffice ---------------------------------------------------------------------------------


@pytest.mark.xdist_group("libreoffice")
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_saved_by_libreoffice(root, returned, tmp_path):
    returned.write(SCOPE1, tick="✓", auditor_value=172200, conclusion="例外 exception", comment="Site 4 is missing.")
    returned.at(TOTAL, "printed").comment = Comment("Where does it come from?", "Mei")
    path = returned.save(tmp_path)
    excel = receive(root, path, dry_run=True)
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    out = tmp_path / "saved"
    words = [
        "soffice",
        home,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(out),
        str(path),
    ]
    subprocess.run(words, check=True, capture_output=True, timeout=120)
    saved = receive(root, out / path.name, dry_run=True)
    assert saved.departures == ()
    assert {(r.subject, r.text, r.value, r.conclusion, r.tick, r.quote) for r in saved.new} == {
        (r.subject, r.text, r.value, r.conclusion, r.tick, r.quote) for r in excel.new
    }


# --- the follow-up list --------------------------------------------------------------------------


def test_answers_are_added_and_everything_else_stays(root, returned, tmp_path):
    returned.write(SCOPE1, conclusion="exception", comment="Site 4 is missing.\nAnd site 5.")
    returned.write(TOTAL, conclusion="query", comment="Which factor?")
    receive(root, returned.save(tmp_path), due=DUE)
    path = root / FOLLOW_UP
    path.write_text(path.read_text("utf-8").replace('owner = "environment"', 'owner = "environment"  # ask May', 1))
    first, second = read_follow_up(root)
    done = answer(root, first.id[:6], "Closed in 2021.", by="Environment", on=DUE, clear=False)
    assert (done.progress, [one.text for one in done.answers]) == (Progress.ANSWERED, ["Closed in 2021."])
    done = answer(root, first.id, "", by="", on=DUE, clear=True)
    assert (done.progress, len(done.answers), done.text) == (Progress.CLEARED, 1, "Site 4 is missing.\nAnd site 5.")
    assert "# ask May" in path.read_text("utf-8")
    assert read_follow_up(root)[1] == replace(second, at=read_follow_up(root)[1].at)
    assert follow_up(root).counts == {"open": 1, "answered": 0, "cleared": 1}
    assert [r.id for r in follow_up(root).overdue(date(2023, 4, 15))] == [second.id]
    assert follow_up(root).overdue(DUE) == ()
    for id, what in (("f00", "there is no remark 'f00'"), ("", "there is no remark ''")):
        with pytest.raises(BrokenProjectError, match=what):
            answer(root, id, "x", by="y", on=DUE, clear=False)
    with pytest.raises(BrokenProjectError, match="the answer says nothing"):
        answer(root, first.id, " ", by="y", on=DUE, clear=False)


def test_the_report_asks_for_what_is_open(root, returned, tmp_path):
    from reportgen.app.checking import check

    returned.write(SCOPE1, conclusion="exception", comment="Site 4 is missing.")
    returned.write(TOTAL, conclusion="query")
    receive(root, returned.save(tmp_path), due=DUE)
    found = {o.code: [f.metric for f in o.findings] for o in check(root, select=["RV"]).outcomes}
    assert found == {"RV001": ["ghg.scope1"], "RV002": ["ghg.total"], "RV003": [], "RV004": ["ghg.scope1", "ghg.total"]}


# --- the command line ----------------------------------------------------------------------------


def run(root, *words):
    """A command in this process; its exit code as the terminal would have it."""
    done = CliRunner().invoke(app, ["--project", str(root), "pack", *words])
    code = done.exception.exit_code if isinstance(done.exception, ReportgenError) else done.exit_code
    return code, done.stdout, done.stderr


def test_the_commands(root, returned, tmp_path):
    returned.write(SCOPE1, conclusion="exception", comment="Site 4 is missing.")
    returned.write(TOTAL, printed=7)
    path = str(returned.save(tmp_path))
    code, out, _ = run(root, "receive", path, "--dry-run", "--format", "json")
    record = json.loads(out)
    assert (code, record["dry_run"], len(record["new"]), len(record["changed"])) == (0, True, 1, 1)
    code, out, err = run(root, "receive", path, "--due", "2023-04-14")
    assert code == 0
    assert "Site 4 is missing." in out
    assert "not taken: value overwritten: “5739723.7” → “7”" in err
    assert f"pack 2 ({PACK}): 1 new; 1 exception added to data/review/follow-up.toml" in err
    (remark,) = json.loads(run(root, "follow-up", "--format", "json")[1])["remarks"]
    assert (remark["progress"], remark["due"], remark["overdue"]) == ("open", "2023-04-14", True)
    assert "Site 4 is missing." in run(root, "follow-up")[1]
    assert run(root, "answer", remark["id"], "--text", "Closed in 2021.", "--by", "Environment")[0] == 0
    assert "1 answered" in run(root, "follow-up")[2]
    assert run(root, "answer", "ffff", "--clear")[0] == 2
    assert run(root, "receive", str(tmp_path / "nowhere.xlsx"))[0] == 2
    assert run(root, "receive", path, "--due", "soon")[0] == 2
    (root / REGISTER).write_text("")
    assert run(root, "receive", path)[0] == 1


def test_the_register_is_that_of_packs(root):
    assert [one.id for one in Register.read(root).packs] == [PACK]
    assert load_project(root).settings.names["company"]["en"] == "Alpha Limited"
