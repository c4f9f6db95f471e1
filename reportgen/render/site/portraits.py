"""Pictures of the project as files of the site, shared by its languages."""

from collections.abc import Iterable
from pathlib import Path

from reportgen.model.manuscript import Component, Manuscript, Picture

PICTURES = "pictures"


def picture_name(picture: Picture) -> str:
    """File name of a picture: its hash, so that a changed one is never taken from a browser's store."""
    return picture.sha256[:16] + Path(picture.path).suffix.lower()


def portraits(manuscripts: Iterable[Manuscript], root: Path) -> dict[str, bytes]:
    """Each picture that a manuscript shows, by its path inside the site."""
    shown = {
        block.picture
        for manuscript in manuscripts
        for chapter in manuscript.chapters
        for block in chapter.blocks
        if isinstance(block, Component) and block.picture
    }
    return {f"{PICTURES}/{picture_name(p)}": (root / "templates" / p.path).read_bytes() for p in shown}
