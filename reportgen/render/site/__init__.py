"""The report as a site: plain files that a server or a disk hands over, with search, explorer and downloads."""

from reportgen.render.site.build import render_site
from reportgen.render.site.readback import read_site
from reportgen.render.site.search import write_search_index

__all__ = ["read_site", "render_site", "write_search_index"]
