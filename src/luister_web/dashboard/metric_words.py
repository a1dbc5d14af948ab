"""What metrics are called, and what they mean, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luister_web.dashboard import measured

LABELS: dict[str, str | Promise] = {
    "nps": "NPS",
    "ces": "CES",
    "ces_easy": _("Easy"),
    "cas": "CAS",
    "csat": "CSAT",
    "mark": _("Mark"),
    "mark_high": _("Marks 8 or higher"),
    "mark_low": _("Marks 5 or lower"),
    "mean": _("Mean"),
    "responses": _("Responses"),
    "partial_rate": _("Broken off"),
}
MEANINGS: dict[str, str | Promise] = {
    "nps": _("Share of promoters (9 and 10) less share of detractors (0 to 6)."),
    "ces": _("Mean ease of the experience; high is easy."),
    "ces_easy": _("Share who found it easy."),
    "cas": _("Share who say that we act in the customer's interest."),
    "csat": _("Share of satisfied customers: the two highest answers."),
    "mark": _("Mean mark from 1 to 10."),
    "mean": _("Mean answer on the question's own scale."),
    "responses": _("Forms that came back."),
}


def metric_label(metric: str) -> str:
    """The name of a metric as people write it."""
    known = LABELS.get(metric)
    if known is not None:
        return str(known)
    box = _box_label(metric)
    own = next((one.label for one in measured.metrics() if one.id == metric), "")
    return box or own or metric


def metric_meaning(metric: str) -> str:
    """One sentence on what a metric counts; empty for the organisation's own."""
    return str(MEANINGS.get(metric, ""))


def _box_label(metric: str) -> str:
    """The name of a box: the highest or lowest answers of a scale."""
    which, _number, rest = metric.partition(metric.strip("abcdefghijklmnopqrstuvwxyz_") or " ")
    if rest != "box" or which not in {"top", "bottom"}:
        return ""
    words = gettext("Top-%(k)s-box") if which == "top" else gettext("Bottom-%(k)s-box")
    return words % {"k": _number}
