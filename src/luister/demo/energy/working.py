"""How strongly a planted cause works on each form."""

from collections.abc import Iterable

import numpy as np

from luister.demo.energy.causes import Cause
from luister.demo.energy.coded import Floats, Truths, Whole, chance_of, is_one_of
from luister.demo.energy.moments import DAY
from luister.demo.energy.respondents import Respondents, Surge

_SALT = 12


def strength(cause: Cause, people: Respondents, seconds: Whole) -> Floats:
    """How strongly a cause works on each row, from 0 to 1; `seconds` since 1970, rising."""
    days = seconds // DAY
    works = _is_time(cause, days)
    if works.any():
        for dimension, names in cause.where.items():
            works &= is_one_of(people.columns[dimension], names)
    return works * _growth(cause, days)


def surges(causes: Iterable[Cause], rows: Whole, seconds: Whole) -> tuple[Surge, ...]:
    """The rows that come in only because of a cause.

    They are chosen by their number, so that chance for all other rows stays what it was.
    """
    return tuple(
        Surge(
            _is_time(cause, seconds // DAY) & (chance_of(rows, _SALT) < cause.surge),
            cause.where["region"],
            cause.where["team"],
        )
        for cause in causes
        if cause.surge
    )


def _is_time(cause: Cause, days: Whole) -> Truths:
    works: Truths = np.ones(len(days), dtype=np.bool_)
    if cause.starts:
        works &= days >= np.datetime64(cause.starts, "D").astype(np.int64)
    if cause.ends:
        works &= days <= np.datetime64(cause.ends, "D").astype(np.int64)
    if cause.months:
        works &= np.isin(_month(days), cause.months)
    return works


def _month(days: Whole) -> Whole:
    month: Whole = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12 + 1
    return month


def _growth(cause: Cause, days: Whole) -> Floats:
    if not (cause.starts and cause.grows_over_days):
        return np.ones(len(days))
    since = days - np.datetime64(cause.starts, "D").astype(np.int64)
    return np.clip(since / cause.grows_over_days, 0.0, 1.0)
