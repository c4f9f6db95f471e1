"""The review edition: the report with all that stands behind it, as files that a browser opens from a folder."""

from reportgen.render.review.build import review_site

__all__ = ["review_site"]
