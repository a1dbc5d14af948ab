"""How long a survey is for who answers it, and what each question costs in response, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luister.loop import design
from luister.loop.edit import SurveyDefinition
from luister_web.look.wording import number_words

_IN_SECONDS = 100


class _Range(Protocol):
    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Meter:
    """The length of a survey; `costs` tells of each question, by its id, what it costs."""

    questions: str
    time: str
    finish: str
    warning: str
    costs: Mapping[str, str]


def meter_of(survey: SurveyDefinition) -> Meter | None:
    """The length of a survey in words; None where nothing is asked yet."""
    if not survey.items:
        return None
    found = design.length_of(survey)
    warning = _(
        "An open question comes first: some people leave before they have answered anything."
    )
    return Meter(
        questions=questions_words(found.questions.low, found.questions.high),
        time=time_words(found.seconds.low, found.seconds.high),
        finish=_("%(range)s %% of who begin will finish") % {"range": _between(found.finish, 0)},
        warning=warning if "open first" in found.warnings else "",
        costs={one.item: _cost(one.seconds, one.lost) for one in found.items},
    )


def questions_words(low: float, high: float) -> str:
    """How many questions one person comes to: 2 to 3 questions."""
    told = _joined(f"{low:.0f}", f"{high:.0f}")
    return ngettext("%(range)s question", "%(range)s questions", int(high)) % {"range": told}


def time_words(low: float, high: float) -> str:
    """How long it takes: 20 to 60 seconds, or 1 to 3 minutes."""
    if high < _IN_SECONDS:
        return _("%(range)s seconds") % {"range": _joined(f"{low:.0f}", f"{high:.0f}")}
    least = number_words(low / 60, 0) if low >= 60 else number_words(low / 60, 1)
    told = _joined(least, number_words(high / 60, 0))
    return _("%(range)s minutes") % {"range": told}


def _cost(seconds: _Range, lost: _Range) -> str:
    return _("%(time)s, costs %(range)s %% of response") % {
        "time": time_words(seconds.low, seconds.high),
        "range": _between(lost, 1),
    }


def _between(found: _Range, decimals: int) -> str:
    low, high = (number_words(one, decimals if one < 10 else 0) for one in (found.low, found.high))
    return _joined(low, high)


def _joined(low: str, high: str) -> str:
    return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}
