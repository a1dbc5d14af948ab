"""Send: letters that are due leave, each once, at the pace and in the hours agreed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from luister.errors import LuisterError, StoreError
from luister.invitations import delivery
from luister.invitations.contact import BOUNCED
from luister.invitations.delivery import Channel, Outcome, Way, next_attempt
from luister.invitations.plan import Plan, reminder_moment
from luister.invitations.readiness import Standing, address_for, stopped_by, waits_until
from luister.loop.standing import plan_of
from luister.loop.write import Office, parcel_of
from luister.store import letters as kept
from luister.store.contacts import mark_address
from luister.store.home import Store
from luister.store.invitations import mark_bounced
from luister.store.letters import Change, DueLetter, NewLetter
from luister.store.send_journal import HANDING, SendJournal, left_behind

_FOLDER = "sending"
_AT_ONCE = 25
_MINUTE = timedelta(minutes=1)
_STATES = {delivery.SENT: kept.SENT, delivery.REFUSED: kept.FAILED, delivery.UNSURE: kept.UNSURE}

Channels = Mapping[str, Way]
"""The ways of sending, by name; each is opened when there is something to send."""


@dataclass(frozen=True, slots=True)
class SendResult:
    """How many letters became what (sent, waiting, failed, unsure, withdrawn), and what was in the way."""

    letters: Mapping[str, int]
    problems: tuple[str, ...] = ()

    @property
    def sent(self) -> int:
        """How many letters left."""
        return self.letters.get(kept.SENT, 0)


@dataclass(slots=True)
class _Run:
    """What one call has done so far."""

    store: Store
    office: Office
    journal: SendJournal
    now: datetime
    letters: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def send_due(
    store: Store, channels: Channels, office: Office, *, now: datetime, limit: int = 500
) -> SendResult:
    """What became of the letters that were due, at most `limit` of them. None is ever sent twice.

    Begins with what a sender that died left behind. Call it again and again: a survey sends no
    more in a minute than its plan says.
    """
    settle_left_behind(store, channels, now=now)
    due = kept.due_surveys(store.truth, now=now)
    if not due:
        return SendResult({})
    run = _Run(store, office, SendJournal(store.folder / _FOLDER), now)
    try:
        for survey, name in due:
            if name not in channels:
                run.problems.append(f"There is no channel {name!r}; {survey} waits for it.")
                continue
            _send_survey(run, survey, name, channels[name], limit - run.letters.total())
    except BaseException:
        run.journal.leave()
        raise
    run.journal.end()
    return SendResult(dict(run.letters), tuple(run.problems))


def settle_left_behind(store: Store, channels: Channels, *, now: datetime) -> int:
    """How many letters of senders that died were settled: waiting again, or perhaps sent and not sent again."""
    count = 0
    with left_behind(store.folder / _FOLDER) as journals:
        for one in journals:
            changes = [
                Change(token, ordinal, *_after_death(one.last.get((token, ordinal)), is_safe))
                for token, ordinal, channel in kept.on_their_way(store.truth, one.sender)
                for is_safe in [_is_safe(channel, channels, one.same_boot)]
            ]
            count += _settle(store, changes, sender=one.sender, now=now)
    for sender in kept.senders_before(store.truth, kept.too_old(now)):
        changes = [
            Change(token, ordinal, kept.UNSURE, "Its sender, on another machine, is gone.")
            for token, ordinal, _channel in kept.on_their_way(store.truth, sender)
        ]
        count += _settle(store, changes, sender=sender, now=now)
    return count


def _is_safe(channel: str, channels: Channels, same_boot: bool) -> frozenset[str | None]:
    """The last words after which a letter may be sent again without being sent twice."""
    if channel in channels and channels[channel].is_idempotent:
        return frozenset({None, HANDING, delivery.LATER})
    return frozenset({None, delivery.LATER}) if same_boot else frozenset({delivery.LATER})


def _after_death(word: str | None, is_safe: frozenset[str | None]) -> tuple[str, str]:
    if word in is_safe:
        return kept.WAITING, ""
    if word in _STATES:
        return _STATES[word], "" if word == delivery.SENT else "The sender died after the answer."
    return kept.UNSURE, "The sender died, perhaps while the letter was handed over."


def _send_survey(run: _Run, survey: str, name: str, way: Way, limit: int) -> None:
    plan = plan_of(run.store, survey)
    if not plan.messages:
        run.problems.append(f"{survey} has no words to send.")
        return
    truth, channel = run.store.truth, way.opened()
    lately = kept.sent_lately(truth, survey, since=run.now - _MINUTE)
    room = min(limit, plan.per_minute - lately)
    try:
        while room > 0:
            batch = kept.take_due(
                truth, survey, name, sender=run.journal.sender, now=run.now,
                limit=min(room, _AT_ONCE),
            )  # fmt: skip
            if not batch or not _send_batch(run, batch, plan, channel):
                return
            room -= len(batch)
    finally:
        channel.close()


def _send_batch(run: _Run, batch: Sequence[DueLetter], plan: Plan, channel: Channel) -> bool:
    """True where the channel works; the letters of a channel that does not wait again."""
    changes, bounced = [], []
    broken = ""
    for one in batch:
        change = _not_now(run, one, plan) if not broken else None
        if change is None and not broken:
            try:
                outcome = _deliver(run, one, plan, channel)
                change = _change(one, outcome, run.now)
                bounced += [one] if outcome.is_bounce else []
            except StoreError as error:
                broken = str(error)
                run.problems.append(broken)
        if change is None:
            later = next_attempt(1, run.now)
            change = Change(one.token, one.ordinal, kept.WAITING, broken, later, was_tried=False)
        changes.append(change)
    _settle(run.store, changes, sender=run.journal.sender, now=run.now, bounced=bounced)
    run.journal.settled()
    run.letters.update(one.state for one in changes)
    return not broken


def _not_now(run: _Run, one: DueLetter, plan: Plan) -> Change | None:
    """What becomes of a letter that may not leave now; None where it may."""
    standing = Standing(
        channel=one.channel,
        to=address_for(one.channel, email=one.email, phone=one.phone),
        time_zone=one.time_zone or run.store.time_zone,
        address_state=one.address_state or "good",
        opted_out=one.opted_out,
        finished=one.finished,
        withdrawn=one.withdrawn,
        expires_at=one.expires_at,
    )
    if rule := stopped_by(standing, now=run.now):
        return Change(one.token, one.ordinal, kept.WITHDRAWN, rule)
    moment = waits_until(standing, plan.window, now=run.now)
    return Change(one.token, one.ordinal, kept.WAITING, "", moment, False) if moment else None


def _deliver(run: _Run, one: DueLetter, plan: Plan, channel: Channel) -> Outcome:
    key = one.token, one.ordinal
    try:
        parcel = parcel_of(one, plan, run.office, now=run.now)
    except LuisterError as error:
        return Outcome(delivery.REFUSED, str(error))
    outcome = channel.deliver(parcel, lambda: run.journal.handing(*key))
    run.journal.answered(*key, outcome.state)
    return outcome


def _change(one: DueLetter, outcome: Outcome, now: datetime) -> Change:
    if outcome.state != delivery.LATER:
        return Change(one.token, one.ordinal, _STATES[outcome.state], outcome.problem)
    moment = next_attempt(one.attempts, now)
    state = kept.WAITING if moment else kept.FAILED
    return Change(one.token, one.ordinal, state, outcome.problem, moment)


def _settle(
    store: Store,
    changes: Sequence[Change],
    *,
    sender: str,
    now: datetime,
    bounced: Sequence[DueLetter] = (),
) -> int:
    """How many letters were settled; the reminder of each that left is kept along with it."""
    truth = store.truth
    with truth.transaction():
        settled = set(kept.settle(truth, changes, sender=sender, now=now))
        left = [
            one
            for one in changes
            if one.state in {kept.SENT, kept.UNSURE} and (one.token, one.ordinal) in settled
        ]
        kept.add_letters(truth, _reminders(store, left, now), now=now)
        for one in bounced:
            mark_address(truth, one.customer, BOUNCED, now=now)
            mark_bounced(truth, one.token, now=now)
    return len(settled)


def _reminders(store: Store, left: Sequence[Change], now: datetime) -> list[NewLetter]:
    """The next letter of each that left, for whom will not have answered by then."""
    plans: dict[str, Plan] = {}
    found = []
    for one in kept.letters_named(store.truth, [(one.token, one.ordinal) for one in left]):
        plan = plans.setdefault(one.survey, plan_of(store, one.survey))
        ordinal, zone = one.ordinal + 1, one.time_zone or store.time_zone
        moment = reminder_moment(plan, now, ordinal, time_zone=zone)
        if moment:
            found.append(NewLetter(one.token, ordinal, one.survey, one.channel, moment))
    return found
