"""Steering: goals against targets, the signals that matter most, the loop with customers, and use."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from luister.loop import oversee
from luister_web.access.rights import Right, has_right, needs, person, scope
from luister_web.board.accounts import WEEKS
from luister_web.board.board_tables import tables_of
from luister_web.board.whole_board import DAYS, whole_board
from luister_web.dashboard.metric_words import metric_label
from luister_web.digests.words import signal_line
from luister_web.look.charts.interval_bar import interval_bar
from luister_web.look.page_file import page_file
from luister_web.look.signs import Sign, status_sign


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal with its metric in words, its standing and the interval as a bar."""

    goal: oversee.Goal
    label: str
    sign: Sign
    bar: SafeString | str


@needs(Right.GOALS)
@require_safe
def steering(request: HttpRequest) -> HttpResponseBase:
    """The page, of what the reader may see."""
    found = whole_board(person(request), now=timezone.now())
    context = {
        "days": DAYS,
        "weeks": WEEKS,
        "goals": [_line(one) for one in found.goals],
        "signals": [(one, signal_line(one)) for one in found.signals],
        "signal_count": found.signal_count,
        "health": found.health,
        "use": found.use,
        "smallest": oversee.SMALLEST_UNIT,
        "may_export": has_right(request.user, Right.EXPORT),
    }
    return render(request, "board/steering.html", context)


@needs(Right.EXPORT)
@needs(Right.GOALS)
@never_cache
@require_safe
def steering_file(request: HttpRequest) -> HttpResponseBase:
    """The same as a workbook."""
    user = person(request)
    about = user.unit.name if user.unit is not None and scope(user) else _("the whole house")
    return page_file(
        request, tables_of(whole_board(user, now=timezone.now())), name=_("Steering"), about=about
    )


def _line(goal: oversee.Goal) -> GoalLine:
    row = goal.row
    bar = interval_bar(row.estimate, row.target) if row.estimate else ""
    return GoalLine(goal, metric_label(goal.metric), status_sign(row.status), bar)
