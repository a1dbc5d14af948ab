"""Steering: goals against targets, the signals that matter most, the loop with customers, and use."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from luister.loop import act, oversee
from luister_web.access.models import Action, AuditEntry, Unit, UnitKind, User
from luister_web.access.rights import Right, needs, person, scope, units_below
from luister_web.current_home import home
from luister_web.dashboard.metric_words import metric_label
from luister_web.digests.words import signal_line
from luister_web.look.charts.interval_bar import interval_bar
from luister_web.look.signs import Sign, severity, status_sign

DAYS, WEEKS = 90, 8
_MOST = 5


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal with its metric in words, its standing and the interval as a bar."""

    goal: oversee.Goal
    label: str
    sign: Sign
    bar: SafeString | str


@needs(Right.GOALS)
@require_safe
def steering(request: HttpRequest) -> HttpResponseBase:
    """The page, of what the reader may see."""
    user = person(request)
    allowed = dict(scope(user))
    now, today = timezone.now(), timezone.localdate()
    days = (today - timedelta(days=DAYS - 1), today)
    page = act.signals(home(), act.Filter(scope=allowed), now=now, limit=_MOST)
    context = {
        "days": DAYS,
        "weeks": WEEKS,
        "goals": [
            _line(one) for one in _by_urgency(oversee.goals(home(), allowed, days, today=today))
        ],
        "signals": [(one, signal_line(one)) for one in page.signals],
        "signal_count": page.total,
        "health": oversee.loop_health(home(), allowed, days=days, now=now, today=today),
        "use": oversee.use(
            home(), _accounts(user, now), weeks=WEEKS, now=now, small=_("smaller units together")
        ),
        "smallest": oversee.SMALLEST_UNIT,
    }
    return render(request, "board/steering.html", context)


def _by_urgency(found: list[oversee.Goal]) -> list[oversee.Goal]:
    return sorted(found, key=lambda one: (severity(one.row.status), one.process))


def _line(goal: oversee.Goal) -> GoalLine:
    row = goal.row
    bar = interval_bar(row.estimate, row.target) if row.estimate else ""
    return GoalLine(goal, metric_label(goal.metric), status_sign(row.status), bar)


def _accounts(reader: User, now: datetime) -> list[oversee.Account]:
    """The accounts within the reader's part of the organisation, each with the weeks in which it signed in."""
    within = {one.pk for one in units_below(reader.unit)} if reader.unit is not None else None
    people = User.objects.filter(is_active=True).select_related("unit")
    if scope(reader) and within is not None:
        people = people.filter(unit_id__in=within)
    names = _counting_names()
    weeks = _weeks_of(now)
    return [
        oversee.Account(
            one.username,
            names.get(one.unit_id or 0, ""),
            frozenset(weeks.get(one.username, ())),
        )
        for one in people
    ]


def _weeks_of(now: datetime) -> dict[str, set[int]]:
    """By account the weeks in which it signed in; 0 are the last seven days."""
    entries = AuditEntry.objects.filter(
        action=Action.SIGNED_IN, at__gte=now - timedelta(weeks=WEEKS)
    )
    found: dict[str, set[int]] = {}
    for who, at in entries.values_list("who", "at"):
        found.setdefault(who, set()).add((now - at).days // 7)
    return found


def _counting_names() -> dict[int, str]:
    """The unit for which each unit's people count: the team, or the department; never one person."""
    units = {one.pk: one for one in Unit.objects.all()}
    found = {}
    for pk, unit in units.items():
        above = unit
        if unit.kind == UnitKind.EMPLOYEE and unit.parent_id in units:
            above = units[unit.parent_id]
        found[pk] = above.name if above.kind != UnitKind.EMPLOYEE else ""
    return found
