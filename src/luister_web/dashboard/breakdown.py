"""A metric by groups: which team, product or region needs attention first."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString

from luister.estimates.report import ReportRequest, ReportRow
from luister_web.dashboard import measured
from luister_web.dashboard.days import Option
from luister_web.dashboard.filters import dimension_label, group_label
from luister_web.dashboard.measured import Refusal
from luister_web.dashboard.metric_words import metric_label
from luister_web.dashboard.reader import Reader
from luister_web.dashboard.subjects import PROCESS, SURVEY, Subject
from luister_web.dashboard.tiles import is_higher_better
from luister_web.look.charts.interval_bar import interval_bar, shared_axis
from luister_web.look.charts.plane import Axis
from luister_web.look.signs import Sign, change_sign, status_sign

FIRST = ("team", "touchpoint", "product", "channel", "region", "segment")
TOUCHPOINT = "touchpoint"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """One group: its number, how it stands, how it changed, and the page about it alone."""

    label: str
    row: ReportRow
    sign: Sign
    change: Sign | None
    bar: SafeString | str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """A metric by one dimension, with the other dimensions to choose from."""

    dimension: str
    label: str
    metric: str
    metric_label: str
    lines: list[GroupLine]
    options: list[Option]
    request: ReportRequest
    refusal: Refusal | None = None


def breakdown(
    reader: Reader, subject: Subject, request: ReportRequest, total: ReportRow | None
) -> Breakdown | None:
    """The metric of `request` by the dimension asked for; None where there is none to break by."""
    offered = dimensions_for(reader, subject, request)
    dimension = reader.view.by if reader.view.by in offered else _default(offered)
    if not dimension:
        return None
    metric = metric_for(subject, (dimension,), request)
    asked = subject.asked(replace(request, metric=metric, by=(dimension,)))
    result = measured.report(asked)
    rows = () if isinstance(result, Refusal) else result.rows
    whole = total.estimate.value if total and total.estimate and metric == request.metric else None
    room = shared_axis((row.estimate, row.target) for row in rows)
    return Breakdown(
        dimension=dimension,
        label=dimension_label(dimension),
        metric=metric,
        metric_label=metric_label(metric),
        lines=[
            _line(reader, row, (dimension, metric), room)
            for row in in_order(rows, dimension, reader.view.sort, whole)
        ],
        options=[_option(reader, one, dimension) for one in offered],
        request=asked,
        refusal=result if isinstance(result, Refusal) else None,
    )


def dimensions_for(reader: Reader, subject: Subject, request: ReportRequest) -> list[str]:
    """The dimensions that can tell groups apart here: not what the page or a filter fixes."""
    fixed = {name for name, values in request.where.items() if len(values) == 1}
    skipped = {PROCESS if subject.kind == PROCESS else SURVEY, "wave", *fixed}
    return [
        one
        for one in reader.dimensions
        if one not in skipped and tells_groups(subject, one, reader.scope)
    ]


def tells_groups(subject: Subject, dimension: str, scope: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the subject has at least two groups by this dimension."""
    if dimension == TOUCHPOINT and subject.touchpoint_metrics:
        return True
    request = ReportRequest(metric="responses", by=(dimension,), scope=scope)
    return len(measured.groups(subject.asked(request))) > 1


def metric_for(subject: Subject, by: Sequence[str], request: ReportRequest) -> str:
    """The metric to break down: by touchpoint, one that touchpoints are asked about."""
    told = subject.touchpoint_metrics
    if TOUCHPOINT not in by or not told or request.metric in told:
        return request.metric
    return told[0]


def in_order(
    rows: Sequence[ReportRow], dimension: str, sort: str, whole: float | None
) -> list[ReportRow]:
    """The rows as asked: the most urgent first, by name, or the most answers first.

    `whole` is the value of all groups together; None takes their mean, by number of answers.
    """
    if sort == "name":
        return sorted(rows, key=lambda row: row.group[dimension] or "\uffff")
    if sort == "most":
        return sorted(rows, key=lambda row: -(row.estimate.n if row.estimate else -1))
    middle = _mean(rows) if whole is None else whole
    return sorted(rows, key=lambda row: (-urgency(row, middle), row.group[dimension] or ""))


def _mean(rows: Sequence[ReportRow]) -> float:
    known = [row.estimate for row in rows if row.estimate]
    return sum(one.value * one.n for one in known) / max(sum(one.n for one in known), 1)


def urgency(row: ReportRow, whole: float) -> float:
    """How far the group lies under its target (else under the whole), times how many answered.

    Groups above come after those below; hidden and empty ones last.
    """
    if row.estimate is None:
        return -math.inf
    aim = row.target.value if row.target else whole
    return (aim - row.estimate.value) * math.sqrt(row.estimate.n)


def _default(offered: Sequence[str]) -> str:
    """The dimension to begin with: a familiar one where there is one."""
    return next((one for one in FIRST if one in offered), offered[0] if offered else "")


def _line(reader: Reader, row: ReportRow, asked: tuple[str, str], room: Axis) -> GroupLine:
    dimension, metric = asked
    value = row.group[dimension] or ""
    difference = row.comparison.difference if row.comparison else None
    view = reader.view.within(dimension, value)
    return GroupLine(
        label=group_label(value, dimension),
        row=row,
        sign=status_sign(row.status),
        change=change_sign(difference, higher_is_better=is_higher_better(metric))
        if difference
        else None,
        bar=interval_bar(row.estimate, row.target, room) if row.estimate else "",
        address=replace(view, metric=metric, by="").at(reader.path),
    )


def _option(reader: Reader, one: str, dimension: str) -> Option:
    address = replace(reader.view, by=one).at(reader.path)
    return Option(dimension_label(one), address, one == dimension)
