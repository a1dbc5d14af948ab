"""What was planted in the answers, as `causes.toml` tells it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason why answers differ, in plain words and in numbers.

    `effect` is in the unit in which a question is reported: `nps` in NPS points, the others in
    steps of their scale. `surveys` are the questionnaires it works on; `where` names the rows.
    `surge` is the share of all answers that come, while it works, from those in `where` besides their
    usual ones.
    """

    name: str
    sentence: str
    surveys: tuple[str, ...]
    where: Mapping[str, tuple[str, ...]]
    starts: date | None
    ends: date | None
    months: tuple[int, ...]
    grows_over_days: int
    effect: Mapping[str, float]
    reason: str | None
    share_naming_reason: float
    mark: str | None
    surge: float = 0.0


@dataclass(frozen=True, slots=True)
class ProcessLevel:
    """A process, its share of all answers, and each question's level where no cause works.

    `worth` is by outcome what one point more of a touchpoint's own experience does to it.
    """

    survey: str
    name: str
    share: float
    level: Mapping[str, float]
    worth: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Story:
    """All that makes the answers what they are, for answers from `first` to `last`."""

    first: date
    last: date
    between_customers: float
    between_employees: float
    mood: float
    processes: tuple[ProcessLevel, ...]
    causes: tuple[Cause, ...]


def story(*, end: date) -> Story:
    """The planted story, with its days moved along so that it ends on `end`.

    >>> story(end=date(2026, 11, 24)).causes[0].starts
    datetime.date(2024, 1, 1)
    >>> story(end=date(2027, 1, 5)).causes[0].starts
    datetime.date(2024, 3, 1)
    """
    written = tomllib.loads(files(__package__).joinpath("causes.toml").read_text("utf-8"))
    months = _months_between(written["written_for"], end)
    everyday = written["everyday"]
    return Story(
        first=end - timedelta(days=written["days"]),
        last=end,
        between_customers=everyday["between_customers"],
        between_employees=everyday["between_employees"],
        mood=everyday["mood"],
        processes=tuple(_process(key, told) for key, told in written["process"].items()),
        causes=tuple(_cause(told, months, end) for told in written["cause"]),
    )


def _process(survey: str, told: Mapping[str, Any]) -> ProcessLevel:
    return ProcessLevel(survey, told["name"], told["share"], told["level"], told["worth"])


def _cause(told: Mapping[str, Any], months: int, end: date) -> Cause:
    where = {dimension: tuple(values) for dimension, values in told.get("where", {}).items()}
    return Cause(
        name=told["name"],
        sentence=told["sentence"],
        surveys=tuple(told["process"]),
        where=where,
        starts=_start(told, months, end),
        ends=_moved_end(told.get("ends"), months),
        months=tuple(told.get("months", ())),
        grows_over_days=told.get("grows_over_days", 0),
        effect=told["effect"],
        reason=told.get("reason"),
        share_naming_reason=told.get("share_naming_reason", 0.0),
        mark=told.get("mark"),
        surge=told.get("surge", 0.0),
    )


def _months_between(first: date, second: date) -> int:
    return (second.year - first.year) * 12 + second.month - first.month


def moved(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last day before it.

    >>> moved(date(2025, 1, 31), 1)
    datetime.date(2025, 2, 28)
    """
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(years + month // 11, (month + 1) % 12 + 1, 1)
    return min(date(years, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(1))


def _start(told: Mapping[str, Any], months: int, end: date) -> date | None:
    if "starts_days_before_end" in told:
        return end - timedelta(days=told["starts_days_before_end"])
    return _moved_start(told.get("starts"), months)


def _moved_start(day: date | None, months: int) -> date | None:
    return None if day is None else moved(day, months)


def _moved_end(day: date | None, months: int) -> date | None:
    # The day after an end is a start: so the last day of a month stays the last day of a month.
    return None if day is None else moved(day + timedelta(1), months) - timedelta(1)
