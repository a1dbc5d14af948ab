"""A model that was ordered and made says which questions to watch."""

from datetime import date

from tests.loop.conftest import NOW

from luister.estimates.factor_request import FactorRequest
from luister.estimates.model_record import model_request_told
from luister.estimates.model_request import ModelRequest
from luister.loop import order_run, understand
from luister.loop.find_factors import factors_of_survey
from luister.loop.watch_touchpoints import newest_model, touchpoints_to_watch

MODEL = "Ways =~ Q7SIGN + Q7SCREENS\nShops =~ Q7FOOD + Q7STORE\nQ7ALL ~ Ways + Shops"


def test_the_weights_of_a_run_are_there_for_its_scope_alone(airport_home):
    request = ModelRequest(
        text=MODEL, estimator="plsc", survey="sfo", replicates=20, first=date(2017, 1, 1)
    )
    order = order_run.RunOrder(
        kind="sem",
        settings=model_request_told(request),
        scope={"terminal": ("International G",)},
        seed=1,
        ordered_by="leader",
    )
    number = order_run.begin(airport_home, order, now=NOW)
    try:
        understand.carry_out(airport_home, number, tell=lambda share: None, now=lambda: NOW)
        found = touchpoints_to_watch(airport_home, surveys={"sfo"}, scope=order.scope)
        assert (found.run, found.estimator, found.made_at) == (number, "plsc", NOW)
        assert newest_model(airport_home) >= number
        assert found.weights.target == "Q7ALL"
        questions = [one.question for one in found.weights.questions]
        assert sorted(questions) == ["Q7FOOD", "Q7SCREENS", "Q7SIGN", "Q7STORE"]
        assert found.weights.questions[0].construct == "Ways"
        for surveys, scope in (({"sfo"}, {}), ({"other"}, order.scope)):
            assert touchpoints_to_watch(airport_home, surveys=surveys, scope=scope) is None
    finally:
        order_run.remove(airport_home, number, scope=order.scope, now=NOW)


def test_factors_of_a_survey_keep_to_the_scope(airport_home):
    request = FactorRequest(
        questions=("Q7SIGN", "Q7SCREENS", "Q7FOOD", "Q7STORE"), survey="sfo", replicates=20
    )
    whole = factors_of_survey(airport_home, request)
    scope = {"terminal": ("International G",)}
    part = factors_of_survey(
        airport_home,
        FactorRequest(questions=request.questions, survey="sfo", replicates=20, scope=scope),
    )
    assert 100 < part.n < whole.n
    assert whole.scale.omega.low < whole.scale.omega.value < whole.scale.omega.high
