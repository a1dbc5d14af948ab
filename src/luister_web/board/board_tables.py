"""The page of who steers as tables, for its workbook."""

from math import isinf

from django.utils.translation import gettext as _

from luister.estimates.estimate import Estimate
from luister.loop import oversee
from luister.loop.export_tables import COUNT, MOMENT, NUMBER, TEXT, PageTable
from luister_web.board.accounts import WEEKS
from luister_web.board.whole_board import WholeBoard
from luister_web.dashboard.metric_words import metric_label
from luister_web.digests.words import signal_line
from luister_web.look.signs import status_sign

_NOTHING = (None, None, None, None)


def tables_of(found: WholeBoard) -> list[PageTable]:
    """Each part of the page as a table, with the same rows."""
    return [_goals(found), _signals(found), _loop(found.health), _use(found)]


def _known(estimate: Estimate | None) -> tuple[object, ...]:
    """Value, low, high and n; what nobody can tell is left empty."""
    if estimate is None:
        return _NOTHING
    high = None if isinf(estimate.high) else estimate.high
    return (estimate.value, estimate.low, high, estimate.n)


def _goals(found: WholeBoard) -> PageTable:
    columns = (
        (_("Process"), TEXT), (_("Metric"), TEXT), (_("Result"), NUMBER), (_("Low"), NUMBER),
        (_("High"), NUMBER), ("n", COUNT), (_("Target"), NUMBER), (_("Lower bound"), NUMBER),
        (_("Standing"), TEXT),
    )  # fmt: skip
    return PageTable(_("Goals against targets"), columns, [_goal(one) for one in found.goals])


def _goal(one: oversee.Goal) -> tuple[object, ...]:
    row = one.row
    target = (row.target.value, row.target.lower_bound) if row.target else (None, None)
    standing = _("hidden") if row.suppressed else str(status_sign(row.status).words)
    return (one.process, metric_label(one.metric), *_known(row.estimate), *target, standing)


def _signals(found: WholeBoard) -> PageTable:
    columns = ((_("Its number"), COUNT), (_("Signal"), TEXT), (_("Raised"), MOMENT))
    rows = [(one.id, signal_line(one), one.raised_at) for one in found.signals]
    return PageTable(_("Signals"), columns, rows)


def _loop(health: oversee.LoopHealth) -> PageTable:
    columns = (
        (_("Figure"), TEXT), (_("Value"), NUMBER), (_("Low"), NUMBER), (_("High"), NUMBER),
        ("n", COUNT),
    )  # fmt: skip
    counted = (
        (_("Detractors"), health.detractors),
        (_("Detractors with a case"), health.with_case),
        (_("Cases opened"), health.cases),
    )
    rows: list[tuple[object, ...]] = [(name, count, None, None, None) for name, count in counted]
    rows.append((_("Detractors called back in time"), *_known(health.in_time)))
    rows.append((_("Hours to the first contact (median)"), *_known(health.hours)))
    return PageTable(_("The loop with customers"), columns, rows)


def _use(found: WholeBoard) -> PageTable:
    columns = (
        (_("Unit"), TEXT), (_("Accounts"), COUNT), (_("Signed in, last 7 days"), COUNT),
        *[(_("%(week)s wk before") % {"week": week}, COUNT) for week in range(1, WEEKS)],
        (_("Cases worked on"), COUNT), (_("Actions done"), COUNT),
    )  # fmt: skip
    rows = [
        (one.unit or _("Together"), one.accounts, *one.signed_in, one.cases, one.actions)
        for one in found.use
    ]
    return PageTable(_("Use"), columns, rows)
