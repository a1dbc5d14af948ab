from datetime import timedelta

import pytest
from tests.store.streamed import NOW, shop

from luister.errors import RefusedSenderError, UnknownNameError
from luister.store import source_keys


def test_a_key_opens_its_own_kind_of_door_and_is_kept_as_a_digest_only(store):
    source = shop(store)
    key = source_keys.make_key(store, source.id, now=NOW)
    assert source_keys.source_of_key(store, key, ("tracking",), now=NOW).id == source.id
    for kinds in (("cloud_events",), ()):
        with pytest.raises(RefusedSenderError, match="for something else"):
            source_keys.source_of_key(store, key, kinds, now=NOW)
    assert key not in str(store.truth.execute("SELECT * FROM store_source_key"))
    listed = source_keys.keys(store, source.id)
    assert (len(listed), listed[0].used_at, key.startswith(listed[0].prefix)) == (1, NOW, True)


@pytest.mark.parametrize("key", [None, "", "nonsense", "luister-source_x"])
def test_another_key_opens_nothing(store, key):
    shop(store)
    with pytest.raises(RefusedSenderError):
        source_keys.source_of_key(store, key, source_keys.KINDS, now=NOW)


def test_a_revoked_key_and_a_closed_source_open_nothing(store):
    source = shop(store)
    first, second = (source_keys.make_key(store, source.id, now=NOW) for _ in range(2))
    newest, oldest = source_keys.keys(store, source.id)
    source_keys.revoke_key(store, source.id, oldest.id, now=NOW)
    with pytest.raises(RefusedSenderError):
        source_keys.source_of_key(store, first, ("tracking",), now=NOW)
    assert source_keys.source_of_key(store, second, ("tracking",), now=NOW).id == source.id
    source_keys.close_source(store, source.id, now=NOW)
    with pytest.raises(RefusedSenderError):
        source_keys.source_of_key(store, second, ("tracking",), now=NOW)
    with pytest.raises(RefusedSenderError):
        source_keys.source_at(store, source.address)
    with pytest.raises(UnknownNameError):
        source_keys.revoke_key(store, source.id + 1, newest.id, now=NOW)


def test_when_a_key_was_used_is_kept_to_the_minute(store):
    source = shop(store)
    key = source_keys.make_key(store, source.id, now=NOW)
    for later in (0, 30, 90):
        source_keys.source_of_key(store, key, ("tracking",), now=NOW + timedelta(seconds=later))
    assert source_keys.keys(store, source.id)[0].used_at == NOW + timedelta(seconds=90)


def test_a_source_is_changed_and_its_secret_stays_unless_another_is_given(store):
    source = source_keys.add_source(
        store, "Desk", "zammad", fields={}, signing_secret="s1", now=NOW
    )
    source_keys.change_source(
        store, source.id, name="Help", fields={"a": "b"}, signing_secret=None
    )
    found, secret = source_keys.source_at(store, source.address)
    assert (found.name, dict(found.fields), secret) == ("Help", {"a": "b"}, "s1")
    source_keys.change_source(store, source.id, name="Help", fields={}, signing_secret="s2")
    assert source_keys.source_at(store, source.address)[1] == "s2"
    with pytest.raises(UnknownNameError):
        source_keys.add_source(store, "x", "carrier pigeon", fields={}, signing_secret="", now=NOW)
    with pytest.raises(UnknownNameError):
        source_keys.source_of(store, source.id + 1)
