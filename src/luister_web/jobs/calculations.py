"""Calculations that somebody orders and that a process of its own makes: which there are, and how one is begun."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from luister.loop import order_run
from luister_web.access.audit import record
from luister_web.access.models import Action, User
from luister_web.access.rights import scope
from luister_web.current_home import home


@dataclass(frozen=True, slots=True)
class Calculation:
    """What may be ordered: `kind` as the home keeps it, `word` as the log of who did what names it."""

    kind: str
    word: str


DRIVERS = Calculation("drivers", "drivers")
MODEL = Calculation("sem", "model")
FACTORS = Calculation("factors", "check")


def begin(user: User, what: Calculation, *, settings: Mapping[str, Any], seed: int) -> int:
    """The number of the run, ordered within what `user` may see and written down in the logbook."""
    run = order_run.begin(
        home(),
        order_run.RunOrder(
            kind=what.kind,
            settings=settings,
            scope=own_scope(user),
            seed=seed,
            ordered_by=user.username,
        ),
        now=timezone.now(),
    )
    record(user, Action.MADE, f"{what.word} {run}")
    return run


def runs_of(user: User, what: Calculation) -> list[order_run.OrderedRun]:
    """The runs within exactly the scope of `user`, the last first."""
    return order_run.ordered(home(), what.kind, scope=own_scope(user))


def run_of(user: User, number: int) -> order_run.OrderedRun:
    """A run of any kind within exactly the scope of `user`.

    Raises:
        UnknownNameError: there is none.
    """
    return order_run.progress_of(home(), number, scope=own_scope(user))


def own_scope(user: User) -> order_run.Scope:
    """What `user` may see."""
    return dict(scope(user))
