"""``reportgen databook``: the published figures as files to work with."""

from collections.abc import Callable
from pathlib import Path

from reportgen.app.outputs import disk_errors, one_at_a_time, replaced, write_tree
from reportgen.app.projects import cache_folder
from reportgen.app.stages import make_dossier, read_data, write_manuscripts
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.pack import data_files


def write_data_book(root: Path, out: Path | None, say: Callable[[str], None]) -> tuple[Path, ...]:
    """Write the data book into a folder, which is replaced whole.

    Args:
        root: the project.
        out: the folder; ``output/databook`` if not given. One that is there must hold nothing but a data book.
        say: told what is being done.

    Returns:
        The files.

    Raises:
        BrokenProjectError: The project, its chapters or the disk stand in the way, or the folder holds something else.
        InputRefusedError: Figures are missing.
    """
    folder = out if out is not None else root / "output/databook"
    say("reading the project and its figures")
    data = read_data(root)
    files = data_files(make_dossier(data, write_manuscripts(data)))
    strange = sorted(path.name for path in folder.glob("*") if path.name not in files) if folder.is_dir() else []
    if strange or folder.is_file():
        what = f"{', '.join(strange[:3])} would be lost" if strange else "there is a file of this name"
        raise BrokenProjectError([Problem(what, Place(str(folder)), "name an empty or a new folder with --out")])
    say("writing the data book")
    with disk_errors(str(folder)), one_at_a_time(cache_folder(root), say), replaced(folder) as fresh:
        write_tree(fresh, files)
    return tuple(folder / name for name in sorted(files))
