"""Whether a model means the same in every group: loadings, then intercepts, then residuals held equal.

Source: Meredith (1993), Psychometrika 58; Cheung and Rensvold (2002), Structural Equation Modeling 9: a step holds
as long as the CFI falls by no more than 0.01. Means of groups may be compared from the scalar step on.
"""

from luister.errors import UnknownNameError

_HELD = {
    "configural": (),
    "metric": ("loadings",),
    "scalar": ("loadings", "intercepts"),
    "strict": ("loadings", "intercepts", "residuals"),
}


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
