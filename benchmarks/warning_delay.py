"""How many days pass until a fall is noticed, by rule, when all rules give equally many false alarms.

Each rule's threshold is set on quiet series so that a year goes by without alarm as often as the stated days between
false alarms ask for. The oracle is told the size of the fall and the level before it; nobody can be faster on average
(Moustakides, 1986). But nobody knows the level: a second oracle is told the size and has the level from the answers
before the fall, as Luister has. GLR is told the level and not the size (Siegmund & Venkatraman, 1995). Falls are of the
mark (1 to 5) and of NPS, of which the rules that people use look at NPS itself. Watching begins on the day of the fall,
so that no evidence stands ready.

    python benchmarks/warning_delay.py      # the table of docs/warning.md
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
from measured import Finding, Work

from luister.estimates.day_sums import DaySums, day_sums
from luister.warning.mixture import evidence, ready
from luister.warning.moments import moments
from luister.warning.watching import TOLERANCE

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of answer: its values and their shares, the points people look at, and the falls of their mean."""

    name: str
    values: Numbers
    shares: Numbers
    points: Numbers
    falls: tuple[float, ...]

    def fallen(self, fall: float) -> Numbers:
        """The shares after a fall: each value rarer or commoner by the same factor a step."""
        low, high = -5.0, 0.0
        for _ in range(60):
            middle = (low + high) / 2
            shares = self.shares * np.exp(middle * self.values)
            is_low = (self.shares - shares / shares.sum()) @ self.points > fall
            low, high = (middle, high) if is_low else (low, middle)
        return np.asarray(shares / shares.sum())

    def tilt(self, fall: float) -> tuple[float, float]:
        """The log likelihood ratio of a fall is a straight line of the answer: its slope, and its value at 0."""
        ratio = np.log(self.fallen(fall) / self.shares)
        slope = float(np.diff(ratio).mean())
        return slope, float(ratio[0] - slope * self.values[0])


@dataclass(frozen=True, slots=True)
class Seen:
    """The same answers twice: as Luister watches them, and in the points that people look at."""

    kind: Kind
    watched: DaySums
    shown: DaySums


Rule = Callable[[Seen, float], Numbers]
_FIVE = np.arange(1, 6.0)
_ELEVEN = np.arange(0, 11.0)
KINDS = (
    Kind("mark", _FIVE, np.array([0.06, 0.06, 0.12, 0.32, 0.44]), _FIVE, (0.3, 0.5, 1.0)),
    Kind(
        "NPS",
        _ELEVEN,
        np.array([0.02, 0.01, 0.015, 0.02, 0.025, 0.06, 0.06, 0.15, 0.22, 0.22, 0.2]),
        np.array([-100.0] * 7 + [0.0] * 2 + [100.0] * 2),
        (5.0, 10.0, 20.0),
    ),
)
WEEK = np.array([1.2, 1.2, 1.2, 1.2, 1.2, 0.5, 0.5])
HISTORY, YEAR, PATHS, BETWEEN = 182, 364, 500, 365.0
VOLUMES = (2.0, 10.0, 50.0)
LIMIT = 2.0  # times the oracle's delay, in every cell


def findings(_work: Work) -> list[Finding]:
    """Per volume and fall, our delay against the oracle's; the other rules stand in the note."""
    found = []
    for kind, volume, fall, days in cells():
        others = ", ".join(
            f"{name} {value:.1f}" for name, value in days.items() if name not in _FIRST
        )
        name = f"{kind.name}, {volume:g} a day, fall of {fall:g}"
        found.append(Finding(name, days["ours"], days["oracle"], "days", LIMIT, True, others))
    return found


def cells() -> Iterator[tuple[Kind, float, float, dict[str, float]]]:
    """Each kind, volume and fall with the mean delay in days of every rule."""
    rng = np.random.default_rng(20261127)
    for kind in KINDS:
        for volume in VOLUMES:
            quiet = series(rng, kind, volume, 0.0)
            for fall in kind.falls:
                fallen = series(rng, kind, volume, fall)
                days = {name: delay(rule, quiet, fallen, fall) for name, rule in RULES.items()}
                yield kind, volume, fall, days


def series(rng: np.random.Generator, kind: Kind, volume: float, fall: float) -> Seen:
    """Answers that fall after the history; none of it is known to the rules."""
    a_day = volume * WEEK[np.arange(HISTORY + YEAR) % 7]
    n = rng.poisson(np.broadcast_to(a_day, (PATHS, HISTORY + YEAR)))
    counts = rng.multinomial(n, kind.shares)
    if fall:
        counts[:, HISTORY:] = rng.multinomial(n[:, HISTORY:], kind.fallen(fall))
    first, told = date(2026, 1, 5), counts.astype(float)
    return Seen(kind, day_sums(first, told, kind.values), day_sums(first, told, kind.points))


def delay(rule: Rule, quiet: Seen, fallen: Seen, fall: float) -> float:
    """Days until the fall is noticed, on average; a year where it is not."""
    threshold = float(np.quantile(rule(quiet, fall).max(axis=1), np.exp(-YEAR / BETWEEN)))
    passed = rule(fallen, fall) > threshold
    return float(np.where(passed.any(axis=1), passed.argmax(axis=1) + 1, YEAR).mean())


def ours(seen: Seen, _fall: float) -> Numbers:
    """Evidence for a fall by day; nothing but the answers before is known."""
    return evidence_by_day(seen.watched, HISTORY)[0]


def evidence_by_day(sums: DaySums, history: int) -> tuple[Numbers, Numbers]:
    """Series x days: the evidence for a fall and for a rise on each day after the history."""
    rows, zeros = np.arange(sums.series), np.zeros(sums.series, np.int64)
    floor, hunted = np.full(sums.series, 0.05), np.full(sums.series, history)
    found = np.zeros((2, sums.series, sums.days - history))
    for place in range(history, sums.days):
        if (place - history) % 7 == 0:
            known = sums.until(place - 1)
            learned = moments(known, np.ones(known.n.shape, bool), floor=floor, pools=zeros)
            ahead = sums.until(min(place + 6, sums.days - 1))
            now = ready(ahead, learned, zeros, hunted, tolerance=TOLERANCE)
        for direction, evident in enumerate(evidence(now, place, rows, is_rough=True)):
            found[direction, :, place - history] = evident.sum(axis=1)
    return found[0], found[1]


def oracle(seen: Seen, fall: float) -> Numbers:
    """CUSUM of the exact log likelihood ratio of this very fall, from the true level (Page, 1954)."""
    sums = seen.watched
    slope, start = seen.kind.tilt(fall)
    gain = slope * sums.total[:, HISTORY:] + start * sums.n[:, HISTORY:]
    found, level = np.zeros_like(gain), np.zeros(len(gain))
    for day in range(gain.shape[1]):
        level = np.maximum(level + gain[:, day], 0)
        found[:, day] = level
    return found


def level_unknown(seen: Seen, fall: float) -> Numbers:
    """Shiryaev-Roberts for this very fall, from the level that the answers before it tell.

    The answers since, weighed against those before so that the level falls out; under no change each ratio is one on
    average, by the exact cumulants of an answer.
    """
    kind, sums = seen.kind, seen.watched
    slope, _ = kind.tilt(fall)
    middle = kind.values - kind.shares @ kind.values
    grid = np.linspace(-1, 1, 2001) * slope
    cumulants = np.log(np.exp(grid[:, None] * middle) @ kind.shares)
    order = np.argsort(grid)
    answers = np.pad(np.cumsum(sums.n, axis=1), ((0, 0), (1, 0)))
    above = np.cumsum(sums.total - kind.shares @ kind.values * sums.n, axis=1)
    above = np.pad(above, ((0, 0), (1, 0)))
    found = np.zeros((len(answers), sums.days - HISTORY))
    for day in range(found.shape[1]):
        old, before = (one[:, HISTORY : HISTORY + day + 1] for one in (answers, above))
        now = HISTORY + day + 1
        share = old / answers[:, now, None]
        contrast = (above[:, now, None] - before) * share - (1 - share) * before
        grown = (answers[:, now, None] - old) * np.interp(
            slope * share, grid[order], cumulants[order]
        )
        grown += old * np.interp(-slope * (1 - share), grid[order], cumulants[order])
        found[:, day] = np.exp(np.minimum(slope * contrast - grown, 600.0)).sum(axis=1)
    return found


def glr(seen: Seen, _fall: float) -> Numbers:
    """The largest z value of the answers since any day of the last half year, from the true level."""
    kind, sums = seen.kind, seen.watched
    middle = float(kind.shares @ kind.values)
    answers, above = (
        np.cumsum(one[:, HISTORY:], axis=1) for one in (sums.n, sums.total - middle * sums.n)
    )
    answers, above = (np.pad(one, ((0, 0), (1, 0))) for one in (answers, above))
    found = np.zeros((len(answers), answers.shape[1] - 1))
    for day in range(found.shape[1]):
        since = slice(max(0, day - 181), day + 1)
        n = answers[:, day + 1, None] - answers[:, since]
        fallen = above[:, since] - above[:, day + 1, None]
        found[:, day] = (fallen / np.sqrt(np.maximum(n, 1))).max(axis=1)
    return found


def week_on_week(seen: Seen, _fall: float) -> Numbers:
    """How far a calendar week lies below the week before it, in points."""
    means, _ = _weeks(seen)
    return _by_day(means[:, :-1] - means[:, 1:])


def z_test(seen: Seen, _fall: float) -> Numbers:
    """The z value of a calendar week against the week before it."""
    means, n = _weeks(seen)
    shares, points = seen.kind.shares, seen.kind.points
    spread = float(np.sqrt(shares @ points**2 - (shares @ points) ** 2))
    error = spread * np.sqrt(1 / np.maximum(n[:, 1:], 1) + 1 / np.maximum(n[:, :-1], 1))
    return _by_day((means[:, :-1] - means[:, 1:]) / error)


def weekly_mean(seen: Seen, _fall: float) -> Numbers:
    """How low the mean of a calendar week lies."""
    means, _ = _weeks(seen)
    return _by_day(-means[:, 1:])


def _weeks(seen: Seen) -> tuple[Numbers, Numbers]:
    first = HISTORY - 7
    n = seen.shown.n[:, first:].reshape(PATHS, -1, 7).sum(axis=2)
    total = seen.shown.total[:, first:].reshape(PATHS, -1, 7).sum(axis=2)
    return np.where(n > 0, total / np.maximum(n, 1), seen.kind.shares @ seen.kind.points), n


def _by_day(weekly: Numbers) -> Numbers:
    """A week's figure is known on its last day."""
    found = np.full((len(weekly), weekly.shape[1] * 7), -np.inf)
    found[:, 6::7] = weekly
    return found


RULES: dict[str, Rule] = {
    "ours": ours,
    "oracle": oracle,
    "oracle, level unknown": level_unknown,
    "GLR": glr,
    "week on week": week_on_week,
    "z-test": z_test,
    "weekly mean": weekly_mean,
}
_FIRST = ("ours", "oracle")


def main() -> None:
    """Prints the table, a line for each kind, volume and fall."""
    print("| of, answers a day, fall | Luister | " + " | ".join(list(RULES)[1:]) + " |")
    print("|---|" + "---:|" * len(RULES))
    for kind, volume, fall, days in cells():
        told = " | ".join(f"{value:.1f}" for value in days.values())
        print(f"| {kind.name}, {volume:g}, {fall:g} | {told} |", flush=True)


if __name__ == "__main__":
    main()
