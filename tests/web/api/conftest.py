"""Answers of two teams and a small one, keys, and a program that calls with one."""

import shutil
from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pytest
from django.test import Client
from django.utils import timezone

from luister.events.answer import Question, Scale
from luister.events.response_batch import FIXED_COLUMNS, ResponseBatch
from luister.loop import collect, keep
from luister_web import current_home
from luister_web.access.keys import make_key
from luister_web.api import asker
from luister_web.api.rate_limit import RateLimit

QUESTIONS = (
    Question("recommend", "Would you recommend us?", Scale("nps", 0, 10), is_headline=True),
    Question("why", "Why?", Scale("text")),
)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEAMS = ["Noord"] * 12 + ["Zuid"] * 12 + ["Oost", "West", "Kust", "Veen"] * 3


@pytest.fixture(autouse=True)
def fresh_rate_limit(monkeypatch):
    """No test pays for the calls of another."""
    monkeypatch.setattr(asker, "_calls", RateLimit(per_minute=600, burst=1000))


@pytest.fixture(scope="session")
def answered_home(tmp_path_factory):
    """A home with the forms of `answers`, taken in once and copied."""
    folder = tmp_path_factory.mktemp("answered") / "home"
    made = keep.open_home(folder)
    collect.take_in(made, iter([moving()]), name="test", now=NOW)
    made.projection.catch_up()
    made.close()
    return folder


@pytest.fixture
def answers(web_home, answered_home):
    """36 forms about moving house: Noord and Zuid 12 each, four small teams 3; Anna has 12 of Noord."""
    current_home.close()
    shutil.copytree(answered_home, web_home, dirs_exist_ok=True)


def moving():
    n = len(TEAMS)
    columns: dict[str, list[object]] = {name: [None] * n for name in FIXED_COLUMNS.names}
    columns |= {
        "row": list(range(2, n + 2)),
        "key": [f"form-{place}" for place in range(n)],
        "occurred_at": [NOW - timedelta(days=place) for place in range(n)],
        "customer": [f"customer-{place}" for place in range(n)],
        "team": TEAMS,
        "employee": ["Anna" if team == "Noord" else f"Bas {team}" for team in TEAMS],
        "process": ["moving house"] * n,
        "channel": ["web", "phone"] * (n // 2),
        "weight": [1.0] * n,
        "complete": [True] * n,
    }
    scores = [10.0 if place % 3 else 3.0 for place in range(n)]
    table = pa.table(columns, schema=FIXED_COLUMNS)
    status = pa.array([0] * n, pa.int8())
    for name, values in (
        ("value.recommend", pa.array(scores)),
        ("status.recommend", status),
        ("text.why", pa.array([f"=because {place}" for place in range(n)])),
        ("status.why", status),
    ):
        table = table.append_column(name, values)
    return ResponseBatch("moving", QUESTIONS, (), table)


@pytest.fixture
def program(cast):
    """A program that calls with a fresh key of a person: program("director")."""

    def with_key(name: str, **more: object) -> Client:
        key = make_key(getattr(cast, name), "test", **more)
        return Client(headers={"authorization": f"Bearer {key}", "accept": "application/json"})

    return with_key


@pytest.fixture
def yesterday():
    """A moment that is past."""
    return timezone.now() - timedelta(days=1)
