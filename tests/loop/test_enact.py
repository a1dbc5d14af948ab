"""The demo's weeks of asking: all states and rules are there, and nobody real is written to."""

from datetime import UTC, datetime

import numpy as np

from luister.loop import connect, contacts, reach
from luister.loop.enact import enact
from luister.metrics.fitting import minimum_group

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)


def test_the_made_up_company_asks_and_is_answered_and_its_rules_hold_people_back(sqlite_store):
    letters = enact(sqlite_store, now=NOW, rng=np.random.default_rng(3))
    rows = {row.group["survey"]: row for row in reach.funnel(sqlite_store, by=("survey",))}
    assert sorted(rows) == ["contact", "relation"]
    for row in rows.values():
        steps = (row.invited, row.asked, row.opened, row.started, row.finished)
        assert list(steps) == sorted(steps, reverse=True)
        assert row.finished >= minimum_group(frozenset())
    # Of both together: who is drawn hangs on the key of the home, and of 74 none may bounce.
    assert sum(row.bounced for row in rows.values()) > 0
    assert letters >= sum(row.sent for row in rows.values()) - sum(
        row.bounced for row in rows.values()
    )
    rules = {row.rule for row in reach.held_back(sqlite_store)}
    assert {"any-30", "relation-180", "complaint-7", "opted-out", "no-address"} <= rules
    _total, people = contacts.page(sqlite_store, limit=1000)
    assert all(one.email is None or one.email.endswith("@example.org") for one in people)
    (trigger,) = connect.trigger_list(sqlite_store)
    assert trigger.asks["asked"] > 0
    assert trigger.asks["stopped"] > 0
    # Who finished is in the answers, once.
    kept = sqlite_store.truth.execute("SELECT count(*) FROM store_filling WHERE finished_at > ''")
    assert kept == [(sum(row.finished for row in rows.values()),)]
    moments = sqlite_store.truth.execute(
        "SELECT max(finished_at), max(opened_at) FROM store_invitation"
    )
    assert all(datetime.fromisoformat(at) <= NOW for at in moments[0])
