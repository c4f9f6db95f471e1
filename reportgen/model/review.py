"""All that a review pack is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from reportgen.model.difference import Difference
from reportgen.model.dossier import Dossier
from reportgen.model.figure import DatapointKey, Entry, Figure, FigureKey
from reportgen.model.finding import Outcome
from reportgen.model.remark import Remark
from reportgen.model.restatement import Restatement
from reportgen.model.signoff import SignOff
from reportgen.model.words import Words


@dataclass(frozen=True, slots=True)
class PackScope:
    """What goes into a pack. Empty choices leave nothing out.

    Attributes:
        owners: ids of owners whose figures go in.
        topics: topics of metrics that go in.
        selected: whether only the practitioner's selected information goes in.
        roles: whether people are named by their role instead of by their name.
    """

    owners: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    selected: bool = False
    roles: bool = False

    @property
    def whole(self) -> bool:
        """Whether every figure goes in."""
        return not (self.owners or self.topics or self.selected)


@dataclass(frozen=True, slots=True)
class PackIdentity:
    """Which pack it is.

    Attributes:
        id: twelve digits made from what the pack holds; the way back asks for it.
        project: hash of what makes the project itself: company and fiscal year's beginning.
        number: which pack of the project for this scope, from 1.
        made_at: of the newest data in it; the same inputs make the same pack.
        inputs_sha256: of all files that the report was built from.
        ledger_head: of the ledger.
        tool: program and version.
        previous: id of the pack of this scope before it, "" for the first.
    """

    id: str
    project: str
    number: int
    made_at: datetime
    inputs_sha256: str
    ledger_head: str
    tool: str
    previous: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A workbook as handed in: a submission of the ledger with the file, if it was kept.

    Attributes:
        path: of the file inside the project, or "" where it is there no more (or isn't as it was).
        pack_path: of the file inside the pack, or "" where it was left out.
        why_out: why it was left out.
    """

    number: int
    workbook: str
    sha256: str
    owner: str
    by: str
    at: datetime
    datapoints: int
    path: str = ""
    pack_path: str = ""
    why_out: str = ""


@dataclass(frozen=True, slots=True)
class CheckTold:
    """A check as a pack tells of it: code, name, title and the first sentence of what it examines; its family."""

    code: str
    name: str
    family: str
    title: Words
    examines: str


@dataclass(frozen=True, slots=True)
class Review:
    """All that a pack tells.

    Attributes:
        dossier: figures, manuscripts, notes and index, the index with its pages.
        scope: what was chosen.
        identity: which pack it is.
        outcomes: how the checks ended in the build that the pack belongs to.
        checks: of which the outcomes are, by code.
        pages: by language, page of each element as laid out: a binding, a section (``s-climate``), a marked paragraph.
        figures: those in scope, in the order of the metrics, newest period first; the inputs of derived ones included.
        entries: the newest datapoints of the ledger of every metric behind a figure in scope, by their key.
        sign_offs: the signatures on them.
        restatements: all, oldest first, of metrics in scope.
        sent: the submissions in scope, oldest first.
        change: since the pack before; ``None`` for the first one.
        remarks: what reviewers said so far and what became of it, oldest first.
        history: every entry of each datapoint ever handed in, oldest first, by its key.
        due: the day by which a returned pack is expected, if report.toml names one.
    """

    dossier: Dossier
    scope: PackScope
    identity: PackIdentity
    outcomes: tuple[Outcome, ...]
    checks: Mapping[str, CheckTold]
    pages: Mapping[str, Mapping[str, int]]
    figures: Mapping[FigureKey, Figure]
    entries: Mapping[DatapointKey, Entry]
    sign_offs: Mapping[DatapointKey, SignOff]
    restatements: tuple[Restatement, ...] = ()
    sent: tuple[Sent, ...] = ()
    change: Difference | None = None
    remarks: tuple[Remark, ...] = field(default=())
    history: Mapping[DatapointKey, tuple[Entry, ...]] = field(default_factory=dict)
    due: date | None = None

    @property
    def selected(self) -> tuple[Figure, ...]:
        """The figures of the fiscal year in scope that belong to the selected information."""
        return tuple(figure for figure in self.figures.values() if figure.assured)
