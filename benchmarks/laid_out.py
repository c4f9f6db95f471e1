"""Lays out a final HTML by reportgen's own renderer: python -m benchmarks.laid_out HTML PDF."""

import sys
from pathlib import Path

from reportgen.render.pdf import write_pdf

if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:3])
    html = source.read_text(encoding="utf-8").replace('src="', 'src="chart:')

    def chart(url: str) -> bytes | None:
        file = source.parent / url.removeprefix("chart:")
        return file.read_bytes() if file.is_file() else None

    done = write_pdf(html, title="", language="en-GB", identifier_seed="", fetch=chart)
    target.write_bytes(done.pdf)
    target.with_suffix(".pages").write_text(str(done.page_count))
