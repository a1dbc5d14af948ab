"""Forms that programs send: gathered at the door, answered as if each came alone."""

import asyncio
import json

import pytest

from luister.loop import measure
from luister_web import answer_line
from luister_web.access.keys import make_key
from luister_web.access.models import ApiKey, KeyScope
from luister_web.answer_line import LARGEST, AnswerLine, Call, Said
from luister_web.api import answer_calls, asker
from luister_web.api.rate_limit import RateLimit
from luister_web.current_home import home

FORM = {"survey": "moving", "key": "k", "answers": {"recommend": 9}}
BODIES = {
    "good": json.dumps(FORM),
    "no JSON": "{",
    "another shape": json.dumps({**FORM, "colour": "red"}),
    "no such survey": json.dumps({**FORM, "survey": "sailing"}),
    "off its scale": json.dumps({**FORM, "answers": {"recommend": 12}}),
    "no time zone": json.dumps({**FORM, "occurred_at": "2026-01-01T12:00:00"}),
    "a name that cannot be a column": json.dumps({**FORM, "dimensions": {"survey": "x"}}),
}


@pytest.fixture
def key(cast, answers):
    """A key that may send answers."""
    answer_calls.forget_keys()
    return make_key(cast.analyst, "test", scopes=[KeyScope.ANSWERS])


def taken(key, *bodies):
    return answer_calls.taken([Call(key, body.encode()) for body in bodies])


@pytest.mark.django_db
@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
def test_a_call_is_answered_as_a_page_answers_it(body, key, client):
    alone = client.post(
        "/api/v1/responses", body, content_type="application/json", headers={"x-api-key": key}
    )
    (said,) = taken(key, body)
    assert said.status == alone.status_code
    assert set(json.loads(said.body)) == set(alone.json())


@pytest.mark.django_db
def test_a_bad_form_keeps_no_other_back(key):
    before = measure.surveys(home())[0].responses
    said = taken(key, *BODIES.values())
    assert [one.status for one in said] == [201, 400, 422, 422, 422, 422, 409]
    assert measure.surveys(home())[0].responses == before + 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "scope", "status"),
    [("analyst", KeyScope.REPORTS, 403), ("director", KeyScope.EVERYTHING, 403),
     ("analyst", KeyScope.EVERYTHING, 201)],
)  # fmt: skip
def test_a_key_needs_its_scope_and_its_owner_the_right(name, scope, status, cast, key):
    other = make_key(getattr(cast, name), "other", scopes=[scope])
    assert taken(other, BODIES["good"])[0].status == status


@pytest.mark.django_db
def test_a_key_that_nobody_made_is_a_stranger(key):
    assert taken("luister_a_b", BODIES["good"])[0].status == 401


@pytest.mark.django_db
def test_a_revoked_key_is_shut_out_once_it_is_looked_up_again(key, yesterday):
    assert taken(key, BODIES["good"])[0].status == 201
    ApiKey.objects.update(revoked_at=yesterday)
    answer_calls.forget_keys()
    assert taken(key, BODIES["good"])[0].status == 401


@pytest.mark.django_db
def test_a_key_that_runs_wild_is_told_to_wait(key, monkeypatch):
    monkeypatch.setattr(asker, "_cheap_calls", RateLimit(per_minute=60, burst=2))
    said = taken(key, *[BODIES["good"]] * 3)
    assert [one.status for one in said] == [201, 201, 429]
    assert said[2].wait == 1


@pytest.mark.django_db
def test_many_in_one_call_have_each_an_outcome_of_their_own(key, client):
    sent = {"responses": [{**FORM, "key": "a"}, {**FORM, "key": "b", "survey": "sailing"}]}
    answer = client.post(
        "/api/v1/responses/batch",
        sent,
        content_type="application/json",
        headers={"x-api-key": key},
    )
    assert [one["status"] for one in answer.json()["results"]] == [201, 422]


def called(line, bodies, headers=((b"x-api-key", b"k"),)):
    """What each sender was told, all sending at once."""

    async def one(body):
        pieces = iter(
            [{"body": part, "more_body": place < len(body) - 1} for place, part in enumerate(body)]
        )
        told = []

        async def receive():
            return next(pieces)

        async def send(message):
            told.append(message)

        scope = {"path": "/api/v1/responses", "method": "POST", "headers": list(headers)}
        await line(scope, receive, send)
        return told

    async def all_of_them():
        return await asyncio.gather(*(one(body) for body in bodies))

    return asyncio.run(all_of_them())


def test_those_who_come_together_are_taken_together():
    groups = []

    def take(calls):
        groups.append(len(calls))
        return [Said(201, call.body) for call in calls]

    told = called(AnswerLine(take), [[b"a", b"1"], [b"b2"], [b"c3"]])
    assert [messages[1]["body"] for messages in told] == [b"a1", b"b2", b"c3"]
    assert groups == [3]


@pytest.mark.parametrize(("at_once", "groups"), [(2, [2, 3]), (1, [1, 1, 1, 1])])
def test_several_who_send_share_the_next_commit_and_who_is_alone_does_not_wait(
    at_once, groups, monkeypatch
):
    monkeypatch.setattr(answer_line, "_PAUSE", 0.0)
    monkeypatch.setattr(answer_line, "_LONG_PAUSE", 0.5)
    taken_together = []

    def take(calls):
        taken_together.append(len(calls))
        return [Said(201, b"") for _ in calls]

    async def scene():
        line = AnswerLine(take)
        await asyncio.gather(*(line._taken(Call("k", b"")) for _ in range(at_once)))
        rest = []
        for _ in range(3):
            rest.append(line._taken(Call("k", b"")))
            await asyncio.sleep(0.05)
        await asyncio.gather(*rest)

    asyncio.run(scene())
    assert taken_together == groups


def test_a_body_that_is_too_large_is_refused_with_the_limit_and_never_taken():
    line = AnswerLine(lambda _calls: [])
    ((start, end),) = called(line, [[b"x" * LARGEST, b"y", b"z"]])
    assert start["status"] == 413
    assert b"1 MB" in end["body"]


def test_what_breaks_is_told_to_all_who_wait():
    def take(_calls):
        raise ValueError("no")

    told = called(AnswerLine(take), [[b"a"], [b"b"]])
    assert [messages[0]["status"] for messages in told] == [500, 500]
