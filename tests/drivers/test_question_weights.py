"""The weights of a model's questions for its outcome."""

import pytest

from luister.drivers.question_weights import question_weights
from luister.estimates.model_solution import Estimated


def row(text: str, std: float) -> Estimated:
    lhs, op, rhs = text.split()
    return Estimated(lhs, op, rhs, 1, "", std, 0.1, 0.0, 0.0, std)


def weights(*rows: Estimated, **r2: float) -> dict[str, float]:
    found = question_weights(rows, r2)
    return {one.question: one.weight for one in found.questions}


CARE = (row("care =~ q1", 0.9), row("care =~ q2", 0.6))


def test_a_construct_counts_by_all_ways_to_the_outcome():
    found = weights(
        *CARE, row("trust ~ care", 0.5), row("loyal ~ trust", 0.4), row("loyal ~ care", 0.1)
    )
    assert found["trust"] == pytest.approx(0.4)
    assert found["q1"] == pytest.approx(0.6 * (0.1 + 0.5 * 0.4))
    assert found["q2"] == pytest.approx(0.4 * (0.1 + 0.5 * 0.4))
    assert list(found) == ["trust", "q1", "q2"]


def test_weights_of_pls_go_before_loadings():
    found = weights(*CARE, row("care <~ q1", 0.2), row("care <~ q2", 0.6), row("nps ~ care", 0.5))
    assert found == pytest.approx({"q2": 0.375, "q1": 0.125})


def test_of_two_outcomes_the_one_explained_best_counts():
    found = question_weights(
        [*CARE, row("nps ~ care", 0.5), row("calls ~ care", -0.3)], {"nps": 0.2, "calls": 0.4}
    )
    assert found.target == "calls"
    assert all(one.weight < 0 for one in found.questions)


def test_constructs_of_constructs_lead_to_their_questions():
    found = weights(
        *CARE, row("all =~ care", 0.5), row("all =~ price", 0.5), row("nps ~ all", 0.8)
    )
    assert found == pytest.approx({"price": 0.4, "q1": 0.24, "q2": 0.16})


def test_without_an_arrow_there_is_nothing_to_watch_and_circles_end():
    assert question_weights(CARE, {}) is None
    found = weights(
        *CARE, row("a ~ care", 0.5), row("b ~ a", 0.5), row("a ~ b", 0.5), row("c ~ b", 1.0)
    )
    assert found["q1"] == pytest.approx(0.6 * 0.25)
