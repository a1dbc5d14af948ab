"""Each sees exactly theirs, on every address of signals there is: a new one that is not looked at here fails."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from tests.web.signals.cast_signals import SEES, raised, state_of

NAMES = ("whole", "north", "south", "anna")
TOMORROW = (timezone.now() + timedelta(days=2)).date().isoformat()
LISTS = {"signals:list": "/signals/?state=all", "api:v1:signals": "/api/v1/signals?state=all"}
ONES = {"signals:one": "/signals/{}/", "api:v1:signal": "/api/v1/signals/{}"}
FIRST_PAGE = "/"
ACTS = {
    "snooze": {"until": TOMORROW},
    "dismiss": {"reason": "x", "words": "x"},
    "merge": {"into": "{other}"},
    "reopen": {},
    "follow": {},
    "unfollow": {},
    "note": {"words": "x"},
}
SETTINGS = {
    "signals:rules",
    "signals:new_rule",
    "signals:rule",
    "signals:switch_rule",
    "signals:weights",
    "api:v1:signal_rules",
    "api:v1:new_signal_rule",
    "api:v1:change_signal_rule",
    "api:v1:signal_weights",
    "api:v1:set_signal_weights",
}
"""They hold nothing of a team; tests/web/access/every_url.py says who may open them."""
CASES = {"cases:from_signal"}
"""Looked at with the cases, in tests/web/cases."""
LOOKED_AT = {*LISTS, *ONES, *SETTINGS, *CASES, "signals:act", "api:v1:signal_act"}


def named(resolver, before=""):
    for one in resolver.url_patterns:
        if hasattr(one, "url_patterns"):
            space = f"{before}{one.namespace}:" if one.namespace else before
            yield from named(one, space)
        elif one.name:
            yield before + one.name


def test_every_address_of_signals_is_looked_at():
    found = {name for name in named(get_resolver()) if "signal" in name}
    assert found == LOOKED_AT
    assert len(found) == 17


@pytest.mark.parametrize("who", SEES)
def test_lists_and_pages_show_exactly_what_is_theirs(who, signed_in):
    numbers = raised()
    browser = signed_in(who)
    for address in LISTS.values():
        body = browser.get(address).content.decode()
        assert {name for name in NAMES if f"process-{name}" in body} == SEES[who], address
    for address in ONES.values():
        for name, number in numbers.items():
            expected = 200 if name in SEES[who] else 404
            assert browser.get(address.format(number)).status_code == expected, (address, name)


@pytest.mark.parametrize("who", SEES)
def test_nobody_acts_on_what_is_not_theirs(who, signed_in):
    numbers = raised()
    browser = signed_in(who)
    own = numbers[min(SEES[who])]
    strange = [number for name, number in numbers.items() if name not in SEES[who]]
    for number in strange:
        for act, given in ACTS.items():
            told = {key: value.format(other=own) for key, value in given.items()}
            assert browser.post(f"/signals/{number}/{act}/", told).status_code == 404
            sent = browser.post(
                f"/api/v1/signals/{number}/{act}",
                json.dumps({k: int(v) if k == "into" else v for k, v in told.items()}),
                content_type="application/json",
            )
            assert sent.status_code == 404, (who, act)
        # Nor does one get at a strange signal by merging an own one into it.
        assert browser.post(f"/signals/{own}/merge/", {"into": number}).status_code == 422
    assert {state_of(number) for number in numbers.values()} == {"open"}


def test_a_stranger_sees_nothing(db):
    numbers = raised()
    for address in (*LISTS.values(), *(one.format(numbers["whole"]) for one in ONES.values())):
        assert Client().get(address).status_code in (302, 401), address
    for act in ACTS:
        assert Client().post(f"/signals/{numbers['whole']}/{act}/").status_code == 302
        sent = Client().post(f"/api/v1/signals/{numbers['whole']}/{act}")
        assert sent.status_code == 401


def test_who_a_customer_is_is_told_to_who_may_know(signed_in):
    number = raised()["anna"]
    for address in ONES.values():
        told = {
            who: "klant-77" in signed_in(who).get(address.format(number)).content.decode()
            for who in ("employee", "leader_north")
        }
        assert told == {"employee": False, "leader_north": True}, address


def test_the_menu_counts_what_is_theirs(signed_in):
    raised()
    for who, names in SEES.items():
        body = signed_in(who).get("/signals/").content.decode()
        assert f'side-count">{len(names)}<' in body, who
