"""Which words stand out in the comments of a place and time, against before and against the rest."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from luister.estimates.distributions import log_gamma
from luister.warning.false_discoveries import adjusted
from luister.warning.word_counts import WordCounts

Floats = npt.NDArray[np.float64]

CHANCE = 0.05
"""The share of words named that stand out by chance alone."""

FEWEST_COMMENTS = 3
"""A word in fewer comments than this is one voice, not a trend, and may tell who wrote it."""

_MOST_WORDS = 12
_PRIOR_COMMENTS = 50.0
_SAME = 0.8


@dataclass(frozen=True, slots=True)
class TellingWord:
    """A word or pair of words that stands out: in `count` of `comments` comments here.

    `before` and `rest` tell the same of the same place earlier and of everybody else now, each as
    (count, comments). `times` says how many times as often it is written here as in the heap where
    it is written most. `p` is the chance of standing out so much, with all words looked at counted in.
    """

    words: str
    count: int
    comments: int
    before: tuple[int, int]
    rest: tuple[int, int]
    times: float
    p: float


def telling_words(
    here: WordCounts, before: WordCounts, rest: WordCounts
) -> tuple[TellingWord, ...]:
    """The words that stand out here against before and, where there is a rest, against that too.

    A word has to stand out against both, so the larger of the two chances counts: each that of so
    many comments here with the word, were those that hold it dealt out blindly. Words are told in
    the order of their log-odds, here against there, each drawn towards how common the word is at
    all, over the standard error of that. A pair that stands in most comments of its word says more,
    and takes the word's place.

    Source: Fisher (1935) for the chance, Benjamini & Hochberg (1995) for the rate of false finds;
    Monroe, Colaresi & Quinn (2008), "Fightin' Words", sections 3.3 to 3.5, for the order. We count
    comments where they count words.

    >>> from luister.warning.word_counts import word_counts
    >>> here = word_counts(["lang wachten"] * 20 + ["prima"] * 10)
    >>> there = word_counts(["prima"] * 80)
    >>> [word.words for word in telling_words(here, there, word_counts([]))]
    ['lang wachten']
    """
    names = [name for name, count in here.counts.items() if count >= FEWEST_COMMENTS]
    names.sort()
    heaps = [heap for heap in (before, rest) if heap.comments]
    if not names or not heaps:
        return ()
    chances = np.max([_chances(names, here, heap) for heap in heaps], axis=0)
    raised = adjusted(chances, is_dependent=False)
    force = np.min([_force(names, here, heap, before + rest) for heap in heaps], axis=0)
    strongest = sorted(zip(-force, names, raised.tolist(), strict=True))
    found = [_told(name, (here, before, rest), p) for _, name, p in strongest if p < CHANCE]
    return _without_repeats(found)[:_MOST_WORDS]


def _chances(names: Sequence[str], here: WordCounts, there: WordCounts) -> Floats:
    """The chance of at least so many comments here with each word, were they dealt out blindly."""
    return np.array(
        [
            _tail(here.counts[name], here.counts[name] + there.counts[name], here, there)
            for name in names
        ]
    )


def _tail(count: int, holding: int, here: WordCounts, there: WordCounts) -> float:
    """The upper tail of the hypergeometric distribution."""
    number = np.arange(count, min(holding, here.comments) + 1)
    ways = _log_ways(here.comments, number) + _log_ways(there.comments, holding - number)
    whole = _log_ways(here.comments + there.comments, np.array([holding]))
    return float(min(1.0, np.exp(ways - whole).sum()))


def _log_ways(of: int, number: npt.NDArray[np.int64]) -> Floats:
    """The logarithm of in how many ways `number` can be taken out of `of`; -inf where in none."""
    possible = number <= of
    taken = np.where(possible, number, 0)
    ways = log_gamma(of + 1) - log_gamma(taken + 1) - log_gamma(of - taken + 1)
    found: Floats = np.where(possible, ways, -np.inf)
    return found


def _force(
    names: Sequence[str], here: WordCounts, there: WordCounts, background: WordCounts
) -> Floats:
    """How far each word's log-odds here lie above those there, in standard errors."""
    whole = here + background
    common = np.array([whole.counts[name] for name in names]) / whole.comments
    prior = _PRIOR_COMMENTS * common
    odds, doubt = [], np.zeros(len(names))
    for heap in (here, there):
        held = np.array([heap.counts[name] for name in names], dtype=float)
        without = heap.comments - held + _PRIOR_COMMENTS - prior
        odds.append(np.log((held + prior) / without))
        doubt += 1 / (held + prior) + 1 / without
    found: Floats = (odds[0] - odds[1]) / np.sqrt(doubt)
    return found


def _told(name: str, heaps: tuple[WordCounts, WordCounts, WordCounts], p: float) -> TellingWord:
    here, *others = heaps
    shares = [heap.counts[name] / heap.comments for heap in others if heap.comments]
    # Half a comment more, so that what was never written before is not written without end more.
    least = [0.5 / heap.comments for heap in others if heap.comments]
    most = max(max(share, small) for share, small in zip(shares, least, strict=True))
    before, rest = ((heap.counts[name], heap.comments) for heap in others)
    return TellingWord(
        words=name,
        count=here.counts[name],
        comments=here.comments,
        before=before,
        rest=rest,
        times=here.counts[name] / here.comments / most,
        p=p,
    )


def _without_repeats(found: Sequence[TellingWord]) -> tuple[TellingWord, ...]:
    """Words that a pair stands for are left out, and pairs that lean on a word far more common."""
    pairs = [one for one in found if " " in one.words]
    singles = {one.words: one for one in found if " " not in one.words}
    stands_for = {
        name
        for pair in pairs
        for name in pair.words.split()
        if name in singles and pair.count >= _SAME * singles[name].count
    }
    return tuple(
        one
        for one in found
        if one.words not in stands_for
        and (
            " " not in one.words
            or not any(
                name in singles and one.count < _SAME * singles[name].count
                for name in one.words.split()
            )
        )
    )
