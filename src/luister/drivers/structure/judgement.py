"""What measures of fit mean, as kinds that a door puts into words.

Source: Hu and Bentler (1999), Structural Equation Modeling 6, for the marks; Browne and Cudeck (1993) for RMSEA. They
are habits, not laws: Marsh, Hau and Wen (2004) warn against them, and a model that fits is one of many that would.
"""

from luister.estimates.model_solution import Fit, FitVerdict

_AT_LEAST = {"cfi": (0.95, 0.90), "tli": (0.95, 0.90)}
_AT_MOST = {"rmsea": (0.06, 0.08), "srmr": (0.08, 0.10)}


def verdict(fit: Fit) -> FitVerdict:
    """How each measure stands (good, fair, poor), and all of them: as the worst but one does.

    One odd measure does not decide; where two are poor, the model is.

    >>> from luister.drivers.structure.fit_measures import Size, Tested, fit_of
    >>> verdict(fit_of(Tested(85.3, 24), Tested(918.9, 36), Size(301), 0.065)).whole
    'poor'
    """
    shown = fit.scaled
    values = {
        "cfi": (shown.cfi_robust or shown.cfi) if shown else fit.cfi,
        "tli": (shown.tli_robust or shown.tli) if shown else fit.tli,
        "rmsea": (shown.rmsea_robust or shown.rmsea) if shown else fit.rmsea,
        "srmr": fit.srmr,
    }
    if fit.df == 0:
        return FitVerdict("untested", {})
    kinds = {name: _kind(name, value) for name, value in values.items()}
    ranked = sorted(kinds.values(), key=("poor", "fair", "good").index)
    return FitVerdict(ranked[1], kinds)


def _kind(name: str, value: float) -> str:
    if name in _AT_LEAST:
        good, fair = _AT_LEAST[name]
        return "good" if value >= good else "fair" if value >= fair else "poor"
    good, fair = _AT_MOST[name]
    return "good" if value <= good else "fair" if value <= fair else "poor"
