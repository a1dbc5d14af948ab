"""What lavaan made of the same data by other estimators, kept beside the script that made it."""

import csv
from pathlib import Path

import numpy as np
import pytest
from tests.drivers.structure.conftest import worst

from luister.drivers.structure.answers import Answers
from luister.drivers.structure.completion import Custom
from luister.drivers.structure.drawn_again import drawn_again
from luister.drivers.structure.fitting import fitted
from luister.drivers.structure.hints import hints
from luister.drivers.structure.invariance import equal_across, invariance_steps
from luister.drivers.structure.normal import found_by_likelihood
from luister.drivers.structure.problem import problem
from luister.drivers.structure.syntax import model_text

MADE = Path(__file__).parent / "lavaan"
FACTORS = "visual =~ x1+x2+x3\ntextual =~ x4+x5+x6\nspeed =~ x7+x8+x9"
PATHS = f"{FACTORS}\nspeed ~ visual + ageyr\ntextual ~ b*ageyr + a*visual\nx9 ~ sex\nab := a*b\nx1 ~~ x4"
ONE = "F =~ informat + willingn + officeho + compete + global"
PLAIN = {
    **{"chi2": "chisq", "df": "df", "cfi": "cfi", "tli": "tli", "rmsea": "rmsea", "srmr": "srmr"},
    **{
        "rmsea_low": "rmsea.ci.lower",
        "rmsea_high": "rmsea.ci.upper",
        "logl": "logl",
        "bic": "bic",
    },
}
SCALED = {
    **{"chi2": "chisq.scaled", "cfi": "cfi.scaled", "rmsea": "rmsea.scaled"},
    "cfi_robust": "cfi.robust",
}


def lavaan(name: str) -> dict:
    with (MADE / f"{name}.rows.csv").open(encoding="utf-8") as file:
        rows = [
            {key: _number(key, value) for key, value in row.items()}
            for row in csv.DictReader(file)
        ]
    with (MADE / f"{name}.fit.csv").open(encoding="utf-8") as file:
        fit = {row["name"]: float(row["value"]) for row in csv.DictReader(file)}
    return {"parameters": rows, "fit": fit}


def _number(key: str, value: str) -> object:
    if key == "group":
        return int(value)
    return value if key in {"lhs", "op", "rhs"} else float(value)


def with_gaps(answers: Answers) -> Answers:
    """The same answers made missing as in make.R."""
    rows = np.concatenate(list(answers.groups.values()))
    order = rows[:, answers.names.index("id")].argsort()
    place = np.empty(len(rows), int)
    place[order] = np.arange(1, len(rows) + 1)
    gaps = rows.copy()
    for item in range(1, 10):
        column = answers.names.index(f"x{item}")
        gaps[(place * 7 + item * item * 3) % 11 < 1 + item % 2, column] = np.nan
        gaps[np.isin(place, (5, 50)), column] = np.nan
    ends = np.cumsum([len(one) for one in answers.groups.values()])[:-1]
    return Answers(answers.names, dict(zip(answers.groups, np.split(gaps, ends), strict=True)))


@pytest.mark.parametrize(
    ("name", "model", "estimator", "group", "step"),
    [
        ("fiml", FACTORS, "fiml", "", "configural"),
        ("fiml_scalar", FACTORS, "fiml", "school", "scalar"),
        ("fiml_paths", PATHS, "fiml", "", "configural"),
        ("ml_paths", PATHS, "ml", "", "configural"),
        ("ml_paths_unit", PATHS, "ml", "", "configural"),
        ("mlr_paths", PATHS, "mlr", "", "configural"),
        ("mlr_groups", FACTORS, "mlr", "school", "configural"),
        ("ml_strict", FACTORS, "ml", "school", "strict"),
        ("wlsmv_groups", ONE, "wlsmv", "gender", "configural"),
        ("wlsmv_scalar", ONE, "wlsmv", "gender", "scalar"),
    ],
)
def test_numbers_are_lavaans(name, model, estimator, group, step, answers):
    expected = lavaan(name)
    rated = answers("univer" if model == ONE else "HolzingerSwineford1939", group)
    found = fitted(
        model_text(model),
        with_gaps(rated) if estimator == "fiml" else rated,
        estimator=estimator,
        custom=Custom(
            has_means=name == "ml_paths_unit",
            unit_variances=name == "ml_paths_unit",
            equal_across=equal_across(step),
        ),
    )
    assert found.can_be_relied_on
    for ours, theirs in (("est", "est"), ("se", "se"), ("std", "std.all")):
        assert worst(found, expected, ours, theirs) < 3e-5
    for ours, theirs in PLAIN.items():
        if theirs in expected["fit"]:
            assert getattr(found.fit, ours) == pytest.approx(expected["fit"][theirs], abs=2e-5)
    for ours, theirs in SCALED.items() if found.fit.scaled else ():
        told = getattr(found.fit.scaled, ours)
        if told is not None:
            assert told == pytest.approx(expected["fit"][theirs], abs=2e-4), ours


def test_hints_are_lavaans_modification_indices(answers):
    prepared = problem(model_text(FACTORS), answers("HolzingerSwineford1939"), Custom())
    numbers = found_by_likelihood(prepared).minimum.numbers
    found = {(one.lhs, one.op, one.rhs): one for one in hints(prepared, numbers)}
    with (MADE / "hints.csv").open(encoding="utf-8") as file:
        expected = list(csv.DictReader(file))[:10]
    assert len(found) == 10
    for row in expected:
        ours = found[row["lhs"], row["op"], row["rhs"]]
        assert ours.fall == pytest.approx(float(row["mi"]), abs=1e-4)
        assert ours.change == pytest.approx(float(row["epc"]), abs=1e-5)
        assert ours.std == pytest.approx(float(row["sepc.all"]), abs=1e-5)


def test_samples_drawn_anew_spread_as_theory_says(answers):
    """Answers drawn from a normal with these moments: then both doubts estimate the same."""
    prepared = problem(model_text(FACTORS), answers("HolzingerSwineford1939"), Custom())
    numbers = found_by_likelihood(prepared).minimum.numbers
    rng = np.random.default_rng(7)
    sample = prepared.groups[0]
    rows = rng.multivariate_normal(sample.mean, sample.covariance, 600)
    drawn_answers = Answers(prepared.answers.names, {"": rows})
    again = problem(model_text(FACTORS), drawn_answers, Custom())
    theory = found_by_likelihood(again)
    drawn = drawn_again(again, theory.minimum.numbers, 60, seed=1)
    assert drawn.is_enough
    assert drawn.failed == 0
    ratio = drawn.numbers.std(axis=0) / np.sqrt(np.diag(theory.spread))
    assert 0.8 < np.median(ratio) < 1.2
    same = drawn_again(again, theory.minimum.numbers, 3, seed=1)
    np.testing.assert_array_equal(same.numbers, drawn.numbers[:3])
    assert len(numbers) == drawn.numbers.shape[1]


@pytest.mark.parametrize("estimator", ["ml", "fiml", "mlr", "wlsmv"])
def test_steps_of_invariance_are_lavaans_and_hold_by_its_figures(estimator, answers):
    with (MADE / "steps.csv").open(encoding="utf-8") as file:
        expected = [row for row in csv.DictReader(file) if row["model"] == estimator]
    is_ordered = estimator == "wlsmv"
    rated = answers(
        *(("univer", "gender") if is_ordered else ("HolzingerSwineford1939", "school"))
    )

    steps = invariance_steps(
        model_text(ONE if is_ordered else FACTORS),
        with_gaps(rated) if estimator == "fiml" else rated,
        estimator=estimator,
    )

    assert [one.name for one in steps] == [row["step"] for row in expected]
    has_held, before = True, None
    for step, row in zip(steps, expected, strict=True):
        words = {"model", "step"}
        told = {name: float(row[name]) for name in row if name not in words and row[name] != "NA"}
        for name in ("chi2", "df", "cfi", "rmsea", "srmr"):
            assert getattr(step.fit, name) == pytest.approx(told[name], abs=2e-5), name
        if "chi2_more" in told:
            assert step.chi2_more == pytest.approx(told["chi2_more"], abs=2e-5)
            assert step.p == pytest.approx(told["p_more"], rel=1e-4)
        lost = 0.0 if before is None else before - told["cfi_compared"]
        assert (step.cfi_lost or 0.0) == pytest.approx(lost, abs=2e-5)
        has_held = has_held and lost <= 0.01
        assert step.holds == has_held
        before = told["cfi_compared"]
