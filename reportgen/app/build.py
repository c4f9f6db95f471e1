"""``reportgen build``: the whole report, or as much of it as was asked for."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen import __version__
from reportgen.app.cache import Cache
from reportgen.app.fingerprint import hash_of_all, hash_of_files, hash_of_workshop, input_files
from reportgen.app.options import BuildOptions
from reportgen.app.outputs import PACKS, disk_errors, one_at_a_time, replaced, tree_hashes, write_tree
from reportgen.app.projects import cache_folder, ledger_place
from reportgen.model.finding import Outcome
from reportgen.model.problem import ReportgenError

if TYPE_CHECKING:
    from reportgen.app.stages import Data

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made.

    ``outcomes`` is empty when nothing had changed since the last build; ``counts`` holds its findings by severity.
    """

    folder: Path
    fresh: bool
    pages: Mapping[str, int]
    outcomes: tuple[Outcome, ...]
    counts: Mapping[str, int]


def build(root: Path, options: BuildOptions, say: Say) -> Built:
    """Build the report into ``output/``, or a draft or part of it into ``output/draft/``.

    A full build makes drafts old, so it leaves none behind.

    Args:
        root: the project.
        options: what to build.
        say: told what is being done.

    Raises:
        BrokenProjectError: The project, its chapters, the fonts or the disk stand in the way.
        InputRefusedError: Figures are missing.
    """
    _refuse_link(root / "output")
    target = root / "output/draft" if options.partial else root / "output"
    with disk_errors(str(target.relative_to(root))), one_at_a_time(cache_folder(root), say):
        mark = _Mark(root, options, target)
        return mark.last_build() or _build(root, options, target, mark, say)


def _refuse_link(output: Path) -> None:
    """A folder is put in the output folder's place in one step, which a link to elsewhere would break."""
    if output.is_symlink():
        from reportgen.model.problem import BrokenProjectError, Problem  # noqa: PLC0415

        raise BrokenProjectError(
            [Problem("output is a link", None, "delete the link, build, and copy or link the built folder instead")]
        )


def _build(root: Path, options: BuildOptions, target: Path, mark: "_Mark", say: Say) -> Built:
    from reportgen.app.layouts import lay_out_all  # noqa: PLC0415 - a build with nothing to do needs none of these
    from reportgen.app.stages import known_languages, known_sections, make_dossier, read_data, write_manuscripts  # noqa: PLC0415
    from reportgen.app.websites import write_site  # noqa: PLC0415
    from reportgen.checks import run  # noqa: PLC0415
    from reportgen.index import with_pages  # noqa: PLC0415
    from reportgen.locale import Printer  # noqa: PLC0415
    from reportgen.model.publication import Publication, Site  # noqa: PLC0415
    from reportgen.render import records  # noqa: PLC0415
    from reportgen.render.index_book import index_workbook  # noqa: PLC0415
    from reportgen.render.site import read_site  # noqa: PLC0415

    say("reading the project and its figures")
    data = _themed(read_data(root), options.theme)
    languages = known_languages(options.languages, data.project.settings.languages)
    sections = known_sections(data.project, options.sections)
    built_at = _built_at(data.as_of)
    say("binding figures into the chapters")
    dossier = make_dossier(data, write_manuscripts(data, languages, sections))
    dossier = replace(dossier, partial=bool(sections) or languages != data.project.settings.languages)
    cache = Cache(cache_folder(root))
    printers = {language: Printer(language) for language in languages}
    files: dict[str, bytes] = {}
    sites: list[Site] = []

    def meanwhile(folder: Path) -> None:
        files["figures.json"] = records.as_json(records.figures_record(dossier, printers))
        if not sections:  # pages of a site lead to each other: a few sections alone make none
            write_site(folder / "site", dossier, cache, draft=options.draft)
            sites.append(read_site(folder / "site", frozenset(f"../{name}/report.pdf" for name in languages)))

    with replaced(target) as folder:
        say("laying out " + " and ".join(languages))
        layouts = lay_out_all(
            dossier,
            cache=cache,
            workshop=hash_of_workshop(),
            draft=options.draft,
            meanwhile=lambda: meanwhile(folder),
        )
        pages = {language: layout.pages for language, layout in layouts.items()}
        proven = replace(
            dossier,
            proofs=tuple(layouts[language].proof for language in languages),
            index=with_pages(dossier.index, pages),
            publication=Publication(tuple(layouts[name].file for name in languages), sites[0] if sites else None),
        )
        say("checking")
        outcomes = run(proven)
        files |= {f"{language}/report.pdf": layout.pdf for language, layout in layouts.items()}
        files |= {
            "text.json": records.as_json(records.text_record(proven, pages)),
            "trace.json": records.as_json(records.trace_record(proven, pages)),
            "index.json": records.as_json(records.index_record(proven)),
            "index.xlsx": index_workbook(proven.project, proven.figures, proven.index),
            "findings.json": records.as_json(records.findings_record(outcomes)),
        }
        if not sections:
            files["site/data/index.xlsx"] = files["index.xlsx"]
        write_tree(folder, files)
        _write_manifest(folder, root, data.ledger_head, built_at, options.theme)
    counts = count_findings(outcomes)
    page_counts = {language: layout.page_count for language, layout in layouts.items()}
    mark.write(page_counts, counts)
    cache.prune(("layouts", "pdfs", "charts", "search"))
    return Built(target, True, page_counts, outcomes, counts)


def _themed(data: "Data", theme: str) -> "Data":
    """The data with the theme of a trial, and the certainty that the theme can be read."""
    from reportgen.render.theme_file import theme_of  # noqa: PLC0415

    if theme:
        settings = replace(data.project.settings, theme=theme)
        data = replace(data, project=replace(data.project, settings=settings))
    theme_of(data.project)
    return data


def count_findings(outcomes: tuple[Outcome, ...]) -> dict[str, int]:
    """Findings by severity, without those that somebody answers for."""
    counts = {"error": 0, "warning": 0, "info": 0}
    for outcome in outcomes:
        for finding in outcome.findings:
            if not finding.waived:
                counts[finding.severity.value] += 1
    return counts


def _write_manifest(folder: Path, root: Path, ledger_head: str, built_at: str, theme: str) -> None:
    """``manifest.json``: every file with its hash. It is dated by the data, so that same inputs give same bytes."""
    record = {
        "schema": 1,
        "files": [
            {"path": path, "sha256": sha256, "bytes": size} for path, (sha256, size) in tree_hashes(folder).items()
        ],
        "ledger_head": ledger_head,
        "inputs_sha256": hash_of_files(input_files(root, theme), root),
        "tool": f"reportgen {__version__}",
        "built_at": built_at,
    }
    (folder / "manifest.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def _built_at(as_of: str) -> str:
    from reportgen.model.problem import BrokenProjectError, Problem  # noqa: PLC0415

    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return as_of
    try:
        return datetime.fromtimestamp(int(epoch), UTC).isoformat()
    except (ValueError, OverflowError, OSError) as error:
        what = f"SOURCE_DATE_EPOCH is {epoch!r}, which is no number of seconds since 1970"
        raise BrokenProjectError([Problem(what, None, "set it to a whole number, or unset it")]) from error


class _Mark:
    """What the last build was made from, so that a build with nothing to do can say so at once."""

    def __init__(self, root: Path, options: BuildOptions, target: Path) -> None:
        self._root = root
        self._target = target
        self._options = options
        name = "last-draft.json" if options.partial else "last-build.json"
        self._path = cache_folder(root) / name
        self._now = self._fingerprint()

    def _fingerprint(self) -> str:
        import tomllib  # noqa: PLC0415

        try:
            settings = tomllib.loads((self._root / "report.toml").read_text(encoding="utf-8"))
            ledger = str(settings.get("report", {}).get("ledger", "data/ledger.db"))
        except (OSError, ValueError, AttributeError):
            return ""
        held, options = self._ledger(ledger), self._options
        return hash_of_all(self._root, held, options.as_data(), options.theme) if held else ""

    def _ledger(self, ledger: str) -> str:
        """What the ledger holds, as a hash: that of its file, or its head where others share it."""
        place = ledger_place(self._root, ledger)
        if isinstance(place, Path):
            return hash_of_files([p for p in (place, place.with_name(place.name + "-wal")) if p.is_file()], self._root)
        from reportgen.app.ledgers import open_ledger  # noqa: PLC0415 - a build with nothing to do loads little

        try:
            with open_ledger(self._root, ledger) as opened:
                return opened.head()
        except ReportgenError:
            return ""  # the build itself tells what is wrong

    def last_build(self) -> Built | None:
        """The last build, if nothing it was made from has changed and its outputs are as it left them."""
        try:
            last = json.loads(self._path.read_text(encoding="utf-8"))
            same = bool(self._now) and last["made_from"] == self._now and last["outputs"] == self._outputs()
            return Built(self._target, False, last["pages"], (), last["counts"]) if same else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _outputs(self) -> str:
        others = [self._target / name for name in ("draft", "databook", PACKS)]  # made by other commands or builds
        every = (path for path in self._target.rglob("*") if path.is_file())
        files = sorted(path for path in every if not any(path.is_relative_to(other) for other in others))
        return hash_of_files(files, self._target)

    def write(self, pages: Mapping[str, int], counts: Mapping[str, int]) -> None:
        """Remember this build."""
        record = {"made_from": self._now, "outputs": self._outputs(), "pages": dict(pages), "counts": dict(counts)}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(json.dumps(record), encoding="utf-8")
