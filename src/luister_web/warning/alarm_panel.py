"""The panel that explains an alarm, for every page that shows one."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from luister.events.alarm import Alarm
from luister.loop.explain import explain
from luister_web.access.rights import Right, person, rights_of, scope
from luister_web.current_home import home
from luister_web.look.wording import number_words
from luister_web.warning.explained import Explained, explained

_YEAR = 365.25
_MOST_YEARS = 1000


@dataclass(frozen=True, slots=True)
class AlarmPanel:
    """An alarm, what explains it, and how sure it is in words."""

    alarm: Alarm
    explained: Explained
    how_sure: str


def alarm_panel(request: HttpRequest, number: int) -> AlarmPanel:
    """The panel of an alarm, as far as the reader may see it.

    Raises:
        UnknownNameError: there is no such alarm within the reader's scope.
    """
    user = person(request)
    rights = rights_of(user)
    found, told = explain(
        home(),
        number,
        scope=dict(scope(user)),
        today=timezone.localdate(),
        comments=Right.SEE_COMMENTS in rights,
    )
    return AlarmPanel(found, explained(told, rights), how_sure(found.evidence))


def how_sure(evidence: float) -> str:
    """How seldom chance alone makes so strong an alarm, as a sentence."""
    years = evidence / _YEAR
    if years >= _MOST_YEARS:
        return _(
            "Chance alone would bring so strong an alarm in this series less than once in 1,000 years."
        )
    if years < 1:
        words = {"days": number_words(evidence)}
        return (
            _("Chance alone brings so strong an alarm in this series once in %(days)s days.")
            % words
        )
    words = {"years": number_words(years)}
    return (
        _("Chance alone brings so strong an alarm in this series once in %(years)s years.") % words
    )
