"""Estimates, doubts and fit are those of lavaan 0.6-14, kept as files with their version."""

import pytest
from tests.drivers.structure.conftest import worst

from luister.drivers.structure.completion import Custom
from luister.drivers.structure.fitting import fitted
from luister.drivers.structure.invariance import equal_across
from luister.drivers.structure.ordered import ordered_moments
from luister.drivers.structure.syntax import model_text

FACTORS = "visual =~ x1+x2+x3\ntextual =~ x4+x5+x6\nspeed =~ x7+x8+x9"
MEASURES = {
    **{"chi2": "chisq", "df": "df", "p": "pvalue", "cfi": "cfi", "tli": "tli"},
    **{"rmsea": "rmsea", "rmsea_low": "rmsea.ci.lower", "rmsea_high": "rmsea.ci.upper"},
    **{"srmr": "srmr", "aic": "aic", "bic": "bic", "logl": "logl"},
}
SCALED = {
    **{"chi2": "chisq.scaled", "cfi": "cfi.scaled", "tli": "tli.scaled"},
    **{"rmsea": "rmsea.scaled", "cfi_robust": "cfi.robust", "tli_robust": "tli.robust"},
    "rmsea_robust": "rmsea.robust",
}


@pytest.mark.parametrize(
    ("name", "estimator"),
    [
        ("lavaan_hs_cfa", "ml"),
        ("lavaan_hs_cfa_mlr", "mlr"),
        ("lavaan_politicaldemocracy", "ml"),
        ("lavaan_mobi_ecsi_reduced", "ml"),
    ],
)
def test_complete_answers_give_lavaans_numbers(name, estimator, answers, reference):
    expected = reference(name)
    found = fitted(model_text(expected["model"]), answers(expected["data"]), estimator=estimator)
    assert found.can_be_relied_on
    assert found.n == expected["nobs"]
    for ours, theirs in (("est", "est"), ("se", "se"), ("low", "ci.lower"), ("std", "std.all")):
        assert worst(found, expected, ours, theirs) < 3e-5
    for ours, theirs in MEASURES.items():
        assert getattr(found.fit, ours) == pytest.approx(expected["fit"][theirs], abs=1e-5), ours
    assert found.r2[""] == pytest.approx(expected["r2"], abs=1e-5)


def test_answers_that_are_not_normal_give_the_scaled_fit(answers, reference):
    expected = reference("lavaan_hs_cfa_mlr")["fit"]
    found = fitted(model_text(FACTORS), answers("HolzingerSwineford1939"), estimator="mlr")
    for ours, theirs in SCALED.items():
        assert getattr(found.fit.scaled, ours) == pytest.approx(expected[theirs], abs=2e-5), ours


@pytest.mark.parametrize("step", ["configural", "metric", "scalar"])
def test_groups_are_compared_step_by_step(step, answers, reference):
    expected = reference("lavaan_hs_invariance")[step]
    found = fitted(
        model_text(FACTORS),
        answers("HolzingerSwineford1939", "school"),
        custom=Custom(equal_across=equal_across(step)),
    )
    assert found.groups == {"Pasteur": 156, "Grant-White": 145}
    assert found.fit.df == expected["df"]
    for ours, theirs in (("chi2", "chisq"), ("cfi", "cfi"), ("rmsea", "rmsea")):
        assert getattr(found.fit, ours) == pytest.approx(expected[theirs], abs=1e-6)


def test_the_full_satisfaction_model_is_refused(answers):
    """On these 250 answers its expectations, quality and value are one construct: nothing is told apart."""
    text = model_text(
        """
        IMAG =~ IMAG1 + IMAG2 + IMAG3 + IMAG4 + IMAG5
        CUEX =~ CUEX1 + CUEX2 + CUEX3
        PERQ =~ PERQ1 + PERQ2 + PERQ3 + PERQ4 + PERQ5 + PERQ6 + PERQ7
        PERV =~ PERV1 + PERV2
        CUSA =~ CUSA1 + CUSA2 + CUSA3
        COMPL =~ CUSCO
        CUSL =~ CUSL1 + CUSL2 + CUSL3
        CUEX ~ IMAG
        PERQ ~ CUEX
        PERV ~ CUEX + PERQ
        CUSA ~ IMAG + CUEX + PERQ + PERV
        COMPL ~ CUSA
        CUSL ~ IMAG + CUSA + COMPL
        """
    )
    found = fitted(text, answers("mobi"))
    assert not found.can_be_relied_on
    assert found.fit is None
    assert found.r2 == {}
    assert found.faults[0].kind == "unsure_path"
    assert "PERV ~ CUEX" in found.faults[0].about


def test_ordered_answers_give_lavaans_numbers(answers, reference):
    expected = reference("univer_wlsmv")
    found = fitted(
        model_text("F =~ informat + willingn + officeho + compete + global"),
        answers("univer"),
        estimator="wlsmv",
    )
    assert found.can_be_relied_on
    for ours, theirs in (("est", "est"), ("se", "se"), ("low", "ci.lower"), ("std", "std.all")):
        assert worst(found, expected, ours, theirs) < 1e-7
    fit = expected["fit"]
    for ours in ("chi2", "df", "cfi", "tli", "rmsea", "rmsea_low", "rmsea_high", "srmr"):
        assert getattr(found.fit, ours) == pytest.approx(fit[MEASURES[ours]], abs=1e-5), ours
    for ours in ("chi2", "cfi", "tli", "rmsea"):
        assert getattr(found.fit.scaled, ours) == pytest.approx(fit[SCALED[ours]], abs=1e-5), ours
    assert found.r2[""] == pytest.approx(expected["r2"], abs=1e-6)


def test_what_lies_behind_ordered_answers_goes_together_as_in_lavaan(answers, reference):
    expected = reference("univer_polychoric")["polychoric"]
    names = [row["_row"] for row in expected]
    rated = answers("univer")
    codes = rated.groups[""][:, [rated.names.index(one) for one in names]].astype(int) - 1
    found = ordered_moments(codes, [7] * len(names))
    for place, row in enumerate(expected):
        told = dict(zip(names, found.correlation[place], strict=True))
        assert told == pytest.approx({name: row[name] for name in names}, abs=1e-7)
