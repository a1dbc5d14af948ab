"""A stranger's, an employee's, a team leader's and everybody's request to every address."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from web.access.every_url import EVERYBODY, LINES, Line

pytestmark = pytest.mark.django_db


def names(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """The names of all addresses, as reverse() takes them."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{before}{pattern.name}"
        else:
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from names(pattern, before + space)


def test_every_address_is_in_the_table():
    listed = {line.name for line in LINES}
    there = set(names(get_resolver()))
    assert there - listed == set(), "these need a line in tests/web/access/every_url.py"
    assert listed - there == set(), "these addresses are gone"


def groups() -> dict[str, list[Line]]:
    """Lines that change nothing, by the part of the house they belong to: one home does for all of them.

    What may change something has a home of its own.
    """
    found: dict[str, list[Line]] = {}
    for line in LINES:
        changes = line.method != "GET" and line.answer < 400
        part = f"{line.method} {line.path}" if changes else line.name.rpartition(":")[0]
        found.setdefault(part, []).append(line)
    return found


GROUPS = groups()


@pytest.mark.parametrize("part", GROUPS)
def test_everybody_gets_the_answer_that_is_theirs(part, cast, signed_in):
    browsers = {"stranger": Client()} | {who: signed_in(who) for who in EVERYBODY}
    for browser in browsers.values():
        browser.raise_request_exception = False
    got, expected = {}, {}
    for line in GROUPS[part]:
        address = f"{line.method} {line.path}"
        got[address] = {who: _status(browser, line) for who, browser in browsers.items()}
        expected[address] = {who: _expected(line, who) for who in browsers}
    assert {one: said for one, said in got.items() if said != expected[one]} == {}
    assert len(got) == len(GROUPS[part]), "an address stands twice in the table"


def test_the_table_names_the_address_it_asks():
    for line in LINES:
        found = resolve(line.path.partition("?")[0]).view_name
        assert found.partition(":")[0] == line.name.partition(":")[0], line


def test_the_stranger_who_is_sent_away_is_sent_to_sign_in(client, cast):
    for line in LINES:
        if line.stranger == 302:
            there = client.generic(line.method, line.path).headers["Location"]
            assert there.startswith("/account/login/"), line


def _status(browser: Client, line: Line) -> int:
    return browser.generic(line.method, line.path).status_code


def _expected(line: Line, who: str) -> int:
    if who == "stranger":
        return line.stranger
    return line.answer if who in line.allowed else line.refused
