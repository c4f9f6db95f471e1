"""The block renderer as the site needs it: addresses across pages, anchors that all languages share."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from reportgen.locale import Printer
from reportgen.model.index import Index
from reportgen.model.manuscript import Binding, Chart, NoteRef, Picture
from reportgen.model.outline import Outline
from reportgen.render.blocks import WEB, BlockRenderer, note_id, table_id
from reportgen.render.site.plan import Plan
from reportgen.render.site.portraits import PICTURES, picture_name


class SiteBlocks(BlockRenderer):
    """Prints blocks for the page named by ``page``; addresses are relative to it."""

    def __init__(
        self,
        outline: Outline,
        printer: Printer,
        bindings: Mapping[str, Binding],
        plan: Plan,
        *,
        index: Index,
        picture: Callable[[Chart], Markup] | None,
    ) -> None:
        self.page = ""
        self.plan = plan
        super().__init__(
            outline,
            printer,
            bindings,
            medium=WEB,
            index=index,
            link=lambda section: plan.address(section, self.page),
            picture=picture,
        )

    def heading_id(self, anchor: str) -> str:
        """Id of a sub-head, the same in every language: ``h-<section>-<n>``."""
        return anchor

    def note_link(self, note: NoteRef) -> str:
        """Address of a note, on the page that prints its table."""
        return self._at_table(note.table, note_id(note.table, note.number))

    def table_link(self, table: str) -> str:
        """Address of a KPI table, on the page that prints it."""
        return self._at_table(table, table_id(table))

    def picture_url(self, picture: Picture) -> str:
        """Address of a picture, which all languages share."""
        return f"../{PICTURES}/{picture_name(picture)}"

    def _at_table(self, table: str, id: str) -> str:
        page = self.plan.table_at.get(table, self.page)
        return f"{'' if page == self.page else page + '.html'}#{id}"
