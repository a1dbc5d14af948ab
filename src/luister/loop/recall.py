"""Recall: what else happened near a change: marks, new words in a survey, imports."""

from collections.abc import Iterator
from datetime import date

from luister.estimates.report import ReportRequest
from luister.estimates.request_terms import filter_of
from luister.store import questions as known
from luister.store.home import Store
from luister.store.imports import summaries
from luister.store.survey_versions import all_surveys, versions
from luister.warning.happenings import Happening, near


def happenings_near(
    store: Store, request: ReportRequest, since: tuple[date, date]
) -> tuple[Happening, ...]:
    """What happened within two weeks of the days on which a change may have begun, nearest first."""
    processes = filter_of(request).get("process", ())
    process = processes[0] if len(processes) == 1 else ""
    surveys = _surveys(store, request, process)
    told = (*_marks(store), *_versions(store, surveys), *_imports(store, surveys))
    return near(told, first=since[0], last=since[1], process=process)


def _surveys(store: Store, request: ReportRequest, process: str) -> frozenset[str]:
    """The surveys whose answers the change is in."""
    return frozenset(
        one.name
        for one in known.surveys(store)
        if request.survey in (None, one.name) and (not process or process in one.processes)
    )


def _marks(store: Store) -> Iterator[Happening]:
    for mark in known.marks(store):
        yield Happening("mark", mark.day, mark.label, mark.process or "")


def _versions(store: Store, surveys: frozenset[str]) -> Iterator[Happening]:
    """Each version but the first: before it, nobody was asked otherwise."""
    for survey in all_surveys(store.truth):
        if survey.name in surveys:
            for number, at in versions(store.truth, survey.name)[:-1]:
                yield Happening("version", at.date(), f"{survey.name} {number}")


def _imports(store: Store, surveys: frozenset[str]) -> Iterator[Happening]:
    for one in summaries(store):
        if one.survey in surveys and one.state == "kept" and one.finished_at:
            yield Happening("import", one.finished_at.date(), one.file_name or one.survey)
