"""Proposes what one column of a file means, and says why."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from luister.events.answer import Scale
from luister.sources.column_mapping import PLACES, ColumnMapping
from luister.sources.date_forms import FoundDates, found_dates
from luister.sources.profile import ColumnProfile
from luister.sources.scale_guess import FoundScale, found_scale, missing_status
from luister.sources.verbal_scales import numbered_labels, verbal_labels
from luister.sources.wording import date_rank, names_like, role_by_name

_FEW = 40
_MOST_GROUPS = 300
_ASKED = ("recommend", "effort", "satisfied", "mark", "caring")
_NUMBERED = re.compile(
    r"((q|v|vraag|question|g\d+q)[ _]?\d|data\.|positive_|negative_)", re.IGNORECASE
)
_LONG_TEXT = 25
_LONGEST_ID = 60
_TAKEN = {*PLACES, "survey", "question", "customer", "response", "day", "value", "weight"}


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column seems to mean, and why."""

    mapping: ColumnMapping
    reason: str


def guess(column: ColumnProfile) -> Guess:
    """What a column seems to mean by itself; the first reader that knows decides."""
    for reader in _READERS:
        found = reader(column)
        if found:
            return found
    return Guess(ColumnMapping(column.name), "Many different short texts, such as names or codes.")


def _empty(column: ColumnProfile) -> Guess | None:
    return None if column.filled else Guess(ColumnMapping(column.name), "The column is empty.")


def _by_name(column: ColumnProfile) -> Guess | None:
    role = role_by_name(*_called(column))
    if role is None or not _may_be(column, role):
        return None
    values = ("*",) if role == "complete" and date_rank(column.name) is not None else ()
    return Guess(
        ColumnMapping(column.name, role=role, values=values), f"The heading says so: {role}."
    )


def _may_be(column: ColumnProfile, role: str) -> bool:
    """Whether the cells allow the role that the heading names."""
    if role == "weight":
        return column.numeric_share == 1.0 and all(value >= 0 for value in column.numeric.values())
    if role == "id":
        return column.distinct >= 0.95 * column.filled
    return column.distinct <= 1000 if role in PLACES else True


def _by_submission(column: ColumnProfile) -> Guess | None:
    """The moment of submitting, where some forms have none: it tells which forms were finished."""
    if column.filled == column.rows or not names_like("submission", *_called(column)):
        return None
    mapping = ColumnMapping(column.name, role="complete", values=("*",))
    return Guess(mapping, "Filled only where the form was submitted.")


def _by_date(column: ColumnProfile) -> Guess | None:
    rank = date_rank(*_called(column))
    found = _dates_in(column, rank is not None)
    if found is None:
        return None
    reason = f"All filled cells are dates, written as {found.form.format}."
    check = ("date_order",) if found.other else ()
    return Guess(ColumnMapping(column.name, role="date", date=found.form, check=check), reason)


def _dates_in(column: ColumnProfile, named: bool) -> FoundDates | None:
    return found_dates(list(column.counts), named_date=named)


def _left_alone(column: ColumnProfile) -> Guess | None:
    if names_like("personal", *_called(column)):
        return Guess(ColumnMapping(column.name), "Seems to be about a person: left alone.")
    if names_like("machinery", *_called(column)):
        return Guess(ColumnMapping(column.name), "Written by the survey tool for itself.")
    return None


def _by_labels(column: ColumnProfile) -> Guess | None:
    """A column whose file names all its values: one of some options, unless they are a longer scale."""
    labels = column.source.labels
    valued = [text for text in column.counts if text not in column.source.missing]
    if len(labels) < 2 or any(text not in labels for text in valued) or len(labels) >= 5:
        return None
    reason = "The file names each of its values."
    return _option(column, reason, labels=labels)


def _by_numbers(column: ColumnProfile) -> Guess | None:
    found = found_scale(column)
    if found is None or not column.numeric:
        return None
    if _is_group(column) or not _is_sure(column, found):
        return None
    return Guess(_question(column, found), _scale_reason(found))


def _is_sure(column: ColumnProfile, found: FoundScale) -> bool:
    """Whether numbers are answers rather than codes: the heading asks, or they use a scale to its top."""
    low, high = found.scale.low or 0, found.scale.high or 0
    inside = {value for value in column.numeric.values() if low <= value <= high}
    if high - low < 4:
        return any(names_like(kind, *_called(column)) for kind in _ASKED)
    return _asks(column) or (len(inside) >= 4 and max(inside) == high)


def _is_group(column: ColumnProfile) -> bool:
    """Whether the heading names a group to compare by, such as a region or an age."""
    if _is_numbered(column):
        return names_like("demographic", column.name)
    return names_like("segment", *_called(column))


def _question(column: ColumnProfile, found: FoundScale) -> ColumnMapping:
    return replace(
        _blank_question(column),
        scale=found.scale,
        missing=found.missing,
        labels=column.source.labels,
        check=("missing",) if found.doubtful else (),
    )


def _blank_question(column: ColumnProfile) -> ColumnMapping:
    name = column.name
    short = name if len(name) <= _LONGEST_ID else f"{name[: _LONGEST_ID - 1].rstrip()}…"
    return ColumnMapping(
        name,
        role="question",
        question="" if short == name else short,
        label=column.source.label,
        missing=column.source.missing,
    )


def _scale_reason(found: FoundScale) -> str:
    codes = ", ".join(found.missing)
    return f"{found.reason} Taken as no answer: {codes}." if codes else found.reason


def _by_few_numbers(column: ColumnProfile) -> Guess | None:
    if column.numeric_share < 1.0:
        return None
    if column.distinct <= _FEW or (_is_group(column) and _is_repeated(column)):
        what = f"Holds {column.distinct} different numbers."
        return _option(column, what, labels=column.source.labels)
    return Guess(
        ColumnMapping(column.name),
        "Numbers on no scale. For minutes or amounts, make it a question with scale `number`.",
    )


def _by_words(column: ColumnProfile) -> Guess | None:
    texts = [text for text in column.counts if text not in column.source.missing]
    numbered = numbered_labels(texts)
    if numbered:
        return _numbered(column, numbered)
    missing = {text: status for text in texts if (status := missing_status(text)) is not None}
    answers = [text for text in texts if text not in missing]
    verbal = verbal_labels(answers) if column.distinct <= _FEW else None
    if verbal is None:
        return None
    labels, low, high = verbal
    kind = "ces" if names_like("effort", *_called(column)) else "csat"
    kind = kind if kind == "ces" or names_like("satisfied", *_called(column)) else "rating"
    mapping = replace(_blank_question(column), scale=Scale(kind, low, high), labels=labels)
    return Guess(
        replace(mapping, missing={**mapping.missing, **missing}),
        f"A scale in words, from {labels[str(low)]!r} ({low}) to {labels[str(high)]!r} ({high}).",
    )


def _numbered(column: ColumnProfile, labels: dict[str, str]) -> Guess | None:
    """A scale whose ends carry words, such as "10 - Extremely likely"."""
    numeric = dict(column.numeric)
    numeric |= {label: float(value) for value, label in labels.items()}
    found = found_scale(replace(column, numeric=numeric))
    if found is None:
        return None
    return Guess(replace(_question(column, found), labels=labels), _scale_reason(found))


def _by_text(column: ColumnProfile) -> Guess | None:
    few = column.distinct <= min(_FEW, max(2, column.filled // 2))
    if (few or (_is_group(column) and _is_repeated(column))) and column.mean_length <= 60:
        what = f"Holds {column.distinct} different texts."
        return _option(column, what, labels=column.source.labels)
    if _is_text(column):
        mapping = replace(_blank_question(column), scale=Scale("text"))
        return Guess(mapping, "Texts of people's own.")
    return None


def _is_text(column: ColumnProfile) -> bool:
    is_long = column.mean_length > _LONG_TEXT and not _is_group(column)
    return is_long or _asks(column) or names_like("comment", *_called(column))


def _option(column: ColumnProfile, what: str, *, labels: dict[str, str]) -> Guess:
    """A question with named options where the heading asks something, and a group otherwise."""
    if _asks(column) and not _is_group(column):
        mapping = replace(_blank_question(column), scale=Scale("choice"), labels=labels)
        return Guess(mapping, f"{what} One of some options.")
    name = re.sub(r"\W+", "_", column.name.lower()).strip("_")[:_LONGEST_ID] or "group"
    name = f"{name}_group" if name in _TAKEN else name
    own = ColumnMapping(
        column.name,
        role="dimension",
        dimension=name,
        labels=labels,
        missing=column.source.missing,
    )
    return Guess(own, f"{what} A group to compare by.")


def _is_repeated(column: ColumnProfile) -> bool:
    return column.distinct <= _MOST_GROUPS and column.filled >= 5 * column.distinct


def _asks(column: ColumnProfile) -> bool:
    """Whether the heading or the wording reads as a question."""
    texts = _called(column)
    return (
        any("?" in text or len(text.split()) >= 5 for text in texts)
        or _is_numbered(column)
        or any(names_like(kind, *texts) for kind in _ASKED)
    )


def _is_numbered(column: ColumnProfile) -> bool:
    """Whether a survey tool numbered the heading as a question: Q7ALL, vraag 3, G01Q02, data.x."""
    return bool(_NUMBERED.match(column.name)) or column.source.import_id.startswith("QID")


def _called(column: ColumnProfile) -> tuple[str, ...]:
    return (column.name, column.source.label, column.source.import_id)


_READERS: tuple[Callable[[ColumnProfile], Guess | None], ...] = (
    _empty,
    _by_submission,
    _by_name,
    _by_date,
    _left_alone,
    _by_labels,
    _by_numbers,
    _by_words,
    _by_few_numbers,
    _by_text,
)
