"""A move explained: what, where, since when, what people say there, and what else happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from luister.estimates.estimate import Difference, Estimate
from luister.estimates.report import Period
from luister.events.alarm import Alarm
from luister.warning.decomposition import Split
from luister.warning.happenings import Happening
from luister.warning.quotes import Voice
from luister.warning.telling_words import TellingWord

VERDICTS = ("groups", "everywhere", "mix", "none", "hidden")
"""Groups moved, all did alike, only the mix did, no move is shown, or too
few answered to say."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A number before and after, and the difference between the two."""

    before: Estimate
    after: Estimate
    difference: Difference


@dataclass(frozen=True, slots=True)
class Place:
    """A group that moved, the numbers that every report shows of it, and its part of the whole move.

    `compared` and `contribution` are None where a report hides the group: it is large enough itself,
    but its number would give away a small one beside it. That it moved gives away nothing. `p` is
    the chance of its moving so much otherwise than the rest.
    """

    group: Mapping[str, str]
    p: float
    compared: Compared | None
    contribution: Estimate | None


@dataclass(frozen=True, slots=True)
class Words:
    """What people say where it moved: words that stand out, and comments with low and high answers.

    `comments` counts those that were read: of a large group the latest only.
    """

    telling: tuple[TellingWord, ...]
    bad: tuple[Voice, ...]
    good: tuple[Voice, ...]
    comments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a number moved between two periods, as far as answers can tell.

    `verdict` is one of VERDICTS. `where` is the filter that the move is about. `words` is None where
    the reader may not see comments. `rest` is how all others moved where `places` with numbers are named, and
    `rest_moved` whether that shows. `looked_at` counts the groups that were tested.
    """

    metric: str
    unit: str
    higher_is_better: bool
    survey: str
    where: Mapping[str, tuple[str, ...]]
    before_period: Period
    after_period: Period
    verdict: str
    before: Estimate | None = None
    after: Estimate | None = None
    difference: Difference | None = None
    places: tuple[Place, ...] = ()
    rest: Estimate | None = None
    rest_moved: bool = False
    mix: Split | None = None
    looked_at: int = 0
    words: Words | None = None
    happenings: tuple[Happening, ...] = ()


LONGEST_BEFORE = timedelta(days=365)
LONGEST_AFTER = timedelta(days=28)


def periods_of(alarm: Alarm, *, until: date) -> tuple[Period, Period]:
    """The days before the move, and those since, that explain an alarm.

    Before: up to a year, ending where the move cannot have begun yet. After: from the day on which
    it most likely began up to `until`, but no longer than four weeks past the alarm: what was done
    about it since would blur what it was.
    """
    last_before = alarm.changed_low - timedelta(days=1)
    first_before = max(alarm.counts_from, last_before - LONGEST_BEFORE)
    last_after = max(alarm.changed_on, min(until, alarm.raised_on + LONGEST_AFTER))
    return (
        Period(min(first_before, last_before), last_before),
        Period(alarm.changed_on, last_after),
    )
