"""What the pages say of a model: names of ways, templates and constructs, why there is no result, how it fits."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from luister_web.jobs.weight_words import unused_weights

ESTIMATORS: Mapping[str, Promise] = {
    "plsc": gettext_lazy("PLSc: scores of constructs, error taken out (suits most surveys)"),
    "pls": gettext_lazy("PLS: scores of constructs as they are"),
    "ml": gettext_lazy("Maximum likelihood, complete forms"),
    "mlr": gettext_lazy("Maximum likelihood, robust to answers that are not normal"),
    "fiml": gettext_lazy("Maximum likelihood with all forms, also incomplete ones"),
    "wlsmv": gettext_lazy("Ordered answers (WLSMV), for scales with few answers"),
}
TEMPLATES: Mapping[str, Promise] = {
    "ecsi": gettext_lazy("European satisfaction index (ECSI)"),
    "acsi": gettext_lazy("American satisfaction index (ACSI)"),
    "service_quality": gettext_lazy("Service quality (SERVQUAL)"),
    "loyalty_chain": gettext_lazy("From quality to loyalty"),
}
CONSTRUCTS: Mapping[str, Promise] = {
    "image": gettext_lazy("Image"),
    "expectation": gettext_lazy("Expectations"),
    "quality": gettext_lazy("Quality"),
    "value": gettext_lazy("Value for money"),
    "satisfaction": gettext_lazy("Satisfaction"),
    "complaints": gettext_lazy("Complaints"),
    "loyalty": gettext_lazy("Loyalty"),
    "tangibles": gettext_lazy("Tangibles"),
    "reliability": gettext_lazy("Reliability"),
    "responsiveness": gettext_lazy("Responsiveness"),
    "assurance": gettext_lazy("Assurance"),
    "empathy": gettext_lazy("Empathy"),
}
_FAULTS: Mapping[str, Promise] = {
    "no_convergence": gettext_lazy("The search did not come to rest."),
    "no_minimum": gettext_lazy(
        "The answers leave some numbers open: nothing singles out one solution."
    ),
    "negative_variance": gettext_lazy("A variance came out below nought: %(about)s."),
    "inseparable": gettext_lazy("Constructs came out as one and the same: %(about)s."),
    "residuals": gettext_lazy("What is left of these questions cannot go together so: %(about)s."),
    "few_samples": gettext_lazy("Too few of the samples drawn anew could be solved."),
    "unsure_path": gettext_lazy(
        "The answers cannot tell causes apart, so nothing is known of: %(about)s."
    ),
    "reliability_not_positive": gettext_lazy("The questions of %(about)s do not hang together."),
    "reliability_above_one": gettext_lazy("The reliability of %(about)s came out above 1."),
    "loading_above_one": gettext_lazy("A loading came out above 1: %(about)s."),
    "correlation_above_one": gettext_lazy(
        "Constructs came out as more than one and the same: %(about)s."
    ),
    "r2_above_one": gettext_lazy("More than all of %(about)s came out as explained."),
    "not_positive": gettext_lazy(
        "Correlations came out that cannot go together; most alike are %(about)s."
    ),
}
_VERDICTS: Mapping[str, Promise] = {
    "good": gettext_lazy("By the usual marks the model fits well. Other models may fit as well."),
    "fair": gettext_lazy("By the usual marks the model fits fairly."),
    "poor": gettext_lazy(
        "By the usual marks the model does not fit: what it says of single paths may be wrong."
    ),
    "untested": gettext_lazy("The model is as large as the answers: that it fits says nothing."),
}
MARKS: Mapping[str, Promise] = {
    "good": gettext_lazy("good"),
    "fair": gettext_lazy("fair"),
    "poor": gettext_lazy("poor"),
}
STEPS: Mapping[str, Promise] = {
    "configural": gettext_lazy("The same form"),
    "metric": gettext_lazy("and equal loadings"),
    "scalar": gettext_lazy("and equal intercepts: means may be compared"),
    "strict": gettext_lazy("and equal residuals"),
}


def fault_words(problem: Mapping[str, Any]) -> str:
    """Why there is no result, in a sentence."""
    return str(_FAULTS[str(problem["kind"])]) % {"about": ", ".join(problem["about"])}


def verdict_words(told: Mapping[str, Any]) -> str:
    """How the model fits, in a sentence; empty where it was not judged."""
    verdict = told.get("verdict")
    return str(_VERDICTS[verdict["whole"]]) if verdict else ""


def remarks(told: Mapping[str, Any]) -> list[str]:
    """What is to be known of the numbers before they are read."""
    found: Sequence[str] = (
        unused_weights(told["design_effect"]) if told.get("weights") == "unused" else "",
        _("Paths are attenuated: error in the questions pulls them to nought. PLSc undoes that.")
        if told.get("attenuated")
        else "",
        _("The intervals come from samples drawn anew.") if told.get("samples") else "",
        _("The paths hold if the arrows are causes; a model that fits does not prove that."),
    )
    return [one for one in found if one]


FILE_WORDS = (gettext_noop("Model"), gettext_noop("Fit"), gettext_noop("Effects"))
"""The names of the sheets of the workbook, to be translated."""
