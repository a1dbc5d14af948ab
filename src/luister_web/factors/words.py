"""What the pages say of a check: how many things there are, how reliable they are, and which question does not fit."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from luister_web.jobs.weight_words import unused_weights
from luister_web.look.wording import number_words

ROTATIONS: Mapping[str, Promise] = {
    "promax": gettext_lazy("may go together (promax)"),
    "varimax": gettext_lazy("may not go together (varimax)"),
    "none": gettext_lazy("as they were found"),
}
SCALES: Mapping[str, tuple[str, Promise]] = {
    "reliable": ("good", gettext_lazy("reliable enough to compare groups")),
    "too_low": ("poor", gettext_lazy("too unreliable to be one number")),
    "unsure": ("fair", gettext_lazy("not known yet whether that is reliable")),
    "repeats": ("fair", gettext_lazy("so alike that questions ask the same thing twice")),
}
QUESTIONS: Mapping[str, tuple[str, Promise]] = {
    "fits": ("good", gettext_lazy("fits")),
    "weak": ("fair", gettext_lazy("hardly belongs to the rest")),
    "split": ("fair", gettext_lazy("belongs to two things nearly alike")),
    "against": ("poor", gettext_lazy("runs against the rest: turn its scale round")),
}
FILE_WORDS = (
    gettext_noop("Factors"),
    gettext_noop("Scales"),
    gettext_noop("question"),
    gettext_noop("questions"),
    gettext_noop("rest"),
    gettext_noop("alpha_without"),
    gettext_noop("unique"),
    gettext_noop("reading"),
    gettext_noop("factor"),
    gettext_noop("eigenvalue"),
    gettext_noop("chance"),
    gettext_noop("rotation"),
    gettext_noop("suggested"),
    gettext_noop("proper"),
)
"""What stands in the workbook, to be translated."""


def structure_words(told: Mapping[str, Any]) -> str:
    """How many things the questions measure, in a sentence."""
    if told["reading"] == "none":
        return _("These questions have no more in common than chance would give.")
    if told["reading"] == "one":
        return _("These questions measure one thing.")
    return _("These questions measure %(count)s things.") % {"count": told["suggested"]}


def remarks(told: Mapping[str, Any], labels: Mapping[str, str]) -> list[str]:
    """What is to be known before the numbers are read."""
    found = []
    if told.get("weights") == "unused":
        found.append(unused_weights(told["design_effect"]))
    if not told["proper"]:
        names = ", ".join(labels.get(one, one) for one in told["heywood"])
        why = (
            _("nothing would be left of %(names)s that is its own") % {"names": names}
            if names
            else _("no end was found")
        )
        found.append(_("There are no factors to rely on: %(why)s.") % {"why": why})
    if told["kmo"] < 0.5:
        found.append(
            _("The questions have too little in common for factors (KMO %(kmo)s, below %(bar)s).")
            % {"kmo": number_words(told["kmo"], 2), "bar": number_words(0.5, 1)}
        )
    if told["proper"] and told["factors"] != told["suggested"]:
        found.append(
            _("You asked for %(asked)s; parallel analysis finds %(found)s.")
            % {"asked": told["factors"], "found": told["suggested"]}
        )
    return found
