"""The words are those that WeasyPrint 70 broke after the first of them; the widths are of Inter, in points."""

import pypdfium2
import pytest
from weasyprint import HTML

from reportgen.render import linebreak

WORDS = "The Group has pledged carbon neutrality in its own operations and supply chain by"


def first_line(width):
    linebreak.install()
    css = f"@page{{size:{width + 100}pt 300pt;margin:50pt}}body{{margin:0}}p{{margin:0;font:9.5pt/15pt Inter}}"
    html = f"<html lang=en><title>t</title><style>{css}</style><p>{WORDS} <span>2030</span> and more words follow it"
    page = pypdfium2.PdfDocument(HTML(string=html).write_pdf())[0]
    return page.get_textpage().get_text_range().split("\r\n")[0].strip()


@pytest.mark.parametrize("tenths", range(-40, 80, 5))
def test_a_line_is_never_broken_after_its_first_word_for_the_sake_of_a_space(tenths):
    line = first_line(372 + tenths / 10)
    assert line in (WORDS, WORDS.removesuffix(" by"))
