"""Demonstrate models: what the demo's airport is made of, checked and estimated as anybody's."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from luister.estimates.factor_record import factor_request_told
from luister.estimates.factor_request import FactorRequest
from luister.estimates.model_record import model_request_told
from luister.estimates.model_request import ModelRequest
from luister.loop import order_run, understand
from luister.loop.propose_model import measuring
from luister.store import jobs
from luister.store.home import Store

_LEASE = timedelta(minutes=10)
_SURVEY = "sfo"
_MODEL = """finding_the_way =~ Q7SIGN + Q7WALKWAYS + Q7SCREENS
food_and_shops =~ Q7ART + Q7FOOD + Q7STORE
comfort =~ Q9ALL + Q10SAFE
airport =~ Q7ALL + NETPRO

airport ~ finding_the_way + food_and_shops + comfort"""


def add_demo_models(store: Store, *, ordered_by: str, now: datetime) -> list[int]:
    """The numbers of the runs: a check of the airport's questions, and a model of them."""
    check = FactorRequest(questions=measuring(_MODEL), survey=_SURVEY)
    # All forms count, also those with gaps: few visitors use everything an airport has.
    model = ModelRequest(text=_MODEL, survey=_SURVEY, estimator="fiml")
    return [
        _made(store, "factors", factor_request_told(check), check.seed, ordered_by, now),
        _made(store, "sem", model_request_told(model), model.seed, ordered_by, now),
    ]


def _made(
    store: Store,
    kind: str,
    settings: Mapping[str, Any],
    seed: int,
    ordered_by: str,
    now: datetime,
) -> int:
    order = order_run.RunOrder(
        kind=kind, settings=settings, scope={}, seed=seed, ordered_by=ordered_by
    )
    number = order_run.begin(store, order, now=now)
    # Made at once, by who fills the home: the demo is complete before its server begins.
    job = jobs.claim(store, kinds=(order_run.KIND,), now=now, lease=_LEASE, worker="demo")
    understand.carry_out(store, number, tell=lambda _share: None, now=lambda: now)
    if job is not None:
        jobs.finish(store, job, now=now)
    return number
