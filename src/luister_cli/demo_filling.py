"""Fills a new home with the demo: answers, goals, units and logins. Loaded once Django is set up."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from luister.errors import StoreError
from luister.loop import (
    demonstrate,
    demonstrate_cases,
    demonstrate_drivers,
    demonstrate_models,
    keep,
)
from luister.loop import measure as measuring
from luister.loop.arrange_cases import Member
from luister_web.access.models import Role, Unit, User
from luister_web.cases.actor import actor

PASSWORD = "luister-demo"
_SEED = 20171124


def fill(home: Path, *, answers: int, progress: Callable[[float], None]) -> dict[str, object]:
    """What was filled in: forms and logins.

    Raises:
        StoreError: the home holds answers already.
    """
    now = datetime.now(UTC)
    store = keep.open_home(home)
    try:
        if measuring.surveys(store):
            raise StoreError(
                f"{home} holds answers already.",
                hint="Name a new folder for the demo with --home.",
            )
        rng = np.random.default_rng(_SEED)
        forms = demonstrate.fill(store, answers=answers, now=now, rng=rng, progress=progress)
        link = demonstrate.live_link(store)
    finally:
        store.close()
    _make_units()
    logins = [_make_login(account) for account in demonstrate.demo_accounts()]
    cases = _make_cases(home, logins, now)
    drivers, models = _calculate(home, logins, now)
    (home / "demo-logins.txt").write_text(_logins_text(logins, link), encoding="utf-8")
    about = {
        "company": demonstrate.DEMO_COMPANY,
        "made_at": now.isoformat(),
        "forms": forms,
        "cases": cases,
        "drivers": drivers,
        "models": models,
    }
    # Written last: it says that the demo is complete.
    (home / "demo.json").write_text(json.dumps(about), encoding="utf-8")
    return {"home": str(home), "forms": forms, "logins": [user.username for user in logins]}


def _make_cases(home: Path, logins: list[User], now: datetime) -> int:
    """How many cases were made up, worked by those who sign in."""
    people = [actor(user) for user in logins if user.role in (Role.EMPLOYEE, Role.TEAM_LEADER)]
    members = [Member(name=one.name, employee=one.employee, team=one.team) for one in people]
    leaders = [user.username for user in logins if user.role == Role.TEAM_LEADER]
    store = keep.open_home(home)
    try:
        return demonstrate_cases.add_demo_cases(store, members, leaders, now=now)
    finally:
        store.close()


def _calculate(home: Path, logins: list[User], now: datetime) -> tuple[list[int], list[int]]:
    """The numbers of the calculations that the director of the demo has had made: of drivers, and of a model."""
    director = next(user.username for user in logins if user.role == Role.DIRECTOR)
    store = keep.open_home(home)
    try:
        drivers = demonstrate_drivers.add_demo_drivers(store, ordered_by=director, now=now)
        return drivers, demonstrate_models.add_demo_models(store, ordered_by=director, now=now)
    finally:
        store.close()


def _make_units() -> None:
    made: dict[str, Unit] = {}
    for unit in demonstrate.demo_units():
        parent = made[unit.parent] if unit.parent else None
        made[unit.name] = Unit(
            name=unit.name, kind=unit.kind, parent=parent, value=unit.value or ""
        )
        made[unit.name].save()


def _make_login(account: demonstrate.Account) -> User:
    return User.objects.make(
        account.email.partition("@")[0],
        PASSWORD,
        email=account.email,
        display_name=account.name,
        role=account.role.replace(" ", "_"),
        unit=Unit.objects.get(name=account.unit),
    )


def _logins_text(logins: list[User], link: str) -> str:
    roles = [user.role.replace("_", " ") for user in logins]
    lines = [
        f"  {user.username:<10} {PASSWORD}   {role}"
        for user, role in zip(logins, roles, strict=True)
    ]
    survey = f"A survey runs in it. Answer it at /s/{link} and see its tile move."
    return "\n".join(["", "The demo's logins (name, password, role):", *lines, "", survey, ""])
