"""The length meter: how long a survey takes, and what that costs in people who do not finish.

All figures are ranges, since published findings differ and explain little of what single surveys show: the largest
study used here explains 10 % of the differences between surveys. Read them as "this question costs more than that
one", not as a forecast; your own partial rate is the better guide as soon as you have one.

Seconds
    A question on its own takes about 10 s: Pew Research Center (2022), "How we keep our online surveys from running
    too long", which budgets 85 such questions for 15 minutes. Market research firms plan 3 questions a minute, which
    is 20 s: Amplitude Research, "Online Market Research Surveys". Rows of a table go at 10 or more a minute (same
    firm), which is 6 s; Liu and Cernat (2018, doi 10.1177/0894439316674459) found no difference with questions one by
    one, which is 10 s. An open question is planned as one a minute (Amplitude) and "can take minutes" (Pew), here two;
    who leaves it open needs no longer than for another one. Reading goes at 175 to 300 words a minute: Brysbaert
    (2019), Journal of Memory and Language 109.
Finishing
    The low cost: 0.06 percentage points for each variable asked and 0.14 for each page, a regression on 5,752 surveys
    with 1.25 million forms: "Questionnaire length and breakoffs in web surveys: a meta study", WebSM workshop 2014.
    The same study found three quarters of all break-off on the first screen, whatever the length; that is not counted
    here. The high cost: 5 points a minute, from "nearly 15 %" gone after three minutes: Surveyloop, "Survey fatigue",
    a vendor's figure that comes without its data.
An open question first
    Costs people before they answer anything: Yamazaki and others (2023), HCI International, LNCS 14011. How many,
    differs too much to give a number; it is a warning. That open questions further on cost more than their time is
    disputed: a survival analysis found less break-off at them (International Journal of Market Research, 2022,
    doi 10.1177/14707853211068008).
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from luister.surveys.condition import NO_OPINION, Check, Given
from luister.surveys.definition import Item, SurveyDefinition
from luister.surveys.routing import kept_answers, path

_CLOSED = (900 / 85, 20.0)
_ROW = (6.0, 10.0)
_OPEN = (10.0, 120.0)
_WORDS_A_MINUTE = (300.0, 175.0)
_POINTS_A_VARIABLE, _POINTS_A_PAGE = 0.06, 0.14
_POINTS_A_MINUTE = 5.0
_MOST_WAYS = 4096


@dataclass(frozen=True, slots=True)
class Range:
    """The lowest and highest figure that published findings support."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ItemLength:
    """What one item costs who comes to it: seconds, and percentage points of people who do not finish."""

    item: str
    seconds: Range
    lost: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """What the whole survey costs, over the shortest and the longest way through it.

    `finish` is the share in percent, of who began, that finishes. `questions` and `pages` are the fewest and the most
    that one person comes to. `warnings` are codes: `open first`.
    """

    items: tuple[ItemLength, ...]
    seconds: Range
    finish: Range
    questions: Range
    pages: Range
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Way:
    """One way through the survey."""

    items: tuple[Item, ...]
    pages: int


def length_of(survey: SurveyDefinition) -> Length:
    """How long a survey takes and what that costs; see the module for where the figures come from.

    >>> from luister.surveys.definition import Item, Page, SurveyDefinition
    >>> pages = (Page(items=(Item(id="nps", kind="nps", text={"en": "?"}),)),)
    >>> length = length_of(SurveyDefinition(name="a", kind="other", languages=("en",), title={}, pages=pages))
    >>> round(length.seconds.low), length.seconds.high, length.finish.high
    (11, 20.0, 99.8)
    """
    first = survey.languages[0] if survey.languages else ""
    costs = {
        item.id: _cost(item, survey.text(item.text, first) if first else "")
        for item in survey.items
    }
    ways = _ways(survey)
    seconds = Range(
        min(sum(costs[item.id].seconds.low for item in way.items) for way in ways),
        max(sum(costs[item.id].seconds.high for item in way.items) for way in ways),
    )
    least = min(
        sum(costs[item.id].lost.low for item in way.items) + _POINTS_A_PAGE * way.pages
        for way in ways
    )
    counts = [sum(item.kind != "statement" for item in way.items) for way in ways]
    return Length(
        items=tuple(costs[item.id] for item in survey.items),
        seconds=seconds,
        finish=Range(
            round(max(0.0, 100 - _POINTS_A_MINUTE * seconds.high / 60), 1),
            round(max(0.0, 100 - least), 1),
        ),
        questions=Range(min(counts), max(counts)),
        pages=Range(min(way.pages for way in ways), max(way.pages for way in ways)),
        warnings=("open first",) if _opens_with_text(survey) else (),
    )


def _cost(item: Item, words: str) -> ItemLength:
    low, high = _seconds(item, words)
    lost = (_POINTS_A_VARIABLE * _variables(item), _POINTS_A_MINUTE * high / 60)
    return ItemLength(item.id, Range(low, high), Range(min(lost), max(lost)))


def _seconds(item: Item, words: str) -> tuple[float, float]:
    if item.kind == "statement":
        count = len(words.split())
        fast, slow = _WORDS_A_MINUTE
        return 60 * count / fast, 60 * count / slow
    if item.kind == "matrix":
        return _ROW[0] * len(item.aspects), _ROW[1] * len(item.aspects)
    return _OPEN if item.kind == "text" else _CLOSED


def _variables(item: Item) -> int:
    counts = {"statement": 0, "matrix": len(item.aspects), "choices": len(item.options)}
    return counts.get(item.kind, 1)


def _opens_with_text(survey: SurveyDefinition) -> bool:
    asked = [item for item in survey.items if item.kind != "statement"]
    return bool(asked) and asked[0].kind == "text"


def _ways(survey: SurveyDefinition) -> list[_Way]:
    """The ways through a survey, as far as its conditions tell them apart.

    Where there are too many, two stand for all: one past everything that has a condition, and one past nothing.
    """
    answers = _telling_answers(survey)
    if math.prod(len(options) for options in answers.values()) > _MOST_WAYS:
        plain = [page for page in survey.pages if not page.show_if.groups]
        always = tuple(item for page in plain for item in page.items if not item.show_if.groups)
        return [_Way(always, len(plain)), _Way(survey.items, len(survey.pages))]
    found = []
    for chosen in product(*answers.values()):
        given = {name: (value,) for name, value in zip(answers, chosen, strict=True) if value}
        found.append(_way(survey, given))
    return found


def _way(survey: SurveyDefinition, given: Given) -> _Way:
    pages = path(survey, given)
    for _ in range(2):
        # An answer to what this way never asks cannot steer it.
        given = kept_answers(survey, given, pages)
        pages = path(survey, given)
    items = [item for number in pages for item in survey.pages[number].items]
    return _Way(tuple(item for item in items if item.show_if.holds(given)), len(pages))


def _telling_answers(survey: SurveyDefinition) -> Mapping[str, Sequence[str]]:
    """For each field that a condition looks at, one answer of each sort that the conditions tell apart; "" is open."""
    checks: dict[str, list[Check]] = {}
    for check in _checks(survey):
        checks.setdefault(check.field, []).append(check)
    fields = dict(survey.fields())
    found: dict[str, Sequence[str]] = {}
    for name, looks in checks.items():
        sorts: dict[tuple[bool, ...], str] = {}
        for value in _possible(fields.get(name), looks):
            given = {name: (value,)} if value else {}
            sorts.setdefault(tuple(check.holds(given) for check in looks), value)
        found[name] = tuple(sorts.values())
    return found


def _checks(survey: SurveyDefinition) -> Iterator[Check]:
    for page in survey.pages:
        conditions = [page.show_if, *(item.show_if for item in page.items)]
        conditions += [page.end_if] if page.end_if is not None else []
        for condition in conditions:
            for group in condition.groups:
                yield from group


def _possible(item: Item | None, looks: Sequence[Check]) -> Iterator[str]:
    if item is not None and not item.is_required:
        yield ""
    if item is not None and item.has_no_opinion:
        yield NO_OPINION
    if item is not None and (item.is_rated or item.kind == "matrix"):
        low, high = int(item.asked_scale.low or 0), int(item.asked_scale.high or 0)
        yield from map(str, range(low, min(high, low + 100) + 1))
    elif item is not None and item.options:
        yield from (one.code for one in item.options)
    else:
        yield "..."
        yield from (value for check in looks for value in check.values)
