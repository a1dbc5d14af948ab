"""A solution of a structural model as scripts read it, with lavaan's operators and names."""

import json
from dataclasses import asdict

from luister.estimates.model_solution import (
    Effect,
    Estimated,
    Fit,
    Hint,
    InvarianceStep,
    Scaled,
    Solution,
)
from luister.loop.tell_components import components_told
from luister.loop.tell_numbers import (
    Told,
    number_told,
    numbers_told,
    ten_digits,
    unused_weights_told,
)

_MEASURES = ("chi2", "df", "p", "cfi", "tli", "rmsea", "srmr")
_MORE_MEASURES = ("rmsea_low", "rmsea_high", "logl", "aic", "bic", "baseline_chi2")
_FIGURES = ("est", "se", "low", "high", "std")
_SCALED_MEASURES = ("chi2", "df", "p", "cfi", "tli", "rmsea")


def solution_told(solution: Solution) -> Told:
    """The solution; where there is no result to rely on, no measure of fit has a value."""
    by_group = {
        group: {name: number_told(value) for name, value in shares.items()}
        for group, shares in solution.r2.items()
    }
    told: Told = {
        "converged": solution.converged,
        "proper": solution.proper,
        "estimator": solution.estimator,
        "n": solution.n,
        "groups": {} if set(solution.groups) == {""} else dict(solution.groups),
        "free": solution.free,
        "fit": _fit(solution.fit),
        "parameters": [_row(one) for one in solution.parameters],
        "r2": by_group.get("", by_group),
        "problems": [{"kind": one.kind, "about": list(one.about)} for one in solution.faults],
    }
    told |= _besides(solution)
    return told | _components(solution) if solution.components else told


def solution_text(solution: Solution) -> str:
    """The solution as text to be kept: the same for the same solution, to the byte."""
    return json.dumps(ten_digits(solution_told(solution)), ensure_ascii=False, sort_keys=True)


def _besides(solution: Solution) -> Told:
    """What was asked for besides, and what a reader wants beside the numbers."""
    verdict = solution.verdict
    return {
        "left_out": solution.left_out,
        **unused_weights_told(solution.unused_weights),
        "samples": solution.samples,
        "verdict": {"whole": verdict.whole, "measures": dict(verdict.measures)}
        if verdict
        else None,
        "effects": [_effect(one) for one in solution.effects],
        "hints": [_hint(one) for one in solution.hints],
        "invariance": [_step(one) for one in solution.invariance],
        "r_code": solution.code,
    }


def _hint(hint: Hint) -> Told:
    told = asdict(hint)
    return {
        **{name: told[name] for name in ("lhs", "op", "rhs", "group")},
        "mi": number_told(hint.fall),
        "epc": number_told(hint.change),
        "std": number_told(hint.std),
    }


def _effect(one: Effect) -> Told:
    figures = {"direct": one.direct, "indirect": one.indirect, "total": one.total}
    return {
        "from": one.cause,
        "to": one.effect,
        "group": one.group,
        **{name: numbers_told(figure, _FIGURES) for name, figure in figures.items()},
    }


def _step(step: InvarianceStep) -> Told:
    return {
        "step": step.name,
        **{name: value for name, value in _fit(step.fit).items() if name in _MEASURES},
        "cfi_lost": number_told(step.cfi_lost),
        "chi2_more": number_told(step.chi2_more),
        "p_more": number_told(step.p),
        "holds": step.holds,
    }


def _components(solution: Solution) -> Told:
    """PLS has no chi-square; what its correlations leave over is its one measure of fit."""
    told = {group: components_told(one) for group, one in solution.components.items()}
    only = solution.components.get("")
    fit = {**dict.fromkeys(_MEASURES), "srmr": only.srmr if only else None}
    is_attenuated = any(one.is_attenuated for one in solution.components.values())
    return {
        "fit": fit,
        "samples": max(one.drawn for one in solution.components.values()),
        "attenuated": is_attenuated,
        "components": told.get("", told),
    }


def _fit(fit: Fit | None) -> Told:
    if fit is None:
        return dict.fromkeys(_MEASURES)
    told = {**numbers_told(fit, (*_MEASURES, *_MORE_MEASURES)), "baseline_df": fit.baseline_df}
    return told if fit.scaled is None else told | _scaled(fit.scaled)


def _scaled(scaled: Scaled) -> Told:
    return {
        **numbers_told(scaled, _SCALED_MEASURES, ending="_scaled"),
        "scaling_factor": number_told(scaled.factor),
        **numbers_told(scaled, ("cfi_robust", "tli_robust", "rmsea_robust")),
    }


def _row(row: Estimated) -> Told:
    return {
        "lhs": row.lhs,
        "op": row.op,
        "rhs": row.rhs,
        "group": row.group,
        "label": row.label,
        **numbers_told(row, ("est", "se", "low", "high", "std", "p")),
    }
