"""Tags that put a warning's panel on any page, and its words."""

from typing import Any

from django import template
from django.template import Context

from luister.errors import UnknownNameError
from luister.loop import watch
from luister_web.current_home import home
from luister_web.warning import explained
from luister_web.warning.alarm_panel import alarm_panel

register = template.Library()


@register.inclusion_tag("warning/_alarm.html", takes_context=True)
def explained_alarm(context: Context, signal: int) -> dict[str, Any]:
    """The panel of the alarm that a signal tells of; nothing for another kind, or for who may not see it."""
    number = watch.alarm_of_signal(home(), signal)
    try:
        return {"panel": alarm_panel(context["request"], number) if number else None}
    except UnknownNameError:
        return {"panel": None}


@register.filter
def away(days: int) -> str:
    """How far a day lies from a change, in words."""
    return explained.away_words(days)
