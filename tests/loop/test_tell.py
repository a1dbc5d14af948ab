"""Who is told of what is settled once, and each notice leaves once, also after a sender died."""

from datetime import UTC, datetime, timedelta

import pytest

from luister.events.signal import NewSignal
from luister.invitations.delivery import LATER, SENT, Outcome, Parcel, Way
from luister.loop.deliver_notices import send_notices, settle_left_behind
from luister.loop.tell import ALARM, DAILY, MAIL, NEVER, Audience, Hours, notices_of, plan_notices
from luister.store import notices
from luister.store.send_journal import SendJournal
from luister.store.signals import raise_signal

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
HOURS = Hours(time_zone="Europe/Amsterdam", rhythm=NEVER)


class Post:
    """A way of sending that counts."""

    def __init__(self, outcome=SENT):
        self.taken, self.outcome = [], outcome

    def deliver(self, parcel, handing):
        handing()
        self.taken.append(parcel.key)
        return Outcome(self.outcome)

    def close(self):
        return


def someone(key, scope, *, rhythm=NEVER, **hours):
    times = Hours(time_zone="Europe/Amsterdam", rhythm=rhythm, **hours)
    return Audience(key=key, way=MAIL, hours=times, kinds=frozenset({ALARM}), scope=lambda: scope)


def parcel(told):
    return Parcel(key=f"{told.reader} {told.thing}", to="", text="", link="", language="nl")


def raised(store, key, **told):
    with store.truth.transaction():
        return raise_signal(store.truth, NewSignal(kind="alarm", key=key, raised_at=NOW, **told))


def test_an_alarm_is_told_to_who_may_see_it_and_once(store):
    number = raised(store, "alarm:1", team="Noord")
    people = [
        someone("all", {}), someone("north", {"team": ("Noord",)}),
        someone("south", {"team": ("Zuid",)}), someone("anna", {"employee": ("Anna",)}),
        someone("nobody", {"team": ()}),
    ]  # fmt: skip
    assert plan_notices(store, people, now=NOW) == 2
    assert plan_notices(store, people, now=NOW + timedelta(minutes=1)) == 0
    post = Post()
    for _ in range(2):
        send_notices(store, {MAIL: Way(lambda: post)}, parcel, now=NOW)
    assert post.taken == [f"all signal:{number}", f"north signal:{number}"]


def test_in_quiet_hours_it_waits(store):
    raised(store, "alarm:1")
    night = datetime(2026, 11, 25, 22, tzinfo=UTC)
    plan_notices(store, [someone("all", {})], now=night)
    post = Post()
    assert send_notices(store, {MAIL: Way(lambda: post)}, parcel, now=night) == {}
    morning = datetime(2026, 11, 26, 6, 1, tzinfo=UTC)
    assert send_notices(store, {MAIL: Way(lambda: post)}, parcel, now=morning) == {"sent": 1}


def test_a_digest_goes_on_where_the_last_one_ended(store):
    reader = [someone("all", {}, rhythm=DAILY)]
    assert plan_notices(store, reader, now=NOW) == 1
    assert plan_notices(store, reader, now=NOW + timedelta(hours=2)) == 0
    first = notices.last_digest(store.truth, "all")
    assert (first["since"], first["until"]) == ("2026-11-24", "2026-11-25")
    # The server was off for two days.
    plan_notices(store, reader, now=NOW + timedelta(days=2))
    later = notices.last_digest(store.truth, "all")
    assert (later["since"], later["until"]) == ("2026-11-25", "2026-11-27")


def test_what_has_nothing_to_say_is_no_letter(sqlite_store):
    raised(sqlite_store, "alarm:1")
    plan_notices(sqlite_store, [someone("all", {})], now=NOW)
    post = Post()
    counts = send_notices(sqlite_store, {MAIL: Way(lambda: post)}, lambda _: None, now=NOW)
    assert (counts, post.taken) == ({"nothing": 1}, [])


def test_what_was_turned_down_for_now_is_tried_again_later(sqlite_store):
    raised(sqlite_store, "alarm:1")
    plan_notices(sqlite_store, [someone("all", {})], now=NOW)
    busy, free = Post(LATER), Post()
    assert send_notices(sqlite_store, {MAIL: Way(lambda: busy)}, parcel, now=NOW) == {"waiting": 1}
    assert send_notices(sqlite_store, {MAIL: Way(lambda: free)}, parcel, now=NOW) == {}
    later = NOW + timedelta(minutes=6)
    assert send_notices(sqlite_store, {MAIL: Way(lambda: free)}, parcel, now=later) == {"sent": 1}


@pytest.mark.parametrize(
    ("word", "state"), [(None, "waiting"), ("handing", "unsure"), ("sent", "sent")]
)
def test_a_sender_that_died_leaves_none_lost_and_none_twice(sqlite_store, word, state):
    raised(sqlite_store, "alarm:1")
    plan_notices(sqlite_store, [someone("all", {})], now=NOW)
    journal = SendJournal(sqlite_store.folder / "telling")
    (taken,) = notices.take_due(sqlite_store.truth, MAIL, sender=journal.sender, now=NOW, limit=9)
    if word:
        journal.handing(f"notice-{taken.id}", 0)
    if word == "sent":
        journal.answered(f"notice-{taken.id}", 0, "sent")
    journal.leave()
    assert settle_left_behind(sqlite_store, now=NOW) == 1
    assert [one["state"] for one in notices_of(sqlite_store, "all")] == [state]
