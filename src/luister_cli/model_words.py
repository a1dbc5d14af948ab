"""What the command says of a structural model: how it fits, and why there may be no result."""

from collections.abc import Iterator

from luister.estimates.model_solution import Fault, Solution

_FAULTS = {
    "no_convergence": "the search did not come to rest",
    "no_minimum": "the answers leave some numbers open: there is no lowest point",
    "negative_variance": "a variance came out below nought ({about})",
    "inseparable": "constructs came out as one and the same, or more ({about})",
    "residuals": "what is left of items cannot go together so ({about})",
    "few_samples": "too few of the samples drawn anew could be solved",
    "unsure_path": "the answers cannot tell causes apart, so nothing is known of {about}",
    "reliability_not_positive": "items of {about} do not hang together: no reliability above nought",
    "reliability_above_one": "the reliability of {about} came out above 1",
    "loading_above_one": "a loading came out above 1 ({about}): nothing would be left that is its own",
    "correlation_above_one": "constructs came out as more than one and the same ({about})",
    "r2_above_one": "more than all of {about} came out as explained",
    "not_positive": "correlations came out that cannot go together; most alike are {about}",
}
_VERDICTS = {
    "good": "By the usual marks the model fits well; others may fit as well.",
    "fair": "By the usual marks the model fits fairly.",
    "poor": "By the usual marks the model does not fit: what it says of single paths may be wrong.",
    "untested": "The model has no degrees of freedom: that it fits says nothing.",
}
_MIND = {
    "few_samples_held": "no intervals: of the samples drawn anew only {share:.0%} had a result",
    "some_samples_failed": "intervals rest on the {share:.0%} of samples drawn anew that had a result",
    "reliability_not_positive": "items of {about} do not hang together: no reliability above nought",
    "reliability_above_one": "the reliability of {about} came out above 1",
}


def fault_told(fault: Fault) -> str:
    """The fault in a sentence."""
    return _FAULTS[fault.kind].format(about=", ".join(fault.about)) + "."


def components_told(solution: Solution) -> Iterator[str]:
    """What is to be known of PLS and PLSc before its numbers, group by group."""
    for group, report in solution.components.items():
        if not report.is_proper:
            continue
        where = f" in {group}" if group else ""
        yield (
            f"{report.estimator.upper()} ({report.scheme}), {report.n} answers{where}, {report.left_out} left out "
            f"that are not complete; SRMR {report.srmr:.3f}; {report.held} of {report.drawn} samples drawn anew."
        )
        if report.is_attenuated:
            yield "Paths are attenuated: error in the items pulls them to nought (plsc undoes that)."
        for one in report.problems:
            told = _MIND[one.kind].format(about=", ".join(one.names), share=one.value)
            yield f"Mind: {told}."


def besides_told(solution: Solution) -> Iterator[str]:
    """The verdict on the fit, the steps of invariance and the hints, where there are any."""
    if solution.verdict:
        yield _VERDICTS[solution.verdict.whole]
    if solution.unused_weights > 1:
        yield unused_weights_told(solution.unused_weights)
    if solution.samples:
        yield f"Doubts come from {solution.samples} samples drawn anew."
    for step in solution.invariance:
        if step.fit is None:
            yield f"{step.name}: no result to rely on."
            continue
        lost = "" if step.cfi_lost is None else f", CFI {-step.cfi_lost:+.3f}"
        holds = "" if step.cfi_lost is None else ", holds" if step.holds else ", does not hold"
        yield f"{step.name}: chi2 {step.fit.chi2:.2f}, df {step.fit.df}, CFI {step.fit.cfi:.3f}{lost}{holds}."
    if solution.hints:
        yield "Hints for doubting the model; mended by them it would fit the chance of this sample:"
    for hint in solution.hints:
        where = f" (group {hint.group})" if len(solution.groups) > 1 else ""
        yield (
            f"  {hint.lhs} {hint.op} {hint.rhs}{where}: chi2 would fall by {hint.fall:.1f}, "
            f"to come to {hint.change:.3f}."
        )


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


def unused_weights_told(design_effect: float) -> str:
    """That answers carry weights which a model does not use."""
    return (
        f"The answers carry weights that differ (design effect {design_effect:.2f}); models do not use them, "
        "so this is about those who answered."
    )
