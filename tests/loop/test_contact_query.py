"""Contacts out of a query on another database, on both kinds; the source can only be read."""

import dataclasses
import sqlite3

import psycopg
import pytest
from tests.loop.invited import NOW

from luister.errors import StoreError
from luister.loop import contacts
from luister.store import contact_source
from luister.store.contact_source import Bounds

QUERY = "SELECT nr AS key, mail AS email, region FROM person ORDER BY nr"
TABLE = "CREATE TABLE person (nr TEXT, mail TEXT, region TEXT)"
ROWS = [(f"k{n}", f"k{n}@example.org", "Noord" if n % 2 else "Zuid") for n in range(5)]


@pytest.fixture(params=["sqlite", "postgresql"])
def source(request, tmp_path):
    """The address of a database with five people."""
    if request.param == "sqlite":
        with sqlite3.connect(tmp_path / "crm.db") as crm:
            crm.execute(TABLE)
            crm.executemany("INSERT INTO person VALUES (?, ?, ?)", ROWS)
        return str(tmp_path / "crm.db")
    address = request.getfixturevalue("postgres_address")
    with psycopg.connect(address) as crm, crm.cursor() as cursor:
        cursor.execute(TABLE)
        cursor.executemany("INSERT INTO person VALUES (%s, %s, %s)", ROWS)
    return address


@pytest.fixture
def with_source(home, source):
    home.settings = dataclasses.replace(home.settings, contact_sources={"crm": source})
    return home


def test_a_query_is_looked_at_and_then_brings_its_people_in(with_source):
    first = contacts.preview_query(with_source, "crm", QUERY, most=2)
    assert first == [
        {"key": "k0", "email": "k0@example.org", "region": "Zuid"},
        {"key": "k1", "email": "k1@example.org", "region": "Noord"},
    ]
    assert contacts.page(with_source)[0] == 0
    assert contacts.import_query(with_source, "crm", QUERY, now=NOW).kept == 5
    assert contacts.attribute_values(with_source) == {"region": {"Noord": 2, "Zuid": 3}}


@pytest.mark.parametrize(
    "query",
    ["DELETE FROM person", "SELECT 1; DELETE FROM person", "DROP TABLE person", "COMMIT"],
)
def test_a_query_can_change_nothing(with_source, query):
    with pytest.raises(StoreError):
        contacts.import_query(with_source, "crm", query, now=NOW)
    assert contacts.import_query(with_source, "crm", QUERY, now=NOW).read == 5


def test_more_rows_than_allowed_are_refused_and_nobody_is_kept(source):
    assert len(list(contact_source.query_rows(source, QUERY, Bounds(rows=5)))) == 5
    with pytest.raises(StoreError, match="more than 4 rows"):
        list(contact_source.query_rows(source, QUERY, Bounds(rows=4)))


def test_a_query_that_takes_too_long_is_broken_off(source):
    endless = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000) "
        "SELECT max(i) AS key FROM n"
    )
    with pytest.raises(StoreError, match="could not be run"):
        list(contact_source.query_rows(source, endless, Bounds(seconds=1)))


def test_the_values_of_attributes_are_counted_on_both_databases(store):
    people = [{"key": key, "email": mail, "region": region} for key, mail, region in ROWS]
    contacts.keep(store, people, now=NOW)
    assert contacts.attribute_values(store) == {"region": {"Noord": 2, "Zuid": 3}}
