"""What a rating does beyond one that can do nothing: the rest is the mood of the day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from luister.drivers.design import Design, Driver
from luister.drivers.effects import MOST_ROWS, outcome_model, rows_asked
from luister.drivers.moments import Floats, Moments
from luister.drivers.refusal import needed
from luister.drivers.slopes import sloped
from luister.errors import LuisterError, UnknownNameError
from luister.estimates.estimate import Estimate
from luister.estimates.outcome_model import Moved, OutcomeModel, moved

_OFTEN = 0.9  # A rating that applies to so many forms is like one that applies to all.
_QUANTILE = 1.959964

Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model, and what raising each driver by one point moves by it."""

    model: OutcomeModel
    raised: Mapping[str, Moved]


@dataclass(frozen=True, slots=True)
class Placebo:
    """The driver that stands for the mood of the day; none where `name` is empty.

    `margin` is how many standard errors another driver must do more: more than two where the placebo was not named but
    picked, since the least of several that do the same lies below them by chance.
    """

    name: str
    is_named: bool
    margin: float


@dataclass(frozen=True, slots=True)
class Beyond:
    """How much more a driver does than the placebo, and whether that was looked at among forms to which both apply."""

    more: Estimate
    is_among_both: bool


def fitted_on(
    told: Design,
    moments: Moments,
    *,
    unit: str,
    rng: np.random.Generator,
    among: Truths | None = None,
) -> Fitted:
    """The model of all forms, or of those `among` them."""
    columns = sloped(told, moments, most_rows=MOST_ROWS, rng=rng, among=among)
    model = outcome_model(told, columns, unit=unit, rng=rng)
    rows = rows_asked(told, rng=rng, among=among)
    return Fitted(
        model,
        {driver.name: moved(model, rows, {driver.name: 1.0}) for driver in told.drivers},
    )


def placebo_of(told: Design, found: Fitted, named: str) -> Placebo:
    """The driver named, or else the rating that does least; of those that apply to nearly all forms, if there are two.

    Raises:
        UnknownNameError: the one named is no driver.
    """
    if named:
        return Placebo(_driver_with(told.drivers, named), is_named=True, margin=_QUANTILE)
    rated = [
        driver for driver in told.drivers if all(one.high is not None for one in driver.questions)
    ]
    if len(rated) < 2:
        return Placebo("", is_named=False, margin=_QUANTILE)
    often = [driver for driver in rated if _applies(told, driver).mean() >= _OFTEN]
    effects = {one.name: _effects(found.raised[one.name]) for one in rated}
    # One alone is no choice: it may well be what does most.
    least = min(
        often if len(often) > 1 else rated, key=lambda driver: abs(effects[driver.name][0])
    ).name
    others = np.array([draws for name, draws in effects.items() if name != least])
    return Placebo(least, is_named=False, margin=_margin(others - effects[least]))


def _driver_with(drivers: Sequence[Driver], named: str) -> str:
    for driver in drivers:
        if named == driver.name or named in {one.name for one in driver.questions}:
            return driver.name
    raise UnknownNameError(f"The placebo {named!r} is no driver.", hint="Name it as one too.")


def _margin(apart: Floats) -> float:
    """Within how many standard errors all differences from one driver lie together, 95 times in 100.

    Source: Dunnett (1955) on comparing several with one, here by resamples; Hsu (1996), "Multiple Comparisons", on the
    least of several that is known by the same sample only.
    """
    error = apart[:, 1:].std(axis=1, ddof=1)
    far = abs(apart[:, 1:] - apart[:, :1]) / np.where(error, error, np.inf)[:, None]
    return max(_QUANTILE, float(np.quantile(far.max(axis=0), 0.95)))


def beyond_placebo(
    told: Design,
    moments: Moments,
    found: Fitted,
    *,
    placebo: Placebo,
    rng: np.random.Generator,
) -> dict[str, Beyond]:
    """By driver, how much more it does than the placebo; without those of which the forms cannot tell.

    A rating that often does not apply leaves more of the mood to the others. So where one of the two does, both are
    looked at among the forms to which both apply.
    """
    others = [one for one in told.drivers if placebo.name and one.name != placebo.name]
    if not others:
        return {}
    its = _applies(told, next(one for one in told.drivers if one.name == placebo.name))
    known: dict[str, Beyond] = {}
    for driver in others:
        both = its & _applies(told, driver)
        model = found
        if both.mean() < _OFTEN:
            among = _among(told, moments, found.model.unit, both, rng=rng)
            if among is None:
                continue
            model = among
        if driver.questions[0].high is not None:
            more = _beyond(model, driver.name, placebo)
            known[driver.name] = Beyond(more, is_among_both=model is not found)
    return known


def _among(
    told: Design, moments: Moments, unit: str, both: Truths, *, rng: np.random.Generator
) -> Fitted | None:
    if both.sum() < needed(told.columns.shape[1] - 1):
        return None
    try:
        return fitted_on(told, moments, unit=unit, rng=rng, among=both)
    except (
        LuisterError,
        np.linalg.LinAlgError,
    ):  # Among them a column never varies: nothing is known.
        return None


def _beyond(found: Fitted, name: str, placebo: Placebo) -> Estimate:
    its, of_placebo = _effects(found.raised[name]), _effects(found.raised[placebo.name])
    # What goes down with the outcome is taken for asked the other way round, which the mood lowers as much: of a
    # rating asked like the others that is too careful, never too bold.
    draws = its - of_placebo if its[0] >= 0 else its + of_placebo
    value, doubt = float(draws[0]), placebo.margin * float(draws[1:].std(ddof=1))
    model = found.model
    return Estimate(value, value - doubt, value + doubt, model.n, model.unit)


def _effects(found: Moved) -> Floats:
    return found.sums / max(found.moved, 1)


def _applies(told: Design, driver: Driver) -> Truths:
    names = [one.name for one in told.questions]
    places = [names.index(one.name) for one in driver.questions]
    return np.asarray(told.applies[:, places].all(axis=1))
