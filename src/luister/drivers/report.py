"""All that is found of the drivers of an outcome, put together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from luister.drivers.asymmetry import asymmetry
from luister.drivers.design import Design, Driver, design
from luister.drivers.effects import MOST_ROWS
from luister.drivers.importance import Importance, importance, robustness
from luister.drivers.moments import Floats
from luister.drivers.placebo import Beyond, Fitted, Placebo, beyond_placebo, fitted_on, placebo_of
from luister.drivers.priority import read
from luister.drivers.refusal import needed
from luister.errors import LuisterError, UnknownNameError
from luister.estimates.driver_report import DriverGroup, DriverLine, DriverReport
from luister.estimates.driver_request import METHODS, DriverRequest
from luister.estimates.estimate import Estimate
from luister.estimates.outcome_model import OutcomeModel, change
from luister.events.rated_answers import RatedAnswers

REPLICATES = 1000
_IN_GROUPS = 200
_MOST_GROUPS = 40
_FOR_RANKS = 2000  # Below so many forms the first driver is often another one in the next sample.
_APART = 3.0  # Standard errors between a group and all others; so few chances that many may be looked at.
_QUANTILE = 1.959964


@dataclass(frozen=True, slots=True)
class _Found:
    """What is found of one set of forms."""

    told: Design
    importance: Importance
    model: OutcomeModel
    lines: tuple[DriverLine, ...]
    placebo: Placebo


def driver_report(answers: RatedAnswers, request: DriverRequest) -> DriverReport:
    """The drivers of `request.outcome` among `answers`, which hold its questions and groups.

    The same answers, request and seed give the same report.

    Raises:
        UnknownNameError: an unknown way to treat missing answers, or an outcome among its own drivers.
        NotEnoughError: too few forms.
        LuisterError: a column that never varies, or columns that tell one another.
    """
    _check(request)
    rng = np.random.default_rng(request.seed)
    unit = request.unit or _unit(answers, request)
    found = _found(answers, request, unit, replicates=REPLICATES, rng=rng)
    told, counted = found.told, found.importance
    return DriverReport(
        outcome=request.outcome,
        outcome_label=told.outcome.label,
        unit=unit,
        n=len(told.columns),
        needed=needed(told.columns.shape[1] - 1),
        r2=counted.r2,
        r2_controls=counted.r2_controls,
        method="drawn" if counted.draw_error else "exact",
        draw_error=counted.draw_error,
        missing=told.missing,
        lines=found.lines,
        placebo=found.placebo.name,
        by=request.by,
        groups=_groups(answers, request, unit, rng),
        model=found.model,
        notes=_notes(found, answers, request),
        version=answers.version,
        seed=request.seed,
        placebo_margin=found.placebo.margin,
        weights=_weights(answers, request),
        design_effect=told.design_effect if request.weighted else answers.design_effect,
    )


def _weights(answers: RatedAnswers, request: DriverRequest) -> str:
    if answers.weights is None:
        return "none"
    return "used" if request.weighted else "unused"


def _check(request: DriverRequest) -> None:
    if request.missing not in METHODS:
        raise UnknownNameError(
            f"There is no way {request.missing!r} to treat missing answers.",
            hint=f"Use {', '.join(METHODS)}.",
        )
    if not request.drivers:
        raise LuisterError("No driver is named.", hint="Name the questions that may matter.")
    if request.outcome in request.drivers:
        raise LuisterError(
            f"{request.outcome!r} is named as a driver of itself.", hint="Leave it out there."
        )


def _unit(answers: RatedAnswers, request: DriverRequest) -> str:
    """NPS points, a change in the share that says yes, or steps of the outcome's own scale."""
    place = answers.place(request.outcome)
    if answers.columns[place].scale == "nps":
        return "points"
    given = answers.values[:, place]
    return "percent" if np.isin(given[~np.isnan(given)], (0.0, 1.0)).all() else "scale"


def _notes(found: _Found, answers: RatedAnswers, request: DriverRequest) -> tuple[str, ...]:
    told = found.told
    notes = {
        "weights_unused": _weights(answers, request) == "unused",
        "no_weights": request.weighted and answers.weights is None,
        "few_for_ranks": len(told.columns) < _FOR_RANKS,
        "drawn": found.importance.draw_error > 0,
        "no_placebo": not found.placebo.is_named,
        "near_copies": any(len(driver.questions) > 1 for driver in told.drivers),
        "part_of_rows": len(told.columns) > MOST_ROWS,
    }
    return tuple(name for name, is_so in notes.items() if is_so)


def _found(
    answers: RatedAnswers,
    request: DriverRequest,
    unit: str,
    *,
    replicates: int,
    rng: np.random.Generator,
) -> _Found:
    told = design(answers, request)
    counted = importance(told, replicates=replicates, rng=rng)
    fitted = fitted_on(told, counted.moments, unit=unit, rng=rng)
    placebo = placebo_of(told, fitted, request.placebo)
    more = beyond_placebo(told, counted.moments, fitted, placebo=placebo, rng=rng)
    lines = [
        _line(told, counted, place, fitted=fitted, beyond=more.get(driver.name))
        for place, driver in enumerate(told.drivers)
    ]
    return _Found(told, counted, fitted.model, read(lines, placebo=placebo), placebo)


def _line(
    told: Design, counted: Importance, place: int, *, fitted: Fitted, beyond: Beyond | None
) -> DriverLine:
    driver, n = told.drivers[place], len(told.columns)
    kind = asymmetry(fitted.model, driver.name)
    found = change(fitted.model, fitted.raised[driver.name])
    performance = _performance(told, driver)
    return DriverLine(
        name=driver.name,
        label=driver.label,
        members=tuple(one.name for one in driver.questions),
        share=_percentiles(counted.shares[place], n, "share"),
        slope=_normal(counted.slopes[place], n, "scale"),
        effect=found.effect,
        gain=found.gain,
        room=found.room,
        performance=performance,
        low=driver.questions[0].low,
        high=driver.questions[0].high,
        kind=kind.kind,
        slope_below=kind.below,
        slope_above=kind.above,
        tied_with=_tied(told.drivers, counted.shares, place),
        robustness=robustness(float(counted.strength[place]), counted.freedom),
        robustness_shown=robustness(float(counted.strength[place]), counted.freedom, shown=True),
        beyond_placebo=beyond.more if beyond else None,
        reading="",
        is_clear=False,
        is_among_both=beyond is not None and beyond.is_among_both,
    )


def _performance(told: Design, driver: Driver) -> Estimate:
    names = [one.name for one in told.questions]
    values = told.rated[:, [names.index(one.name) for one in driver.questions]]
    is_known = ~np.isnan(values)
    known, n = values[is_known], int(is_known.sum())
    # How often each counts, once on average: the error is the linearised one of a weighted mean.
    own = np.ones(len(values)) if told.weights is None else told.weights
    often = np.broadcast_to(own[:, None], values.shape)[is_known]
    often = often / often.mean()
    mean = float(often @ known) / n
    doubt = _QUANTILE * float(
        np.sqrt((often * (known - mean)) @ (often * (known - mean)) / (n - 1) / n)
    )
    return Estimate(mean, mean - doubt, mean + doubt, len(known), "scale")


def _tied(drivers: Sequence[Driver], shares: Floats, place: int) -> tuple[str, ...]:
    """The drivers from whose share this one's cannot be told: the interval of the difference holds nought."""
    apart = np.percentile(shares[place, 1:] - shares[:, 1:], (2.5, 97.5), axis=1)
    is_tied = (apart[0] <= 0) & (apart[1] >= 0)
    return tuple(driver.name for at, driver in enumerate(drivers) if is_tied[at] and at != place)


def _percentiles(draws: Floats, n: int, unit: str) -> Estimate:
    low, high = np.percentile(draws[1:], (2.5, 97.5))
    value = float(draws[0])
    return Estimate(value, min(float(low), value), max(float(high), value), n, unit)


def _normal(draws: Floats, n: int, unit: str) -> Estimate:
    value, doubt = float(draws[0]), _QUANTILE * float(draws[1:].std(ddof=1))
    return Estimate(value, value - doubt, value + doubt, n, unit)


def _groups(
    answers: RatedAnswers, request: DriverRequest, unit: str, rng: np.random.Generator
) -> tuple[DriverGroup, ...]:
    if not request.by:
        return ()
    group = answers.groups[request.by]
    used = np.unique(group.codes)
    if len(used) > _MOST_GROUPS:
        raise LuisterError(
            f"{request.by!r} has {len(used)} values; up to {_MOST_GROUPS} can be set side by side.",
            hint="Choose a coarser one, or filter.",
        )
    # A period or value in the order of its name.
    order = sorted(used.tolist(), key=lambda code: group.names[code])
    return tuple(
        _group(answers, request, unit, (group.names[code], group.codes == code), rng=rng)
        for code in order
    )


def _group(
    answers: RatedAnswers,
    request: DriverRequest,
    unit: str,
    which: tuple[str, npt.NDArray[np.bool_]],
    *,
    rng: np.random.Generator,
) -> DriverGroup:
    value, rows = which
    own = replace(request, by="")
    try:
        found = _found(answers.only(rows), own, unit, replicates=_IN_GROUPS, rng=rng)
    except LuisterError as error:  # Too few, or a rating that never varies among them.
        known = ~np.isnan(answers.values[rows, answers.place(request.outcome)])
        return DriverGroup(
            value=value,
            n=int(known.sum()),
            needed=needed(len(request.drivers)),
            r2=None,
            lines=(),
            problem=error.problem,
        )
    n, columns = found.told.columns.shape
    return DriverGroup(
        value=value,
        n=n,
        needed=needed(columns - 1),
        r2=found.importance.r2,
        lines=found.lines,
        moved=_moved(answers.only(~rows), own, found, rng),
    )


def _moved(
    others: RatedAnswers, request: DriverRequest, found: _Found, rng: np.random.Generator
) -> tuple[str, ...]:
    """The drivers whose share among these forms differs from that among the others."""
    try:
        told = design(others, request)
        rest = importance(told, replicates=_IN_GROUPS, rng=rng)
    except LuisterError:
        return ()
    if [one.name for one in told.drivers] != [one.name for one in found.told.drivers]:
        return ()  # Others are near copies there: no driver has its like.
    here = found.importance
    apart = here.shares[:, 0] - rest.shares[:, 0]
    error = np.hypot(here.shares[:, 1:].std(axis=1), rest.shares[:, 1:].std(axis=1))
    return tuple(
        driver.name
        for driver, far in zip(found.told.drivers, abs(apart) > _APART * error, strict=True)
        if far
    )
