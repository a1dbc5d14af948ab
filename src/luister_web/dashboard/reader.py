"""Who reads, what they asked for in the address, and what they may see of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from luister.estimates.report import ReportRequest
from luister_web.access.models import User
from luister_web.access.rights import Right, person, rights_here, scope
from luister_web.dashboard import measured
from luister_web.dashboard.reading_ahead import READING
from luister_web.dashboard.subjects import PROCESS, Subject
from luister_web.dashboard.view_address import Choices, ViewAddress, read_address

HIDDEN_DIMENSIONS = frozenset({"survey", "question"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One reading of a page: the person, the view asked for, today, and the version of the data.

    `scope` is what the person may see at all and goes into every request. `subjects` are those of
    which the person may see something.
    """

    user: User
    rights: frozenset[Right]
    scope: Mapping[str, tuple[str, ...]]
    view: ViewAddress
    problems: tuple[str, ...]
    path: str
    today: date
    version: int
    dimensions: tuple[str, ...]
    subjects: tuple[Subject, ...]


def reader_of(request: HttpRequest) -> Reader:
    """The reading that a request asks for."""
    READING.begin()
    user = person(request)
    dimensions = tuple(d for d in measured.dimensions() if d not in HIDDEN_DIMENSIONS)
    choices = Choices(
        metrics=frozenset(metric.id for metric in measured.metrics()),
        dimensions=dimensions,
        surveys=frozenset(survey.name for survey in measured.surveys()),
    )
    read = read_address(request.GET, choices)
    allowed = dict(scope(user))
    return Reader(
        user=user,
        rights=rights_here(request),
        scope=allowed,
        view=read.view,
        problems=read.problems,
        path=request.path,
        today=timezone.localdate(),
        version=measured.version(),
        dimensions=dimensions,
        subjects=subjects_within(allowed),
    )


def subjects_within(allowed: Mapping[str, tuple[str, ...]]) -> tuple[Subject, ...]:
    """The subjects of which there are answers within what somebody may see."""
    found = measured.subjects()
    if not allowed:
        return found
    request = ReportRequest(metric="responses", by=(PROCESS,), scope=allowed)
    report = measured.found(request)
    names = {row.group[PROCESS] for row in report.rows} if report else set()
    return tuple(one for one in found if one.kind != PROCESS or one.name in names)
