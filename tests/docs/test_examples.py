"""The examples of the documentation are run: commands, names that chapters call, cells that are refused."""

import re
import shlex
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from reportgen.app.stages import Data, make_dossier, read_data, write_manuscripts
from reportgen.catalog import load_project
from reportgen.chapters.context import Context
from reportgen.chapters.inline import inline_runs
from reportgen.chapters.notes import note_numbers
from reportgen.intake.reading import read_workbook
from reportgen.ledger import Ledger
from reportgen.locale import Printer
from reportgen.model.manuscript import Anchor, Bound, NoteRef, SectionRef, Text
from reportgen.render.blocks import PRINT, BlockRenderer

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
SKIPPED = "<!-- not run -->"
BLOCK = re.compile(rf"({re.escape(SKIPPED)}\n)?```(console|python)\n(.*?)```", re.DOTALL)
LANGUAGES = ("en", "zh-hant")


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """A copy of the demonstration with its workbooks imported."""
    folder = tmp_path_factory.mktemp("docs") / "project"
    folder.mkdir()
    shutil.copy2(ROOT / "report.toml", folder)
    for part in ("data", "templates"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("ledger.db*"))
    done = command(folder, "import")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def data(project) -> Data:
    return read_data(project)


def command(folder: Path, *words: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "reportgen", *words], cwd=folder, capture_output=True, text=True, check=False
    )


def examples(kind: str):
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for match in BLOCK.finditer(text):
            if match[2] == kind and not match[1]:
                line = text[: match.start(3)].count("\n") + 1
                yield pytest.param(match[3], id=f"{page.name}:{line}")


# --- commands ------------------------------------------------------------------------------------


@pytest.mark.parametrize("block", list(examples("console")))
def test_a_command_prints_what_the_page_shows(project, block):
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        said, *shown = part.rstrip("\n").split("\n")
        code = re.search(r"# exit code (\d)", said)
        words = shlex.split(said, comments=True)
        assert words[0] == "reportgen", "mark the block as not run"
        done = command(project, *words[1:])
        assert done.returncode == (int(code[1]) if code else 0), done.stderr
        real = [plain(line) for line in (done.stdout + done.stderr).splitlines()]
        for line in shown:
            assert any(pattern(line).fullmatch(one) for one in real), f"{line!r} is not in\n" + "\n".join(real)


@pytest.mark.parametrize(("shown", "real", "same"), [
    ("head …", "head 9f3c", True),
    ("E6  (sha256 …)", "E6  (sha256 d9d6)", True),
    ("decreased by 2.2%", "decreased by 2.3%", False),
    ("7.2", "17.2", False),
])  # fmt: skip
def test_three_points_stand_for_anything_and_nothing_else_does(shown, real, same):
    assert bool(pattern(shown).fullmatch(plain(real))) is same


def pattern(shown: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(piece) for piece in plain(shown).split("…")))


def plain(line: str) -> str:
    return re.sub(r"\s+", " ", line).strip()


# --- names that chapters call --------------------------------------------------------------------


def calls():
    text = (ROOT / "docs/guide-writer.md").read_text(encoding="utf-8")
    table = text.split("| write | prints (English) | prints (繁體中文) |")[1].split("\n\n")[0]
    for row in table.strip().splitlines()[1:]:
        written, *printed = (cell.strip() for cell in row.strip().strip("|").split("|"))
        names = re.findall(r"`(\{\{.*?\}\})`", written)
        english, chinese = printed[0].split(", "), printed[1].split("、")
        if len(names) == 1:
            english, chinese = printed[:1], printed[1:]
        for name, *expected in zip(names, english, chinese, strict=True):
            yield pytest.param(name, dict(zip(LANGUAGES, expected, strict=True)), id=name)


@pytest.mark.parametrize(("name", "expected"), list(calls()))
def test_a_name_prints_what_the_writers_guide_says(data, name, expected):
    for language in LANGUAGES:
        context = Context(
            data.project,
            data.figures,
            Printer(language),
            data.project.outline.sections[0],
            note_numbers(data.project),
        )
        found = inline_runs(context, name, "docs/guide-writer.md", 1)
        assert not context.problems
        assert len(found) == 1
        assert without_page(printed(found[0], data, language)) == without_page(expected[language])


def printed(run, data: Data, language: str) -> str:
    match run:
        case Text() | Bound() | NoteRef():
            return run.text.replace("\N{NO-BREAK SPACE}", " ")
        case SectionRef():
            renderer = BlockRenderer(data.project.outline, Printer(language), {}, medium=PRINT)
            return renderer.reference_text(run)
        case Anchor():
            return "nothing"
    raise AssertionError(run)


def without_page(text: str) -> str:
    """The page of a reference is the layout's: neither the guide nor the renderer can know it."""
    return re.sub(r"(?<=, page ).*$|(?<=（第).*(?=頁）$)", "", text)


def test_the_writers_guide_shows_every_name_and_component(data):
    from reportgen.chapters.inline import BLOCK_NAMES
    from reportgen.chapters.markdown import COMPONENTS

    text = (ROOT / "docs/guide-writer.md").read_text(encoding="utf-8")
    for name in BLOCK_NAMES:
        assert f"{{{{ {name}(" in text
    for component in COMPONENTS:
        assert f"\n::: {component}" in text


def test_the_block_examples_of_the_writers_guide_name_what_is_there(data):
    text = (ROOT / "docs/guide-writer.md").read_text(encoding="utf-8")
    blocks = (("table", data.project.tables), ("chart", data.project.charts), ("diagram", data.project.diagrams))
    for kind, known in (*blocks, ("levels", data.project.diagrams)):
        for id in re.findall(rf'\{{\{{ {kind}\("([^"]+)"', text):
            assert id in known


# --- cells that are refused ----------------------------------------------------------------------


def refusals():
    text = (ROOT / "docs/guide-working-group.md").read_text(encoding="utf-8")
    for row in re.findall(r"^\| ([A-Z]\d+ = .*)$", text, flags=re.MULTILINE):
        typed, message = (cell.strip() for cell in row.split(" | ")[:2])
        cells = dict(re.findall(r"([A-Z]\d+) = `([^`]*)`", typed))
        yield pytest.param(cells, message, id=typed)


@pytest.mark.parametrize(("cells", "message"), list(refusals()))
def test_a_cell_is_refused_as_the_working_groups_guide_says(tmp_path, cells, message):
    problems = read_with(tmp_path, cells)
    assert any(message in problem for problem in problems), problems


def test_the_workbook_of_these_examples_is_sound():
    assert read_with(Path(), {}) == []


@pytest.mark.parametrize("cells", [
    {"E6": "0", "F6": "確認為零"},
    {"E6": "(blank)", "F6": "confirmed zero"},
    {"E6": "5", "F6": "(blank)", "G6": "(blank)"},
    {"E6": "(blank)", "F6": "未收集 not collected", "H6": "儀表故障"},
    {"E6": "5", "G6": "估算", "H6": "按去年"},
    {"E6": "不適用", "F6": "(blank)", "H6": "沒有這項業務"},
])  # fmt: skip
def test_what_the_working_groups_guide_allows_is_taken(tmp_path, cells):
    assert read_with(tmp_path, cells) == []


def read_with(folder: Path, cells: dict[str, str]) -> list[str]:
    """The problems of the demonstration's environment workbook once some of its cells are typed over."""
    source = ROOT / "data/workbooks/2022/environment.xlsx"
    path = source
    if cells:
        book = openpyxl.load_workbook(BytesIO(source.read_bytes()))
        sheet = book["環境 Environment"]
        for ref, typed in cells.items():
            number = re.fullmatch(r"-?\d+", typed)
            sheet[ref].value = None if typed == "(blank)" else int(typed) if number else typed
        path = folder / "environment.xlsx"
        book.save(path)
    return [problem.what for problem in read_workbook(path, load_project(ROOT)).problems]


# --- programs ------------------------------------------------------------------------------------


@pytest.mark.parametrize("block", list(examples("python")))
def test_a_program_of_the_auditors_guide_agrees_with_the_ledger(project, block):
    done = subprocess.run([sys.executable, "-c", block], cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    ledger = Ledger.open(project / "data/ledger.db")
    assert done.stdout.strip() in ("", ledger.head())
    ledger.close()


def test_the_auditors_program_sees_a_changed_value(project, tmp_path):
    import sqlite3

    (tmp_path / "data").mkdir()
    shutil.copy2(project / "data/ledger.db", tmp_path / "data/ledger.db")
    broken = sqlite3.connect(tmp_path / "data/ledger.db")
    broken.execute("DROP TRIGGER datapoints_no_update")
    broken.execute("UPDATE datapoints SET value = '1' WHERE number = 7")
    broken.commit()
    broken.close()
    program = next(example.values[0] for example in examples("python") if "sqlite3" in example.values[0])
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "AssertionError" in done.stderr


# --- links and files -----------------------------------------------------------------------------


def test_every_link_between_the_pages_leads_somewhere():
    for page in PAGES:
        prose = re.sub(r"(`{3,}).*?\1", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)#]+)\)", re.sub(r"`[^`\n]*`", "", prose)):
            if not target.startswith(("http", "docs/images/")):
                assert (page.parent / target).exists(), f"{page.name}: {target}"


MADE = ("data/review",)
"""Folders of a project that commands make."""


def test_every_file_that_the_decisions_name_is_there():
    for path in re.findall(r"`([a-z]+/[a-z_/]+(?:\.py)?)`", (ROOT / "docs/decisions.md").read_text(encoding="utf-8")):
        assert path in MADE or (ROOT / "reportgen" / path).exists(), path


def test_the_dossier_of_the_demonstration_can_be_made(data):
    """The examples above speak of the demonstration: it must be whole."""
    assert make_dossier(data, write_manuscripts(data)).index
