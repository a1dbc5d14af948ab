"""Demonstrate models: what the demo's airport is made of, checked and estimated as anybody's."""

from datetime import datetime

from luister.estimates.factor_record import factor_request_told
from luister.estimates.factor_request import FactorRequest
from luister.estimates.model_record import model_request_told
from luister.estimates.model_request import ModelRequest
from luister.loop.demonstrate_runs import made_at_once
from luister.loop.order_run import RunOrder
from luister.loop.propose_model import measuring
from luister.store.home import Store

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
        made_at_once(
            store,
            RunOrder(kind=kind, settings=settings, scope={}, seed=seed, ordered_by=ordered_by),
            now=now,
        )
        for kind, settings, seed in (
            ("factors", factor_request_told(check), check.seed),
            ("sem", model_request_told(model), model.seed),
        )
    ]
