"""What a build was asked for."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """Options of ``reportgen build``.

    Attributes:
        draft: print "draft" on every page.
        languages: build these languages only; empty for all.
        sections: build these sections only; empty for all.
        theme: set it in this theme instead of the report's own; empty for its own.
    """

    draft: bool = False
    languages: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    theme: str = ""

    @property
    def partial(self) -> bool:
        """Whether anything but the report is built: a draft, a part or a trial never takes the report's place."""
        return bool(self.draft or self.languages or self.sections or self.theme)

    def as_data(self) -> dict[str, object]:
        """The options as JSON can write them."""
        return asdict(self)
