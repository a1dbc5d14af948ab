"""Signals of several teams, and who of the cast may see which."""

from datetime import UTC, datetime, timedelta

from luister.estimates.estimate import Estimate
from luister.events.signal import NewSignal
from luister.loop import act
from luister.store.signals import raise_signals
from luister_web.current_home import home

NOW = datetime.now(UTC)
SEES = {
    "employee": {"anna"},
    "leader_north": {"anna", "north"},
    "leader_south": {"south"},
    "manager": {"anna", "north", "south"},
    "director": {"anna", "north", "south", "whole"},
    "analyst": {"anna", "north", "south", "whole"},
    "administrator": {"anna", "north", "south", "whole"},
}
"""Anna is of Noord; the manager has Noord and Zuid; what is about more than one team is for who sees all."""


def raised():
    """The signals by name: their numbers. Each process is called after its signal."""
    effect = Estimate(-8.0, -12.0, -4.0, 400, "points")
    places = {
        "whole": {},
        "north": {"team": "Noord"},
        "south": {"team": "Zuid"},
        "anna": {"team": "Noord", "employee": "Anna"},
    }
    made = [
        NewSignal(
            kind="answer" if name == "anna" else "alarm",
            key=name,
            raised_at=NOW - timedelta(hours=1),
            process=f"process-{name}",
            metric="nps",
            effect=effect,
            customers=300,
            customer_key="klant-77" if name == "anna" else "",
            details={"rule_name": "process-anna", "value": 3, "label": "Why?"}
            if name == "anna"
            else {},
            **where,
        )
        for name, where in places.items()
    ]
    with home().truth.transaction():
        numbers = raise_signals(home().truth, made)
    return dict(zip(places, numbers, strict=True))


def state_of(number):
    return act.signal(home(), number, scope={}, now=NOW).signal.state
