"""Tell: who is to be told of what, settled once, for hours that suit the reader; `deliver_notices` sends."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from luister.loop.gather_moves import gather_moves
from luister.notices import hours
from luister.store import notices as kept
from luister.store.home import Store
from luister.store.notices import NewNotice

Hours = hours.Hours
DAILY, WEEKLY, NEVER = hours.DAILY, hours.WEEKLY, hours.NEVER
MAIL, CHAT = "mail", "chat"
DIGEST, ALARM, CASE = "digest", "alarm", "case"

_LOOK_BACK = timedelta(days=2)
_KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Somebody who may be told: a person (by mail) or a channel of a chat program.

    `scope` tells what they may see, asked only where something happened; `kinds` of what they are
    told at once. `name` is the account's, by which cases know their owner; a channel has none.
    """

    key: str
    way: str
    hours: Hours
    kinds: frozenset[str]
    scope: Callable[[], Mapping[str, tuple[str, ...]]]
    name: str = ""


def plan_notices(store: Store, audience: Sequence[Audience], *, now: datetime) -> int:
    """How many notices are new: digests that are due, and what happened since of which people are told at once."""
    new = sum(_plan_digest(store, one, now=now) for one in audience)
    return new + _plan_alarms(store, audience, now=now) + _plan_cases(store, audience, now=now)


def notices_of(store: Store, reader: str) -> list[dict[str, Any]]:
    """The last notices to a reader, the latest first."""
    return kept.of_reader(store.truth, reader)


def forget_reader(store: Store, reader: str) -> int:
    """How many notices of somebody who is gone were let go."""
    return kept.forget(store.truth, reader)


def forget_old(store: Store, *, now: datetime) -> int:
    """How many notices that ended three months ago were let go."""
    return kept.tidy(store.truth, before=now - _KEPT)


def sees(scope: Mapping[str, Sequence[str]], *, team: str, employee: str) -> bool:
    """True where something of this team and employee lies within a scope.

    >>> sees({"team": ("Noord",)}, team="Noord", employee="Anna")
    True
    >>> sees({"employee": ("Anna",)}, team="Noord", employee="")
    False
    """
    told = {"team": team, "employee": employee}
    return all(told.get(name, "") in values for name, values in scope.items())


def _plan_digest(store: Store, one: Audience, *, now: datetime) -> int:
    day = hours.digest_day(one.hours, now)
    if day is None or one.way != MAIL:
        return 0
    last = kept.last_digest(store.truth, one.key)
    if last is not None and last["until"] >= day.isoformat():
        return 0
    since = last["until"] if last else (day - timedelta(hours.days_before(one.hours))).isoformat()
    detail = {"since": since, "until": day.isoformat()}
    notice = NewNotice(
        reader=one.key,
        thing=f"digest:{day}",
        kind=DIGEST,
        way=MAIL,
        detail=detail,
        due_at=hours.after_quiet(one.hours, now),
    )
    with store.truth.transaction():
        return kept.add(store.truth, [notice], now=now)


def _plan_alarms(store: Store, audience: Sequence[Audience], *, now: datetime) -> int:
    new = 0
    gather_moves(store, now=now)
    fresh = kept.fresh_alarms(store.truth, since=now - _LOOK_BACK)
    # Whom a move was told of are not told again by each group in which it shows.
    known = kept.told_of_moves(store.truth, [number for number, _, _ in fresh])
    for number, team, employee in fresh:
        before = known.get(number, ())
        told = [
            one
            for one in audience
            if ALARM in one.kinds
            and sees(one.scope(), team=team, employee=employee)
            and not any(sees(one.scope(), team=its, employee=whose) for its, whose in before)
        ]
        new += _settled(store, f"signal:{number}", ALARM, {"signal": number}, told, now=now)
    return new


def _plan_cases(store: Store, audience: Sequence[Audience], *, now: datetime) -> int:
    new = 0
    for entry in kept.fresh_case_entries(store.truth, since=now - _LOOK_BACK):
        told = [one for one in audience if CASE in one.kinds and _concerns(one, entry)]
        detail = {"case": entry["case"], "what": entry["what"]}
        new += _settled(store, f"case:{entry['entry']}", CASE, detail, told, now=now)
    return new


def _concerns(one: Audience, entry: Mapping[str, Any]) -> bool:
    """True where somebody is to know: the owner, who did not do it, and channels that may see it."""
    if one.way != MAIL:
        return sees(one.scope(), team=entry["team"], employee=entry["employee"])
    return bool(one.name) and one.name == entry["owner"] and one.name != entry["who"]


def _settled(
    store: Store,
    thing: str,
    kind: str,
    detail: Mapping[str, Any],
    told: Sequence[Audience],
    *,
    now: datetime,
) -> int:  # fmt: skip
    """How many are told of a thing; in one transaction with the mark that it was settled."""
    with store.truth.transaction():
        if not kept.mark_settled(store.truth, thing, kind, now=now):
            return 0
        notices = [
            NewNotice(
                reader=one.key,
                thing=thing,
                kind=kind,
                way=one.way,
                detail=detail,
                due_at=hours.after_quiet(one.hours, now),
            )
            for one in told
        ]
        return kept.add(store.truth, notices, now=now)
