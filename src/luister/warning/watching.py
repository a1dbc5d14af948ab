"""Goes through days in their order: estimates, looks, and where something moved begins anew from there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from luister.estimates.day_sums import DaySums, Numbers
from luister.warning.change_point import ChangePoint, change_point
from luister.warning.mixture import Places, Ready, answers_a_day, evidence, ready
from luister.warning.moments import Moments, moments
from luister.warning.season import NEVER, seasons, waves
from luister.warning.threshold import thresholds

DOWN, UP = "down", "up"
TOLERANCE = 0.02
"""A strict watch lets pass what is smaller than this share of a standard deviation, such as a slow drift."""

REFRESHED = 7
"""So many days a threshold holds before it is worked out anew."""
_NEAR = 0.99
"""Rough evidence beyond this share of a threshold is looked at closely."""

_MEMORY = 730
_REMEMBERED = 3
"""So many changes of a series are remembered; a season is told apart from no more of them."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How a look goes: the stated rate, what is let pass, and from how many answers a series is watched.

    `floors` are, per series, the smallest variance of an answer that is believed; `pools` are numbers of the
    metrics: series of one pool learn their spread together.
    """

    alarms_per_year: float
    tolerance: float
    least_answers: int
    floors: Numbers
    pools: Places


@dataclass(frozen=True, slots=True)
class Moved:
    """A series passed its threshold on day `place`.

    `counts_from` is the column from which it was watched, `baseline_from` the first of the days before the change.
    """

    series: int
    direction: str
    place: int
    change: ChangePoint
    evidence: float
    threshold: float
    counts_from: int
    baseline_from: int


@dataclass(slots=True)
class Standing:
    """Where each series stands: the first day that counts, and the first on which a change is sought.

    `changed` (series x the latest few) are the days on which changes began that were noticed.
    """

    since: Places
    hunted: Places
    changed: Places = field(default_factory=lambda: np.zeros((0, 0), np.int64))
    threshold: Numbers = field(default_factory=lambda: np.zeros(0))
    is_watched: npt.NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, bool))
    volume: Numbers = field(default_factory=lambda: np.zeros(0))
    answers: Numbers = field(default_factory=lambda: np.zeros(0))
    shared_by_day: Numbers = field(default_factory=lambda: np.zeros(0))

    def __post_init__(self) -> None:
        """Nothing was noticed yet."""
        self.changed = np.full((len(self.since), _REMEMBERED), NEVER, np.int64)


def look(
    sums: DaySums, standing: Standing, places: Sequence[int], rules: Rules
) -> Iterator[Moved]:
    """What moved on each of the days `places`, in their order; `standing` is brought along.

    A series that moved is learned anew from the next day on. Not from the day of the change: those days were picked
    because they lie so low or high, and held against them a return to the mean would look like a change.
    """
    done, now = -REFRESHED, None
    for place in places:
        if now is None or place - done >= REFRESHED:
            done = place
            last = min(place + REFRESHED - 1, places[-1])
            now, _ = refreshed(sums, standing, place, last, rules)
        yield from moved_on(now, standing, place)


def refreshed(
    sums: DaySums, standing: Standing, place: int, last: int, rules: Rules
) -> tuple[Ready, Moments]:
    """The series with moments and thresholds as known before day `place`."""
    known = sums.until(place - 1) if place else sums.until(0)
    days = np.arange(known.days)
    seen = (days[None, :] >= standing.since[:, None]) & (days >= place - _MEMORY)[None, :]
    answers = np.where(seen, known.n, 0.0).sum(axis=1)
    volume = answers_a_day(known.n, standing.since)
    standing.is_watched = answers >= rules.least_answers
    standing.threshold = thresholds(
        volume,
        alarms_per_year=rules.alarms_per_year,
        series=int(standing.is_watched.sum()),
        is_strict=rules.tolerance > 0,
    )
    standing.volume, standing.answers = volume, answers
    learned = moments(known, seen, floor=rules.floors, pools=rules.pools)
    standing.shared_by_day = learned.shared_by_day
    ahead = sums.until(last)
    totals = ready(
        ahead,
        learned,
        standing.since,
        standing.hunted,
        tolerance=rules.tolerance,
        season=seasons(known, learned, standing.changed, rules.pools) @ waves(ahead).T,
    )
    return totals, learned


def moved_on(
    now: Ready, standing: Standing, place: int, touched: Places | None = None
) -> Iterator[Moved]:
    """What moved by the end of day `place`, of the series `touched`, or else those answered on that day."""
    fresh = now.answers[:, place + 1] > now.answers[:, place]
    if touched is not None:
        fresh = np.isin(np.arange(len(fresh)), touched)
    rows = np.flatnonzero(fresh & standing.is_watched & (standing.hunted <= place))
    if not len(rows):
        return
    rough = evidence(now, place, rows, is_rough=True)
    is_near = np.maximum(*(one.sum(axis=1) for one in rough)) > _NEAR * standing.threshold[rows]
    rows = rows[is_near]
    for direction, found in zip((DOWN, UP), evidence(now, place, rows), strict=True):
        total = found.sum(axis=1)
        for at in np.flatnonzero(total > standing.threshold[rows]).tolist():
            series = int(rows[at])
            if standing.hunted[series] > place:
                continue  # It moved the other way on the same day, by more.
            change = change_point(found[at], place)
            yield Moved(
                series=series,
                direction=direction,
                place=place,
                change=change,
                evidence=float(total[at]),
                threshold=float(standing.threshold[series]),
                counts_from=int(standing.since[series]),
                baseline_from=max(
                    int(standing.since[series]), change.place - int(now.memory[series])
                ),
            )
            begin_anew(standing, series, place, change.place)


def begin_anew(standing: Standing, series: int, raised: int, changed: int) -> None:
    """Lets a series count from the day after it was noticed to have moved; the change began on `changed`."""
    standing.since[series] = raised + 1
    standing.hunted[series] = raised + 1
    standing.changed[series] = [changed, *standing.changed[series, :-1]]
