"""How many days pass until a fall is noticed, by rule, when all rules give equally many false alarms.

Each rule's threshold is set on quiet series so that a year goes by without alarm as often as the stated days between
false alarms ask for. The oracle is told the size of the fall beforehand; nobody can be faster on average (Moustakides,
1986).
"""

from collections.abc import Callable
from datetime import date

import numpy as np
import numpy.typing as npt
from measured import Finding, Work

from luister.estimates.day_sums import DaySums, day_sums
from luister.warning.mixture import evidence, ready
from luister.warning.moments import moments

Numbers = npt.NDArray[np.float64]
Rule = Callable[[DaySums, float], Numbers]

VALUES = np.arange(1, 6.0)
SHARES = np.array([0.06, 0.06, 0.12, 0.32, 0.44])
WEEK = np.array([1.2, 1.2, 1.2, 1.2, 1.2, 0.5, 0.5])
HISTORY, YEAR, PATHS, BETWEEN = 182, 364, 250, 365.0
VOLUMES, FALLS = (2.0, 10.0, 50.0), (0.3, 0.5, 1.0)
_MEAN = float(SHARES @ VALUES)
_SPREAD = float(np.sqrt(SHARES @ VALUES**2 - _MEAN**2))
LIMIT = 2.0  # times the oracle's delay, in every cell


def findings(_work: Work) -> list[Finding]:
    """Per volume and fall, our delay against the oracle's; the other rules stand in the note."""
    rng = np.random.default_rng(20261127)
    found = []
    for volume in VOLUMES:
        quiet = series(rng, volume, 0.0)
        for fall in FALLS:
            fallen = series(rng, volume, fall)
            days = {name: delay(rule, quiet, fallen, fall) for name, rule in RULES.items()}
            others = ", ".join(
                f"{name} {value:.1f}"
                for name, value in days.items()
                if name not in {"ours", "oracle"}
            )
            found.append(
                Finding(
                    f"{volume:g} a day, fall of {fall:g}",
                    days["ours"],
                    days["oracle"],
                    "days",
                    LIMIT,
                    True,
                    others,
                )
            )
    return found


def series(rng: np.random.Generator, volume: float, fall: float) -> DaySums:
    """Answers of 1 to 5 that fall after the history; none of it is known to the rules."""
    n = rng.poisson(
        np.broadcast_to(volume * WEEK[np.arange(HISTORY + YEAR) % 7], (PATHS, HISTORY + YEAR))
    )
    counts = rng.multinomial(n, SHARES)
    if fall:
        counts[:, HISTORY:] = rng.multinomial(n[:, HISTORY:], _tilted(fall))
    return day_sums(date(2026, 1, 5), counts.astype(float), VALUES)


def _tilted(fall: float) -> Numbers:
    low, high = -5.0, 0.0
    for _ in range(60):
        middle = (low + high) / 2
        shares = SHARES * np.exp(middle * VALUES)
        is_low = _MEAN - shares @ VALUES / shares.sum() > fall
        low, high = (middle, high) if is_low else (low, middle)
    return np.asarray(shares / shares.sum())


def delay(rule: Rule, quiet: DaySums, fallen: DaySums, fall: float) -> float:
    """Days until the fall is noticed, on average; a year where it is not."""
    threshold = float(np.quantile(rule(quiet, fall).max(axis=1), np.exp(-YEAR / BETWEEN)))
    passed = rule(fallen, fall) > threshold
    return float(np.where(passed.any(axis=1), passed.argmax(axis=1) + 1, YEAR).mean())


def ours(sums: DaySums, _fall: float) -> Numbers:
    """Evidence for a fall by day; nothing but the answers before is known."""
    rows, zeros = np.arange(PATHS), np.zeros(PATHS, np.int64)
    found = np.zeros((PATHS, YEAR))
    for day in range(YEAR):
        place = HISTORY + day
        if day % 7 == 0:
            known = sums.until(place - 1)
            learned = moments(
                known, np.ones(known.n.shape, bool), floor=np.full(PATHS, 0.05), pools=zeros
            )
            last = min(place + 6, sums.days - 1)
            now = ready(sums.until(last), learned, zeros, np.full(PATHS, HISTORY), tolerance=0.02)
        found[:, day] = evidence(now, place, rows)[0].sum(axis=1)
    return found


def oracle(sums: DaySums, fall: float) -> Numbers:
    """CUSUM of the exact log likelihood ratio of this very fall, from the true level (Page, 1954)."""
    low, high = _tilted(fall), SHARES
    slope = (np.log(low / high)[1:] - np.log(low / high)[:-1]).mean()
    start = float(np.log(low / high)[0] - slope * VALUES[0])
    gain = slope * sums.total[:, HISTORY:] + start * sums.n[:, HISTORY:]
    found, level = np.zeros_like(gain), np.zeros(len(gain))
    for day in range(gain.shape[1]):
        level = np.maximum(level + gain[:, day], 0)
        found[:, day] = level
    return found


def week_on_week(sums: DaySums, _fall: float) -> Numbers:
    """How far a calendar week lies below the week before it, in points."""
    means, _ = _weeks(sums)
    return _by_day(means[:, :-1] - means[:, 1:])


def z_test(sums: DaySums, _fall: float) -> Numbers:
    """The z value of a calendar week against the week before it."""
    means, n = _weeks(sums)
    error = _SPREAD * np.sqrt(1 / np.maximum(n[:, 1:], 1) + 1 / np.maximum(n[:, :-1], 1))
    return _by_day((means[:, :-1] - means[:, 1:]) / error)


def weekly_mean(sums: DaySums, _fall: float) -> Numbers:
    """How low the mean of a calendar week lies."""
    means, _ = _weeks(sums)
    return _by_day(-means[:, 1:])


def _weeks(sums: DaySums) -> tuple[Numbers, Numbers]:
    first = HISTORY - 7
    n = sums.n[:, first:].reshape(PATHS, -1, 7).sum(axis=2)
    total = sums.total[:, first:].reshape(PATHS, -1, 7).sum(axis=2)
    return np.where(n > 0, total / np.maximum(n, 1), _MEAN), n


def _by_day(weekly: Numbers) -> Numbers:
    """A week's figure is known on its last day."""
    found = np.full((len(weekly), weekly.shape[1] * 7), -np.inf)
    found[:, 6::7] = weekly
    return found


RULES: dict[str, Rule] = {
    "ours": ours,
    "oracle": oracle,
    "week on week": week_on_week,
    "z-test": z_test,
    "weekly mean": weekly_mean,
}
