"""The people and teams that lie in a reader's own part of the organisation."""

from luister.loop.show_cases import Actor
from luister_web.access.models import Unit, UnitKind, User
from luister_web.cases.actor import actor


def people_of(by: Actor) -> list[User]:
    """Who may be given an action: oneself, and the people of one's own teams; all for who sees all."""
    people = User.objects.filter(is_active=True).select_related("unit", "unit__parent")
    if not by.scope:
        return list(people)
    teams = by.scope.get("team", ())
    return [one for one in people if one.username == by.name or actor(one).team in teams]


def employees_of(by: Actor) -> list[str]:
    """The employees, as answers know them, with whom this reader may plan something."""
    if "employee" in by.scope:
        return list(by.scope["employee"])
    units = Unit.objects.filter(kind=UnitKind.EMPLOYEE).select_related("parent")
    teams = by.scope.get("team")
    return sorted(
        one.value
        for one in units
        if one.value and (teams is None or (one.parent and one.parent.value in teams))
    )


def teams_of(by: Actor) -> list[str]:
    """The teams of this reader; all for who sees all."""
    if by.scope:
        return list(by.scope.get("team", ()))
    units = Unit.objects.filter(kind=UnitKind.TEAM)
    return sorted({one.value for one in units if one.value})
