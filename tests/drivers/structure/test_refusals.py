"""What no answers could settle, and answers that settle nothing, are refused with what to change."""

import numpy as np
import pytest

from luister.drivers.structure.answers import Answers
from luister.drivers.structure.fitting import Wishes, fitted
from luister.drivers.structure.identification import UnidentifiedModelError
from luister.drivers.structure.syntax import model_text
from luister.drivers.structure.tokens import ModelSyntaxError
from luister.errors import LuisterError, NotEnoughError, UnknownNameError

ONE = "f =~ a + b + c"


def rated(n: int = 200, **changed: object) -> Answers:
    """Ratings of one construct by four items, and columns put in place of them."""
    rng = np.random.default_rng(3)
    factor = rng.normal(size=n)
    columns = {name: factor + rng.normal(size=n) for name in "abcd"} | changed
    return Answers(tuple(columns), {"": np.column_stack(list(columns.values()))})


def test_a_column_that_says_the_same_of_all_is_refused():
    with pytest.raises(LuisterError, match=r'"c" has the same answer, 7, of all.*Take it out'):
        fitted(model_text(ONE), rated(c=np.full(200, 7.0)))


def test_five_answers_are_refused():
    with pytest.raises(NotEnoughError, match=r"5 answers are too few.*At least 20"):
        fitted(model_text(ONE), rated(5))


def test_columns_that_follow_from_one_another_are_named():
    answers = rated()
    values = answers.groups[""]
    with pytest.raises(LuisterError, match=r'"a", "b" and "s" follow from one another'):
        fitted(model_text("f =~ a + b + c + s"), rated(s=values[:, 0] + values[:, 1]))


def test_more_numbers_than_moments_are_refused():
    with pytest.raises(UnidentifiedModelError, match="4 numbers, 1 more than"):
        fitted(model_text("f =~ a + b"), rated())


def test_numbers_that_can_be_traded_for_one_another_are_named():
    text = "f =~ a + b\ng =~ c + d\nf ~~ 0*g\na ~~ c"
    with pytest.raises(UnidentifiedModelError, match=r'"f =~ b".* can be traded'):
        fitted(model_text(text), rated())


def test_a_name_that_nobody_answered_is_told_with_its_neighbours():
    answers = Answers(("waiting", "price", "c"), {"": np.zeros((3, 3))})
    with pytest.raises(UnknownNameError, match=r'"waitng".*waiting'):
        fitted(model_text("f =~ waitng + price + c"), answers)


def test_an_equality_that_cannot_be_held_is_told_with_its_line():
    with pytest.raises(LuisterError, match="Line 2 of the model"):
        fitted(model_text("f =~ a + x*b + y*c\nx == 2*y"), rated())


def test_a_label_that_nobody_gave_is_told_with_its_line():
    with pytest.raises(ModelSyntaxError, match='Line 2 of the model: "z"'):
        fitted(model_text("f =~ a + x*b + c\nxz := x*z"), rated())


def test_a_composite_is_sent_to_pls():
    with pytest.raises(LuisterError, match='with "pls"'):
        fitted(model_text("f <~ a + b + c\nd ~ f"), rated())


def test_an_ordered_cause_is_refused():
    answers = rated()
    coded = Answers(answers.names, {"": np.digitize(answers.groups[""], [-1.0, 0.0, 1.0])})
    with pytest.raises(LuisterError, match='"d" is a cause'):
        fitted(model_text("f =~ a + b + c\nf ~ d"), coded, estimator="wlsmv")


def test_too_many_kinds_of_answers_are_no_ordered_ones():
    with pytest.raises(LuisterError, match="200 different answers"):
        fitted(model_text(ONE), rated(), estimator="wlsmv")


def test_questions_that_never_met_are_named():
    answers = rated()
    values = answers.groups[""].copy()
    values[:100, 0] = np.nan
    values[100:, 1] = np.nan
    with pytest.raises(NotEnoughError, match='"a" and "b" were both answered by 0 people'):
        fitted(
            model_text("f =~ a + b + c + d"),
            Answers(answers.names, {"": values}),
            estimator="fiml",
        )


def test_samples_drawn_anew_are_for_ml():
    with pytest.raises(LuisterError, match='for "ml" only'):
        fitted(model_text(ONE), rated(), estimator="mlr", wishes=Wishes(samples=10))


def test_a_variance_below_nought_is_said_and_no_fit_told():
    """The first item belongs with each of the others more than these can explain."""
    correlation = np.array(
        [[1.0, 0.9, 0.9, 0.9], [0.9, 1, 0.3, 0.3], [0.9, 0.3, 1, 0.3], [0.9, 0.3, 0.3, 1]]
    )
    values, vectors = np.linalg.eigh(correlation)
    root = vectors * np.sqrt(np.maximum(values, 0.02))
    rows = np.random.default_rng(1).normal(size=(300, 4)) @ root.T
    found = fitted(model_text("f =~ a + b + c + d"), Answers(tuple("abcd"), {"": rows}))
    assert found.converged
    assert not found.proper
    assert found.fit is None
    assert found.faults[0].kind == "negative_variance"
    assert found.faults[0].about == ("a ~~ a",)


def test_what_is_drawn_anew_is_the_same_for_the_same_seed():
    found = [
        fitted(model_text("f =~ a + x*b + c + d\nsq := x^2"), rated(), wishes=Wishes(samples=40))
        for _ in range(2)
    ]
    assert found[0] == found[1]
    assert found[0].samples == 40
    square = found[0].parameters[-1]
    assert square.op == ":="
    assert square.low < square.est < square.high
