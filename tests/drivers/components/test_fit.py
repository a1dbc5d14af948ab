"""A path model is fitted, or it is said why not."""

from dataclasses import replace

import numpy as np
import pytest

from luister.drivers.components.fit import Settings, fitted
from luister.drivers.components.path_model import Construct, PathModel, layout
from luister.drivers.components.problems import problems
from luister.drivers.components.resampling import correlations_of, resampled_correlations
from luister.drivers.components.solution import solution, turned
from luister.errors import NotEnoughError, UnknownNameError

CHAIN = PathModel(
    tuple(Construct(name, tuple(f"{name}{place}" for place in range(3))) for name in "abc"),
    (("a", "b"), ("a", "c"), ("b", "c")),
)
LOADINGS = np.array([0.9, 0.7, 0.5, 0.8, 0.7, 0.6, 0.9, 0.8, 0.4])
BETWEEN = np.array([[1.0, 0.5, 0.5], [0.5, 1.0, 0.55], [0.5, 0.55, 1.0]])
"""The correlations that paths of 0.5, 0.3 and 0.4 give."""


def implied(between: np.ndarray = BETWEEN, loadings: np.ndarray = LOADINGS) -> np.ndarray:
    owner = np.repeat([0, 1, 2], 3)
    found = np.outer(loadings, loadings) * between[np.ix_(owner, owner)]
    np.fill_diagonal(found, 1.0)
    return found[None]


def made_up(n: int, seed: int = 1, **how) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.standard_normal((n, 9)) @ np.linalg.cholesky(implied(**how)[0]).T


def test_plsc_finds_what_the_population_was_made_of():
    for scheme in ("path", "centroid", "factorial"):
        found = solution(implied(), layout(CHAIN), scheme=scheme, is_consistent=True)
        assert np.allclose(found.paths[0][[0, 0, 1], [1, 2, 2]], [0.5, 0.3, 0.4], atol=1e-8)
        assert np.allclose(found.loadings[0], LOADINGS, atol=1e-8)
        assert found.holds[0]


def test_plain_pls_pulls_the_same_paths_to_nought():
    found = solution(implied(), layout(CHAIN), scheme="path", is_consistent=False)
    assert found.paths[0, 0, 1] < 0.45
    assert fitted(CHAIN, made_up(200), Settings(is_consistent=False)).is_attenuated
    assert not fitted(CHAIN, made_up(200)).is_attenuated


def test_intervals_hold_the_truth_and_say_how_many_samples_failed():
    found = fitted(CHAIN, made_up(400), Settings(replicates=300))
    low, high = np.quantile(found.drawn.paths[:, 0, 1], [0.005, 0.995])
    assert low < 0.5 < high
    assert found.failed + len(found.drawn.paths) == 300
    assert found.has_intervals


def test_the_same_seed_gives_the_same_bytes():
    rows = made_up(100)
    first, second = (fitted(CHAIN, rows, Settings(replicates=50, seed=7)) for _ in range(2))
    assert first.drawn.paths.tobytes() == second.drawn.paths.tobytes()


def test_a_sample_that_points_the_other_way_is_turned_back():
    observed = implied()
    found = solution(observed, layout(CHAIN), scheme="path", is_consistent=False)
    sign = np.array([1, -1, 1])
    pairs = np.outer(sign, sign)
    other = replace(
        found,
        weights=found.weights * np.repeat(sign, 3),
        loadings=found.loadings * np.repeat(sign, 3),
        paths=found.paths * pairs,
    )
    back = turned(other, found, observed, layout(CHAIN))
    assert np.array_equal(back.paths, found.paths)
    assert np.array_equal(back.loadings, found.loadings)


def test_constructs_that_are_one_and_the_same_are_said_to_be_improper():
    between = np.array([[1.0, 0.99, 0.5], [0.99, 1.0, 0.5], [0.5, 0.5, 1.0]])
    found = fitted(CHAIN, made_up(60, seed=3, between=between))
    assert found.has_converged
    assert not found.is_proper
    assert not len(found.drawn.paths)


def test_items_that_do_not_hang_together_have_no_reliability_above_nought():
    rows = np.random.default_rng(5).standard_normal((60, 9))
    found = fitted(CHAIN, rows)
    assert (found.found.reliability < 0.1).any()
    assert not found.is_proper


def test_doubles_in_a_formed_construct_never_come_to_rest():
    rows = made_up(100)
    rows[:, 1] = rows[:, 0]
    formed = PathModel(
        (Construct("a", ("a0", "a1", "a2"), "B"), *CHAIN.constructs[1:]), CHAIN.arrows
    )
    found = fitted(formed, rows)
    assert not found.has_converged
    assert not found.is_proper


def test_drawing_groups_of_many_rows_spreads_as_drawing_rows():
    rows = made_up(6000)
    drawn = resampled_correlations(rows, np.random.default_rng(1), 400)
    spread = drawn[:, 0, 8].std()
    expected = (1 - correlations_of(rows)[0, 0, 8] ** 2) / np.sqrt(len(rows))
    assert abs(spread / expected - 1) < 0.12


@pytest.mark.parametrize(
    ("constructs", "arrows", "told"),
    [
        ((("a", ("x",)), ("b", ("x",))), (("a", "b"),), "x belongs to two constructs"),
        ((("a", ("x",)), ("b", ())), (("a", "b"),), "b has no items"),
        ((("a", ("x",)), ("b", ("y",))), (("a", "c"),), "c has an arrow, but no items"),
        ((("a", ("x",)), ("b", ("y",)), ("c", ("z",))), (("a", "b"),), "c has no arrow"),
        ((("a", ("x",)), ("b", ("y",))), (("a", "b"), ("b", "a")), "Arrows go round among a, b"),
        ((("a", ("x",)), ("a", ("y",))), (("a", "a"),), "a is defined twice"),
    ],
)
def test_a_model_that_does_not_hold_together_is_refused_with_the_cure(constructs, arrows, told):
    model = PathModel(tuple(Construct(*one) for one in constructs), arrows)
    with pytest.raises(UnknownNameError, match=told) as refused:
        layout(model)
    assert refused.value.hint


def test_constructs_of_constructs_have_two_levels_and_no_plsc():
    whole = Construct("w", ("a", "b"))
    model = PathModel((*CHAIN.constructs, whole), (("w", "c"),))
    found = fitted(model, made_up(100), Settings(is_consistent=False, replicates=10))
    assert found.layout.model.items == ("c0", "c1", "c2", "a", "b")
    assert len(found.drawn.paths) == 10
    with pytest.raises(UnknownNameError, match="PLSc does not solve"):
        fitted(model, made_up(100))
    deeper = PathModel((*model.constructs, Construct("v", ("w", "c"))), (("v", "w"),))
    with pytest.raises(UnknownNameError, match="v is made of w"):
        fitted(deeper, made_up(100))
    mixed = PathModel((*CHAIN.constructs, Construct("w", ("a", "q"))), (("w", "c"),))
    with pytest.raises(UnknownNameError, match="w has questions and constructs as items"):
        fitted(mixed, made_up(100))


def test_too_few_rows_and_items_that_never_vary_are_refused():
    with pytest.raises(NotEnoughError, match="5 complete rows are too few"):
        fitted(CHAIN, made_up(5))
    rows = made_up(50)
    rows[:, 4] = 3.0
    with pytest.raises(NotEnoughError, match="the same answer to b1"):
        fitted(CHAIN, rows)
    with pytest.raises(UnknownNameError, match="no scheme"):
        fitted(CHAIN, made_up(50), Settings("best"))


@pytest.mark.filterwarnings("error")
def test_odd_answers_give_a_result_or_what_is_wrong():
    rng = np.random.default_rng(0)
    for _ in range(10):
        constructs = tuple(
            Construct(
                name,
                tuple(f"{name}{place}" for place in range(rng.integers(1, 5))),
                str(rng.choice(["A", "B"])),
            )
            for name in "abc"
        )
        model = PathModel(constructs, CHAIN.arrows)
        common = rng.standard_normal((60, 1)) * rng.choice([0, 0.5, 1.5])
        rows = np.clip(np.round(3 + common + rng.standard_normal((60, len(model.items)))), 1, 5)
        rows[:, 0] = 1
        rows[0, 0] = 5
        settings = Settings(is_consistent=bool(rng.random() < 0.5), replicates=20)
        found = fitted(model, rows, settings)
        assert found.is_proper or problems(found)
