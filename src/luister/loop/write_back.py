"""Write back: a reply to the customer is drafted in their language, queued, and what they answer is taken in."""

import mailbox
import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from luister.cases.about import checked_words
from luister.cases.actor import LUISTER, Actor
from luister.cases.answer_facts import quoted
from luister.cases.incoming_mail import IncomingMail, incoming
from luister.cases.reply_mail import checked_token
from luister.cases.reply_words import ReplyFilling, checked_letter, filled, text_in
from luister.cases.states import CLOSED, CONTACTED, SOLVED, WAITING
from luister.errors import MappingError, UnknownNameError
from luister.invitations.contact import GOOD
from luister.loop.arrange_cases import arrangement
from luister.loop.follow_up import move_held
from luister.loop.open_case import Wanted, by_hand
from luister.loop.show_cases import CaseView, case
from luister.loop.tell_case import holding
from luister.loop.write import Office
from luister.store import case_letters, jobs
from luister.store.case_history import note
from luister.store.case_letters import IN, OUT, RECEIVED, CaseLetter
from luister.store.case_letters import WAITING as QUEUED
from luister.store.case_rows import Case
from luister.store.home import Store

DUTY = "case_letters"
_TOKEN = 18  # random bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply to begin with: the language it is in, and its words with all places filled."""

    language: str
    subject: str
    text: str


def new_token() -> str:
    """A name for a letter that nobody can guess who has not got it."""
    return secrets.token_urlsafe(_TOKEN)


def draft(
    store: Store, number: int, template: str, office: Office, *, sender: str, by: Actor
) -> Draft:
    """A reply in the language of the contact, else of the answer, else the one that there is.

    Raises:
        UnknownNameError: no such case within the reader's scope, or no such template.
    """
    view = case(store, number, by=by)
    found = next((one for one in arrangement(store).templates if one.name == template), None)
    if found is None:
        raise UnknownNameError(
            f"There is no template {template!r}.", hint="Choose one of the settings of cases."
        )
    language, words = text_in(found, _languages(view))
    name = view.contact.name if view.contact else None
    filling = ReplyFilling(
        organisation=office.organisation, sender=sender, number=number, name=name
    )
    said = filled(words, filling)
    return Draft(language, said.subject, said.text)


def reply(
    store: Store, number: int, words: Draft, *, by: Actor, now: datetime, once: str = ""
) -> str:
    """The token of a letter that leaves as soon as a worker has it; `once` makes a form sent twice one letter.

    Raises:
        UnknownNameError: no such case within the reader's scope.
        MappingError: the words cannot be sent, or there is no address that works.
    """
    checked_letter(words.subject, words.text)
    view = case(store, number, by=by)
    to = _address(view)
    token = checked_token(once or new_token())
    letter = CaseLetter(
        token=token, case=number, direction=OUT, at=now, who=by.name, address=to, message_id="",
        subject=" ".join(words.subject.split()), text=words.text.strip(), quoted=_said(view),
        language=words.language, state=QUEUED,
    )  # fmt: skip
    with holding(store, number, by):
        if case_letters.add(store.truth, letter):
            note(store.truth, number, "letter_out", by=by.name, now=now, details={"letter": token})
            jobs.wake(store.truth, DUTY, due_at=now)
    return token


def note_reply(store: Store, number: int, text: str, *, by: Actor, now: datetime) -> None:
    """Keeps what a customer answered by another way than the mailbox that is read.

    Raises:
        UnknownNameError: no such case within the reader's scope.
        MappingError: the text is empty or too long.
    """
    if not text.strip():
        raise MappingError("There are no words.", hint="Write what the customer said.")
    _taken(store, case(store, number, by=by).case, checked_words(text), by=by, now=now)


def send_again(store: Store, number: int, token: str, *, by: Actor, now: datetime) -> None:
    """Lets a letter that failed, or of which nobody can tell, leave anew: a person decides so.

    Raises:
        UnknownNameError: no such case within the reader's scope, or no such letter to send again.
    """
    with holding(store, number, by):
        if not case_letters.send_again(store.truth, number, token, now=now):
            raise UnknownNameError("There is no such letter.", hint="It may have left meanwhile.")
        note(store.truth, number, "letter_again", by=by.name, now=now, details={"letter": token})
        jobs.wake(store.truth, DUTY, due_at=now)


def take_mail(store: Store, raw: bytes, *, now: datetime) -> int | None:
    """The case that a mail answers, where it is kept now; None where it is no answer to a letter of ours.

    The same mail twice is kept once. What comes to a closed case opens a new one that names it.
    """
    mail = incoming(raw)
    letter = case_letters.named(store.truth, mail.tokens) if mail else None
    if mail is None or letter is None:
        return None
    if mail.message_id and case_letters.is_received(store.truth, mail.message_id):
        return letter.case
    found = case(store, letter.case, by=LUISTER).case
    return _taken(store, found, mail.text, by=LUISTER, now=now, mail=mail)


def read_mailbox(store: Store, folder: Path, *, now: datetime) -> Mapping[str, int]:
    """How many mails of a Maildir answered a case and how many did not; answers are taken away.

    Raises:
        UnknownNameError: there is no such Maildir.
    """
    if not (folder / "new").is_dir():
        raise UnknownNameError(f"{folder} is no Maildir.", hint="It has the folders cur and new.")
    box = mailbox.Maildir(folder, factory=None, create=False)
    count: Counter[str] = Counter()
    for key in box.keys():  # noqa: SIM118 - a mailbox gives its keys in no other way
        number = take_mail(store, box.get_bytes(key), now=now)
        count["other" if number is None else "answer"] += 1
        if number is not None:
            box.remove(key)
    return dict(count)


def _taken(
    store: Store,
    found: Case,
    text: str,
    *,
    by: Actor,
    now: datetime,
    mail: IncomingMail | None = None,
) -> int:
    """The case under which the words are kept."""
    number = found.id
    if found.state == CLOSED:
        wanted = Wanted(
            subject=found.subject, about=found.about, team=found.team, process=found.process,
            survey=found.survey, queue=found.queue, before_case=found.id,
        )  # fmt: skip
        number = by_hand(store, wanted, by=by, now=now)
    letter = CaseLetter(
        token=new_token(), case=number, direction=IN, at=now, who=by.name,
        address=mail.address if mail else "", message_id=mail.message_id if mail else "",
        subject=mail.subject if mail else "", text=text, quoted="", language="", state=RECEIVED,
    )  # fmt: skip
    with holding(store, number, by) as held:
        case_letters.add(store.truth, letter)
        details = {"letter": letter.token, "left_out": mail.left_out if mail else 0}
        note(store.truth, number, "letter_in", by=by.name, now=now, details=details)
        if held.state in (WAITING, SOLVED):
            move_held(store, held, CONTACTED, by=by, now=now)
    return number


def _languages(view: CaseView) -> list[str | None]:
    contact = view.contact.language if view.contact else None
    answered = view.answer.dimensions.get("language") if view.answer else None
    return [contact, answered]


def _address(view: CaseView) -> str:
    if view.contact is None or not view.contact.email:
        raise MappingError(
            "There is no e-mail address of this customer.", hint="Bring in the contact, or call."
        )
    if view.contact.address_state != GOOD:
        raise MappingError(
            "Letters to this address come back, or are not wanted.",
            hint="Call, or mend the address.",
        )
    return view.contact.email


def _said(view: CaseView) -> str:
    """What the customer said last: their last letter, else the answer that the case is about."""
    letters = [one.text for one in view.letters if one.direction == IN]
    return letters[-1] if letters else quoted(view.answer) if view.answer else ""
