"""The words of drivers: kinds, readings, remarks, and how strong a share is."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, pgettext_lazy

from luister.estimates.driver_report import DriverLine, DriverReport
from luister_web.jobs.weight_words import unused_weights
from luister_web.look.wording import change_words, number_words, range_words

KINDS: dict[str, tuple[Promise, Promise]] = {
    "basic": (
        pgettext_lazy("driver", "Basic"),
        gettext_lazy("Costs much where it is poor, brings little where it is good."),
    ),
    "performance": (
        pgettext_lazy("driver", "Performance"),
        gettext_lazy("Every point counts, low and high."),
    ),
    "excitement": (
        pgettext_lazy("driver", "Excitement"),
        gettext_lazy("Brings much where it is good, costs little where it is poor."),
    ),
    "none": (
        pgettext_lazy("driver", "No effect shown"),
        gettext_lazy("What goes together with it may be chance, or come from the other drivers."),
    ),
}
READINGS: dict[str, tuple[str, Promise, Promise]] = {
    "much to gain": (
        "poor",
        gettext_lazy("Much to gain"),
        gettext_lazy("Maybe much to gain"),
    ),
    "guard": ("good", gettext_lazy("Guard"), gettext_lazy("Maybe guard")),
    "leave": ("", gettext_lazy("Leave"), gettext_lazy("Maybe leave")),
}
METHODS: dict[str, Promise] = {
    "auto": gettext_lazy("By their kind: does not apply, or left open"),
    "em": gettext_lazy("All as left open (EM)"),
    "listwise": gettext_lazy("Leave such forms out"),
}
FILE_WORDS = (
    gettext_noop("Group"),
    gettext_noop("Driver"),
    gettext_noop("Question"),
    gettext_noop("Share"),
    gettext_noop("Share, low"),
    gettext_noop("Share, high"),
    gettext_noop("Effect of one point"),
    gettext_noop("Effect, low"),
    gettext_noop("Effect, high"),
    gettext_noop("Gain"),
    gettext_noop("Gain, low"),
    gettext_noop("Gain, high"),
    gettext_noop("Share with room"),
    gettext_noop("Slope"),
    gettext_noop("Slope, low"),
    gettext_noop("Slope, high"),
    gettext_noop("Mean"),
    gettext_noop("Mean, low"),
    gettext_noop("Mean, high"),
    gettext_noop("Robustness"),
    gettext_noop("Robustness at 95 %"),
    gettext_noop("Effect beyond the placebo"),
    gettext_noop("Beyond the placebo, low"),
    gettext_noop("Beyond the placebo, high"),
    gettext_noop("Kind"),
    gettext_noop("Reading"),
    gettext_noop("Drivers"),
    gettext_noop("Groups"),
    gettext_noop("Outcome"),
    gettext_noop("R2"),
    gettext_noop("Weights"),
    gettext_noop("Design effect"),
    gettext_noop("Effective n"),
    gettext_noop("sampling weights"),
    gettext_noop("none, every answer counts once"),
    gettext_noop("Missing answers"),
    gettext_noop("Placebo"),
    gettext_noop("Data version"),
    gettext_noop("Seed"),
    gettext_noop("Ordered by"),
    gettext_noop("An effect holds if the association is causal"),
    gettext_noop("yes"),
    gettext_noop("basic"),
    gettext_noop("performance"),
    gettext_noop("excitement"),
    gettext_noop("none"),
    gettext_noop("much to gain"),
    gettext_noop("guard"),
    gettext_noop("leave"),
)
"""What stands in the workbook, to be translated."""


def unit_words(unit: str) -> str:
    """What an effect is counted in."""
    if unit == "percent":
        return _("percentage points")
    return _("NPS points") if unit == "points" else _("points of the outcome's scale")


def remarks(report: DriverReport) -> list[str]:
    """What a reader must know before the numbers."""
    found = [unused_weights(report.design_effect)] if report.weights == "unused" else []
    if "few_for_ranks" in report.notes:
        found.append(
            _(
                "Below 2,000 forms the order of drivers with nearly the same share is chance; such ties are named."
            )
        )
    if "no_placebo" in report.notes and report.placebo:
        found.append(
            _(
                "No placebo was named: the rating that does least stands for the mood of the day. Name one to be surer."
            )
        )
    if "near_copies" in report.notes:
        found.append(
            _(
                "Questions that are answered nearly alike count as one driver: no sample tells them apart."
            )
        )
    if "drawn" in report.notes:
        error = number_words(100 * report.draw_error, 2)
        found.append(
            _("With so many drivers the shares are drawn, with an error of at most %(error)s%%.")
            % {"error": error}
        )
    if "part_of_rows" in report.notes:
        found.append(
            _(
                "Effects were estimated on 10,000 forms picked by chance; the intervals say what that costs."
            )
        )
    return found


def weights_words(report: DriverReport) -> str:
    """How forms counted, and what that costs; empty where none weighs more than another."""
    if report.weights == "none":
        return ""
    if report.weights == "unused":
        return _("none, every form counts once")
    return _(
        "used: the forms tell as much as %(n)s that weigh the same (design effect %(effect)s)"
    ) % {
        "n": number_words(report.effective_n, 0),
        "effect": number_words(report.design_effect, 2),
    }


def missing_words(report: DriverReport) -> str:
    """How many answers were missing, by kind."""
    return _("%(open)s left open, %(apart)s did not apply, %(asked)s not asked") % {
        "open": number_words(report.missing.get("not_answered", 0)),
        "apart": number_words(report.missing.get("not_applicable", 0)),
        "asked": number_words(report.missing.get("not_asked", 0)),
    }


def is_mood(report: DriverReport, line: DriverLine) -> bool:
    """True where a driver is not shown to do more than the placebo, or is the placebo."""
    return bool(report.placebo) and not line.is_more_than_mood


def mood_words(report: DriverReport, line: DriverLine) -> str:
    """What is left of an effect beyond the placebo; empty where that is not known."""
    if line.name == report.placebo:
        return _("Stands for the mood of the day: what it seems to do is no effect of its own.")
    beyond = line.beyond_placebo
    if beyond is None:
        return (
            _("Too few forms rated both it and the placebo to tell more.")
            if report.placebo
            else ""
        )
    words = {
        "value": change_words(beyond.value, report.unit),
        "range": range_words(beyond.low, beyond.high, report.unit),
    }
    told = _("Beyond the placebo: %(value)s (%(range)s).") % words
    if is_mood(report, line) and beyond.low * beyond.high > 0:
        told += " " + _("That is less than a third of the mood, which ratings share unequally.")
    elif is_mood(report, line):
        told += " " + _("No more than the placebo is shown: it may be the mood of the day.")
    return told


def robustness_words(report: DriverReport, line: DriverLine) -> str:
    """How strong a hidden common cause would have to be, and what is left beyond the placebo."""
    share = number_words(100 * line.robustness, 0)
    said = _(
        "A hidden common cause that tells %(share)s%% of what is left of both would explain all of it away."
    ) % {"share": share}
    if line.robustness_shown == 0:
        said = _("It cannot be told from chance, so nothing is needed to explain it away.")
    return f"{said} {mood_words(report, line)}".strip()
