"""Draws whom to ask out of all who could be asked."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from luister.errors import MappingError


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """How many are asked: a share, every n-th, a quota in each segment; together where several are given.

    `every` takes the n-th, 2n-th and so on in the order of the keys, after a start drawn by chance.
    `quota` says how many of each segment at most; a segment that is not named gives none. `most`
    bounds the whole. Without any of them all are asked.
    """

    share: float | None = None
    every: int | None = None
    quota: Mapping[str, int] = field(default_factory=dict)
    most: int | None = None

    def __post_init__(self) -> None:
        """Refuses what cannot be meant."""
        if self.share is not None and not 0 < self.share <= 1:
            raise MappingError(f"A share of {self.share:g}.", hint="Write above 0, up to 1.")
        if self.every is not None and self.every < 1:
            raise MappingError(f"Every {self.every}-th.", hint="Write 1 or more.")
        if any(number < 0 for number in (*self.quota.values(), self.most or 0)):
            raise MappingError("A quota below 0.", hint="Write 0 or more.")


EVERYBODY = Sample()


def drawn(segments: Mapping[str, str], sample: Sample, *, rng: random.Random) -> list[str]:
    """The keys drawn, in the order of chance; `segments` gives each person's segment by key.

    The same people in the same rng state give the same draw, in whatever order they come in.

    >>> drawn({"a": "x", "b": "x", "c": "y"}, Sample(quota={"x": 1}), rng=random.Random(1))
    ['b']
    """
    keys = sorted(segments)
    if sample.every:
        start = rng.randrange(sample.every)
        keys = keys[start :: sample.every]
    rng.shuffle(keys)
    if sample.share is not None:
        keys = keys[: _rounded(len(keys) * sample.share, rng)]
    if sample.quota:
        keys = _within_quota(keys, segments, sample.quota)
    return keys[: sample.most] if sample.most is not None else keys


def is_drawn(share: float, *, rng: random.Random) -> bool:
    """True for a share of the times that it is asked, for those who come one by one."""
    return rng.random() < share


def _within_quota(
    keys: Sequence[str], segments: Mapping[str, str], quota: Mapping[str, int]
) -> list[str]:
    left = dict(quota)
    kept = []
    for key in keys:
        segment = segments[key]
        if left.get(segment, 0) > 0:
            left[segment] -= 1
            kept.append(key)
    return kept


def _rounded(expected: float, rng: random.Random) -> int:
    """A whole number that is `expected` on average: half a person is one person half of the time."""
    whole = int(expected)
    return whole + (rng.random() < expected - whole)
