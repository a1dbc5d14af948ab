"""The words of this app that stand outside its templates, so that they can be translated."""

from django.utils.translation import gettext_noop as _

SUMMARIES = {
    "report": _("A metric by groups and periods, with interval, target and comparison"),
    "metrics": _("The metrics"),
    "surveys": _("The surveys with their questions"),
    "dimensions": _("The dimensions to group by and filter on"),
    "values": _("The values of a dimension, as far as you may see them"),
    "targets": _("The targets"),
    "marks": _("The marks: what happened and may explain a change"),
    "responses": _("Single responses, the latest first"),
    "new_response": _("Take in one filled-in form"),
    "new_import": _("Take in a file"),
}

REASONS = {
    400: _("A parameter that cannot be read."),
    401: _("No valid key, and nobody signed in."),
    403: _("The owner of the key may not do this."),
    404: _("A name that nobody knows: metric, survey, question or dimension."),
    409: _("It cannot be done now: too few answers, or the store is busy."),
    413: _("The file is too big."),
    422: _("A value that does not fit."),
    429: _("The key is used too often; Retry-After says how long to wait."),
}

FILE_WORDS = (
    _("Report"), _("Answers"), _("Questions"), _("About this file"), _("Item"), _("Scale"),
    _("Metric"), _("Unit"), _("Period"), _("From"), _("To"), _("Value"), _("Low"), _("High"),
    _("n"), _("Hidden"), _("Target"), _("Lower bound"), _("Status"), _("Compared period"),
    _("Compared from"), _("Compared to"), _("Compared value"), _("Compared n"), _("Difference"),
    _("Difference low"), _("Difference high"), _("Verdict"), _("Survey"), _("Question"),
    _("Wording"), _("Labels"), _("Wave"), _("Process"), _("Touchpoint"), _("Channel"), _("Team"),
    _("Employee"), _("Language"), _("Response"), _("Time"), _("Customer"), _("Weight"),
    _("Complete"), _("Groups"), _("Every"), _("Compared with"), _("Filters"), _("Limited to"),
    _("n shown"), _("Weights"), _("Interval"), _("Hidden below n"), _("Answers counted up to"),
    _("Generated at"), _("Rows"), _("all"), _("none"), _("nothing"), _("the whole period"),
    _("sampling weights"), _("none, every answer counts once"), _("the first answer"),
    _("the last answer"), _("points"), _("percent"), _("scale"), _("count"), _("on target"),
    _("probably on target"), _("near target"), _("probably under"), _("surely under"),
    _("higher"), _("probably higher"), _("no difference shown"), _("probably lower"), _("lower"),
)  # fmt: skip
"""What stands in the headings and lines of an exported file."""
