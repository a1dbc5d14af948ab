"""Reports and what is known of the home, through one cache for all readers with the same rights."""

import time
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields
from functools import cache
from typing import TypeVar

from django.conf import settings
from django.utils import timezone

from luister.errors import LuisterError
from luister.estimates.goal_line import Mark
from luister.estimates.report import Report, ReportRequest
from luister.loop import measure, weigh
from luister.loop.watch_touchpoints import newest_model
from luister_web.current_home import home
from luister_web.dashboard.home_shapes import Metric, Survey
from luister_web.dashboard.result_cache import ResultCache, SteadyVersion
from luister_web.dashboard.subjects import Subject
from luister_web.dashboard.subjects import subjects as subjects_of

_Known = TypeVar("_Known")
Note = tuple[Callable[[], object], object]
"""How to read something again, and what was read."""
_NOTES: ContextVar[list[Note] | None] = ContextVar("notes", default=None)
HOLD_SECONDS = 1.0
SCAN_SECONDS = 10.0
GROUPS_SECONDS = 900.0
CACHE = ResultCache(most=2000)
_VERSION = SteadyVersion(hold=HOLD_SECONDS, clock=time.monotonic)
# What is known of the home as a whole is looked for in all facts, and stays much the same while answers stream in.
_SCANNED = SteadyVersion(hold=SCAN_SECONDS, clock=time.monotonic)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no report: what is the matter and what to do."""

    problem: str
    hint: str


def version() -> int:
    """The place in the log up to which answers count on the pages."""
    return _VERSION.shown(str(settings.LUISTER.home), measure.version(home()))


def report(request: ReportRequest) -> Report | Refusal:
    """The report, or why there is none. The day of today is part of the question."""
    today = timezone.localdate()

    @cache
    def now() -> Hashable:
        return moment_of(request)

    def make() -> tuple[Report | Refusal, Hashable]:
        # Looked at before counting: what comes in meanwhile is counted once more, and never missed.
        moment = now()
        try:
            return measure.report(home(), request, today=today), moment
        except LuisterError as error:
            return Refusal(error.problem, error.hint), moment

    def still(kept: tuple[Report | Refusal, Hashable]) -> bool:
        return kept[1] == now()

    weighed = _frames() if request.weighted else ()
    key = _key("report", today, key_of(request), _goals(), weighed)
    found, moment = CACHE.get(key, version(), make, still)
    note(lambda: moment_of(request), moment)
    return found


def moment_of(request: ReportRequest) -> Hashable:
    """What a report hangs on: it comes out the same as long as this is the same."""
    try:
        return measure.moment(home(), request)
    except LuisterError as error:
        return error.problem, error.hint


def found(request: ReportRequest) -> Report | None:
    """The report, or None where there is none, for a part that a page can do without."""
    result = report(request)
    return None if isinstance(result, Refusal) else result


def note(read: Callable[[], object], value: object) -> None:
    """Notes what somebody read, for whoever wants to know what a board hangs on."""
    notes = _NOTES.get()
    if notes is not None:
        notes.append((read, value))


@contextmanager
def noted() -> Iterator[list[Note]]:
    """What is read of the answers while the block runs."""
    notes: list[Note] = []
    token = _NOTES.set(notes)
    try:
        yield notes
    finally:
        _NOTES.reset(token)


def surveys() -> tuple[Survey, ...]:
    """Every survey with answers."""
    found = _surveys()
    note(lambda: _shapes(_surveys()), _shapes(found))
    return found


def subjects() -> tuple[Subject, ...]:
    """What tiles are about, for a reader who may see everything."""
    own = tuple(measure.metric_definitions(home()).items())
    return _known(("subjects", own), lambda: subjects_of(_surveys(), metrics()))


def _surveys() -> tuple[Survey, ...]:
    return _known("surveys", lambda: tuple(measure.surveys(home())))


def _shapes(found: tuple[Survey, ...]) -> list[object]:
    """What a page tells of surveys: all but how many forms came in, which moves with each."""
    return [
        (one.name, one.questions, one.first, one.last, one.waves, one.processes) for one in found
    ]


def weighted_surveys() -> frozenset[str]:
    """The surveys whose weighted numbers may differ from the plain ones."""
    found = _known(("weighted", _frames()), lambda: weigh.weighted_surveys(home()))
    note(weighted_surveys, found)
    return found


def dimensions() -> tuple[str, ...]:
    """Every dimension one may group by or filter on."""
    found = _known("dimensions", lambda: measure.dimensions(home()))
    note(dimensions, found)
    return found


def values(dimension: str) -> tuple[str, ...]:
    """The values of a dimension."""
    found = _known(("values", dimension), lambda: tuple(measure.values(home(), dimension)))
    note(lambda: values(dimension), found)
    return found


def groups(request: ReportRequest) -> tuple[str, ...]:
    """The groups there are answers of, by the one dimension of `request`; looked up now and then.

    New groups are rare, and a menu that shows one some minutes later harms nobody.
    """
    (dimension,) = request.by
    minutes = int(time.monotonic() // GROUPS_SECONDS)

    def make() -> tuple[str, ...]:
        result = report(request)
        rows = () if isinstance(result, Refusal) else result.rows
        return tuple(sorted({row.group[dimension] or "" for row in rows}))

    found = CACHE.get(_key("groups", key_of(request)), minutes, make)
    note(lambda: groups(request), found)
    return found


def metrics() -> tuple[Metric, ...]:
    """Every metric, the organisation's own included."""
    return measure.metrics(home())


def marks() -> list[Mark]:
    """Everything that happened and was marked."""
    return measure.marks(home())


def settled() -> Hashable:
    """What people settled that shows on a page beside the answers: goals, marks, headlines, totals, models."""
    said = tuple(marks()), tuple(measure.headlines(home()).items())
    return _goals(), _frames(), *said, newest_model(home())


def key_of(request: ReportRequest) -> Hashable:
    """The request as a key: two requests with one key get one answer.

    >>> key_of(ReportRequest(metric="nps")) == key_of(ReportRequest(metric="nps", by=("team",)))
    False
    """
    return tuple(_frozen(getattr(request, one.name)) for one in fields(request))


def _frozen(value: object) -> Hashable:
    if isinstance(value, Mapping):
        return tuple(sorted(value.items()))
    assert isinstance(value, Hashable)  # the rest of a request is made of tuples and words
    return value


def _goals() -> Hashable:
    """Targets and own metrics change numbers on a page without a new answer coming in."""
    return tuple(measure.targets(home())), tuple(measure.metric_definitions(home()).items())


def _frames() -> Hashable:
    """Known totals change weighted numbers without a new answer coming in."""
    return tuple(
        (frame.survey, frame.source, margin.dimensions, tuple(margin.totals.items()))
        for frame in weigh.frames(home()).values()
        for margin in frame.margins
    )


def _known(name: Hashable, make: Callable[[], _Known]) -> _Known:
    scanned = _SCANNED.shown(str(settings.LUISTER.home), version())
    return CACHE.get(_key(name), scanned, make)


def _key(*parts: Hashable) -> Hashable:
    """The key of a result of this home."""
    return str(settings.LUISTER.home), *parts
