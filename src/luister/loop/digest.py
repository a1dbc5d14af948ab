"""Digest: what changed for one reader since the last one, and what is theirs to do; nothing of anybody else's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from luister.errors import LuisterError, UnknownNameError
from luister.estimates.estimate import Estimate
from luister.estimates.report import ReportRequest, ReportRow
from luister.loop import measure, show_cases, take_action
from luister.store import cases, signal_feed
from luister.store.case_rows import Case, CaseFilter
from luister.store.home import Store
from luister.store.signal_feed import FreshSignal

Fresh = FreshSignal
Action = take_action.Action
_COUNTED_DAYS = 28
_SOON = timedelta(days=3)
_MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestReader:
    """For whom: the account's name and what it may see; `is_employee` where the answers are about them."""

    name: str
    scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_employee: bool = False


@dataclass(frozen=True, slots=True)
class GoalChange:
    """A goal whose standing is another than at the last digest; over four weeks up to each."""

    process: str
    metric: str
    was: str
    now: str
    estimate: Estimate
    target: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """From `since` up to, not including, `until`. Lists are cut to a few, counts are whole."""

    since: date
    until: date
    answers: int
    goals: tuple[GoalChange, ...]
    signals: tuple[FreshSignal, ...]
    signal_count: int
    own_cases: tuple[Case, ...]
    own_count: int
    overdue: int
    own_actions: tuple[Action, ...]
    action_count: int
    is_employee: bool

    @property
    def is_empty(self) -> bool:
        """True where there is nothing to say, so that no mail leaves.

        That customers answered is no news to who leads; to the one whom they answered about it is.
        """
        news = self.goals or self.signals or self.own_cases or self.overdue or self.own_actions
        return not news and not (self.is_employee and self.answers)


def digest(store: Store, reader: DigestReader, *, since: date, until: date) -> Digest:
    """The digest of one reader, out of the same reports, signals and cases that their pages show."""
    signal_count, signals = signal_feed.raised_between(
        store.truth,
        _start(store, since),
        _start(store, until),
        scope=reader.scope,
        limit=_MOST,
    )
    own = CaseFilter(scope=reader.scope, owner=reader.name, states=show_cases.UNDER_WAY)
    own_count, own_cases = show_cases.cases(store, own, limit=_MOST)
    action_count, own_actions = _due_actions(store, reader, since, until)
    overdue = CaseFilter(scope=reader.scope, overdue_at=_start(store, until))
    return Digest(
        since=since,
        until=until,
        answers=_answers(store, reader, since, until),
        goals=tuple(_goal_changes(store, reader, since, until)),
        signals=tuple(signals),
        signal_count=signal_count,
        own_cases=tuple(own_cases),
        own_count=own_count,
        overdue=show_cases.cases(store, overdue, limit=1)[0],
        own_actions=tuple(own_actions),
        action_count=action_count,
        is_employee=reader.is_employee,
    )


def fresh_signal(
    store: Store, number: int, *, scope: Mapping[str, tuple[str, ...]]
) -> FreshSignal | None:
    """One signal in short; None where it is not there, or not for this reader."""
    return signal_feed.fresh_signal(store.truth, number, scope=scope)


def found_case(store: Store, number: int, *, scope: Mapping[str, tuple[str, ...]]) -> Case | None:
    """One case in short; None where it is not there, or not for this reader."""
    try:
        return cases.case_of(store.truth, number, scope)
    except UnknownNameError:
        return None


def _due_actions(
    store: Store, reader: DigestReader, since: date, until: date
) -> tuple[int, list[Action]]:
    """Own actions under way whose day is past, or comes before the digest after this one (in three days at least)."""
    near = until + max(until - since, _SOON)
    wanted = take_action.ActionFilter(
        scope=reader.scope, states=take_action.ACTIVE, owner=reader.name, late_on=near
    )
    return take_action.actions(store, wanted, limit=_MOST)


def _answers(store: Store, reader: DigestReader, since: date, until: date) -> int:
    """How many customers answered; 0 where that is hidden."""
    asked = ReportRequest(
        metric="responses", first=since, last=until - timedelta(days=1), scope=reader.scope
    )
    rows = _rows(store, asked, today=until)
    return sum(row.estimate.n for row in rows if row.estimate)


def _goal_changes(
    store: Store, reader: DigestReader, since: date, until: date
) -> list[GoalChange]:
    found = []
    for metric in dict.fromkeys(line.metric for line in measure.targets(store)):
        before = _standings(store, reader, metric, since)
        for process, row in _standings(store, reader, metric, until).items():
            was = before.get(process)
            if was and was.status != row.status and row.estimate and row.target:
                found.append(
                    GoalChange(
                        process, metric, was.status or "", row.status or "", row.estimate,
                        row.target.value,
                    )
                )  # fmt: skip
    return found


def _standings(
    store: Store, reader: DigestReader, metric: str, until: date
) -> dict[str, ReportRow]:
    """How each process stands to its goal over the four weeks before a day."""
    asked = ReportRequest(
        metric=metric,
        by=("process",),
        first=until - timedelta(days=_COUNTED_DAYS),
        last=until - timedelta(days=1),
        scope=reader.scope,
    )
    rows = _rows(store, asked, today=until)
    return {row.group["process"]: row for row in rows if row.status}


def _rows(store: Store, asked: ReportRequest, *, today: date) -> tuple[ReportRow, ...]:
    """The rows of a report; none where it cannot be made, as before the first answer."""
    try:
        return measure.report(store, asked, today=today).rows
    except LuisterError:
        return ()


def _start(store: Store, day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(store.time_zone)).astimezone(UTC)
