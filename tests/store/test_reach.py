"""Who was invited is counted by what their invitations carried, and frames are kept, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from luister.errors import UnknownNameError
from luister.estimates.frame import Frame, Margin
from luister.loop import reach, weigh
from luister.store.frames import frames, keep_frame, surveys_with_weights
from luister.store.invitations import Invitation, add_invitations
from luister.store.reach import invited_by

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ONE = Invitation(
    token="t", survey="moving", wave="w1", channel="mail", segment="home", language="nl",
    customer=7, customer_key="klant-7", ask="a", reason="wave", dimensions={}, created_at=NOW,
)  # fmt: skip


def invitation(number, region, *, channel="mail", sent=True, finished=False, withdrawn=False):
    carried = {"region": region, "age": "old"} if number % 2 else {"age": "old", "region": region}
    return replace(
        ONE,
        token=f"t{number}",
        channel=channel,
        dimensions=carried if region else {"age": "old"},
        sent_at=NOW if sent else None,
        started_at=NOW if finished else None,
        opened_at=NOW if finished else None,
        finished_at=NOW if finished else None,
        withdrawn_at=NOW if withdrawn else None,
    )


@pytest.fixture
def invited(store):
    """Six in the north of whom two finished, three in the south, one of nowhere, one withdrawn."""
    people = [invitation(n, "north", finished=n < 2) for n in range(6)]
    people += [invitation(n, "south", channel="sms", sent=n != 8) for n in range(6, 9)]
    people += [invitation(9, ""), invitation(10, "south", withdrawn=True)]
    with store.truth.transaction():
        add_invitations(store.truth, people)
        store.truth.execute(
            "INSERT INTO store_dimension (name) VALUES ('region'), ('age'), ('shoe')"
        )
    return store


def test_the_invited_are_counted_by_what_their_invitations_carried(invited):
    assert invited_by(invited.truth, "moving", ["region"]) == [
        (("",), 1),
        (("north",), 6),
        (("south",), 3),
    ]
    by = invited_by(invited.truth, "moving", ["channel", "region"])
    assert by == [(("mail", ""), 1), (("mail", "north"), 6), (("sms", "south"), 3)]
    assert invited_by(invited.truth, "other", ["region"]) == []


def test_a_frame_of_all_invited_has_a_margin_a_dimension(invited):
    frame = weigh.frame_of_invited(invited, "moving", ["region", "age"])
    assert (frame.source, frame.method) == (weigh.ALL_INVITED, "raked")
    assert frame.margins == (
        Margin(("region",), {("",): 1.0, ("north",): 6.0, ("south",): 3.0}),
        Margin(("age",), {("old",): 10.0}),
    )


@pytest.mark.parametrize("by", [["shoe"], ["colour"], []])
def test_a_frame_by_what_no_invitation_carries_is_refused(invited, by):
    with pytest.raises(UnknownNameError):
        weigh.frame_of_invited(invited, "moving", by)


def test_the_response_rate_is_of_those_asked_with_the_interval_of_a_share(invited):
    (rate,) = reach.response_rates(invited, survey="moving")
    # Nine were asked: the letter of one has not left, another was withdrawn. Agresti & Coull: (2+2)/(9+4).
    assert (rate.finished.n, rate.finished.value) == (9, pytest.approx(200 / 9))
    assert (rate.finished.low + rate.finished.high) / 2 == pytest.approx(400 / 13, abs=0.1)
    by = {one.group["channel"]: one for one in reach.response_rates(invited, by=["channel"])}
    assert (by["mail"].finished.n, by["sms"].finished.n) == (7, 2)
    assert by["sms"].started.value == 0 < by["sms"].started.high


def test_nobody_asked_has_no_rate(store):
    with store.truth.transaction():
        add_invitations(store.truth, [invitation(1, "north", sent=False)])
    (rate,) = reach.response_rates(store, by=["survey"])
    assert (rate.group, rate.finished, rate.started) == ({"survey": "moving"}, None, None)


def test_a_frame_is_kept_and_taken_away(store):
    frame = Frame("moving", "register", (Margin(("region", "age"), {("north", "old"): 3.5}),))
    keep_frame(store, frame)
    assert frames(store) == {"moving": frame}
    keep_frame(store, replace(frame, margins=()))
    assert frames(store) == {}
    assert surveys_with_weights(store) == frozenset()
