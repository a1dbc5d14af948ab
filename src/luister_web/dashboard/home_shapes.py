"""What the dashboard needs to know of a survey and of a metric."""

# ruff: noqa: D102 - the names say it
from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from luister.estimates.report import Period
from luister.events.answer import Question, Scale


class Survey(Protocol):
    """What is known of a survey."""

    @property
    def name(self) -> str: ...
    @property
    def questions(self) -> Sequence[Question]: ...
    @property
    def first(self) -> date: ...
    @property
    def last(self) -> date: ...
    @property
    def waves(self) -> tuple[Period, ...]: ...
    @property
    def processes(self) -> tuple[str, ...]: ...


class Metric(Protocol):
    """What is known of a metric."""

    @property
    def id(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def higher_is_better(self) -> bool: ...
    @property
    def fits(self) -> Callable[[Scale], bool]: ...
    @property
    def points(self) -> Callable[[float, Scale], float]: ...
