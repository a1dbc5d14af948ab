"""False alarms where something small goes on all the time, and falls at those very thresholds.

Marks of 1 to 5 from half a year of history on, at the thresholds that are in force for one false alarm a direction in
365 days: answers that differ by chance only; days that share a shock (a standard deviation of 0.13); weekends marked
0.15 lower; a level that slides by 0.1 a year, also where alarms are rarer. Rates are of both directions together, as a
share of the stated one.
Falls begin on the first day of watching, when no evidence stands ready, and four weeks later.

    python benchmarks/warning_nulls.py [--seed 1] [--series 500]
"""

import argparse
from collections.abc import Iterator
from datetime import date

import numpy as np
from measured import Finding, Work
from warning_delay import BETWEEN, HISTORY, KINDS, WEEK, YEAR, Numbers, evidence_by_day

from luister.estimates.day_sums import DaySums, day_sums
from luister.warning.threshold import shares

MARK = KINDS[0]
SHOCK, WEEKEND, SLIDE = 0.13, -0.15, -0.1
NULLS = ("chance only", "days share a shock", "weekends lower", "slides")
VOLUMES, FALLS, WAITS = (2.0, 10.0, 50.0), (0.5, 1.0), (0, 28)
LEAST, MOST = 0.25, 1.3
SELDOM = 10_000.0
"""Days between false alarms where some 160 series share 12 a year: a slide counts for more where alarms are rare."""
REACHED = {(2.0, 0.5): 28.0, (10.0, 0.5): 8.0, (50.0, 0.5): 2.8} | {
    (2.0, 1.0): 10.0, (10.0, 1.0): 3.3, (50.0, 1.0): 1.2,
}  # fmt: skip
"""Days within which a fall is to be noticed, by answers a day and size."""
_SEED, _SERIES, _LOOKED = 1, 500, 182
_TILTS = np.linspace(-2, 2, 801)
_TILTED = MARK.shares * np.exp(_TILTS[:, None] * MARK.values)
_MEANS = _TILTED @ MARK.values / _TILTED.sum(axis=1)


def findings(_work: Work) -> list[Finding]:
    """Rates against the most and the least they may be, and delays against those to reach."""
    found = []
    for volume in VOLUMES:
        for name, share in rates(volume, _SERIES, _SEED):
            head = f"{name}, {volume:g} a day: false alarms"
            limit = MOST if name in NULLS else None
            found += [
                Finding(head, share, 1.0, "times", limit, True),
                Finding(f"{head}, not deaf", LEAST, share, "times", 1.0, True),
            ]
        for fall, wait, days in delays(volume, _SERIES, _SEED):
            head = f"fall of {fall:g} after {wait} days, {volume:g} a day"
            limit = 1.0 if wait else None
            found.append(Finding(head, days, REACHED[volume, fall], "days", limit, True))
    return found


def threshold(volume: float, days: float = BETWEEN) -> float:
    """The evidence at which a series of so many answers a day alarms once in so many days by chance."""
    return days * float(shares(np.array([volume]), days)[0])


def rates(volume: float, series: int, seed: int) -> Iterator[tuple[str, float]]:
    """Per null, false alarms as a share of those stated."""
    for number, name in enumerate(NULLS):
        rng = np.random.default_rng([seed, int(volume), number])
        sums = answered(rng, volume, levels(rng, name, (series, HISTORY + YEAR)))
        found = [one.max(axis=1) for one in evidence_by_day(sums, HISTORY)]
        yield name, rate(found, volume, BETWEEN)
        if name == NULLS[-1]:
            yield f"{name}, at {SELDOM:,.0f} days", rate(found, volume, SELDOM)


def rate(highest: list[Numbers], volume: float, days: float) -> float:
    """Of the strongest evidence of each path, false alarms of both directions as a share of those stated."""
    quiet = [(one <= threshold(volume, days)).mean() for one in highest]
    # A path alarms at a constant rate until its first alarm, each direction at its own.
    return -float(np.mean(np.log(quiet))) * days / YEAR


def delays(volume: float, series: int, seed: int) -> Iterator[tuple[float, int, float]]:
    """Per fall and days of quiet watching before it: days until it is noticed, of series without an alarm before it."""
    for fall in FALLS:
        for wait in WAITS:
            rng = np.random.default_rng([seed, int(volume), wait, int(100 * fall)])
            level = np.zeros((series, HISTORY + wait + _LOOKED))
            level[:, HISTORY + wait :] = -fall
            passed = evidence_by_day(answered(rng, volume, level), HISTORY)[0] > threshold(volume)
            since = passed[~passed[:, :wait].any(axis=1), wait:]
            days = np.where(since.any(axis=1), since.argmax(axis=1) + 1, _LOOKED)
            yield fall, wait, float(days.mean())


def levels(rng: np.random.Generator, name: str, shape: tuple[int, int]) -> Numbers:
    """How far the mean of each day lies from that of the mark."""
    days = np.arange(shape[1])
    return {
        NULLS[0]: lambda: np.zeros(shape),
        NULLS[1]: lambda: rng.normal(0, SHOCK, shape),
        NULLS[2]: lambda: np.broadcast_to(np.where(days % 7 >= 5, WEEKEND, 0.0), shape),
        NULLS[3]: lambda: np.broadcast_to(SLIDE * (days - HISTORY) / 365, shape),
    }[name]()


def answered(rng: np.random.Generator, volume: float, level: Numbers) -> DaySums:
    """Answers with fewer at weekends, the mean of each day as `level` says."""
    n = rng.poisson(np.broadcast_to(volume * WEEK[np.arange(level.shape[1]) % 7], level.shape))
    tilts = np.interp(MARK.shares @ MARK.values + level, _MEANS, _TILTS)
    counts = np.zeros((*n.shape, len(MARK.values)))
    for day in range(n.shape[1]):
        own = MARK.shares * np.exp(tilts[:, day, None] * MARK.values)
        counts[:, day] = rng.multinomial(n[:, day], own / own.sum(axis=1, keepdims=True))
    return day_sums(date(2026, 1, 5), counts, MARK.values)


def main() -> None:
    """Prints a line for each volume."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=_SEED)
    parser.add_argument("--series", type=int, default=_SERIES)
    asked = parser.parse_args()
    falls = [
        f"fall of {fall:g}, {'at once' if not wait else 'four weeks on'}"
        for fall in FALLS
        for wait in WAITS
    ]
    heads = (*NULLS, f"{NULLS[-1]}, at {SELDOM:,.0f} days", *falls)
    print("| answers a day | " + " | ".join(heads) + " |")
    print("|---:|" + "---:|" * len(heads))
    for volume in VOLUMES:
        told = [f"{share:.2f}" for _, share in rates(volume, asked.series, asked.seed)]
        told += [f"{days:.1f}" for _, _, days in delays(volume, asked.series, asked.seed)]
        print(f"| {volume:g} | " + " | ".join(told) + " |", flush=True)


if __name__ == "__main__":
    main()
