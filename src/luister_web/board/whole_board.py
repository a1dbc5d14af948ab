"""All that the page of who steers tells, of what the reader may see; page, file and API show the same."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from luister.loop import act, oversee
from luister_web.access.models import User
from luister_web.access.rights import scope
from luister_web.board.accounts import WEEKS, accounts
from luister_web.current_home import home
from luister_web.look.signs import severity

DAYS = 90
_MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeBoard:
    """What the page tells: goals, the worst standing first; a few signals, their count whole."""

    goals: tuple[oversee.Goal, ...]
    signals: tuple[act.Signal, ...]
    signal_count: int
    health: oversee.LoopHealth
    use: tuple[oversee.Use, ...]


def whole_board(user: User, *, now: datetime) -> WholeBoard:
    """What is told to this reader, over the last DAYS days."""
    allowed, today = dict(scope(user)), timezone.localdate()
    days = (today - timedelta(days=DAYS - 1), today)
    page = act.signals(home(), act.Filter(scope=allowed), now=now, limit=_MOST)
    goals = oversee.goals(home(), allowed, days, today=today)
    small = _("smaller units together")
    return WholeBoard(
        goals=tuple(sorted(goals, key=lambda one: (severity(one.row.status), one.process))),
        signals=tuple(page.signals),
        signal_count=page.total,
        health=oversee.loop_health(home(), allowed, days=days, now=now, today=today),
        use=tuple(oversee.use(home(), accounts(user, now), weeks=WEEKS, now=now, small=small)),
    )
