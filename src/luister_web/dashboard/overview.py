"""The front page: a tile a process, and what changed in words."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from luister.estimates.report import ReportRequest
from luister_web.access.rights import Right, needs
from luister_web.dashboard import days as chosen_days
from luister_web.dashboard.days import Days, Option
from luister_web.dashboard.exporting import report_exports
from luister_web.dashboard.kept_board import board_page
from luister_web.dashboard.news import news
from luister_web.dashboard.page import bar, shared
from luister_web.dashboard.periods import Known
from luister_web.dashboard.reader import Reader, reader_of
from luister_web.dashboard.subjects import PROCESS
from luister_web.dashboard.tiles import Tile, tiles
from luister_web.dashboard.twin import weightings


@needs(Right.SEE_DASHBOARD)
@require_safe
def overview(request: HttpRequest) -> HttpResponseBase:
    """The overview; in an empty home, what to do first."""
    reader = reader_of(request)
    known = chosen_days.all_known(reader)
    if known is None:
        return render(request, "dashboard/empty.html", shared(reader))
    return board_page(request, reader, "overview", lambda: _parts(reader, known))


def _parts(reader: Reader, known: Known) -> dict[str, Any]:
    found = tiles(reader)
    days = chosen_days.days_of(reader, known)
    return {
        "bar": bar(reader, known),
        "tiles": found,
        "news": news(found),
        "sorts": _sorts(reader),
        "weightings": weightings(reader) if any(tile.twin for tile in found) else [],
        "exports": report_exports(reader, _export(reader, found, days)),
    }


def _sorts(reader: Reader) -> list[Option]:
    """The orders of the tiles."""
    current = reader.view.sort or "urgent"
    words = (("urgent", _("Worst first")), ("name", _("By name")))
    return [
        Option(label, replace(reader.view, sort=sort).at(reader.path), sort == current)
        for sort, label in words
    ]


def _export(reader: Reader, found: list[Tile], days: Days) -> ReportRequest:
    """The report that a file of this page holds: the metric most tiles show, by process."""
    metrics = [tile.metric for tile in found] or ["responses"]
    return ReportRequest(
        metric=max(metrics, key=metrics.count),
        by=(PROCESS,),
        first=days.period.first,
        last=days.period.last,
        compare=days.compare,
        where=reader.view.where,
        scope=reader.scope,
        weighted=bool(reader.view.weighted),
    )
