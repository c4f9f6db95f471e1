"""Writes the site, and finds its search index again if its pages haven't changed."""

import io
import tarfile
from collections.abc import Collection, Mapping
from pathlib import Path

from reportgen.app.cache import Cache
from reportgen.app.outputs import write_tree
from reportgen.model.dossier import Dossier
from reportgen.pack import data_files
from reportgen.render.site import render_site, write_search_index


def site_files(
    dossier: Dossier, cache: Cache, *, draft: bool, only: Collection[str] | None = None
) -> Mapping[str, bytes]:
    """The site's files but its search index, by path inside the site; ``only`` those of some chapter files."""
    return render_site(
        dossier.manuscripts,
        dossier.project,
        dossier.figures,
        dossier.index,
        chart_cache=cache.folder / "charts",
        pdfs={m.language: f"../{m.language}/report.pdf" for m in dossier.manuscripts},
        data=data_files(dossier) if only is None else None,
        draft=draft,
        only=only,
    )


def write_site(folder: Path, dossier: Dossier, cache: Cache, *, draft: bool) -> None:
    """Write the site with its search index."""
    files = site_files(dossier, cache, draft=draft)
    write_tree(folder, files)
    key = cache.key("search-1", *(part for name, content in sorted(files.items()) for part in (name, content)))
    kept = cache.get("search", key)
    if kept is None:
        write_search_index(folder)
        cache.put("search", key, _packed(folder, set(files)))
    else:
        write_tree(folder, _unpacked(kept))


def _packed(folder: Path, known: set[str]) -> bytes:
    """The files that indexing has added to the site, as one archive."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and name not in known:
                archive.add(path, arcname=name)
    return buffer.getvalue()


def _unpacked(archive: bytes) -> dict[str, bytes]:
    """The files of such an archive; Python 3.11.2 has no filter yet that would keep them in their folder."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        opened = ((member.name, packed.extractfile(member)) for member in packed.getmembers() if member.isfile())
        return {name: file.read() for name, file in opened if file is not None}
