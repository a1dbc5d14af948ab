from datetime import UTC, datetime

import pytest

from luister.estimates.estimate import Estimate
from luister.events.signal import NewSignal
from luister.store import signals

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def alarm(key="alarm:1", **told):
    effect = Estimate(-8.0, -12.0, -4.0, 400, "points")
    return NewSignal(kind="alarm", key=key, raised_at=NOW, **{"effect": effect, **told})


def test_the_same_thing_is_raised_once(store):
    with store.truth.transaction():
        first = signals.raise_signal(store.truth, alarm())
        assert signals.raise_signal(store.truth, alarm(customers=9)) is None
    rows = store.truth.execute("SELECT id, customers FROM store_signal")
    history = store.truth.execute("SELECT signal, what FROM store_signal_entry")
    assert (rows, history) == ([(first, 0)], [(first, "raised")])


def test_a_batch_gives_each_its_number_and_a_key_that_comes_twice_one(store):
    with store.truth.transaction():
        signals.raise_signal(store.truth, alarm("alarm:7"))
        found = signals.raise_signals(store.truth, [alarm(f"alarm:{n % 450}") for n in range(500)])
    assert found[7] is None
    assert len({one for one in found if one}) == 449
    assert store.truth.execute("SELECT count(*) FROM store_signal_entry") == [(450,)]


def test_what_is_rolled_back_was_never_raised(store):
    def raised_and_broken():
        with store.truth.transaction():
            signals.raise_signal(store.truth, alarm())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        raised_and_broken()
    with store.truth.transaction():
        assert signals.raise_signal(store.truth, alarm()) is not None
