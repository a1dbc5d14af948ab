"""From false alarms a year over everything to a threshold for each series."""

import numpy as np

from luister.estimates.day_sums import Numbers

DIRECTIONS = 2
_DAYS = 365.25

# Evidence at the threshold, as a share of the days between false alarms that come out of it. The sum of likelihood
# ratios grows by at most one a day, so a share of one would be safe; but it jumps past its threshold where a day brings
# many answers, hardly ever gets there where answers are too few to tell of small changes, and a strict watch takes off
# a tolerance. All make alarms rarer than the threshold says. Rows: answers a day; columns: days between false alarms.
# Measured by benchmarks/warning_calibration.py, and raised by part of what a level that slides by 0.1 of a mark a year
# adds: by 1.3 to 1.4 at 10 answers a day, 1.6 to 1.8 at 50, 1.4 at 200, and at 3 or fewer by up to 1.1 where alarms are
# rare. What comes of it is checked by benchmarks/warning_nulls.py. A sensitive watch is meant to see slides: its shares
# are as measured.
_VOLUMES = (0.3, 1.0, 3.0, 10.0, 50.0, 200.0)
_DAYS_BETWEEN = (300.0, 1000.0, 3000.0, 10000.0, 30000.0)
_STRICT_SHARES = np.array(
    [
        (0.80, 0.61, 0.53, 0.43, 0.36),
        (0.65, 0.52, 0.47, 0.40, 0.35),
        (0.53, 0.40, 0.38, 0.31, 0.265),
        (0.45, 0.35, 0.28, 0.235, 0.20),
        (0.235, 0.18, 0.14, 0.105, 0.08),
        (0.078, 0.057, 0.042, 0.032, 0.029),
    ]
)
_SENSITIVE_SHARES = np.array(
    [
        (0.90, 0.74, 0.64, 0.52, 0.50),
        (0.83, 0.67, 0.57, 0.55, 0.48),
        (0.72, 0.58, 0.53, 0.47, 0.43),
        (0.59, 0.51, 0.46, 0.41, 0.40),
        (0.40, 0.35, 0.34, 0.34, 0.37),
        (0.25, 0.25, 0.25, 0.25, 0.25),
    ]
)


def days_between(alarms_per_year: float, series: int) -> float:
    """Days between false alarms in one direction of one series, where `series` share the stated rate.

    >>> round(days_between(12, 500))
    30438
    """
    return DIRECTIONS * max(series, 1) * _DAYS / alarms_per_year


def thresholds(
    volumes: Numbers, *, alarms_per_year: float, series: int, is_strict: bool = True
) -> Numbers:
    """The evidence at which each series alarms, by its answers a day; `series` are watched in all."""
    days = days_between(alarms_per_year, series)
    return days * shares(volumes, days, is_strict=is_strict)


def shares(volumes: Numbers, days: float, *, is_strict: bool = True) -> Numbers:
    """The evidence at the threshold as a share of the days between false alarms."""
    rows = _STRICT_SHARES if is_strict else _SENSITIVE_SHARES
    at_days = [np.interp(np.log(days), np.log(_DAYS_BETWEEN), row) for row in rows]
    busy = np.log(np.maximum(volumes, 1e-3))
    found: Numbers = np.interp(busy, np.log(_VOLUMES), at_days)
    return found
