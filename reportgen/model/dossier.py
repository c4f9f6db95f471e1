"""All that checks may look at: the frozen results of the stages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from reportgen.model.databook import DataBook
from reportgen.model.figure import DatapointKey, Entry
from reportgen.model.figures import Figures
from reportgen.model.index import Index
from reportgen.model.manuscript import Binding, Manuscript, Unbound
from reportgen.model.project import Project
from reportgen.model.publication import Publication
from reportgen.model.published import PublishedFigures, PublishedReport
from reportgen.model.remark import Remark
from reportgen.model.screening import Screening
from reportgen.model.signoff import SignOff
from reportgen.model.waiver import WaiverUse


@dataclass(frozen=True, slots=True)
class Proof:
    """What reading the laid-out report back has shown, in one language.

    ``found`` counts the bindings whose text stands on the page of the trace; ``lost`` are the others, with the page on
    which each was looked for.
    """

    language: str
    found: int
    lost: tuple[tuple[Binding, int | None], ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """The model that checks examine. A check reads it and never changes it.

    ``proofs`` is ``None`` until the report has been laid out; ``partial`` says that some sections or languages
    were left out on purpose; ``waivers`` is ``None`` until they were held against the findings; ``publication``
    until the finished files were read back; ``published`` is last year's text and ``prior`` its figures, ``None``
    where none are at hand. ``entries`` are the newest of the ledger, ``sign_offs`` the signatures on them where anybody
    signed at all; ``screenings`` are what a look over the files of sites and months has shown; ``remarks`` are what
    reviewers said, and ``today`` is the day on which checks run. ``book`` is the data book that the figures were read
    from, ``None`` for a project of one's own; ``prior_book`` the edition of it before, where there is one.
    """

    project: Project
    figures: Figures
    manuscripts: tuple[Manuscript, ...]
    unbound: tuple[Unbound, ...]
    index: Index
    proofs: tuple[Proof, ...] | None = None
    partial: bool = False
    waivers: tuple[WaiverUse, ...] | None = None
    publication: Publication | None = None
    published: PublishedReport | None = None
    entries: tuple[Entry, ...] = ()
    sign_offs: Mapping[DatapointKey, SignOff] = field(default_factory=dict)
    screenings: tuple[Screening, ...] = ()
    prior: PublishedFigures | None = None
    book: DataBook | None = None
    prior_book: DataBook | None = None
    remarks: tuple[Remark, ...] = ()
    today: date | None = None
