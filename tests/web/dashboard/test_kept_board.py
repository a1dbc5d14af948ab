"""A board is made once for all who may see the same, and follows whatever shows on it."""

import re
from datetime import UTC, date, datetime

import pytest

from luister.estimates.goal_line import TargetLine
from luister.loop import measure
from luister.store import imports
from luister_web.dashboard import overview
from luister_web.dashboard.kept_board import BOARDS

NOW = datetime(2026, 5, 1, tzinfo=UTC)
PROCESS = "/process/moving%20house?period=all"


@pytest.fixture
def made(board, monkeypatch):
    """How often tiles were made since the test began."""
    BOARDS.clear()
    times = []
    tiles = overview.tiles
    monkeypatch.setattr(overview, "tiles", lambda reader: times.append(1) or tiles(reader))
    return times


def text_of(client, address="/?period=all", language="en"):
    client.cookies["luister_language"] = language
    return client.get(address).content.decode()


def test_a_second_look_makes_no_tiles_and_shows_the_same(made, signed_in):
    client = signed_in("director")
    first = text_of(client)
    assert "<article" in first
    assert board_of(text_of(client)) == board_of(first)
    assert len(made) == 1


def test_two_directors_share_a_board_but_not_a_name_or_a_token(made, signed_in, cast):
    cast.manager.role, cast.manager.unit = "director", cast.director.unit
    cast.manager.save()
    first, second = text_of(signed_in("director")), text_of(signed_in("manager"))
    assert len(made) == 1
    assert board_of(first) == board_of(second)
    assert token_of(first) != token_of(second)


def test_people_with_other_rights_or_another_language_get_a_board_of_their_own(made, signed_in):
    texts = {
        text_of(signed_in("director")),
        text_of(signed_in("leader_north")),
        text_of(signed_in("leader_south")),
        text_of(signed_in("director"), language="nl"),
    }
    assert len(texts) == len(made) == 4


def test_a_new_target_shows_at_the_next_look(board, signed_in):
    client = signed_in("director")
    before = text_of(client, PROCESS)
    measure.set_target(board, TargetLine(0, "nps", "moving house", -88.0, None, date(2021, 1, 1)))
    assert "-88" not in before.replace("\u2212", "-")
    assert "-88" in text_of(client, PROCESS).replace("\u2212", "-")


def test_a_new_mark_shows_at_the_next_look(board, signed_in):
    client = signed_in("director")
    text_of(client, PROCESS)
    measure.add_mark(board, measure.surveys(board)[0].last, "The lift works", None)
    assert "The lift works" in text_of(client, PROCESS)


def test_a_view_can_be_kept_with_the_token_that_stands_outside_the_board(board, signed_in):
    client = signed_in("director")
    client.handler.enforce_csrf_checks = True
    text = text_of(client)
    fields = {"csrfmiddlewaretoken": token_of(text), "name": "Mine", "address": "/?period=all"}
    assert client.post("/views/keep", fields).status_code == 302
    assert 'id="keep-view"' in text
    assert "csrfmiddlewaretoken" not in board_of(text).split("</form>")[0]


def board_of(text):
    return text.partition('<div class="view-bar"')[2]


def token_of(text):
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)" form="keep-view"', text)[1]


def test_answers_to_questions_that_no_board_shows_leave_the_boards_as_they_are(
    made, board, signed_in
):
    client = signed_in("director")
    before = board_of(text_of(client))
    imports.append_log(board, "event", None, {}, now=NOW)
    assert board_of(text_of(client)) == before
    assert len(made) == 1
