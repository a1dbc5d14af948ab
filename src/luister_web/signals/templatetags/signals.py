"""The strip of the most important signals, for the first page."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils import timezone

from luister.loop import act
from luister_web.access.rights import Right, person, rights_of, scope
from luister_web.current_home import home
from luister_web.signals.shown_signal import shown

register = template.Library()
_MOST = 3


@register.inclusion_tag("signals/strip.html", takes_context=True)
def signal_strip(context: Context) -> dict[str, Any]:
    """The few open signals that matter most to the reader; nothing where there are none."""
    request: HttpRequest = context["request"]
    user = person(request)
    rights = rights_of(user)
    if Right.SEE_SIGNALS not in rights:
        return {"signals": []}
    wanted = act.Filter(scope=scope(user))
    page = act.signals(home(), wanted, now=timezone.now(), limit=_MOST)
    return {"signals": [shown(one, rights) for one in page.signals], "total": page.total}
