"""The team page as tables, for its workbook."""

from django.utils.translation import gettext as _

from luister.loop.export_tables import COUNT, DAY, MOMENT, NUMBER, TEXT, PageTable
from luister_web.cases.words import STATES
from luister_web.digests.words import signal_line
from luister_web.team.whole_team import HandLine, WholeTeam, cases_named, loads_named


def tables_of(found: WholeTeam) -> list[PageTable]:
    """Each part of the page as a table, with the same rows."""
    return [_signals(found), _cases(found), _hands(found), _coaching(found), _loads(found),
            _remarks(found)]  # fmt: skip


def _signals(found: WholeTeam) -> PageTable:
    columns = ((_("Its number"), COUNT), (_("Signal"), TEXT), (_("Raised"), MOMENT))
    rows = [(one.id, signal_line(one), one.raised_at) for one in found.signals]
    return PageTable(_("Signals"), columns, rows)


def _cases(found: WholeTeam) -> PageTable:
    columns = (
        (_("Its number"), COUNT), (_("Process"), TEXT), (_("State"), TEXT), (_("Owner"), TEXT),
        (_("Due"), MOMENT),
    )  # fmt: skip
    rows = [
        (one.id, one.process, str(STATES.get(one.state, one.state)), one.owner, one.due_at)
        for one in cases_named(found.cases)
    ]
    return PageTable(_("Cases under way"), columns, rows)


def _hands(found: WholeTeam) -> PageTable:
    columns = (
        (_("Employee"), TEXT), (_("Process"), TEXT), (_("Metric"), TEXT), (_("Why"), TEXT),
        (_("Value"), NUMBER), (_("Low"), NUMBER), (_("High"), NUMBER), ("n", COUNT),
        (_("Goal"), NUMBER),
    )  # fmt: skip
    return PageTable(_("May want a hand"), columns, [_hand(one) for one in found.hands])


def _hand(line: HandLine) -> tuple[object, ...]:
    hand = line.hand
    known, goal = hand.leaned.estimate, hand.target.value if hand.target else None
    why = _("under the goal") if line.is_under else _("moved against the time before")
    return (
        hand.employee, hand.process, line.label, why, known.value, known.low, known.high, known.n,
        goal,
    )  # fmt: skip


def _coaching(found: WholeTeam) -> PageTable:
    columns = ((_("Action"), TEXT), (_("Employee"), TEXT), (_("Due"), DAY))
    rows = [(one.title, one.employee, one.due_on) for one in found.coaching]
    return PageTable(_("Coaching"), columns, rows)


def _loads(found: WholeTeam) -> PageTable:
    columns = ((_("Owner"), TEXT), (_("Cases under way"), COUNT), (_("overdue"), COUNT))
    rows = [(one.owner, one.under_way, one.overdue) for one in loads_named(found.loads)]
    return PageTable(_("Who carries how much"), columns, rows)


def _remarks(found: WholeTeam) -> PageTable:
    columns = ((_("Employee"), TEXT), (_("When"), MOMENT), (_("Words"), TEXT))
    rows = [(one.employee, one.changed_at, one.words) for one in found.remarks]
    return PageTable(_("Said beside results"), columns, rows)
