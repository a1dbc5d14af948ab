"""What reports ask of the facts: how often was each value given, by group and period; and where the answers stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from luister.errors import UnknownNameError
from luister.store.segment import PLACES

BUCKETS = ("day", "week", "month", "quarter", "year", "wave")
BUILT_IN = ("survey", "question", *PLACES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """What is counted: values given to `questions`, by `dimensions` and by `every` bucket of time.

    `questions` are pairs of survey and question id. `first` and `last` bound the day, both included; `days` are further
    stretches, any of which will do. `where` keeps rows whose dimension has one of the values.
    """

    questions: tuple[tuple[str, str], ...]
    dimensions: tuple[str, ...] = ()
    every: str | None = None
    stretches: tuple[tuple[date, date], ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weighted: bool = False


@dataclass(frozen=True, slots=True)
class AskedColumn:
    """Where the answers to a question stand among the facts, and in which surveys it was asked.

    `value` and `status` name columns; `status` is None for the pseudo-question that every form answers. `process`
    and `touchpoint` are what the question is about, where it is always about the same; they go before the form's own.
    """

    question: str
    scale: str
    value: str
    status: str | None
    surveys: tuple[str, ...]
    process: str | None = None
    touchpoint: str | None = None


def constant_of(dimension: str, column: AskedColumn) -> str | None:
    """The value that all answers of a question share by this dimension; None where forms differ."""
    return {
        "question": column.question,
        "process": column.process,
        "touchpoint": column.touchpoint,
    }.get(dimension)


def check_bucket(every: str | None) -> None:
    """Lets a known period pass, or none.

    Raises:
        UnknownNameError: there is no such period.
    """
    if every is not None and every not in BUCKETS:
        raise UnknownNameError(f"There is no period {every!r}.", hint=f"Use {', '.join(BUCKETS)}.")
