"""How strong the evidence of quiet series gets: where the shares in `warning/threshold.py` come from.

For each volume, two years of series in which nothing happens are watched after twelve weeks of
history. Printed is the evidence that is passed once in so many days, as a share of those days.

    python benchmarks/warning_calibration.py [--series 2000] [--tolerance 0.02] [--volumes 0.3,1,3]
"""

import argparse
from datetime import date

import numpy as np
import numpy.typing as npt

from luister.estimates.day_sums import DaySums, day_sums
from luister.warning import mixture
from luister.warning.moments import moments

MARKS = np.arange(1, 11.0)
SHARES = np.array([0.012, 0.008, 0.015, 0.02, 0.04, 0.095, 0.23, 0.35, 0.17, 0.06])
WEEK = np.array([1, 1, 1, 1, 1, 0.6, 0.5])
DAYS_BETWEEN = (300.0, 1000.0, 3000.0, 10000.0, 30000.0)
HISTORY, WATCHED, REFRESH, KNOWN = 84, 730, 14, 730
MONDAY = date(2026, 1, 5)


def main() -> None:
    """Prints a row for each volume."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--series", type=int, default=2000)
    parser.add_argument("--tolerance", type=float, default=0.02)
    parser.add_argument("--volumes", default="0.3,1,3,10,50,200")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rng = np.random.default_rng(asked.seed)
    print("answers a day:", *(f"{days:9,.0f}" for days in DAYS_BETWEEN))
    for volume in map(float, asked.volumes.split(",")):
        highest = highest_evidence(quiet(rng, asked.series, volume), asked.tolerance)
        print(f"{volume:13g}:", *(f"{share:9.3f}" for share in shares(highest)), flush=True)


def quiet(rng: np.random.Generator, series: int, volume: float) -> DaySums:
    """Series of marks in which nothing happens, with fewer answers at weekends."""
    week = WEEK / WEEK.mean()
    n = rng.poisson(volume * week[np.arange(HISTORY + WATCHED) % 7], (series, HISTORY + WATCHED))
    return day_sums(MONDAY, rng.multinomial(n, SHARES).astype(float), MARKS)


def highest_evidence(sums: DaySums, tolerance: float) -> npt.NDArray[np.float64]:
    """Per series and direction, the strongest evidence of any day that was watched."""
    series, days = sums.n.shape
    rows, since = np.arange(series), np.zeros(series, np.int64)
    hunted = np.full(series, HISTORY)
    floor, pools = np.full(series, 0.05), np.zeros(series, np.int64)
    highest = np.zeros((series, 2))
    for today in range(HISTORY, days):
        if (today - HISTORY) % REFRESH == 0:
            seen = np.ones((series, today), bool)
            seen[:, : max(0, today - KNOWN)] = False
            known = moments(sums.until(today - 1), seen, floor=floor, pools=pools)
            ahead = sums.until(min(days, today + REFRESH) - 1)
            ready = mixture.ready(ahead, known, since, hunted, tolerance=tolerance)
        answered = rows[sums.n[:, today] > 0]
        if len(answered):
            found = mixture.evidence(ready, today, answered, is_rough=True)
            for direction, evidence in enumerate(found):
                place = answered, direction
                highest[place] = np.maximum(highest[place], evidence.sum(1))
    return highest


def shares(highest: npt.NDArray[np.float64]) -> list[float]:
    """For each number of days between false alarms, the evidence that comes that often, as a share of it."""
    strongest = np.sort(highest.ravel())[::-1]
    found = []
    for days in DAYS_BETWEEN:
        # A path alarms at a constant rate until its first alarm.
        passing = 1 - np.exp(-WATCHED / days)
        found.append(float(strongest[max(1, round(passing * strongest.size)) - 1] / days))
    return found


if __name__ == "__main__":
    main()
