"""A fitted path model is told with its doubt; what cannot be is not."""

import numpy as np
import pytest

from drivers.components.test_fit import CHAIN, made_up
from luister.drivers.components.fit import Settings, fitted
from luister.drivers.components.from_text import path_model
from luister.drivers.components.path_model import Construct, PathModel
from luister.drivers.components.reporting import reported
from luister.drivers.structure.syntax import model_text
from luister.drivers.structure.tokens import ModelSyntaxError


@pytest.fixture(scope="module")
def report():
    return reported(fitted(CHAIN, made_up(400), Settings(replicates=200)), seed=1, left_out=3)


def test_every_number_has_its_interval(report):
    figures = [
        *(line.weight for line in report.items),
        *(line.loading for line in report.items),
        *(line.path for line in report.arrows),
        *(line.total for line in report.effects),
        *(line.rho_a for line in report.constructs),
        *(line.htmt for line in report.pairs),
    ]
    assert len(figures) == 9 + 9 + 3 + 3 + 3 + 3
    assert all(one.low <= one.value <= one.high for one in figures)
    assert all(one.error > 0 for one in figures)


def test_an_effect_is_the_arrow_and_the_ways_through_others(report):
    line = next(one for one in report.effects if (one.cause, one.effect) == ("a", "c"))
    a_b, a_c, b_c = (one.path.value for one in report.arrows)
    assert line.direct.value == a_c
    assert line.indirect.value == pytest.approx(a_b * b_c)
    assert line.total.value == pytest.approx(a_c + a_b * b_c)
    assert next(one for one in report.effects if one.effect == "b").indirect is None


def test_a_model_that_fits_has_a_small_residual(report):
    assert report.srmr < 0.05
    assert (report.estimator, report.n, report.left_out) == ("plsc", 400, 3)
    assert (report.drawn, report.problems) == (200, ())


def test_of_formed_constructs_and_single_items_no_reliability_is_told():
    model = PathModel(
        (
            Construct("a", ("a0", "a1", "a2"), "B"),
            Construct("b", ("b0",)),
            Construct("c", ("b1", "b2", "c0", "c1", "c2")),
        ),
        (("a", "c"), ("b", "c")),
    )
    lines = reported(fitted(model, made_up(200), Settings(replicates=20)), seed=1).constructs
    assert [line.rho_a is None for line in lines] == [True, True, False]
    assert [line.alpha is None for line in lines] == [True, True, False]


def test_what_cannot_be_is_said_and_nothing_is_reported():
    between = np.array([[1.0, 0.99, 0.5], [0.99, 1.0, 0.5], [0.5, 0.5, 1.0]])
    report = reported(fitted(CHAIN, made_up(60, seed=3, between=between)), seed=1)
    assert report.has_converged
    assert not report.is_proper
    assert (report.arrows, report.items, report.srmr) == ((), (), None)
    assert report.problems[0].kind in {"correlation_above_one", "not_positive"}
    assert set(report.problems[0].names) == {"a", "b"}


def test_items_that_do_not_hang_together_are_named_by_their_construct():
    rows = np.random.default_rng(5).standard_normal((60, 9))
    report = reported(fitted(CHAIN, rows), seed=1)
    assert {one.kind for one in report.problems} == {"reliability_not_positive"}
    assert all(one.value <= 0 for one in report.problems)


def test_plain_pls_goes_on_with_items_that_do_not_hang_together_but_says_so():
    rows = np.random.default_rng(5).standard_normal((60, 9))
    report = reported(fitted(CHAIN, rows, Settings(is_consistent=False, replicates=50)), seed=1)
    assert report.is_proper
    named = {name for one in report.problems for name in one.names}
    assert named
    assert all((line.rho_a is None) == (line.name in named) for line in report.constructs)


@pytest.mark.parametrize(
    ("alike", "seed", "kind"), [(0.88, 8, "some_samples_failed"), (0.9, 8, "few_samples_held")]
)
def test_samples_that_failed_are_told_and_too_many_leave_no_interval(alike, seed, kind):
    between = np.array([[1.0, alike, 0.5], [alike, 1.0, 0.5], [0.5, 0.5, 1.0]])
    rows = made_up(150, seed=seed, between=between, loadings=np.full(9, 0.7))
    report = reported(fitted(CHAIN, rows, Settings(replicates=200)), seed=1)
    assert report.is_proper
    assert [one.kind for one in report.problems] == [kind]
    assert report.problems[0].value == report.held / report.drawn
    assert (report.arrows[0].path.low is None) == (kind == "few_samples_held")


def test_a_question_on_an_arrow_is_a_construct_of_its_own():
    found = path_model(
        model_text("a =~ x + 1*y; b <~ z + w; loyal ~ k*a + b; loyal ~~ loyal; a ~~ b")
    )
    assert [(one.name, one.items, one.mode) for one in found.constructs] == [
        ("a", ("x", "y"), "A"),
        ("b", ("z", "w"), "B"),
        ("loyal", ("loyal",), "A"),
    ]
    assert found.arrows == (("a", "loyal"), ("b", "loyal"))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("loyal ~ 1", "without means"),
        ("loyal | t1", "without means"),
        ("loyal ~~ a", "unrelated"),
        ("other ~ 0.5*a", "fixed value"),
        ("k == m", "equality"),
    ],
)
def test_what_pls_cannot_do_is_refused_with_its_line(line, told):
    text = model_text(f"a =~ x + y\nloyal ~ a\n{line}")
    with pytest.raises(ModelSyntaxError, match=f"Line 3 of the model: .*{told}") as refused:
        path_model(text)
    assert refused.value.hint
