"""The pure parts of inviting: rules of rest, samples, hours, letters and what comes back."""

import random
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from luister.errors import MappingError
from luister.invitations.contact import Contact, checked
from luister.invitations.letter import Envelope, letter, words_for
from luister.invitations.mail_policy import mail_hints
from luister.invitations.message import Filling, Message, html_text
from luister.invitations.message import checked as checked_message
from luister.invitations.rest_rules import Ask, PastAsk, PastEvent, Person, RestRule, decision
from luister.invitations.returned_mail import returned
from luister.invitations.sample import Sample, drawn
from luister.invitations.sending_window import SendingWindow, next_moment

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ASK = Ask(survey="s", kind="transaction")
WORDS = Message(subject="Hi", text="{name}\n\n{scale}", button="b", unsubscribe="u", question="q?")
FILLING = Filling(link="https://x/s/t", unsubscribe="https://x/s/t/unsubscribe", organisation="O")


def past(days, kind="transaction", **more):
    return PastAsk(f"a{days}", "s", kind, NOW - timedelta(days=days), **more)


def test_a_rule_lets_more_than_one_through_where_it_says_so():
    rule = RestRule(name="thrice", days=30, at_most=3)
    two, three = Person(asks=[past(1), past(2)]), Person(asks=[past(1), past(2), past(20)])
    assert decision(two, ASK, [rule], now=NOW).allowed
    found = decision(three, ASK, [rule], now=NOW)
    assert (found.rule, found.until) == ("thrice", NOW + timedelta(days=10))


def test_of_two_rules_the_one_that_lasts_longest_is_named():
    rules = [RestRule(name="short", days=10), RestRule(name="long", days=90)]
    assert decision(Person(asks=[past(1)]), ASK, rules, now=NOW).rule == "long"


def test_an_event_holds_back_for_its_days_and_no_longer():
    rule = RestRule(name="after", days=7, after_event="complaint")
    for days, allowed in ((6.9, False), (7, True)):
        event = PastEvent("complaint", NOW - timedelta(days=days))
        assert decision(Person(events=[event]), ASK, [rule], now=NOW).allowed is allowed


def test_only_as_many_waiting_asks_give_way_as_are_needed():
    rule = RestRule(name="twice", days=30, at_most=2)
    waiting = [past(1, is_waiting=True), past(2, is_waiting=True, priority=1)]
    ask = replace(ASK, priority=2)
    assert decision(Person(asks=waiting), ask, [rule], now=NOW).gives_way == ("a1",)


def test_a_share_is_right_on_average():
    people = {f"k{n}": "" for n in range(7)}
    sizes = [
        len(drawn(people, Sample(share=0.25), rng=random.Random(seed))) for seed in range(4000)
    ]
    assert sum(sizes) / len(sizes) == pytest.approx(1.75, abs=0.05)


def test_every_nth_takes_each_person_equally_often():
    people = {f"k{n}": "" for n in range(12)}
    times = dict.fromkeys(people, 0)
    for seed in range(3000):
        for key in drawn(people, Sample(every=3), rng=random.Random(seed)):
            times[key] += 1
    assert all(900 < count < 1100 for count in times.values())


def test_a_draw_does_not_depend_on_the_order_people_come_in():
    people = {f"k{n}": "a" for n in range(30)}
    turned = dict(reversed(people.items()))
    first, second = (drawn(p, Sample(most=9), rng=random.Random(4)) for p in (people, turned))
    assert first == second


@pytest.mark.parametrize(
    ("zone", "moment", "opens"),
    [
        ("Europe/Amsterdam", NOW, NOW),
        ("Europe/Amsterdam", NOW.replace(hour=19), NOW.replace(day=25, hour=8)),
        ("Asia/Kathmandu", NOW, NOW),
        ("Asia/Tokyo", NOW, NOW.replace(day=25, hour=0)),
        ("Europe/Amsterdam", datetime(2026, 3, 28, 22, tzinfo=UTC), datetime(2026, 3, 29, 7, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_a_window_opens_on_the_clock_of_the_place(zone, moment, opens):
    assert next_moment(SendingWindow(), moment, time_zone=zone) == opens


def test_a_window_passes_over_the_days_it_is_closed():
    window = SendingWindow(time(9), time(17), days=(0,))
    assert next_moment(window, NOW, time_zone="UTC") == datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "address", ["a@b", "a b@c.nl", "a@b..nl", "a@b.nl\r\nBcc: x@y.nl", "@b.nl"]
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(MappingError, match="no e-mail address"):
        checked(Contact(key="k", email=address))


def test_signs_that_turn_or_hide_are_taken_out_of_a_name():
    assert checked(Contact(key="k", name="Jan\u202e gpj\x07\n\tde Boer")).name == "Jan gpj de Boer"


@pytest.mark.parametrize("text", ["{link} {password}", "no link at all", "{scale.x}"])
def test_a_message_that_cannot_be_filled_in_is_refused(text):
    with pytest.raises(MappingError):
        checked_message(replace(WORDS, text=text))


def test_a_name_that_looks_like_a_place_or_a_page_stays_a_name():
    page = html_text(WORDS, replace(FILLING, name="{link}<script>"), language="en")
    assert "{link}&lt;script&gt;" in page
    assert page.count("score=") == 11


def test_a_page_in_hebrew_reads_from_the_right():
    assert 'dir="rtl"' in html_text(WORDS, FILLING, language="he")


def test_a_letter_holds_one_heading_each_whatever_the_names():
    words = replace(WORDS, subject="Crème {name} " + "lang " * 30)
    envelope = Envelope(
        sender="Ünï\r\nBcc: <a@b.nl>", to="an@b.nl", token="t", ordinal=0, language="nl"
    )
    filling = replace(FILLING, name="x\r\nBcc: y@z.nl", organisation="Ö")
    mail = message_from_bytes(letter(words, filling, envelope, at=NOW), policy=default)
    assert mail["Bcc"] is None
    assert mail["Subject"].startswith("Crème x Bcc: y@z.nl lang")
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative", "text/plain", "text/html",
    ]  # fmt: skip


def test_a_person_is_written_to_in_the_nearest_language():
    messages = {"en": WORDS, "nl": WORDS}
    assert [words_for(messages, wanted, "")[0] for wanted in ("nl-be", "fr", None)] == [
        "nl", "en", "en",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00",
        b"Content-Type: multipart/report; report-type=delivery-status\r\n\r\nx",
    ],
)
def test_a_mail_that_says_nothing_is_passed_over(raw):
    assert returned(raw) == []


def test_hints_name_what_is_missing_and_what_is_wrong():
    kept = {"example.org": ["v=spf1 +all", "other"], "_dmarc.example.org": ["v=DMARC1; p=none"]}
    hints = mail_hints("a@example.org", selector="x", records=lambda name: kept.get(name, ()))
    assert [(one.name, one.is_well) for one in hints] == [
        ("SPF", False), ("DKIM", False), ("DMARC", False),
    ]  # fmt: skip
    good = {
        "example.org": ["v=spf1 mx -all"], "x._domainkey.example.org": ["v=DKIM1; p=abc"],
        "_dmarc.example.org": ["v=DMARC1; p=reject"],
    }  # fmt: skip
    hints = mail_hints("a@example.org", selector="x", records=lambda name: good.get(name, ()))
    assert all(one.is_well for one in hints)
