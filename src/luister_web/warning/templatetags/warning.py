"""Tags that put a warning's panel on any page, and its words."""

from typing import Any

from django import template
from django.template import Context

from luister.errors import UnknownNameError
from luister_web.warning import explained
from luister_web.warning.alarm_panel import alarm_panel

register = template.Library()


@register.inclusion_tag("warning/_alarm.html", takes_context=True)
def explained_alarm(context: Context, number: int) -> dict[str, Any]:
    """The panel of the alarm with this number; nothing where the reader may not see it."""
    try:
        return {"panel": alarm_panel(context["request"], int(number))}
    except UnknownNameError:
        return {"panel": None}


@register.filter
def away(days: int) -> str:
    """How far a day lies from a change, in words."""
    return explained.away_words(days)
