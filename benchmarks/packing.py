"""What a review pack of the demonstration costs beyond the build, and what it weighs.

    python -m benchmarks.packing [--times 3]

The build with nothing to do and the pack are run in turn; the pack's time less the build's is what it costs.
"""

import argparse
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

from benchmarks.__main__ import copy_of_demonstration, median, reportgen


def rows(times: int) -> list[str]:
    with tempfile.TemporaryDirectory() as temporary:
        project = copy_of_demonstration(Path(temporary) / "project")
        reportgen(project, "build")
        nothing = median(lambda: reportgen(project, "build"), times)
        whole = median(lambda: reportgen(project, "pack"), times)
        selected = median(lambda: reportgen(project, "pack", "--selected"), times)
        pack = max((project / "output/packs").glob("*.zip"), key=lambda path: path.stat().st_size)
        verified = median(lambda: reportgen(project, "verify", str(pack)), times)
        told = [("pack of everything, beyond the build", whole), ("of the selected information", selected)]
        found = [f"| {name} | {run.seconds - nothing.seconds:.1f} s | {run.mebibytes:.0f} MiB |" for name, run in told]
        found.append(f"| verify | {verified.seconds:.1f} s | {verified.mebibytes:.0f} MiB |")
        return [*found, f"| size of the zip | {pack.stat().st_size / 1e6:.1f} MB | {_parts(pack)} |"]


def _parts(pack: Path) -> str:
    sizes: Counter[str] = Counter()
    with zipfile.ZipFile(pack) as archive:
        for member in archive.infolist():
            sizes[member.filename.split("/")[0]] += member.compress_size
    return ", ".join(f"{name} {size / 1e6:.1f}" for name, size in sizes.most_common(5))


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--times", type=int, default=3)
    print("\n".join(rows(words.parse_args().times)))


if __name__ == "__main__":
    main()
