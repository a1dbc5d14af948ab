"""What people write, as words and pairs of words: in how many comments each stands."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

_WORD = re.compile("[^\\W\\d_]+(?:['\u2019][^\\W\\d_]+)?")
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class WordCounts:
    """In how many of `comments` comments each word or pair of words stands."""

    comments: int
    counts: Counter[str]

    def __add__(self, other: "WordCounts") -> "WordCounts":
        """The counts of both heaps of comments together."""
        return WordCounts(self.comments + other.comments, self.counts + other.counts)


def word_counts(comments: Iterable[str]) -> WordCounts:
    """Counts comments, not how often a word stands in one: who repeats himself is still one voice.

    >>> word_counts(["De app loopt vast, de app!", "Fijne app"]).counts["app"]
    2
    """
    counts: Counter[str] = Counter()
    held = 0
    for comment in comments:
        counts.update(terms(comment))
        held += 1
    return WordCounts(held, counts)


def terms(comment: str) -> frozenset[str]:
    """The words of a comment and the pairs that stand together once stop words are left out.

    Dutch and English stop words are left out, whatever the language: a comment may mix them. A word
    that turns a meaning round (not, geen) stands only in pairs.

    >>> sorted(terms("De wachttijd is niet acceptabel"))
    ['acceptabel', 'niet acceptabel', 'wachttijd', 'wachttijd niet']
    """
    known = _lists()
    words = [word.replace("\u2019", "'") for word in _WORD.findall(comment.lower())]
    kept = [word for word in words if word in known.turning or _tells(word, known.stop)]
    single = {word for word in kept if word not in known.turning}
    pairs = {
        f"{first} {second}"
        for first, second in pairwise(kept)
        if first != second and not {first, second} <= known.turning
    }
    return frozenset(single | pairs)


@dataclass(frozen=True, slots=True)
class _Lists:
    stop: frozenset[str]
    turning: frozenset[str]


def _tells(word: str, stop: frozenset[str]) -> bool:
    return len(word) >= _SHORTEST and word not in stop


@cache
def _lists() -> _Lists:
    text = files("luister.warning").joinpath("stop_words.toml").read_text("utf-8")
    told = tomllib.loads(text)
    stop = frozenset(told["nl"].split()) | frozenset(told["en"].split())
    return _Lists(stop, frozenset(told["turning"].split()))
