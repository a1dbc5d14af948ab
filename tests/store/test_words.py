"""Names and words of large parts are packed; all that is done with rows must be done with them too."""

from datetime import date

import pytest
from tests.store.forms import NOW, batch, form

from luister.errors import StoreError, UnknownNameError
from luister.store import customers, imports
from luister.store.doctor import findings
from luister.store.packing import unpacked
from luister.store.part_writer import PartWriter
from luister.store.responses import Selection, found, responses, tables
from luister.store.staging import Origin, Staging
from luister.store.words import PACKED_FROM

KEY, WORDS = "klant-778812345", "Ik wacht al drie weken op mijn Énergieafrekening"


@pytest.fixture
def many(store):
    """Two large parts, in the second of which one customer of interest stands."""
    staging = Staging(store, Origin("moving", "file", "f", "a", ""), now=NOW)
    for part in range(2):
        forms = [
            form(f"{part}-{n}", n % 11, customer=f"klant-{part}-{n}", comment=f"opmerking {n}")
            for n in range(PACKED_FROM)
        ]
        mine = [form("me", 2, customer=KEY, comment=WORDS)] if part else []
        staging.add(batch(*mine, *forms), (), read=len(mine) + len(forms))
    staging.commit(now=NOW)
    return store


def selection(**also):
    return Selection(
        questions=(("moving", "response"),),
        first=date(2026, 1, 1),
        last=date(2026, 12, 31),
        **also,
    )


def every_byte(store):
    parts = [("store_segment", "data"), ("store_words", "data")]
    return "".join(
        str(unpacked(bytes(data)).to_pydict())
        for table, column in parts
        for (data,) in store.truth.execute(f"SELECT {column} FROM {table}")
    )


def test_the_words_of_a_large_part_are_packed(many):
    assert many.truth.execute("SELECT count(*) FROM store_words") == [(2,)]
    assert many.truth.execute("SELECT count(*) FROM store_comment") == [(0,)]
    assert WORDS in every_byte(many)


def test_a_form_of_a_large_part_comes_back_with_its_name_and_words(many):
    total, ids = found(many, selection(search="ÉNERGIE"), limit=10, offset=0)
    assert total == 1
    (one,) = responses(many, ids)
    assert (one.customer, one.answers[-1].text) == (KEY, WORDS)


def test_every_form_of_large_parts_comes_back_with_its_own_words(many):
    rows = [
        row
        for table in tables(many, selection(), survey="moving", comments=True, customers=True)
        for row in table.to_pylist()
    ]
    told = {row["customer"]: row["text.comment"] for row in rows}
    assert len(told) == 2 * PACKED_FROM + 1
    assert told["klant-1-7"] == "opmerking 7"
    assert told[KEY] == WORDS


def test_a_customer_of_a_large_part_is_handed_out_and_erased(many, home_folder):
    assert WORDS in str(customers.everything_of(many, KEY))
    erased = customers.erase(many, KEY, now=NOW)
    assert (erased["responses"], erased["comments"]) == (1, 1)
    with pytest.raises(UnknownNameError, match="Nothing is kept"):
        customers.everything_of(many, KEY)
    assert KEY not in every_byte(many)
    assert WORDS not in every_byte(many)
    assert str(customers.everything_of(many, "klant-1-7")).count("opmerking 7") == 1
    assert all(finding.is_well for finding in findings(many, now=NOW))
    many.close()
    for path in home_folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert KEY.encode() not in content, path


def test_undoing_a_large_import_leaves_no_words(many):
    (one,) = imports.summaries(many)
    imports.undo(many, one.id, now=NOW)
    assert many.truth.execute("SELECT count(*) FROM store_words") == [(0,)]
    with pytest.raises(UnknownNameError, match="Nothing is kept"):
        customers.everything_of(many, KEY)


def test_a_write_that_fails_is_told_at_the_next(sqlite_store):
    def failing():
        raise StoreError("The disk is full.", hint="Make room.")

    writer = PartWriter(sqlite_store.truth)
    writer.write(failing)
    with pytest.raises(StoreError, match="disk is full"):
        writer.write(failing)
    writer.abandon()


def test_a_cancelled_large_import_leaves_nothing_behind(store):
    staging = Staging(store, Origin("moving", "file", "f", "a", ""), now=NOW)
    staging.add(batch(*(form(str(n), 9, comment="mooi") for n in range(PACKED_FROM))), (), read=1)
    staging.cancel()
    for table in ("store_segment", "store_words", "store_comment"):
        assert store.truth.execute(f"SELECT count(*) FROM {table}") == [(0,)]
