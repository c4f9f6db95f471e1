"""The plain script that reportgen is measured against: final HTML in, PDF out, nothing else.

Usage: python -m benchmarks.plain HTML PDF
"""

import sys
from pathlib import Path

from weasyprint import HTML

if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:3])
    HTML(filename=source).write_pdf(target, pdf_variant="pdf/ua-1")
