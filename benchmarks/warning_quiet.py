"""How many alarms come of series in which nothing happens, against the rate that was stated.

Half of 500 series are marks, half answers from 0 to 10 of which NPS is made; they get 0.3 to 200 answers a day, fewer
at weekends or none on Sundays, more on some days than chance has it, and weekends are marked a little lower. Twenty
years in total are watched at 12 false alarms a year: twenty first years after eight weeks of history, and again four
times five years after a year of history, where series have been learned anew and know more of themselves. Four years
each of one kind of series tell whether one kind makes up for another.

    python benchmarks/warning_quiet.py [--worlds first,later,marks,answers,busy,small] [--runs 20] [--seed 1]
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
from measured import Finding, Work
from scipy.stats import poisson

from luister.estimates.day_sums import DaySums, day_sums, joined
from luister.warning.watching import TOLERANCE, Rules, Standing, look

Numbers = npt.NDArray[np.float64]

SERIES, STATED, YEAR = 500, 12.0, 365
MONDAY = date(2021, 1, 4)
MARKS = np.arange(1, 11.0)
MARK_SHARES = np.array([0.012, 0.008, 0.015, 0.02, 0.04, 0.095, 0.23, 0.35, 0.17, 0.06])
ANSWERS = np.arange(0, 11.0)
ANSWER_SHARES = np.array([0.02, 0.01, 0.015, 0.02, 0.025, 0.06, 0.08, 0.17, 0.25, 0.19, 0.16])
WEEKS = np.array([[1.2, 1.2, 1.2, 1.2, 1.2, 0.6, 0.4], [1.3, 1.2, 1.1, 1.1, 1.2, 1.1, 0.0]])
WEEKEND = -0.1
"""By how much answers lie lower at weekends."""
_LEVELS = 0.3
"""Levels of series differ so much (a standard deviation), in points."""
_BUSY = 10.0
"""Counts vary as if a day's own rate were drawn with this shape: by a third of itself."""


@dataclass(frozen=True, slots=True)
class World:
    """How long is looked back before watching begins, for how many days is watched, and which series there are.

    `marks` is the share of series that are marks; `low` and `high` are answers a day.
    """

    name: str
    history: int
    watched: int
    runs: int
    marks: float = 0.5
    low: float = 0.3
    high: float = 200.0


WORLDS = {
    "first": World("first year, 8 weeks of history", 56, YEAR, 20),
    "later": World("five years, a year of history", YEAR, 5 * YEAR, 4),
    "marks": World("first year, marks only", 56, YEAR, 4, marks=1.0),
    "answers": World("first year, 0-10 answers only", 56, YEAR, 4, marks=0.0),
    "busy": World("first year, marks, 50 a day", 56, YEAR, 4, marks=1.0, low=50.0, high=50.0),
    "small": World("first year, marks, 0.3 to 1 a day", 56, YEAR, 4, marks=1.0, high=1.0),
}


def findings(_work: Work) -> list[Finding]:
    """Alarms against those stated: not more than chance allows, not fewer than a third."""
    found = []
    for world in WORLDS.values():
        years = world.runs * world.watched / YEAR
        stated, raised = STATED * years, float(sum(alarms(world, world.runs, 1)))
        most = float(poisson.ppf(0.975, stated)) / stated
        note = f"{SERIES} series, {years:g} years in total"
        found += [
            Finding(f"{world.name}: alarms", raised, stated, "alarms", most, True, note),
            Finding(f"{world.name}: a third", stated / 3, raised, "alarms", 1.0, True, note),
        ]
    return found


def alarms(world: World, runs: int, seed: int) -> Iterator[int]:
    """How many alarms each run of the quiet world raised."""
    for run in range(runs):
        rng = np.random.default_rng([seed, run, world.history])
        sums = quiet(rng, world)
        standing = Standing(np.zeros(SERIES, np.int64), np.full(SERIES, world.history))
        pools = (np.arange(SERIES) >= _marks(world)).astype(np.int64)
        rules = Rules(STATED, TOLERANCE, 20, np.full(SERIES, 0.05), pools)
        yield len(list(look(sums, standing, range(world.history, sums.days), rules)))


def quiet(rng: np.random.Generator, world: World) -> DaySums:
    """Series in which nothing happens; the first are marks, the others answers from 0 to 10."""
    marks = _marks(world)
    return joined(
        [
            _answered(rng, world, marks, MARKS, MARK_SHARES),
            _answered(rng, world, SERIES - marks, ANSWERS, ANSWER_SHARES),
        ]
    )


def _marks(world: World) -> int:
    return round(world.marks * SERIES)


def _answered(
    rng: np.random.Generator, world: World, series: int, values: Numbers, shares: Numbers
) -> DaySums:
    days = world.history + world.watched
    shape = series, days
    a_day = np.exp(rng.uniform(np.log(world.low), np.log(world.high), (series, 1)))
    weekday = np.arange(days) % 7
    week = WEEKS[rng.integers(0, len(WEEKS), series)][:, weekday]
    n = rng.poisson(a_day * week * rng.gamma(_BUSY, 1 / _BUSY, shape))
    level = rng.normal(0, _LEVELS, (series, 1))
    counts = np.zeros((series, days, len(values)))
    for part, moved in ((weekday < 5, 0.0), (weekday >= 5, WEEKEND)):
        own = tilted(values, shares, level + moved)
        counts[:, part] = rng.multinomial(n[:, part], own[:, None, :])
    return day_sums(MONDAY, counts, values)


def tilted(values: Numbers, shares: Numbers, moved: Numbers) -> Numbers:
    """Shares of which the mean lies about so much higher, one row for each of `moved` (a column)."""
    variance = shares @ values**2 - (shares @ values) ** 2
    own = shares * np.exp(moved / variance * values)
    found: Numbers = own / own.sum(axis=1, keepdims=True)
    return found


def main() -> None:
    """Prints a line for each world."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--worlds", default=",".join(WORLDS))
    parser.add_argument("--runs", type=int, help="instead of as many as make twenty years")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print("| quiet world | years | stated | 95 % of chance | raised | ratio |")
    print("|---|---:|---:|---:|---:|---:|")
    for name in asked.worlds.split(","):
        world = WORLDS[name]
        found = list(alarms(world, asked.runs or world.runs, asked.seed))
        years = len(found) * world.watched / YEAR
        stated = STATED * years
        low, high = poisson.ppf([0.025, 0.975], stated)
        print(
            f"| {world.name} | {years:g} | {stated:g} | {low:.0f} to {high:.0f} "
            f"| {sum(found)} | {sum(found) / stated:.2f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
