import pypdfium2
import pytest
from weasyprint import HTML

from reportgen.render import footnotes

CSS = """
@page { size: 300pt 200pt; margin: 20pt } body, p { margin: 0; font: 10pt/20pt Inter } p { break-after: page }
.call { float: footnote } a::after { content: target-counter(attr(href), page) }
"""
NOTE = '<span class="call">the note that moves on</span>'
REST = '<p>this page is right at once</p><p>page <a href="#end"></a></p><p>more</p><p id="end">the end</p>'


@pytest.mark.parametrize("after", [0, 2])
def test_a_note_moved_to_the_next_page_is_printed_once(after):
    footnotes.install()
    first = f'<p>page <a href="#end"></a>{"<br>line" * 6} with a call{NOTE}{"<br>line" * after}</p>'
    pdf = HTML(string=f"<html lang=en><title>t</title><style>{CSS}</style>{first}{REST}").write_pdf()
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    assert [number for number, text in enumerate(texts, 1) if "the note that moves" in text] == [2]
