"""A view is its address: what stands behind the question mark, read, checked and written again."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from luister_web.dashboard.periods import WAVE, WORDS

EVERY = ("day", "week", "month", "quarter", "year", "wave")
COMPARISONS = ("previous", "last-year", "none")
SORTS = ("urgent", "name", "most")
_DAYS = ".."
_NUMBER = re.compile(r"-?[0-9]{1,9}([.][0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class Choices:
    """What an address may name: metrics, dimensions and surveys by their ids."""

    metrics: frozenset[str]
    dimensions: tuple[str, ...]
    surveys: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewAddress:
    """What a reader wants to see; empty words mean "as it comes".

    `period` is a word such as last-month or wave:2017, or empty where `first` and `last` are given.
    `where` filters: dimension -> values. `score` and `search` are about single answers: 7 or 0..6, and
    words in a comment. `weighted` is 1 where every number is to be weighted. `shown` names the
    metric of a tile: subject -> metric.
    """

    metric: str = ""
    survey: str = ""
    question: str = ""
    period: str = ""
    first: date | None = None
    last: date | None = None
    compare: str = ""
    every: str = ""
    by: str = ""
    across: str = ""
    sort: str = ""
    score: str = ""
    search: str = ""
    weighted: str = ""
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)

    def query(self) -> str:
        """The view as it stands in an address, without the question mark."""
        return urlencode(self.pairs())

    def pairs(self) -> list[tuple[str, str]]:
        """The names and values of the address, in a fixed order, without the empty ones."""
        words = [(name, getattr(self, name)) for name in _WORDS]
        days = [("from", self.first), ("to", self.last)]
        pairs = [(name, str(value)) for name, value in (*words, *days) if value]
        pairs += [("where", f"{name}:{one}") for name in self.where for one in self.where[name]]
        return pairs + [("show", f"{name}:{metric}") for name, metric in self.shown.items()]

    def at(self, path: str) -> str:
        """The address of this view at `path`."""
        query = self.query()
        return f"{path}?{query}" if query else path

    def during(self, word: str) -> "ViewAddress":
        """The same view of another period."""
        return replace(self, period=word, first=None, last=None)

    def within(self, dimension: str, value: str) -> "ViewAddress":
        """The same view of one group only."""
        return replace(self, where={**self.where, dimension: (value,)})

    def without(self, dimension: str) -> "ViewAddress":
        """The same view without the filter on a dimension."""
        return replace(self, where={k: v for k, v in self.where.items() if k != dimension})


_WORDS = (
    "metric",
    "survey",
    "question",
    "period",
    "compare",
    "every",
    "by",
    "across",
    "sort",
    "score",
    "search",
    "weighted",
)


@dataclass(frozen=True, slots=True)
class ReadAddress:
    """The view that could be read, and in words what could not."""

    view: ViewAddress
    problems: tuple[str, ...]


def read_address(query: QueryDict, choices: Choices) -> ReadAddress:
    """The view in the address. What nobody knows is left out and told, never an error."""
    problems: list[str] = []
    view = ViewAddress(
        metric=_one_of(query, "metric", choices.metrics, problems),
        survey=_one_of(query, "survey", choices.surveys, problems),
        question=query.get("question", "")[:200],
        period=_period(query, problems),
        first=_day(query, "from", problems),
        last=_day(query, "to", problems),
        compare=_compare(query, problems),
        every=_one_of(query, "every", EVERY, problems),
        by=_one_of(query, "by", choices.dimensions, problems),
        across=_one_of(query, "across", choices.dimensions, problems),
        sort=_one_of(query, "sort", SORTS, problems),
        score=_score(query, problems),
        search=query.get("search", "").strip()[:200],
        weighted=_one_of(query, "weighted", ("1",), problems),
        where=_where(query.getlist("where"), choices.dimensions, problems),
        shown=_shown(query.getlist("show"), choices.metrics),
    )
    return ReadAddress(_in_order(view, problems), tuple(problems))


def _one_of(
    query: QueryDict, name: str, allowed: Sequence[str] | frozenset[str], problems: list[str]
) -> str:
    value = query.get(name, "").strip()
    if not value or value in allowed:
        return value
    problems.append(_not_known(value))
    return ""


def _not_known(value: str) -> str:
    return _("“%(value)s” is not known here, so it was left out.") % {"value": value[:80]}


def _period(query: QueryDict, problems: list[str]) -> str:
    value = query.get("period", "").strip()
    if not value or value in WORDS or value.startswith(WAVE):
        return value
    problems.append(_not_known(value))
    return ""


def _score(query: QueryDict, problems: list[str]) -> str:
    value = query.get("score", "").strip()
    if not value or score_range(value) is not None:
        return value
    problems.append(_not_known(value))
    return ""


def score_range(text: str) -> tuple[float, float] | None:
    """The lowest and highest answer that a text names, both included; None where it names none.

    >>> score_range("0..6"), score_range("7"), score_range("a lot")
    ((0.0, 6.0), (7.0, 7.0), None)
    """
    low, dots, high = text.partition(_DAYS)
    if not (_NUMBER.fullmatch(low) and (not dots or _NUMBER.fullmatch(high))):
        return None
    return float(low), float(high) if dots else float(low)


def _day(query: QueryDict, name: str, problems: list[str]) -> date | None:
    value = query.get(name, "").strip()
    found = day_of(value)
    if value and found is None:
        message = _("“%(value)s” is not a day. Write it as 2026-11-24.")
        problems.append(message % {"value": value[:80]})
    return found


def day_of(text: str) -> date | None:
    """The day that a text names, None where it names none.

    >>> day_of("2017-05-08"), day_of("yesterday")
    (datetime.date(2017, 5, 8), None)
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _compare(query: QueryDict, problems: list[str]) -> str:
    first, last = query.get("compare-from", "").strip(), query.get("compare-to", "").strip()
    value = f"{first}{_DAYS}{last}" if first and last else query.get("compare", "").strip()
    if not value or value in COMPARISONS:
        return value
    start, _dots, end = value.partition(_DAYS)
    days = day_of(start), day_of(end)
    if days[0] is not None and days[1] is not None:
        return f"{min(start, end)}{_DAYS}{max(start, end)}"
    problems.append(_not_known(value))
    return ""


def _where(
    found: Sequence[str], dimensions: Sequence[str], problems: list[str]
) -> dict[str, tuple[str, ...]]:
    where: dict[str, tuple[str, ...]] = {}
    for one in found[:50]:
        name, sign, value = one.partition(":")
        if not sign or name not in dimensions:
            problems.append(_not_known(one))
        elif value not in where.get(name, ()):
            where[name] = (*where.get(name, ()), value)
    return where


def _shown(found: Sequence[str], metrics: frozenset[str]) -> dict[str, str]:
    pairs = (one.rpartition(":") for one in found[:50])
    return {name: metric for name, sign, metric in pairs if sign and metric in metrics}


def _in_order(view: ViewAddress, problems: list[str]) -> ViewAddress:
    """Free days go before a word; days the wrong way round are turned, with a word about it."""
    if view.first and view.last and view.first > view.last:
        problems.append(_("The first day came after the last, so they were turned round."))
        view = replace(view, first=view.last, last=view.first)
    return replace(view, period="") if view.first or view.last else view
