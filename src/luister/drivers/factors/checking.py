"""The checks before a model: whether questions hang together, as how many things, and which do not fit."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from luister.drivers.components.resampling import resampled_covariances, standardised
from luister.drivers.factors.factoring import Factoring, factoring, most_factors, question_lines
from luister.drivers.factors.maximum_likelihood import Floats
from luister.drivers.factors.parallel import parallel_analysis
from luister.drivers.factors.reading import structure_reading
from luister.drivers.factors.reliability import sampling_adequacy
from luister.drivers.factors.scales import scale_line
from luister.errors import LuisterError, NotEnoughError, UnknownNameError
from luister.estimates.factor_report import FactorReport, QuestionLine, ScaleLine
from luister.estimates.factor_request import ROTATIONS, FactorRequest

_FEWEST_ROWS = 50
_ROWS_A_QUESTION = 5
_LEAST_APART = 1e-8


@dataclass(frozen=True, slots=True, eq=False)
class _Moments:
    """How the answers go together: as they are, and (`drawn`) in samples drawn anew."""

    n: int
    covariance: Floats
    correlations: Floats
    drawn: Floats


def checked(request: FactorRequest, rows: Floats, *, left_out: int = 0) -> FactorReport:
    """What the questions of the request have in common, by complete rows [row, question].

    Raises:
        NotEnoughError: fewer than two questions, or fewer rows than 50 and five a question.
        LuisterError: answers that never vary, questions that tell one another, or more factors than the
            questions can hold.
    """
    questions = request.questions
    _check(request, rows)
    rng = np.random.default_rng(request.seed)
    seen = _moments(request, rows, rng)
    analysis = parallel_analysis(seen.correlations, seen.n, rng)
    found = _factoring(request, seen, suggested=analysis.factors)
    lines = question_lines(questions, seen.covariance, found)
    return FactorReport(
        n=seen.n,
        left_out=left_out,
        seed=request.seed,
        rotation=request.rotation if found.factors > 1 else "none",
        scale=scale_line(questions, seen.covariance, seen.drawn, n=seen.n),
        suggested=analysis.factors,
        eigenvalues=tuple(analysis.eigenvalues.tolist()),
        bars=tuple(analysis.bars.tolist()),
        adequacy=sampling_adequacy(seen.correlations),
        factors=found.factors,
        has_converged=found.has_converged,
        is_proper=found.is_proper,
        heywood=tuple(questions[place] for place in found.heywood),
        statistic=found.statistic,
        freedom=found.freedom,
        p=found.p,
        questions=lines,
        correlations=tuple(tuple(row) for row in found.correlations.tolist()),
        scales=_scales(lines, found, seen),
        reading=structure_reading(analysis.factors),
    )


def _moments(request: FactorRequest, rows: Floats, rng: np.random.Generator) -> _Moments:
    covariance = np.cov(rows, rowvar=False)
    correlations = standardised(covariance[None])[0]
    _check_apart(request.questions, correlations)
    drawn = resampled_covariances(rows, rng, request.replicates)
    return _Moments(len(rows), covariance, correlations, drawn)


def _factoring(request: FactorRequest, seen: _Moments, *, suggested: int) -> Factoring:
    """As many factors as were asked for, else as suggested; never more than the questions hold."""
    wanted = suggested if request.factors is None else request.factors
    factors = min(wanted, most_factors(len(request.questions)))
    return factoring(seen.correlations, factors, rotation=request.rotation, n=seen.n)


def _scales(
    lines: tuple[QuestionLine, ...], found: Factoring, seen: _Moments
) -> tuple[ScaleLine, ...]:
    """The questions of each factor as a scale; factors with fewer than two questions have none."""
    scales = []
    for factor in range(found.factors):
        places = [place for place, line in enumerate(lines) if line.factor == factor]
        if len(places) < 2:
            continue
        inside = np.ix_(places, places)
        own = seen.drawn[:, inside[0], inside[1]]
        names = [lines[place].question for place in places]
        scales.append(scale_line(names, seen.covariance[inside], own, n=seen.n))
    return tuple(scales)


def _check(request: FactorRequest, rows: Floats) -> None:
    questions = request.questions
    count, most = len(questions), most_factors(len(questions)) if len(questions) > 1 else 0
    if count < 2:
        raise NotEnoughError("One question is no scale.", hint="Name two questions or more.")
    if request.rotation not in ROTATIONS:
        raise UnknownNameError(
            f"{request.rotation!r} is no rotation.", hint=f"Choose one of {', '.join(ROTATIONS)}."
        )
    if request.factors is not None and not 0 <= request.factors <= most:
        raise UnknownNameError(
            f"{count} questions hold {most} factors at most, not {request.factors}.",
            hint="Name fewer factors or more questions.",
        )
    needed = max(_FEWEST_ROWS, _ROWS_A_QUESTION * count)
    if len(rows) < needed:
        raise NotEnoughError(
            f"{len(rows)} complete rows are too few for {count} questions: it takes {needed}.",
            hint="Take a longer period, or name fewer questions.",
        )
    for name, column in zip(questions, rows.T, strict=True):
        if column.min() == column.max():
            raise NotEnoughError(
                f"Everybody gave the same answer to {name}.", hint="Leave the question out."
            )


def _check_apart(questions: Sequence[str], correlations: Floats) -> None:
    roots, vectors = np.linalg.eigh(correlations)
    if roots[0] > _LEAST_APART:
        return
    weights = np.abs(vectors[:, 0])
    told = [name for name, weight in zip(questions, weights, strict=True) if weight > 0.05]
    raise LuisterError(
        f"{', '.join(told)} tell one another without fail.", hint="Leave one of them out."
    )
