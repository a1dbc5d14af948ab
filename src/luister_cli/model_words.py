"""What the command says of a structural model: how it fits, and why there may be no result."""

from luister.estimates.model_solution import Fault, Solution

_FAULTS = {
    "no_convergence": "the search did not come to rest",
    "no_minimum": "the answers leave some numbers open: there is no lowest point",
    "negative_variance": "a variance came out below nought ({about})",
    "inseparable": "constructs came out as one and the same, or more ({about})",
    "residuals": "what is left of items cannot go together so ({about})",
    "unsure_path": "the answers cannot tell causes apart, so nothing is known of {about}",
}


def fault_told(fault: Fault) -> str:
    """The fault in a sentence."""
    return _FAULTS[fault.kind].format(about=", ".join(fault.about)) + "."


def fit_told(solution: Solution) -> str:
    """The fit in a line; with answers that are not normal, the scaled chi-square."""
    fit = solution.fit
    if fit is None:
        return ""
    chi2, p = (fit.scaled.chi2, fit.scaled.p) if fit.scaled else (fit.chi2, fit.p)
    chance = "" if p is None else f", p {p:.3f}"
    return (
        f"{solution.estimator.upper()}, {solution.n} answers: chi2 {chi2:.2f}, df {fit.df}{chance}, "
        f"CFI {fit.cfi:.3f}, TLI {fit.tli:.3f}, RMSEA {fit.rmsea:.3f} "
        f"({fit.rmsea_low:.3f} to {fit.rmsea_high:.3f}), SRMR {fit.srmr:.3f}."
    )
