"""The strip of the most important signals, for the first page."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils import timezone

from luister.loop import act
from luister_web.access.rights import Right, person, rights_here, scope
from luister_web.current_home import home
from luister_web.signals.shown_signal import ShownSignal, shown

register = template.Library()
_MOST, _LOOKED_AT = 3, 50


@dataclass(frozen=True, slots=True)
class Led:
    """The signal that matters most of its process and kind, and how many more there are of those."""

    first: ShownSignal
    more: int


@register.inclusion_tag("signals/strip.html", takes_context=True)
def signal_strip(context: Context) -> dict[str, Any]:
    """The few open signals that matter most to the reader; nothing where there are none."""
    request: HttpRequest = context["request"]
    user = person(request)
    rights = rights_here(request)
    if Right.SEE_SIGNALS not in rights:
        return {"signals": []}
    wanted = act.Filter(scope=scope(user))
    page = act.signals(home(), wanted, now=timezone.now(), limit=_LOOKED_AT)
    # Many answers of one process are much alike: a row for each would leave room for nothing else.
    groups: dict[tuple[str, str], list[act.Signal]] = {}
    for one in page.signals:
        groups.setdefault((one.kind, one.process), []).append(one)
    led = [
        Led(shown(group[0], rights, page.moves.get(group[0].id)), len(group) - 1)
        for group in groups.values()
    ]
    return {"signals": led[:_MOST], "total": page.total}
