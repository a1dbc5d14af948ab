"""Letters go through a real mail server on this machine, or another channel, and come back."""

import json
import random
import threading
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from tests.loop.invited import NOW, PLAN, WORDS, add_contacts, plan_for
from tests.loop.sender import OFFICE, by_mail
from tests.store.mail_server import mail_server

from luister.errors import UnknownNameError
from luister.loop import ask, bounce, contacts, keep, reach
from luister.loop.ask import Selection
from luister.loop.send import send_due, settle_left_behind
from luister.loop.standing import Wish
from luister.loop.ways import Gateway, try_out, ways
from luister.loop.write import preview, trial_parcel
from luister.store.invitations import invitation_of, mark
from luister.store.letters import take_due
from luister.store.send_journal import SendJournal


@pytest.fixture
def server():
    with mail_server() as one:
        yield one


@pytest.fixture
def three(store):
    plan_for(store, "relation")
    add_contacts(store, 3)
    invite(store)
    return store


def invite(store, **more):
    wish = Wish(survey="relation", wave="w", **more)
    ask.invite(store, wish, Selection(), now=NOW, rng=random.Random(1))


def sent(store, server, at=NOW, **more):
    return dict(send_due(store, by_mail(server.port), OFFICE, now=at, **more).letters)


def tokens(store):
    return [token for (token,) in store.truth.execute("SELECT token FROM store_invitation")]


def test_a_letter_holds_words_page_scale_and_the_way_out(three, server):
    assert sent(three, server) == {"sent": 3}
    mail = next(one for one in server.mails() if one["To"] == "klant-0@example.org")
    token = next(t for t in tokens(three) if t in mail["Message-ID"])
    link = f"https://luister.example.org/s/{token}"
    assert mail["Subject"] == "Jan <b>0</b>, how was it?"
    assert mail["List-Unsubscribe"] == f"<{link}/unsubscribe>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["From"] == "Noorderlicht <news@example.org>"
    text = mail.get_body(("plain",)).get_content()
    page = mail.get_body(("html",)).get_content()
    assert link in text
    assert "Jan &lt;b&gt;0&lt;/b&gt;" in page
    assert "<b>" not in page
    row = page[page.index("<tr>") : page.index("</tr>")]
    assert [f'href="{link}?score={n}"' in row for n in range(11)] == [True] * 11
    assert sent(three, server) == {}


def test_who_did_not_answer_is_reminded_as_often_as_planned(store, server):
    plan_for(store, "relation", replace(PLAN, reminders=2, reminder_days=5))
    add_contacts(store, 3)
    invite(store)
    sent(store, server)
    mark(store, tokens(store)[0], "finished", now=NOW)
    days = [NOW + timedelta(days=n) for n in (4, 5, 9, 10, 15, 20)]
    assert [sent(store, server, at=day).get("sent", 0) for day in days] == [0, 2, 0, 2, 0, 0]
    assert max(server.count().values()) == 1  # Each reminder has a name of its own.
    assert len(server.letters) == 7


def test_no_letter_follows_an_opt_out_a_bounce_or_the_end_of_a_link(three, server):
    bounce.opt_out(three, "klant-0", now=NOW)
    bounce.told(three, "hard", email="klant-1@example.org", now=NOW)
    assert sent(three, server) == {"sent": 1, "withdrawn": 2}
    reasons = reach.letters(three, "withdrawn")[1]
    assert {one["problem"] for one in reasons} == {"opted-out", "bounced"}
    later = NOW + timedelta(days=40)
    assert sent(three, server, at=later) == {"withdrawn": 1}


def test_an_address_that_the_server_does_not_know_is_marked(three, server):
    server.answers["klant-1@example.org"] = "550 5.1.1 no such box"
    assert sent(three, server) == {"sent": 2, "failed": 1}
    assert contacts.one(three, "klant-1")[0].address_state == "bounced"
    assert [row.bounced for row in reach.funnel(three)] == [1]


def test_a_server_that_says_later_is_asked_later(three, server):
    server.answers["klant-1@example.org"] = "451 4.7.1 greylisted"
    assert sent(three, server) == {"sent": 2, "waiting": 1}
    server.answers.clear()
    assert sent(three, server, at=NOW + timedelta(minutes=4)) == {}
    assert sent(three, server, at=NOW + timedelta(minutes=5)) == {"sent": 1}


def test_a_server_that_hangs_up_after_the_dot_gets_the_letter_no_second_time(three, server):
    server.hangs_up_after = "klant-1@example.org"
    assert sent(three, server) == {"sent": 2, "unsure": 1}
    assert sent(three, server, at=NOW + timedelta(hours=1)) == {}
    assert len(server.letters) == 3


def test_without_a_server_the_letters_wait_and_the_problem_is_told(three):
    result = send_due(three, by_mail(1), OFFICE, now=NOW)
    assert result.letters == {"waiting": 3}
    assert "127.0.0.1:1 cannot be used" in result.problems[0]
    assert send_due(three, {}, OFFICE, now=NOW + timedelta(hours=1)).problems == (
        "There is no channel 'mail'; relation waits for it.",
    )


def test_no_more_leave_in_a_minute_than_planned(store, server):
    plan_for(store, "relation", replace(PLAN, per_minute=4))
    add_contacts(store, 10)
    invite(store)
    moments = [NOW + timedelta(seconds=seconds) for seconds in (0, 30, 61, 122)]
    assert [sent(store, server, at=at).get("sent", 0) for at in moments] == [4, 0, 4, 2]


def test_what_a_dead_sender_may_have_sent_is_not_sent_again(three, server):
    journal = SendJournal(three.folder / "sending")
    taken = take_due(three.truth, "relation", "mail", sender=journal.sender, now=NOW, limit=3)
    journal.handing(taken[0].token, 0)
    journal.handing(taken[1].token, 0)
    journal.answered(taken[1].token, 0, "sent")
    assert settle_left_behind(three, by_mail(server.port), now=NOW) == 0  # It lives.
    journal.leave()
    assert sent(three, server) == {"sent": 1}
    assert server.count() == {f"<luister.{taken[2].token}.0@example.org>": 1}
    assert [reach.letters(three, state)[0] for state in ("sent", "unsure")] == [2, 1]
    assert list((three.folder / "sending").iterdir()) == []


def test_an_sms_goes_through_a_gateway_that_is_told_its_key(store):
    plan_for(
        store, "relation", replace(PLAN, messages={"en": replace(WORDS, text="{name}: {link}")})
    )
    contacts.keep(store, [{"key": "an", "phone": "+31612345678", "name": "An"}], now=NOW)
    invite(store, channel="sms")
    with gateway() as (address, calls):
        way = ways(gateways={"sms": Gateway(url=address, token="s3cret")})
        result = send_due(store, way, OFFICE, now=NOW)
    assert result.letters == {"sent": 1}
    (headers, body) = calls[0]
    assert headers["Authorization"] == "Bearer s3cret"
    assert headers["Idempotency-Key"] == body["key"]
    assert body["to"] == "+31612345678"
    assert body["text"] == f"An: https://luister.example.org/s/{tokens(store)[0]}"


def test_a_folder_takes_letters_for_a_trial(store, tmp_path):
    plan_for(store, "relation")
    contacts.keep(store, [{"key": "an", "phone": "+31612345678"}], now=NOW)
    invite(store, channel="paper")
    send_due(store, ways(folders={"paper": tmp_path / "out"}), OFFICE, now=NOW)
    (path,) = (tmp_path / "out").iterdir()
    assert json.loads(path.read_text())["to"] == "+31612345678"


def test_a_report_of_a_mail_server_marks_the_address(three, server):
    sent(three, server)
    letter = server.mails()[0]
    assert bounce.take_back(three, delivery_report(letter, "5.1.1"), now=NOW) == 1
    key = letter["To"].partition("@")[0]
    assert contacts.one(three, key)[0].address_state == "bounced"
    other = server.mails()[1]
    assert bounce.take_back(three, complaint(other), now=NOW) == 1
    assert contacts.one(three, other["To"].partition("@")[0])[0].address_state == "complained"
    third = server.mails()[2]
    bounce.take_back(three, delivery_report(third, "4.2.2", action="delayed"), now=NOW)
    bounce.take_back(three, delivery_report(third, "5.7.1"), now=NOW)
    assert contacts.one(three, third["To"].partition("@")[0])[0].address_state == "good"


def test_a_maildir_is_read_and_only_reports_are_taken_away(three, server, tmp_path):
    sent(three, server)
    box = tmp_path / "box"
    for name in ("new", "cur", "tmp"):
        (box / name).mkdir(parents=True)
    (box / "new" / "1").write_bytes(delivery_report(server.mails()[0], "5.1.1"))
    (box / "new" / "2").write_bytes(b"Subject: I am away\r\n\r\nUntil Monday.\r\n")
    assert bounce.read_maildir(three, box, now=NOW) == {"report": 1, "other": 1}
    assert bounce.read_maildir(three, box, now=NOW) == {"other": 1}
    with pytest.raises(UnknownNameError, match="is no Maildir"):
        bounce.read_maildir(three, tmp_path, now=NOW)


def test_the_funnel_counts_how_far_people_came(three, server):
    sent(three, server)
    first, second, _third = tokens(three)
    mark(three, first, "finished", now=NOW)
    mark(three, second, "opened", now=NOW)
    (row,) = reach.funnel(three, by=("survey", "wave", "channel"))
    assert row.group == {"survey": "relation", "wave": "w", "channel": "mail"}
    assert (row.invited, row.sent, row.opened, row.started, row.finished) == (3, 3, 2, 1, 1)
    with pytest.raises(UnknownNameError, match="not counted by 'colour'"):
        reach.funnel(three, by=("colour",))


def test_a_person_gets_all_of_it_and_is_erased_from_all_of_it(three, server):
    sent(three, server)
    token = next(t for t in tokens(three) if invitation_of(three, t).customer_key == "klant-1")
    ask.invite_one(three, "relation", "klant-1", now=NOW)
    found = keep.export_customer(three, "klant-1")
    assert [one["email"] for one in found["contact"]] == ["klant-1@example.org"]
    assert [one["survey"] for one in found["invitations"]] == ["relation"]
    assert [one["rule"] for one in found["held_back"]] == ["relation-180"]
    bounce.unsubscribe(three, token, now=NOW)
    erased = keep.erase_customer(three, "klant-1", now=NOW)
    assert (erased["contacts"], erased["invitations"], erased["asks"], erased["held_back"]) == (
        1, 1, 1, 1,
    )  # fmt: skip
    bytes_of_theirs = ("klant-1@", 'klant-1"', token, "Jan <b>1</b>")
    for (table,) in three.truth.execute(all_tables(three)):
        rows = json.dumps(three.truth.execute(f"SELECT * FROM {table}"), default=str)
        assert not any(text in rows for text in bytes_of_theirs), table
    folder, is_postgres = three.folder, three.truth.is_postgres
    three.close()
    for path in folder.rglob("*"):
        content = path.read_bytes() if path.is_file() and not is_postgres else b""
        assert not any(text.encode() in content for text in bytes_of_theirs), path


def test_who_opted_out_and_was_erased_stays_out_when_they_come_in_anew(three):
    bounce.opt_out(three, "klant-1", now=NOW)
    keep.erase_customer(three, "klant-1", now=NOW)
    add_contacts(three, 3)
    assert contacts.one(three, "klant-1")[0].opted_out_at == NOW


def test_a_preview_and_a_trial_show_what_will_be_sent(server):
    shown = preview(PLAN, "nl", OFFICE, name=None)
    assert (shown.language, shown.subject) == ("en", "customer, how was it?")
    parcel = trial_parcel(PLAN, "en", OFFICE, to="me@example.org", now=NOW)
    assert try_out(by_mail(server.port)["mail"], parcel).state == "sent"
    assert server.recipients == ["me@example.org"]
    assert message_from_bytes(parcel.mail)["Message-ID"] == "<luister.preview.0@example.org>"


def all_tables(store):
    if store.truth.is_postgres:
        return "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    return "SELECT name FROM sqlite_master WHERE type = 'table'"


def delivery_report(letter, status, action="failed"):
    return (
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.example.org\r\n\r\n"
        f"Final-Recipient: rfc822; {letter['To']}\r\nAction: {action}\r\nStatus: {status}\r\n"
        "Diagnostic-Code: smtp; 550 no such box\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {letter['Message-ID']}\r\n\r\n"
        "--b--\r\n"
    ).encode()


def complaint(letter):
    return (
        'Content-Type: multipart/report; report-type=feedback-report; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nUnwanted.\r\n"
        "--b\r\nContent-Type: message/feedback-report\r\n\r\n"
        "Feedback-Type: abuse\r\nUser-Agent: x/1\r\nVersion: 1\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {letter['Message-ID']}\r\n\r\nHi\r\n"
        "--b--\r\n"
    ).encode()


class gateway:  # noqa: N801 - reads as a word
    """A program that takes letters over HTTP, for as long as the block lasts."""

    def __enter__(self):
        calls = []

        class Taker(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                calls.append((dict(self.headers), json.loads(body)))
                self.send_response(202)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Taker)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}/", calls

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
