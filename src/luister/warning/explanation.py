"""A move explained: what, where, since when, what people say there, and what else happened."""

from collections.abc import Mapping
from dataclasses import dataclass

from luister.estimates.estimate import Difference, Estimate
from luister.estimates.report import Period
from luister.warning.decomposition import Split
from luister.warning.happenings import Happening
from luister.warning.quotes import Voice
from luister.warning.telling_words import TellingWord
from luister.warning.where import MovedGroup

VERDICTS = ("groups", "everywhere", "mix", "none", "hidden")
"""Groups moved, all did alike, only the mix did, no move is shown, or too few answered to say."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A number before and after, and the difference between the two."""

    before: Estimate
    after: Estimate
    difference: Difference


@dataclass(frozen=True, slots=True)
class Place:
    """A group that moved: how it weighs in all, and the numbers that every report shows of it."""

    moved: MovedGroup
    compared: Compared


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
    the reader may not see comments. `rest` is how all others moved where `places` are named, and
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
