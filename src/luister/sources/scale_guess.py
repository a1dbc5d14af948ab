"""Finds the scale that the answers in a column are on, and the codes among them that are no answers."""

from dataclasses import dataclass

from luister.events.answer import AnswerStatus, Scale
from luister.sources.profile import ColumnProfile
from luister.sources.wording import is_not_answered, is_not_applicable, names_like

_NO_ANSWER, _NOT_APPLICABLE = AnswerStatus.NOT_ANSWERED, AnswerStatus.NOT_APPLICABLE
_FAR_CODES = (-99, -98, -97, -9, -8, -1, 77, 88, 97, 98, 99, 999, 998, 9999)
_CODES: dict[tuple[int, int], dict[int, AnswerStatus]] = {
    (0, 10): {11: _NO_ANSWER, 12: _NOT_APPLICABLE},
    (1, 10): {0: _NO_ANSWER, 11: _NO_ANSWER, 12: _NOT_APPLICABLE},
    (1, 7): {0: _NO_ANSWER, 8: _NOT_APPLICABLE, 9: _NO_ANSWER},
    (1, 5): {0: _NO_ANSWER, 6: _NOT_APPLICABLE, 7: _NO_ANSWER, 8: _NO_ANSWER, 9: _NO_ANSWER},
    (1, 4): {0: _NO_ANSWER, 8: _NO_ANSWER, 9: _NO_ANSWER},
    (1, 3): {0: _NO_ANSWER, 8: _NO_ANSWER, 9: _NO_ANSWER},
}
_MOST_STEPS = 14


@dataclass(frozen=True, slots=True)
class FoundScale:
    """A scale, why it is that one, and the cells that seem to mean that there is no answer.

    `doubtful` are those of `missing` that only their place beside the scale speaks for.
    """

    scale: Scale
    reason: str
    missing: dict[str, AnswerStatus]
    doubtful: tuple[str, ...] = ()


def found_scale(column: ColumnProfile) -> FoundScale | None:
    """The scale of a column of numbers; None where its numbers are on none that we know."""
    declared = dict(column.source.missing)
    words = {
        text: status for text in column.counts if (status := missing_status(text)) is not None
    }
    values = {value: text for text, value in column.numeric.items() if text not in declared}
    others = [text for text in column.counts if text not in column.numeric and text not in words]
    if others or not values or len(values) > _MOST_STEPS or any(v % 1 for v in values):
        return _fine_mark(column, values, {**words, **declared}) if not others else None
    fitting = _fitting_ends({int(value) for value in values}, column)
    if fitting is None:
        return None
    ends, codes = fitting
    numbered = {f"{code}": status for code, status in codes.items()}
    missing = {**numbered, **words, **declared}
    scale, reason = _named(ends, column)
    return FoundScale(scale, reason, missing, tuple(numbered))


def _fine_mark(
    column: ColumnProfile, values: dict[float, str], missing: dict[str, AnswerStatus]
) -> FoundScale | None:
    """A mark from 1 to 10 with decimals, as 7.5, where the heading speaks of marks."""
    texts = (column.name, column.source.label)
    if values and names_like("mark", *texts) and all(1 <= value <= 10 for value in values):
        return FoundScale(Scale("mark", 1, 10), "The heading speaks of a mark; 1 to 10.", missing)
    return None


def _fitting_ends(
    values: set[int], column: ColumnProfile
) -> tuple[tuple[int, int], dict[int, AnswerStatus]] | None:
    """The ends of the scale that leaves the fewest values unexplained, and the codes beside it."""
    for ends in _order(values, column):
        low, high = ends
        beside = {value for value in values if not low <= value <= high}
        known = {**dict.fromkeys(_FAR_CODES, _NO_ANSWER), **_CODES[ends]}
        inside = values - beside
        if inside and beside <= set(known) and _is_used(inside, ends):
            return ends, {code: known[code] for code in sorted(beside)}
    return None


def _order(values: set[int], column: ColumnProfile) -> list[tuple[int, int]]:
    """The scales to try, the likeliest first."""
    texts = (column.name, column.source.label)
    if names_like("recommend", *texts) and values & set(range(6, 11)):
        return [(0, 10)]
    if {6, 7} <= values and not {9, 10} & values:
        return [(1, 7), (1, 10)]
    if {8, 9, 10} & values and len(values & set(range(11))) >= 6:
        return [(0, 10), (1, 10)] if 0 in values else [(1, 10), (0, 10)]
    return [(1, 5), (1, 7), (1, 10), (0, 10), (1, 4), (1, 3)]


def _is_used(inside: set[int], ends: tuple[int, int]) -> bool:
    """True where the values reach over the scale: two at least, from half of it to near its top."""
    low, high = ends
    near_top = high - 1 if high > 3 else high
    return (
        len(inside) >= 2
        and max(inside) - min(inside) >= (high - low) / 2
        and max(inside) >= near_top
    )


def _named(ends: tuple[int, int], column: ColumnProfile) -> tuple[Scale, str]:
    """The scale by the words of the heading, or a plain rating."""
    low, high = ends
    texts = (column.name, column.source.label)
    for words, kind, allowed in _KINDS:
        if ends in allowed and names_like(words, *texts):
            return Scale(
                kind, low, high
            ), f"{_SAYS[words]}, and the answers run from {low} to {high}."
    if ends == (0, 10):
        return Scale(
            "nps", 0, 10
        ), "Whole numbers from 0 to 10, as in the question whether one recommends."
    return Scale("rating", low, high), f"Whole numbers from {low} to {high}."


_KINDS = (
    ("recommend", "nps", {(0, 10)}),
    ("effort", "ces", {(1, 5), (1, 7)}),
    ("caring", "cas", {(1, 5)}),
    ("satisfied", "csat", {(1, 5)}),
    ("satisfied", "mark", {(1, 10)}),
    ("mark", "mark", {(1, 10)}),
)
_SAYS = {
    "recommend": "The heading speaks of recommending",
    "effort": "The heading speaks of effort or ease",
    "caring": "The heading speaks of the customer's interest",
    "satisfied": "The heading speaks of satisfaction",
    "mark": "The heading speaks of a mark",
}


def missing_status(text: str) -> AnswerStatus | None:
    """Why a text such as "Blank" or "n.v.t." is no answer; None for what may be one."""
    if is_not_applicable(text):
        return _NOT_APPLICABLE
    return _NO_ANSWER if is_not_answered(text) else None
