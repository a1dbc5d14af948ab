"""The heat table: groups by touchpoint or channel, the most urgent in the top left corner."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from luister.estimates.report import Report, ReportRequest, ReportRow
from luister_web.dashboard import measured
from luister_web.dashboard.breakdown import (
    TOUCHPOINT,
    Breakdown,
    dimensions_for,
    metric_for,
)
from luister_web.dashboard.days import Option
from luister_web.dashboard.filters import dimension_label, group_label
from luister_web.dashboard.metric_words import metric_label
from luister_web.dashboard.reader import Reader
from luister_web.dashboard.subjects import Subject
from luister_web.dashboard.tiles import is_higher_better
from luister_web.look.signs import DOWN, UP, Sign, status_sign

LIKED = (TOUCHPOINT, "channel", "product", "team", "region", "segment")
MOST_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One group at one touchpoint; `row` is None where nobody answered."""

    row: ReportRow | None
    sign: Sign
    address: str = ""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A group with its cells, in the order of the columns."""

    label: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """The table; `has_targets` tells whether colours say target or distance to the column's whole."""

    label: str
    across_label: str
    metric_label: str
    columns: list[str]
    rows: list[HeatRow]
    options: list[Option]
    has_targets: bool
    request: ReportRequest


Cells = Mapping[tuple[str, str], ReportRow]


def heat(
    reader: Reader, subject: Subject, request: ReportRequest, by: Breakdown | None
) -> Heat | None:
    """The table of the breakdown's groups by a second dimension; None where it would be no table."""
    if by is None:
        return None
    offered = [one for one in dimensions_for(reader, subject, request) if one != by.dimension]
    across = _across(reader, offered)
    if not across:
        return None
    metric = metric_for(subject, (by.dimension, across), request)
    asked = subject.asked(replace(request, metric=metric, by=(by.dimension, across), compare=None))
    report, wholes = measured.found(asked), measured.found(replace(asked, by=(across,)))
    if report is None or wholes is None:
        return None
    return _table(reader, (by.dimension, across), (report, wholes), offered)


def _across(reader: Reader, offered: Sequence[str]) -> str:
    if reader.view.across in offered:
        return reader.view.across
    return next((one for one in LIKED if one in offered), "")


def _table(
    reader: Reader, by: tuple[str, str], reports: tuple[Report, Report], offered: Sequence[str]
) -> Heat | None:
    report, wholes = reports
    down, across = by
    cells = {(row.group[down] or "", row.group[across] or ""): row for row in report.rows}
    whole = {row.group[across] or "": row for row in wholes.rows}
    better = 1.0 if is_higher_better(report.metric) else -1.0
    columns = _worst_columns(cells, whole, better)
    groups = sorted(
        {group for group, _column in cells}, key=lambda one: _worst(one, cells, whole, better)
    )
    if len(columns) < 2 or len(groups) < 2:
        return None
    return Heat(
        label=dimension_label(down),
        across_label=dimension_label(across),
        metric_label=metric_label(report.metric),
        columns=[group_label(column, across) for column in columns],
        rows=[
            HeatRow(
                group_label(group, down),
                tuple(
                    _cell(reader, report.metric, (by, (group, column)), (cells, whole, better))
                    for column in columns
                ),
            )
            for group in groups
        ],
        options=[_option(reader, one, across) for one in offered],
        has_targets=any(row.status for row in report.rows),
        request=report.request,
    )


def _worst_columns(cells: Cells, whole: Mapping[str, ReportRow], better: float) -> list[str]:
    """The columns with the lowest wholes first; of too many, those with the most answers."""
    found = {column for _group, column in cells}
    most = sorted(found, key=lambda one: -_n(whole.get(one)))[:MOST_COLUMNS]
    return sorted(most, key=lambda one: (better * _value(whole.get(one)), one))


def _n(row: ReportRow | None) -> int:
    return row.estimate.n if row and row.estimate else 0


def _value(row: ReportRow | None) -> float:
    return row.estimate.value if row and row.estimate else math.inf


def _worst(
    group: str, cells: Cells, whole: Mapping[str, ReportRow], better: float
) -> tuple[float, str]:
    """What sorts the group that falls short the furthest, for the most answers, first."""
    short = 0.0
    for (name, column), row in cells.items():
        if name == group and row.estimate:
            aim = row.target.value if row.target else _value(whole.get(column))
            if math.isfinite(aim):
                short += better * (aim - row.estimate.value) * row.estimate.n
    return -short, group


def _cell(
    reader: Reader,
    metric: str,
    place: tuple[tuple[str, str], tuple[str, str]],
    known: tuple[Cells, Mapping[str, ReportRow], float],
) -> HeatCell:
    (down, across), (group, column) = place
    cells, whole, better = known
    row = cells.get((group, column))
    if row is None or row.estimate is None:
        return HeatCell(row, Sign("hidden" if row and row.suppressed else "empty", "", ""))
    view = reader.view.within(down, group).within(across, column)
    sign = status_sign(row.status) if row.status else against(row, whole.get(column), better)
    return HeatCell(row, sign, replace(view, metric=metric, by="", across="").at(reader.path))


def against(row: ReportRow, whole: ReportRow | None, better: float) -> Sign:
    """The sign of a cell without a target: clearly better or worse than its column's whole or not.

    Clear means that the interval of the cell leaves the whole out.
    """
    if row.estimate is None or whole is None or whole.estimate is None:
        return Sign("calm", "", "")
    middle = whole.estimate.value
    if row.estimate.low > middle:
        return Sign("good" if better > 0 else "poor", UP, _("above the whole"))
    if row.estimate.high < middle:
        return Sign("poor" if better > 0 else "good", DOWN, _("below the whole"))
    return Sign("calm", "", _("as the whole"))


def _option(reader: Reader, one: str, across: str) -> Option:
    address = replace(reader.view, across=one).at(reader.path)
    return Option(dimension_label(one), address, one == across)
