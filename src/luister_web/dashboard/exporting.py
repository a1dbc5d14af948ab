"""The addresses under which what a page shows comes as a file."""

from dataclasses import replace
from urllib.parse import urlencode

from luister.estimates.report import ReportRequest
from luister.loop.show import ResponsesRequest
from luister_web.access.rights import Right
from luister_web.dashboard import measured
from luister_web.dashboard.days import Option
from luister_web.dashboard.reader import Reader
from luister_web.dashboard.subjects import PROCESS
from luister_web.look.navigation import address_of

KINDS = (("xlsx", "Excel"), ("csv", "CSV"), ("parquet", "Parquet"), ("sav", "SPSS"))
MOST_KINDS = 2
"""How many kinds are offered of each survey where there are several."""


def report_exports(reader: Reader, request: ReportRequest) -> list[Option]:
    """The report as files, for who may export; `scope` is left out, the server sets it anew."""
    if Right.EXPORT not in reader.rights:
        return []
    pairs = _pairs(request)
    pairs += [("by", dimension) for dimension in request.by]
    named = (("metric", request.metric), ("every", request.every), ("compare", request.compare))
    pairs += [(name, value) for name, value in named if value]
    pairs += [("weighted", "true")] if request.weighted else []
    return _options("api:export-report", pairs)


def answer_exports(reader: Reader, request: ResponsesRequest) -> list[Option]:
    """The answers as files, for who may export.

    A file holds one survey, since each asks its own questions; of several there is a file each.
    """
    if Right.EXPORT not in reader.rights:
        return []
    names = _surveys(request)
    found = [(name, _answer_options(replace(request, survey=name))) for name in names]
    if len(found) == 1:
        return found[0][1]
    return [
        replace(option, label=f"{name}, {option.label}")
        for name, options in found
        for option in options[:MOST_KINDS]
    ]


def _answer_options(request: ResponsesRequest) -> list[Option]:
    pairs = _pairs(request)
    pairs += [("value", f"{value:g}") for value in request.values]
    pairs += [("show", dimension) for dimension in request.dimensions]
    pairs += [("search", request.search)] if request.search else []
    return _options("api:export-answers", pairs)


def _surveys(request: ResponsesRequest) -> list[str]:
    """The surveys whose answers are asked for: the one named, else those about the process."""
    if request.survey:
        return [request.survey]
    processes = set(request.where.get(PROCESS, ()))
    return [
        survey.name
        for survey in measured.surveys()
        if not processes or processes & set(survey.processes)
    ]


def _pairs(request: ReportRequest | ResponsesRequest) -> list[tuple[str, str]]:
    named = (
        ("survey", request.survey),
        ("question", request.question),
        ("from", request.first),
        ("to", request.last),
    )
    pairs = [(name, str(value)) for name, value in named if value]
    return pairs + [
        ("where", f"{name}:{one}") for name, values in request.where.items() for one in values
    ]


def _options(url_name: str, pairs: list[tuple[str, str]]) -> list[Option]:
    """One option a kind of file; none where this installation has no exports."""
    found = []
    for kind, label in KINDS:
        path = address_of(url_name, kind)
        if path:
            found.append(Option(label, f"{path}?{urlencode(pairs)}", note=f".{kind}"))
    return found
