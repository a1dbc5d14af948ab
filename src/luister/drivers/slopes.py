"""Two slopes for each driver: what it does where it is poor, and what where it is good."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from luister.drivers.design import Design
from luister.drivers.em_covariance import filled
from luister.drivers.moments import Floats, Moments
from luister.estimates.outcome_model import DriverTerm, ModelRows, features

_LEAST_ASIDE = 15  # Forms that must lie on each side of neutral for two slopes.


@dataclass(frozen=True, slots=True)
class Sloped:
    """The columns that a model with two slopes is fitted on.

    `fitted` is (rows, coefficients); `unfold` (features, coefficients) turns fitted coefficients into those of
    `outcome_model.features`: a question with answers on one side only has one slope, twice.
    """

    terms: tuple[DriverTerm, ...]
    fitted: Floats
    unfold: Floats
    rows: npt.NDArray[np.int64]


def sloped(
    told: Design,
    moments: Moments,
    *,
    most_rows: int,
    rng: np.random.Generator,
    among: npt.NDArray[np.bool_] | None = None,
) -> Sloped:
    """The columns for two slopes, of all forms or of `most_rows` that chance picks; gaps are at what is expected.

    With `among` only those forms count.
    """
    rows = np.arange(len(told.columns)) if among is None else np.flatnonzero(among)
    if len(rows) > most_rows:
        rows = np.sort(rng.choice(rows, most_rows, replace=False))
    terms = _terms(told)
    values = _completed(told, moments, rows)
    flags = told.columns[rows, : len(told.controls)]
    known = ModelRows(values, told.applies[rows], flags)
    unfold = _unfold(told, terms, known)
    return Sloped(terms, features(terms, known) @ unfold, unfold, rows)


def _terms(told: Design) -> tuple[DriverTerm, ...]:
    fill = np.nanmean(told.rated, axis=0)
    owner = {one.name: driver.name for driver in told.drivers for one in driver.questions}
    return tuple(
        DriverTerm(
            driver=owner[one.name],
            question=one.name,
            neutral=float(mean)
            if one.low is None or one.high is None
            else (one.low + one.high) / 2,
            fill=float(mean),
            low=one.low,
            high=one.high,
            may_not_apply=has_flag,
        )
        for one, mean, has_flag in zip(told.questions, fill, told.has_flag, strict=True)
    )


def _completed(told: Design, moments: Moments, rows: npt.NDArray[np.int64]) -> Floats:
    """The ratings by question, each gap at what is expected from the form's other ratings."""
    known = told.columns[rows]
    if np.isnan(known).any():
        known = filled(known, moments, given=range(known.shape[1] - 1))
    order = [one.name for driver in told.drivers for one in driver.questions]
    places = [place for driver in told.drivers for place in driver.ratings]
    by_name = dict(zip(order, places, strict=True))
    mean = np.nanmean(told.rated, axis=0)
    found = known[:, [by_name[one.name] for one in told.questions]] + mean
    low, high = np.nanmin(told.rated, axis=0), np.nanmax(told.rated, axis=0)
    return np.asarray(np.clip(found, low, high))


def _unfold(told: Design, terms: Sequence[DriverTerm], rows: ModelRows) -> Floats:
    width = 3 * len(terms) + len(told.controls)
    parts: list[Floats] = []
    flags: list[Floats] = []
    for place, term in enumerate(terms):
        below, above, flag = np.eye(width)[3 * place : 3 * place + 3]
        own = rows.values[rows.applies[:, place], place]
        is_two = min((own < term.neutral).sum(), (own > term.neutral).sum()) >= _LEAST_ASIDE
        parts += [below, above] if is_two else [below + above]
        applies = rows.applies[:, place].astype(float)
        is_new = not any(np.array_equal(applies, one) for one in flags)
        if told.has_flag[place] and is_new and not applies.all():
            flags.append(applies)
            parts.append(flag)
    parts += list(np.eye(width)[3 * len(terms) :])
    return np.array(parts).T
