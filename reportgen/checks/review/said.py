"""How a remark is told in a finding."""

from decimal import Decimal

from reportgen.model.dossier import Dossier
from reportgen.model.remark import Conclusion, Progress, Remark

_LONG = 90


def is_exception(remark: Remark, trivial: Decimal) -> bool:
    """Whether a remark is an exception, or a difference that is more than clearly trivial.

    Args:
        remark: of a reviewer.
        trivial: in per cent of the figure, below which a difference is clearly trivial.
    """
    if remark.conclusion is Conclusion.EXCEPTION:
        return True
    if not remark.difference or remark.value is None:
        return False
    printed = remark.value - remark.difference
    return abs(remark.difference) * 100 > trivial * abs(printed)


def trivial_percent(dossier: Dossier) -> Decimal:
    """From which per cent of a figure on a difference is more than clearly trivial, as ``[review]`` says."""
    review = dossier.project.settings.review
    return review.materiality * review.trivial / 100


def words_of(remark: Remark) -> str:
    """What was said, in a few words."""
    told = [str(remark.conclusion.value)] if remark.conclusion else []
    told += [f"difference {remark.difference:+f}"] if remark.difference else []
    text = " ".join(remark.text.split())
    told += [f"“{text[:_LONG]}{'…' if len(text) > _LONG else ''}”"] if text else []
    return f"{remark.by} on {remark.subject}: {', '.join(told) or remark.tick}"


def about(remark: Remark) -> dict[str, object]:
    """Where a finding on a remark stands, and what it is about."""
    metric, period = remark.figure or (None, None)
    return {
        "metric": metric,
        "period": period,
        "section": remark.section,
        "language": remark.language,
        "place": remark.at,
        "subject": remark.id,
    }


def is_open(remark: Remark) -> bool:
    """Whether nobody has answered it."""
    return remark.progress is Progress.OPEN
