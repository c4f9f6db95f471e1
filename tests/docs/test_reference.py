"""The committed reference is what the code makes, and what it says of a project's files is what the reader takes."""

import importlib.util
import re
import shutil
from pathlib import Path

import pytest

from reportgen.catalog import load_project
from reportgen.model.problem import BrokenProjectError

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/reference.md"


def _tool():
    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "tools/make_reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


make_reference = _tool()
TABLES = [table for table in make_reference.TABLES if table[0] != "data/units.toml"]


def test_the_committed_reference_is_what_the_code_makes():
    assert PAGE.read_text(encoding="utf-8") == make_reference.reference(), "run: make docs"


def test_an_attribute_that_no_docstring_tells_is_refused():
    @make_reference.dataclasses.dataclass
    class Half:
        """Half told.

        Attributes:
            one: told.
        """

        one: str
        two: str

    with pytest.raises(ValueError, match="Half does not tell two"):
        make_reference.attributes(Half)


@pytest.mark.parametrize(("file", "table", "cls", "filled_in"), TABLES, ids=lambda v: v if isinstance(v, str) else "")
def test_the_keys_of_each_file_are_those_that_the_reader_takes(tmp_path, file, table, cls, filled_in):
    for part in ("report.toml", "data"):
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, tmp_path / part, ignore=shutil.ignore_patterns("ledger.db*", "workbooks"))
        else:
            shutil.copy2(source, tmp_path / part)
    for language in ("zh-hant", "en"):
        (tmp_path / "templates" / language).mkdir(parents=True)
    path = sorted(tmp_path.glob(file))[0]
    text = path.read_text(encoding="utf-8")
    if table == "[[confirm]]":  # the demonstration has confirmed nothing
        text += f"\n{table}\n"
    assert f"{table}\n" in text
    path.write_text(text.replace(f"{table}\n", f"{table}\nno_such_key = 1\n", 1), encoding="utf-8")
    with pytest.raises(BrokenProjectError) as refused:
        load_project(tmp_path)
    fix = next(p.fix for p in refused.value.problems if "no_such_key" in p.what)
    taken = set(re.sub(r"^use one of: ", "", fix).split(", "))
    assert taken - {"groups"} == set(make_reference.keys(cls, filled_in))


def test_every_command_stands_in_the_reference_with_its_options():
    page = PAGE.read_text(encoding="utf-8")
    for verb in ("init", "doctor", "import", "build", "check", "watch", "trace", "explain"):
        assert f"\n### {verb}\n" in page
    for option in ("--project", "--draft", "--lang", "--only", "--fail-on", "--format", "--port", "--period", "--by"):
        assert f"`{option}" in page
