"""The accounts of who steers: for which unit each counts, and in which weeks it signed in."""

from datetime import datetime, timedelta

from luister.loop import oversee
from luister_web.access.models import Action, AuditEntry, Unit, UnitKind, User
from luister_web.access.rights import scope, units_below

WEEKS = 8


def accounts(reader: User, now: datetime) -> list[oversee.Account]:
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
