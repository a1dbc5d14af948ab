"""When people are told, and what chat programs and mail programs are handed."""

import json
from datetime import UTC, date, datetime, time
from email import message_from_bytes, policy

import pytest

from luister.errors import MappingError
from luister.notices.chat_cards import ChatMessage, body_of
from luister.notices.hours import DAILY, NEVER, WEEKLY, Hours, after_quiet, digest_day, is_quiet
from luister.notices.notice_mail import NoticeMail, mail_bytes

ZONE = "Europe/Amsterdam"
MESSAGE = ChatMessage(
    "NPS <fell> & *fell*", ("touches 12 customers",), "https://l.example/1", "Open"
)


def test_quiet_hours_hold_over_midnight_on_the_persons_own_clock():
    hours = Hours(time_zone="America/New_York", quiet_from=time(20), quiet_until=time(7))
    assert is_quiet(hours, datetime(2026, 7, 1, 2, tzinfo=UTC))
    assert not is_quiet(hours, datetime(2026, 7, 1, 14, tzinfo=UTC))
    assert after_quiet(hours, datetime(2026, 7, 1, 2, tzinfo=UTC)) == datetime(
        2026, 7, 1, 11, tzinfo=UTC
    )


def test_the_same_hour_twice_means_never_quiet():
    hours = Hours(time_zone=ZONE, quiet_from=time(), quiet_until=time())
    assert not any(is_quiet(hours, datetime(2026, 7, 1, hour, tzinfo=UTC)) for hour in range(24))


def test_quiet_hours_end_on_the_night_the_clock_changes():
    hours = Hours(time_zone=ZONE)
    before = datetime(2026, 3, 28, 23, tzinfo=UTC)  # The clock goes forward that night.
    assert after_quiet(hours, before) == datetime(2026, 3, 29, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rhythm", "moment", "day"),
    [
        (DAILY, datetime(2026, 11, 25, 8, tzinfo=UTC), date(2026, 11, 25)),
        (DAILY, datetime(2026, 11, 25, 5, tzinfo=UTC), date(2026, 11, 24)),
        (DAILY, datetime(2026, 11, 29, 8, tzinfo=UTC), date(2026, 11, 27)),
        (WEEKLY, datetime(2026, 11, 25, 8, tzinfo=UTC), date(2026, 11, 23)),
        (WEEKLY, datetime(2026, 11, 23, 5, tzinfo=UTC), date(2026, 11, 16)),
        (NEVER, datetime(2026, 11, 25, 8, tzinfo=UTC), None),
    ],
)
def test_the_digest_that_is_due(rhythm, moment, day):
    assert digest_day(Hours(time_zone=ZONE, rhythm=rhythm), moment) == day


def test_slack_gets_blocks_of_plain_text():
    made = json.loads(body_of("slack", MESSAGE))
    assert made["text"] == "NPS &lt;fell&gt; &amp; *fell*"
    assert [one["type"] for one in made["blocks"]] == ["header", "section", "actions"]
    assert made["blocks"][0]["text"] == {"type": "plain_text", "text": MESSAGE.head}
    assert made["blocks"][2]["elements"][0]["url"] == MESSAGE.link


def test_teams_gets_an_adaptive_card_without_markdown():
    made = json.loads(body_of("teams", MESSAGE))
    (attachment,) = made["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    card = attachment["content"]
    assert card["body"][0]["text"] == r"NPS <fell> & \*fell\*"
    assert card["actions"][0] == {"type": "Action.OpenUrl", "title": "Open", "url": MESSAGE.link}


def mail(**changes):
    told = {
        "sender": "Luister <luister@example.org>", "organisation": "Noorderlicht",
        "to": "anna@example.org", "key": "7", "language": "nl", "subject": "Één\nregel",
        "plain": "Hallo", "page": "<p>Hallo</p>", "stop": "https://l.example/stop/x/",
    }  # fmt: skip
    return NoticeMail(**(told | changes))


def test_a_mail_has_a_plain_twin_and_a_name_that_stays():
    at = datetime(2026, 11, 27, 8, tzinfo=UTC)
    read = message_from_bytes(mail_bytes(mail(), at=at), policy=policy.default)
    assert read["Message-ID"] == "<luister-notice.7@example.org>"
    assert read["Subject"] == "Één regel"
    assert read.get_content_type() == "multipart/alternative"
    assert read.get_body(("plain",)).get_content().strip() == "Hallo"
    assert read.get_body(("html",)).get_content().strip() == "<p>Hallo</p>"
    assert read["List-Unsubscribe"] == "<https://l.example/stop/x/>"


def test_a_sender_without_a_domain_is_refused():
    with pytest.raises(MappingError, match="no address"):
        mail_bytes(mail(sender="luister"), at=datetime(2026, 11, 27, tzinfo=UTC))
