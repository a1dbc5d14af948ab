"""Replies to customers: drafted, sent once, answered; also when the sender is killed."""

import mailbox
import random
import time
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from tests.children import started
from tests.loop.invited import add_contacts
from tests.loop.reply_sender import send_all_replies
from tests.loop.sender import OFFICE, by_mail
from tests.loop.test_cases import DESK, OTHER_LEADER, answers, moved, opened
from tests.store.forms import form
from tests.store.mail_server import mail_server

from luister.errors import MappingError, UnknownNameError
from luister.loop import contacts, open_case, show_cases, write_back
from luister.loop.send_replies import send_replies
from luister.loop.write_back import Draft
from luister.store.home import Store

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
WORDS = Draft("nl", "Uw reactie", "Beste Jan,\n\nWe bellen u.\n.\nGroet")


@pytest.fixture
def server():
    with mail_server() as running:
        yield running


@pytest.fixture
def replied(store):
    """A case on an answer of a customer with an address."""
    add_contacts(store, 2)
    (low,) = answers(store, form("a", 2, customer="klant-1", comment="Nobody <called>"))
    return open_case.from_answer(store, low, by=DESK, now=NOW)


def sent(store, server, now=NOW):
    return dict(send_replies(store, by_mail(server.port), OFFICE, now=now))


def view(store, number):
    return show_cases.case(store, number, by=DESK)


def answer_to(letter, text, *, message_id="<reply-1@mail.example>"):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Jan <jan@example.org>", letter["From"], "Re: x"
    mail["Message-ID"], mail["In-Reply-To"] = message_id, letter["Message-ID"]
    mail.set_content(f"{text}\n\nOn Tuesday somebody wrote:\n> We bellen u.\n")
    return mail.as_bytes()


def test_a_draft_speaks_the_readers_language_and_names_them(store, replied):
    contacts.keep(store, [{"key": "klant-1", "language": "nl"}], now=NOW)
    found = write_back.draft(store, replied, "contact", OFFICE, sender="An", by=DESK)
    assert (found.language, found.subject) == ("nl", "Uw reactie aan Noorderlicht")
    assert found.text.startswith("Beste Jan <b>1</b>,")
    assert "An\nNoorderlicht" in found.text
    with pytest.raises(UnknownNameError, match="no template"):
        write_back.draft(store, replied, "poem", OFFICE, sender="An", by=DESK)


def test_a_reply_leaves_once_with_the_answer_below_and_is_the_first_contact(
    store, server, replied
):
    token = write_back.new_token()
    for _ in range(2):  # A form that was sent twice.
        write_back.reply(store, replied, WORDS, by=DESK, now=NOW, once=token)
    assert (sent(store, server), sent(store, server)) == ({"sent": 1}, {})
    (letter,) = server.mails()
    assert (letter["To"], letter["Subject"]) == ("klant-1@example.org", "Uw reactie")
    plain = letter.get_body(("plain",)).get_content()
    assert "." in plain.splitlines()
    assert "> Nobody <called>" in plain
    assert "Nobody &lt;called&gt;" in letter.get_body(("html",)).get_content()
    found = view(store, replied)
    assert (found.case.state, found.case.contacted_at) == ("contacted", NOW)
    assert [one.what for one in found.history] == [
        "opened",
        "letter_out",
        "letter_sent",
        "contacted",
    ]


def test_the_customers_reply_comes_under_the_case_once_and_wakes_it(
    store, server, replied, tmp_path
):
    write_back.reply(store, replied, WORDS, by=DESK, now=NOW)
    sent(store, server)
    moved(store, replied, "waiting")
    box = mailbox.Maildir(tmp_path / "box")
    for _ in range(2):
        box.add(answer_to(server.mails()[0], "Thanks, call me at nine."))
    box.add(b"Subject: Buy\r\n\r\nNow\r\n")
    read = write_back.read_mailbox(store, tmp_path / "box", now=NOW + timedelta(hours=1))
    assert dict(read) == {"answer": 2, "other": 1}
    assert len(box) == 1
    found = view(store, replied)
    assert found.case.state == "contacted"
    assert [(one.direction, one.text) for one in found.letters][1:] == [
        ("in", "Thanks, call me at nine.")
    ]
    write_back.reply(store, replied, WORDS, by=DESK, now=NOW + timedelta(hours=2))
    sent(store, server, NOW + timedelta(hours=2))
    second = server.mails()[1]
    assert second["In-Reply-To"] == "<reply-1@mail.example>"
    assert second["References"].split()[0] == server.mails()[0]["Message-ID"]
    assert "> Thanks, call me at nine." in second.get_body(("plain",)).get_content()


def test_a_reply_to_a_closed_case_is_a_new_case_that_names_it(store, server, replied):
    write_back.reply(store, replied, WORDS, by=DESK, now=NOW)
    sent(store, server)
    moved(store, replied, "closed")
    number = write_back.take_mail(store, answer_to(server.mails()[0], "Not solved"), now=NOW)
    found = view(store, number)
    assert (found.case.before_case, found.case.customer_key) == (replied, "klant-1")
    assert found.letters[0].text == "Not solved"
    assert view(store, replied).case.state == "closed"


def test_absence_replies_and_strangers_mails_are_none_of_ours(store, server, replied):
    write_back.reply(store, replied, WORDS, by=DESK, now=NOW)
    sent(store, server)
    away = answer_to(server.mails()[0], "I am away").replace(
        b"Subject:", b"Auto-Submitted: auto-replied\nSubject:"
    )
    made_up = {"From": "x", "Message-ID": "<luister-case.AAAAAAAAAAAAAAAAAAAAAAAA@x>"}
    for raw in (away, answer_to(made_up, "Hello"), b"", b"\xff" * 99):
        assert write_back.take_mail(store, raw, now=NOW) is None
    assert len(view(store, replied).letters) == 1


def test_a_letter_that_is_turned_down_is_told_and_can_be_sent_again(store, server, replied):
    server.answers["klant-1@example.org"] = "550 5.1.1 no such box"
    token = write_back.reply(store, replied, WORDS, by=DESK, now=NOW)
    assert sent(store, server) == {"failed": 1}
    found = view(store, replied)
    assert found.case.state == "open"
    assert "no such box" in found.letters[0].problem
    with pytest.raises(MappingError, match="come back"):
        write_back.reply(store, replied, WORDS, by=DESK, now=NOW)
    server.answers.clear()
    with pytest.raises(UnknownNameError):
        write_back.send_again(store, replied, token, by=OTHER_LEADER, now=NOW)
    write_back.send_again(store, replied, token, by=DESK, now=NOW)
    assert sent(store, server) == {"sent": 1}


def test_a_server_that_is_away_costs_no_attempt(store, server, replied):
    write_back.reply(store, replied, WORDS, by=DESK, now=NOW)
    port = server.port
    server.server_close()
    nowhere = by_mail(port + 1 if port < 65_000 else port - 1)
    assert dict(send_replies(store, nowhere, OFFICE, now=NOW)) == {"waiting": 1}
    assert view(store, replied).letters[0].attempts == 0
    assert dict(send_replies(store, {}, OFFICE, now=NOW + timedelta(days=1))) == {}


def test_without_an_address_nothing_is_promised(store):
    number = opened(store, customer_key="klant-9")
    with pytest.raises(MappingError, match="no e-mail address"):
        write_back.reply(store, number, WORDS, by=DESK, now=NOW)
    write_back.note_reply(store, number, "Called back himself", by=DESK, now=NOW)
    assert view(store, number).letters[0].text == "Called back himself"


LETTERS, KILLS = 150, 2


def test_killed_at_any_moment_no_reply_is_sent_twice_and_none_is_lost(home_folder, server):
    store = Store(home_folder)
    add_contacts(store, LETTERS)
    numbers = [opened(store, customer_key=f"klant-{n}") for n in range(LETTERS)]
    for number in numbers:
        write_back.reply(store, number, WORDS, by=DESK, now=NOW)
    store.close()
    for kill in range(KILLS):
        child = started(send_all_replies, home_folder, server.port, NOW)
        wanted = len(server.letters) + 20 + 30 * kill
        while len(server.letters) < wanted:
            assert child.is_alive
            time.sleep(0.001)
        time.sleep(random.Random(kill).random() / 100)
        child.kill()
    assert started(send_all_replies, home_folder, server.port, NOW).rest() == ["done"]
    counted = server.count()
    assert [name for name, times in counted.items() if times > 1] == []
    store = Store(home_folder)
    states = dict(
        store.truth.execute("SELECT state, count(*) FROM store_case_letter GROUP BY state")
    )
    store.close()
    assert states["sent"] + states.get("unsure", 0) == LETTERS
    assert states.get("unsure", 0) <= KILLS
    assert LETTERS - KILLS <= len(counted) <= LETTERS
