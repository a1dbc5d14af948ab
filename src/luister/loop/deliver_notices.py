"""Deliver notices: what people are to be told leaves by mail or chat, each notice once, also after a kill."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from luister.errors import LuisterError, StoreError
from luister.invitations import delivery
from luister.invitations.delivery import Channel, Outcome, Parcel, Way, next_attempt
from luister.notices import chat_cards, notice_mail
from luister.store import notices as kept
from luister.store.home import Store
from luister.store.notices import Notice, NoticeChange
from luister.store.send_journal import HANDING, SendJournal, left_behind

Told = Notice
Letter = Parcel
ChatMessage, NoticeMail = chat_cards.ChatMessage, notice_mail.NoticeMail
SHAPES, SLACK, TEAMS = chat_cards.SHAPES, chat_cards.SLACK, chat_cards.TEAMS
body_of, mail_bytes = chat_cards.body_of, notice_mail.mail_bytes

_FOLDER = "telling"
_AT_ONCE = 25
_STATES = {delivery.SENT: kept.SENT, delivery.REFUSED: kept.FAILED, delivery.UNSURE: kept.UNSURE}

Compose = Callable[[Told], Parcel | None]
"""The notice as it is to leave, from what its reader may see at that moment; None where nothing is left to say."""


@dataclass(frozen=True, slots=True)
class _Run:
    """What one call works with."""

    store: Store
    journal: SendJournal
    compose: Compose
    now: datetime


def send_notices(
    store: Store, ways: Mapping[str, Way], compose: Compose, *, now: datetime, limit: int = 200
) -> dict[str, int]:
    """How many notices became what; begins with what a sender that died left behind."""
    settle_left_behind(store, now=now)
    journal = SendJournal(store.folder / _FOLDER)
    run, counts = _Run(store, journal, compose, now), dict[str, int]()
    try:
        for name, way in ways.items():
            for state in _send(run, name, way, limit=limit):
                counts[state] = counts.get(state, 0) + 1
    except BaseException:
        journal.leave()
        raise
    journal.end()
    return counts


def settle_left_behind(store: Store, *, now: datetime) -> int:
    """How many notices of senders that died were settled: waiting again, or perhaps sent and not sent again."""
    count = 0
    with left_behind(store.folder / _FOLDER) as journals:
        for one in journals:
            changes = [
                _after_death(number, one.last.get((_token(number), 0)), same_boot=one.same_boot)
                for number in kept.on_their_way(store.truth, one.sender)
            ]
            count += _settle(store, changes, one.sender, now)
    for sender in kept.senders_before(store.truth, now - timedelta(days=1)):
        gone = "Its sender, on another machine, is gone."
        changes = [
            NoticeChange(number, kept.UNSURE, gone)
            for number in kept.on_their_way(store.truth, sender)
        ]
        count += _settle(store, changes, sender, now)
    return count


def _send(run: _Run, name: str, way: Way, *, limit: int) -> list[str]:
    """What the notices of one way became; those of a way that is broken wait again."""
    found: list[str] = []
    channel, journal = way.opened(), run.journal
    try:
        while len(found) < limit:
            batch = kept.take_due(
                run.store.truth, name, sender=journal.sender, now=run.now, limit=_AT_ONCE
            )
            if not batch:
                break
            changes = _send_batch(journal, batch, run.compose, channel, run.now)
            _settle(run.store, changes, journal.sender, run.now)
            journal.settled()
            found += [one.state for one in changes]
            if any(not one.was_tried for one in changes):
                break
    finally:
        channel.close()
    return found


def _send_batch(
    journal: SendJournal, batch: Sequence[Told], compose: Compose, channel: Channel, now: datetime
) -> list[NoticeChange]:
    changes, broken = [], ""
    for one in batch:
        try:
            changes.append(
                NoticeChange(one.id, kept.WAITING, broken, next_attempt(1, now), was_tried=False)
                if broken
                else _sent(journal, one, compose, channel, now)
            )
        except StoreError as error:
            broken = str(error)
            again = next_attempt(1, now)
            changes.append(NoticeChange(one.id, kept.WAITING, broken, again, was_tried=False))
    return changes


def _sent(
    journal: SendJournal, one: Told, compose: Compose, channel: Channel, now: datetime
) -> NoticeChange:
    try:
        parcel = compose(one)
    except StoreError:
        raise
    except LuisterError as error:
        return NoticeChange(one.id, kept.FAILED, str(error))
    if parcel is None:
        return NoticeChange(one.id, kept.NOTHING)
    outcome: Outcome = channel.deliver(parcel, lambda: journal.handing(_token(one.id), 0))
    journal.answered(_token(one.id), 0, outcome.state)
    if outcome.state != delivery.LATER:
        return NoticeChange(one.id, _STATES[outcome.state], outcome.problem)
    again = next_attempt(one.attempts, now)
    return NoticeChange(one.id, kept.WAITING if again else kept.FAILED, outcome.problem, again)


def _after_death(number: int, word: str | None, *, same_boot: bool) -> NoticeChange:
    if word == delivery.LATER or (word is None and same_boot):
        return NoticeChange(number, kept.WAITING)
    if word in _STATES:
        problem = "" if word == delivery.SENT else "The sender died after the answer."
        return NoticeChange(number, _STATES[word], problem)
    during = "while it was handed over" if word == HANDING else "and the machine with it"
    return NoticeChange(number, kept.UNSURE, f"The sender died, perhaps {during}.")


def _settle(store: Store, changes: Sequence[NoticeChange], sender: str, now: datetime) -> int:
    with store.truth.transaction():
        return len(kept.settle(store.truth, changes, sender=sender, now=now))


def _token(number: int) -> str:
    return f"notice-{number}"
