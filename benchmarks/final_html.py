"""The final HTML of a project's languages, with its charts as files beside it, and long reports made from it."""

from dataclasses import replace
from pathlib import Path

from reportgen.app.stages import make_dossier, read_data, write_manuscripts
from reportgen.locale import Printer
from reportgen.model.manuscript import ChapterText, Manuscript
from reportgen.model.outline import Level, Outline
from reportgen.render.document import print_html
from reportgen.render.pictures import draw_all


def write_final_html(project: Path, folder: Path, copies: int = 1) -> dict[str, Path]:
    """Write each language's final HTML; with ``copies`` the report's sections that often."""
    data = read_data(project)
    manuscripts = write_manuscripts(data)
    dossier = make_dossier(data, manuscripts)
    written: dict[str, Path] = {}
    for manuscript in manuscripts:
        long, outline = repeated(manuscript, data.project.outline, copies)
        grown = replace(data.project, outline=outline)
        pictures = draw_all(manuscript, data.project, None)
        html = print_html(grown, long, Printer(manuscript.language), index=dossier.index, chart_alt=pictures.alt)
        target = folder / manuscript.language / "report.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        for id, svg in pictures.svgs.items():
            (target.parent / f"{id}.svg").write_text(svg, encoding="utf-8")
        target.write_text(html.replace('src="chart:', 'src="'), encoding="utf-8")
        written[manuscript.language] = target
    return written


def repeated(manuscript: Manuscript, outline: Outline, copies: int) -> tuple[Manuscript, Outline]:
    """A longer report: the numbered sections of every chapter again under new ids."""
    chapters: list[ChapterText] = list(manuscript.chapters)
    sections = list(outline.sections)
    for copy in range(2, copies + 1):
        for chapter in manuscript.chapters:
            if chapter.section.level is not Level.SECTION:
                continue
            section = replace(
                chapter.section, id=f"{chapter.section.id}-{copy}", number=f"{chapter.section.number}.{copy}"
            )
            sections.append(section)
            chapters.append(replace(chapter, section=section))
    return Manuscript(manuscript.language, tuple(chapters)), Outline(tuple(sections))
