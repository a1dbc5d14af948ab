import pytest
from tests.store.forms import NOW, batch, form

from luister.errors import UnknownNameError
from luister.events.import_result import RejectedRow
from luister.store import customers
from luister.store.doctor import findings
from luister.store.staging import Origin, Staging

KEY, WORDS = "klant-778812345", "Ik wacht al drie weken op mijn eindafrekening"


@pytest.fixture
def with_customer(store):
    forms = [
        form(str(n), n % 11, customer=f"klant-{n}", comment=f"opmerking {n}") for n in range(50)
    ]
    staging = Staging(store, Origin("moving", "file", "f", "a", ""), now=NOW)
    staging.add(
        batch(form("me", 2, customer=KEY, comment=WORDS), *forms),
        (RejectedRow(9, "nps", "12 is off the scale", (KEY, "12")),),
        read=52,
    )
    staging.commit(now=NOW)
    return store


def test_a_customer_gets_everything_that_is_kept(with_customer):
    found = customers.everything_of(with_customer, KEY)
    assert [one["customer"] for one in found["responses"]] == [KEY]
    assert WORDS in str(found)


def test_an_erased_customer_is_in_no_table_and_no_file(with_customer, home_folder):
    pseudonym = customers.customer_id(with_customer, KEY)
    erased = customers.erase(with_customer, KEY, now=NOW)
    assert (erased["responses"], erased["comments"], erased["rejected_rows"]) == (1, 1, 1)
    with pytest.raises(UnknownNameError, match="Nothing is kept"):
        customers.everything_of(with_customer, KEY)
    cursor = with_customer.projection.cursor()
    assert cursor.execute(
        "SELECT count(*) FROM fact WHERE customer = ?", [pseudonym]
    ).fetchone() == (0,)
    for table in ("store_comment", "store_customer", "store_reject", "store_import", "store_log"):
        assert KEY not in str(with_customer.truth.execute(f"SELECT * FROM {table}"))
    with_customer.close()
    for path in home_folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert KEY.encode() not in content, path
        assert WORDS.encode() not in content, path


def test_erasing_one_customer_leaves_the_others(with_customer):
    customers.erase(with_customer, KEY, now=NOW)
    assert all(finding.is_well for finding in findings(with_customer, now=NOW))
    assert len(customers.everything_of(with_customer, "klant-7")["responses"]) == 1


def test_an_unknown_customer_is_told_plainly(store):
    with pytest.raises(UnknownNameError, match="Nothing is kept of customer 'nobody'"):
        customers.everything_of(store, "nobody")
