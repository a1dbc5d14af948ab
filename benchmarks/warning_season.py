"""False alarms and falls of series with a yearly season, with what is learned of it and without.

300 series of marks, 0.3 to 200 answers a day, two years of history; the season moves a mark up and down by so much,
in all series on the same days or in each on its own. Two years are watched at 48 false alarms a year.

    python benchmarks/warning_season.py
"""

from collections.abc import Iterator
from unittest import mock

import numpy as np
import numpy.typing as npt
from measured import Finding, Work
from scipy.stats import poisson
from warning_quiet import MARK_SHARES, MARKS, MONDAY, WEEKS

from luister.estimates.day_sums import DaySums, day_sums
from luister.warning import watching
from luister.warning.watching import TOLERANCE, Moved, Rules, Standing, look

Numbers = npt.NDArray[np.float64]
SERIES, HISTORY, WATCHED, STATED = 300, 757, 730, 48.0
WORLDS = (("none", 0.0), ("of all", 0.1), ("of all", 0.3), ("of each", 0.1), ("of each", 0.3))
FALL, FELL = 0.5, HISTORY + 60
_TILTS = np.linspace(-3, 3, 1201)
_TILTED = MARK_SHARES * np.exp(_TILTS[:, None] * MARKS)
_MEANS = _TILTED @ MARKS / _TILTED.sum(axis=1)


def findings(_work: Work) -> list[Finding]:
    """Alarms against those stated; the ratio may not pass what chance allows."""
    stated = STATED * WATCHED / 365
    most = float(poisson.ppf(0.975, stated)) / stated
    return [
        Finding(f"season {of} {size:g}: alarms", with_it, stated, "alarms", most, True)
        for of, size, with_it, *_ in rows()
    ]


def rows() -> Iterator[tuple[str, float, int, int, float, int]]:
    """Per world: alarms with the season learned and without, share of falls noticed, and alarms after a fall."""
    for of, size in WORLDS:
        quiet = world(np.random.default_rng(1), of, size, 0.0)
        learned = len(moved(quiet))
        with mock.patch.object(watching, "seasons", _none):
            plain = len(moved(quiet))
        found = moved(world(np.random.default_rng(2), of, size, FALL))
        first = {one.series for one in found if one.place >= FELL and one.direction == "down"}
        further = sum(one.place >= FELL for one in found) - len(first)
        yield of, size, learned, plain, len(first) / SERIES, further


def moved(sums: DaySums) -> list[Moved]:
    """What is noticed after the history."""
    standing = Standing(np.zeros(SERIES, np.int64), np.full(SERIES, HISTORY))
    rules = Rules(STATED, TOLERANCE, 20, np.full(SERIES, 0.05), np.zeros(SERIES, np.int64))
    return list(look(sums, standing, range(HISTORY, sums.days), rules))


def _none(known: DaySums, *_: object) -> Numbers:
    return np.zeros((known.series, 4))


def world(rng: np.random.Generator, of: str, size: float, fall: float) -> DaySums:
    """Marks that go up and down with the year; from day FELL on they lie lower by `fall`."""
    days = np.arange(HISTORY + WATCHED)
    a_day = np.exp(rng.uniform(np.log(0.3), np.log(200), (SERIES, 1)))
    n = rng.poisson(a_day * WEEKS[0][days % 7])
    turns = 2 * np.pi * (MONDAY.toordinal() + days) / 365.25
    own = rng.uniform(0, 2 * np.pi, (SERIES, 1)) * (of == "of each")
    mean = MARK_SHARES @ MARKS + size * (np.cos(turns + own) + 0.3 * np.cos(2 * (turns + own)))
    mean[:, FELL:] -= fall
    # The mean is met exactly: a plain tilt would make the season larger once the level has fallen.
    counts = np.zeros((*n.shape, len(MARKS)))
    for day in days.tolist():
        tilts = np.interp(mean[:, day], _MEANS, _TILTS)
        shares = MARK_SHARES * np.exp(tilts[:, None] * MARKS)
        counts[:, day] = rng.multinomial(n[:, day], shares / shares.sum(axis=1, keepdims=True))
    return day_sums(MONDAY, counts, MARKS)


def main() -> None:
    """Prints the table."""
    stated = STATED * WATCHED / 365
    low, high = poisson.ppf([0.025, 0.975], stated)
    print(f"Stated: {stated:g}, by chance {low:.0f} to {high:.0f}.")
    heads = "season | size | raised | without learning it | falls of 0.5 noticed | alarms besides"
    print(f"| {heads} |")
    print("|---|---:|---:|---:|---:|---:|")
    for of, size, learned, plain, share, further in rows():
        print(
            f"| {of} | {size:g} | {learned} | {plain} | {share:.0%} | {further} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
