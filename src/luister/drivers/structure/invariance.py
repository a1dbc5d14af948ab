"""Whether a model means the same in every group: loadings, then intercepts, then residuals held equal.

Source: Meredith (1993), Psychometrika 58; Cheung and Rensvold (2002), Structural Equation Modeling 9: a step holds
as long as the CFI falls by no more than 0.01. Means of groups may be compared from the scalar step on.
"""

from dataclasses import replace

from luister.drivers.structure.answers import Answers
from luister.drivers.structure.completion import Custom
from luister.drivers.structure.fit_measures import p_of
from luister.drivers.structure.fitting import fitted
from luister.drivers.structure.model_text import ModelText
from luister.errors import LuisterError, UnknownNameError
from luister.estimates.model_solution import InvarianceStep, Solution

_HELD = {
    "configural": (),
    "metric": ("loadings",),
    "scalar": ("loadings", "intercepts"),
    "strict": ("loadings", "intercepts", "residuals"),
}
_MOST_LOST = 0.01


def equal_across(step: str) -> frozenset[str]:
    """What the step holds equal.

    Raises:
        UnknownNameError: no such step.

    >>> sorted(equal_across("scalar"))
    ['intercepts', 'loadings']
    """
    if step not in _HELD:
        raise UnknownNameError(
            f'There is no step "{step}" of invariance.', hint=f"Known: {', '.join(_HELD)}."
        )
    return frozenset(_HELD[step])


def invariance_steps(
    text: ModelText, answers: Answers, *, estimator: str = "ml", custom: Custom | None = None
) -> tuple[InvarianceStep, ...]:
    """Each step, compared with the one before; those of ordered answers are loadings, then thresholds too.

    A step that has no result to rely on ends the row, and holds not. Differences of chi-square are told for ml and
    fiml only: those of scaled chi-squares are no chi-squares.

    Raises:
        LuisterError: no groups, or what any model refuses.
    """
    if len(answers.groups) < 2:
        raise LuisterError(
            "Invariance compares groups, and there is one.",
            hint="Choose a column that makes groups.",
        )
    found: list[InvarianceStep] = []
    before: Solution | None = None
    for name in [one for one in _HELD if not (estimator == "wlsmv" and one == "strict")]:
        held = replace(custom or Custom(), equal_across=equal_across(name))
        solution = fitted(text, answers, estimator=estimator, custom=held)
        step = _step(name, solution, before)
        # What rests on a step that does not hold, does not hold.
        found.append(replace(step, holds=step.holds and all(one.holds for one in found)))
        if not solution.can_be_relied_on:
            break
        before = solution
    return tuple(found)


def _step(name: str, solution: Solution, before: Solution | None) -> InvarianceStep:
    fit, last = solution.fit, before.fit if before else None
    if fit is None:
        return InvarianceStep(name, None, None, None, None, holds=False)
    if last is None:
        return InvarianceStep(name, fit, None, None, None, holds=True)
    now, then = (one.scaled.cfi if one.scaled else one.cfi for one in (fit, last))
    is_plain = solution.estimator in {"ml", "fiml"}
    worse, more = fit.chi2 - last.chi2, fit.df - last.df
    return InvarianceStep(
        name,
        fit,
        cfi_lost=then - now,
        chi2_more=worse if is_plain else None,
        p=p_of(worse, more) if is_plain else None,
        holds=then - now <= _MOST_LOST,
    )
