"""How strongly a planted cause works on each form."""

import numpy as np

from luister.demo.energy.causes import Cause
from luister.demo.energy.coded import Floats, Truths, Whole, is_one_of
from luister.demo.energy.moments import DAY
from luister.demo.energy.respondents import Respondents


def strength(cause: Cause, people: Respondents, seconds: Whole) -> Floats:
    """How strongly a cause works on each row, from 0 to 1; `seconds` since 1970, rising."""
    days = seconds // DAY
    works: Truths = np.ones(len(days), dtype=np.bool_)
    if cause.starts:
        works &= days >= np.datetime64(cause.starts, "D").astype(np.int64)
    if cause.ends:
        works &= days <= np.datetime64(cause.ends, "D").astype(np.int64)
    if cause.months:
        works &= np.isin(_month(days), cause.months)
    if works.any():
        for dimension, names in cause.where.items():
            works &= is_one_of(people.columns[dimension], names)
    return works * _growth(cause, days)


def _month(days: Whole) -> Whole:
    month: Whole = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12 + 1
    return month


def _growth(cause: Cause, days: Whole) -> Floats:
    if not (cause.starts and cause.grows_over_days):
        return np.ones(len(days))
    since = days - np.datetime64(cause.starts, "D").astype(np.int64)
    return np.clip(since / cause.grows_over_days, 0.0, 1.0)
