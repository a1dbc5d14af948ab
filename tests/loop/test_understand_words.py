"""Drivers of what was answered in words, and of forms that weigh differently, from a survey that is kept."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from tests.loop.conftest import NOW
from tests.store.forms import REASON, batch, form

from luister.errors import LuisterError
from luister.estimates.driver_record import report_from, request_told
from luister.estimates.driver_request import DriverRequest
from luister.estimates.factor_request import FactorRequest
from luister.estimates.frame import Frame, Margin
from luister.estimates.model_request import ModelRequest
from luister.events.answer import Question, Scale
from luister.loop import find_factors, model, order_run, read_rated, suppose, understand, weigh
from luister.store.staging import Origin, Staging

RATED = ("wait", "desk", "logo")
ASKED = DriverRequest(survey="moving", outcome="nps", drivers=RATED)
LEFT = replace(ASKED, outcome="reason", yes="moved out")


@pytest.fixture
def kept(home):
    """300 forms; a short wait keeps people, and who is from the south weighs three times as much."""
    rng = np.random.default_rng(2)
    ratings = np.clip(np.rint(3 + rng.standard_normal((300, 3))), 1, 5)
    scores = np.clip(np.rint(1.5 * ratings[:, 0] + rng.standard_normal(300)), 0, 10)
    leaves = ratings[:, 0] + rng.standard_normal(300) < 2.5
    forms = [
        form(
            f"f{place}",
            float(score),
            region=("north", "south")[place % 3 == 0],
            weight=(1.0, 3.0)[place % 3 == 0],
        )
        for place, score in enumerate(scores)
    ]
    rows = batch(*forms)
    words = ["moved out" if one else ("stayed", "dearer")[n % 2] for n, one in enumerate(leaves)]
    columns = {"text.reason": pa.array(words), "status.reason": pa.array([0] * 300, pa.int8())}
    questions = []
    for place, name in enumerate(RATED):
        questions.append(Question(name, name.title(), Scale("rating", 1, 5), touchpoint=name))
        columns[f"value.{name}"] = pa.array(ratings[:, place])
        columns[f"status.{name}"] = pa.array([0] * 300, pa.int8())
    table = rows.rows
    for name, values in columns.items():
        table = table.append_column(name, values)
    staging = Staging(home, Origin("moving", "file", "f", "a", ""), now=NOW)
    whole = replace(rows, questions=(*rows.questions, REASON, *questions), rows=table)
    staging.add(whole, (), read=300)
    staging.commit(now=NOW)
    return home


def test_one_answer_of_a_choice_against_the_others_is_an_outcome(kept):
    assert [one.id for one in read_rated.chosen_questions(kept, "moving")] == ["reason"]
    assert read_rated.words_of(kept, "moving", "reason") == ("dearer", "moved out", "stayed")

    found = understand.drivers(kept, LEFT)

    assert (found.unit, found.n, found.outcome_label) == ("percent", 300, "Why?: moved out")
    assert next(line for line in found.lines if line.name == "wait").effect.high < -10


def test_words_that_are_no_yes_or_no_are_refused_with_what_to_say(kept):
    with pytest.raises(LuisterError, match="no yes or no") as refused:
        understand.drivers(kept, replace(LEFT, yes=""))
    assert "counts as yes" in refused.value.hint
    with pytest.raises(LuisterError, match="Nobody answered 'cheaper'"):
        understand.drivers(kept, replace(LEFT, yes="cheaper"))


def test_an_outcome_in_words_is_ordered_kept_and_supposed(kept):
    order = order_run.RunOrder(
        kind="drivers", settings=request_told(LEFT), scope={}, seed=1, ordered_by="director"
    )
    number = order_run.begin(kept, order, now=NOW)
    understand.carry_out(kept, number, tell=lambda share: None, now=lambda: NOW)

    run = order_run.progress_of(kept, number, scope={})
    report = report_from(run.result)
    asked = suppose.request_of(run, {})
    found = suppose.suppose(kept, report, asked, {"wait": 1.0})

    line = next(one for one in report.lines if one.name == "wait")
    assert asked == LEFT
    assert found.change.gain.value == pytest.approx(line.gain.value, rel=1e-6)


def test_forms_count_by_the_weight_they_came_with(kept):
    plain = understand.drivers(kept, ASKED)
    found = understand.drivers(kept, replace(ASKED, weighted=True))

    assert (plain.weights, found.weights) == ("unused", "used")
    assert found.design_effect == pytest.approx(300 * (100 * 9 + 200) / 500**2)
    supposed = suppose.suppose(
        kept, found, replace(ASKED, weighted=True), {"wait": 1.0}
    ).change.gain.value
    assert supposed == pytest.approx(
        next(line for line in found.lines if line.name == "wait").gain.value, rel=1e-6
    )


def test_known_totals_go_before_the_weights_of_the_forms_as_in_any_report(kept):
    totals = {("north",): 100.0, ("south",): 900.0}
    weigh.keep_frame(kept, Frame("moving", "register", (Margin(("region",), totals),)))

    answers = read_rated.rated_for(kept, ASKED)

    south = answers.groups["region"].names.index("south")
    is_south = answers.groups["region"].codes == south
    assert answers.weights[is_south].sum() / answers.weights.sum() == pytest.approx(0.9)
    assert len(set(answers.weights[is_south].tolist())) == 1


def test_models_and_checks_say_that_they_leave_weights_out(kept):
    solution, _ = model.model_of_survey(
        kept, ModelRequest(text="nps ~ wait + desk", survey="moving")
    )
    report = find_factors.factors_of_survey(kept, FactorRequest(questions=RATED, survey="moving"))

    assert solution.unused_weights == report.unused_weights == pytest.approx(1.32)
