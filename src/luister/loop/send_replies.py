"""Send replies: letters of cases that are due leave, each once, as invitations do."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from luister.cases.actor import LUISTER
from luister.cases.reply_mail import ReplyLetter, reply_id, reply_mail
from luister.cases.states import CONTACTED, NOT_YET_CONTACTED
from luister.errors import MappingError, StoreError
from luister.invitations import delivery
from luister.invitations.contact import BOUNCED
from luister.invitations.delivery import Channel, Outcome, Parcel, next_attempt
from luister.invitations.readiness import MAIL
from luister.loop.follow_up import move_held
from luister.loop.send import Channels
from luister.loop.write import Office
from luister.store import case_letters as kept
from luister.store import cases
from luister.store.case_history import note
from luister.store.case_letters import CaseLetter, LetterChange
from luister.store.contacts import mark_address
from luister.store.home import Store
from luister.store.send_journal import HANDING, SendJournal, left_behind

_FOLDER = "sending-replies"
_AT_ONCE = 10
_STATES = {delivery.SENT: kept.SENT, delivery.REFUSED: kept.FAILED, delivery.UNSURE: kept.UNSURE}


def send_replies(
    store: Store, channels: Channels, office: Office, *, now: datetime, limit: int = 100
) -> Mapping[str, int]:
    """How many letters became what (sent, waiting, failed, unsure). None is ever sent twice.

    Begins with what a sender that died left behind. Without a mail server all wait.
    """
    _settle_left_behind(store, channels, now=now)
    count: Counter[str] = Counter()
    if MAIL not in channels:
        return count
    journal = SendJournal(store.folder / _FOLDER)
    channel = channels[MAIL].opened()
    try:
        while count.total() < limit:
            due = kept.take_due(store.truth, sender=journal.sender, now=now, limit=_AT_ONCE)
            changes = [_change(store, one, channel, journal, office, now) for one in due]
            for change, outcome in changes:
                _settle(store, change, sender=journal.sender, now=now, outcome=outcome)
            journal.settled()
            count.update(change.state for change, _ in changes)
            if not due:
                break
    except BaseException:
        journal.leave()
        raise
    finally:
        channel.close()
    journal.end()
    return count


def _change(
    store: Store,
    one: CaseLetter,
    channel: Channel,
    journal: SendJournal,
    office: Office,
    now: datetime,
) -> tuple[LetterChange, Outcome]:
    try:
        outcome = channel.deliver(
            _parcel(store, one, office, now), lambda: journal.handing(one.token, 0)
        )
    except MappingError as error:
        outcome = Outcome(delivery.REFUSED, str(error))
    except StoreError as error:
        # The server cannot be reached at all: nothing was handed over, and that is no fault of the letter.
        later = next_attempt(1, now)
        return LetterChange(one.token, kept.WAITING, str(error), later, False), Outcome("later")
    journal.answered(one.token, 0, outcome.state)
    if outcome.state != delivery.LATER:
        return LetterChange(one.token, _STATES[outcome.state], outcome.problem), outcome
    moment = next_attempt(one.attempts, now)
    state = kept.WAITING if moment else kept.FAILED
    return LetterChange(one.token, state, outcome.problem, moment), outcome


def _parcel(store: Store, one: CaseLetter, office: Office, now: datetime) -> Parcel:
    before = [letter for letter in kept.of_case(store.truth, one.case) if letter.at < one.at]
    domain = office.sender.rpartition("@")[2].rstrip(">")
    thread = [
        letter.message_id or reply_id(letter.token, domain)
        for letter in before
        if letter.message_id or letter.state == kept.SENT
    ]
    mail = reply_mail(
        ReplyLetter(
            token=one.token,
            sender=office.sender,
            organisation=office.organisation,
            to=one.address,
            subject=one.subject,
            text=one.text,
            language=one.language,
            quoted=one.quoted,
            thread=thread,
        ),
        at=now,
    )
    return Parcel(
        key=reply_id(one.token, "luister"), to=one.address, text=one.text, link="",
        language=one.language, mail=mail, sender=office.sender,
    )  # fmt: skip


def _settle(
    store: Store,
    change: LetterChange,
    *,
    sender: str,
    now: datetime,
    outcome: Outcome | None = None,
) -> None:
    """Keeps what became of a letter; the first that left is the first contact of its case."""
    truth = store.truth
    with truth.transaction():
        truth.hold_order()
        number = kept.settle(truth, change, sender=sender, now=now)
        if number is None or change.state == kept.WAITING:
            return
        case = cases.held(truth, number, {})
        details = {"letter": change.token, "problem": change.problem}
        note(truth, number, f"letter_{change.state}", by=LUISTER.name, now=now, details=details)
        if change.state == kept.SENT and case.state in NOT_YET_CONTACTED:
            move_held(store, case, CONTACTED, by=LUISTER, now=now)
        if outcome is not None and outcome.is_bounce and case.customer is not None:
            mark_address(truth, case.customer, BOUNCED, now=now)


def _settle_left_behind(store: Store, channels: Channels, *, now: datetime) -> None:
    """Letters of senders that died wait again, or perhaps left and are not sent again."""
    truth = store.truth
    is_idempotent = MAIL in channels and channels[MAIL].is_idempotent
    with left_behind(store.folder / _FOLDER) as journals:
        for one in journals:
            # A loss of power may have taken the last lines along: then nobody can tell.
            safe = {delivery.LATER} | ({None} if one.same_boot else set())
            safe |= {None, HANDING} if is_idempotent else set()
            for token in kept.on_their_way(truth, one.sender):
                change = _after_death(token, one.last.get((token, 0)), safe)
                _settle(store, change, sender=one.sender, now=now)
    for sender in kept.silent_senders(truth, now=now):
        for token in kept.on_their_way(truth, sender):
            why = "Its sender, on another machine, is gone."
            _settle(store, LetterChange(token, kept.UNSURE, why), sender=sender, now=now)


def _after_death(token: str, word: str | None, safe: set[str | None]) -> LetterChange:
    if word in safe:
        return LetterChange(token, kept.WAITING)
    if word in _STATES:
        why = "" if word == delivery.SENT else "The sender died after the answer."
        return LetterChange(token, _STATES[word], why)
    return LetterChange(
        token, kept.UNSURE, "The sender died, perhaps while the letter was handed over."
    )
