"""Demonstrate drivers: what the demo's outcomes go together with, calculated as anybody's."""

from datetime import datetime

from luister.estimates.driver_record import request_told
from luister.estimates.driver_request import DriverRequest
from luister.loop.demonstrate_runs import made_at_once
from luister.loop.order_run import RunOrder
from luister.loop.read_rated import proposed_drivers
from luister.store.home import Store

_OUTCOMES = (
    # survey, outcome, placebo: nothing that was planted works on how easily the company was reached.
    ("sfo", "NETPRO", ""),
    ("complaints", "nps", "reachability"),
)


def add_demo_drivers(store: Store, *, ordered_by: str, now: datetime) -> list[int]:
    """The numbers of the runs: one for the airport, one for the made-up company's complaints."""
    return [
        _made(store, survey, outcome, placebo, ordered_by=ordered_by, now=now)
        for survey, outcome, placebo in _OUTCOMES
    ]


def _made(
    store: Store, survey: str, outcome: str, placebo: str, *, ordered_by: str, now: datetime
) -> int:
    drivers = proposed_drivers(store, survey, outcome)
    asked = DriverRequest(survey=survey, outcome=outcome, drivers=drivers, placebo=placebo)
    order = RunOrder(
        kind="drivers",
        settings=request_told(asked),
        scope={},
        seed=asked.seed,
        ordered_by=ordered_by,
    )
    return made_at_once(store, order, now=now)
