"""The strip of the most important signals, for the first page."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice

from django import template
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from luister.loop import act
from luister_web.access.rights import Right, person, rights_here, scope
from luister_web.current_home import home
from luister_web.kept_parts import kept
from luister_web.signals.shown_signal import ShownSignal, shown

register = template.Library()
_MOST, _LOOKED_AT = 3, 50


@dataclass(frozen=True, slots=True)
class Led:
    """The signal that matters most of its process and kind, and how many more there are of those."""

    first: ShownSignal
    more: int


@register.simple_tag(takes_context=True)
def signal_strip(context: Context) -> SafeString:
    """The few open signals that matter most to the reader; nothing where there are none."""
    request: HttpRequest = context["request"]
    rights = rights_here(request)
    if Right.SEE_SIGNALS not in rights:
        return SafeString()
    allowed = scope(person(request))
    key = (
        "strip",
        get_language(),
        frozenset(rights),
        timezone.localdate(),
        tuple(allowed.items()),
    )
    return kept(key, lambda: _strip(allowed, rights))


def _strip(allowed: act.Scope, rights: Collection[Right]) -> SafeString:
    page = act.signals(home(), act.Filter(scope=allowed), now=timezone.now(), limit=_LOOKED_AT)
    # Many answers of one process are much alike: a row for each would leave room for nothing else.
    groups: dict[tuple[str, str], list[act.Signal]] = {}
    for one in page.signals:
        groups.setdefault((one.kind, one.process), []).append(one)
    led = [
        Led(shown(group[0], rights, page.moves.get(group[0].id)), len(group) - 1)
        for group in islice(groups.values(), _MOST)
    ]
    return render_to_string("signals/strip.html", {"signals": led, "total": page.total})
