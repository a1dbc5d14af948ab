"""Tags and filters for every page: icons, numbers, days, the frame."""

from datetime import date, datetime
from functools import lru_cache

from django import template
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from luister.estimates.estimate import Difference, Estimate
from luister.estimates.report import Period
from luister_web.look import wording
from luister_web.look.icons import drawing
from luister_web.look.navigation import Group
from luister_web.look.page_frame import PageFrame
from luister_web.look.page_frame import page_frame as frame_of

register = template.Library()


@register.simple_tag(takes_context=True)
def page_frame(context: Context) -> PageFrame:
    """The frame of the page."""
    request: HttpRequest = context["request"]
    return frame_of(request)


@register.simple_tag
def menu(groups: tuple[Group, ...]) -> SafeString:
    """The places of the menu; it looks the same for all who have the same places and as much to do."""
    return _menu(groups, get_language())


@lru_cache(maxsize=500)
def _menu(groups: tuple[Group, ...], language: str) -> SafeString:
    return render_to_string("look/menu.html", {"groups": groups, "language": language})


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A lucide drawing; with a label it means something by itself."""
    return drawing.icon(name, label)


@register.filter
def is_same(first: object, second: object) -> str:
    """The word true or false, as aria-pressed wants it."""
    return "true" if str(first) == str(second) else "false"


@register.filter
def number(value: float | None, decimals: int = 0) -> str:
    """A number of the reader's language; a dash where there is none."""
    return wording.DASH if value is None else wording.number_words(float(value), int(decimals))


@register.filter
def in_unit(value: float | None, unit: str) -> str:
    """A value in its unit; a dash where there is none."""
    return wording.DASH if value is None else wording.value_words(value, unit)


@register.filter
def as_change(value: float | None, unit: str) -> str:
    """A change with its sign; a dash where there is none."""
    return wording.DASH if value is None else wording.change_words(value, unit)


@register.filter
def value_of(estimate: Estimate | None) -> str:
    """The value of an estimate; a dash where there is none."""
    return wording.DASH if estimate is None else wording.value_words(estimate.value, estimate.unit)


@register.filter
def interval_of(estimate: Estimate | None) -> str:
    """The interval of an estimate: 37.2 to 42.4."""
    return "" if estimate is None else wording.interval_words(estimate)


@register.filter
def in_full(estimate: Estimate | None) -> str:
    """Value, interval and n: 39.8 (37.2 to 42.4), n 2,746."""
    return wording.DASH if estimate is None else wording.estimate_words(estimate)


@register.filter
def difference(value: Difference | None, unit: str) -> str:
    """A difference and its interval: -4.2 (-7.1 to -1.3)."""
    return "" if value is None else wording.difference_words(value, unit)


@register.filter
def day(value: date | datetime | None) -> str:
    """A day of the reader's calendar; a moment is first brought to the organisation's clock."""
    if value is None:
        return wording.DASH
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    return wording.day_words(local)


@register.filter
def period(value: Period | None) -> str:
    """The name of a period."""
    return wording.DASH if value is None else wording.period_words(value)
