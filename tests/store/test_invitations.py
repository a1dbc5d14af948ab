from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from luister.errors import StoreError
from luister.store.invitations import Invitation, add_invitations, invitation_of, mark

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=3)


@pytest.fixture
def invited(store):
    truth = store.truth
    one = Invitation(
        token="t0ken", survey="moving", wave="w1", channel="mail", segment="home", language="nl",
        customer=7, customer_key="klant-7", ask="a1", reason="wave", dimensions={"region": "Fryslân"},
        created_at=NOW,
    )  # fmt: skip
    with truth.transaction():
        truth.execute("INSERT INTO store_customer VALUES (7, 'klant-7')")
        add_invitations(truth, [one, replace(one, token="other", expires_at=LATER)])
    return store


def test_a_link_leads_to_its_invitation(invited):
    found = invitation_of(invited, "t0ken")
    assert (found.survey, found.customer_key, found.language) == ("moving", "klant-7", "nl")
    assert (found.dimensions, found.state) == ({"region": "Fryslân"}, "waiting")
    assert found.created_at == NOW


def test_a_forged_link_leads_nowhere(invited):
    assert invitation_of(invited, "t0ken' OR '1'='1") is None


def test_an_invitation_expires(invited):
    found = invitation_of(invited, "other")
    assert not found.is_expired(NOW)
    assert found.is_expired(LATER)
    assert not invitation_of(invited, "t0ken").is_expired(LATER)


def test_the_first_time_of_each_mark_counts(invited):
    for what, at in (("opened", NOW), ("opened", LATER), ("finished", LATER), ("started", NOW)):
        mark(invited, "t0ken", what, now=at)
    found = invitation_of(invited, "t0ken")
    assert (found.opened_at, found.started_at, found.finished_at) == (NOW, LATER, LATER)
    assert found.state == "finished"
    assert invitation_of(invited, "other").state == "waiting"


def test_an_unknown_mark_is_refused(invited):
    with pytest.raises(StoreError, match="is not marked 'eaten'"):
        mark(invited, "t0ken", "eaten", now=NOW)
