"""Parts of pages are made once, and anew as soon as something was written."""

import pytest

from luister.loop import measure
from luister_web import kept_parts
from luister_web.dashboard.result_cache import SteadyVersion


@pytest.fixture
def made(board, monkeypatch):
    """What `kept` made since the test began, on a clock that the test sets."""
    clock = [0.0]
    monkeypatch.setattr(kept_parts, "_MOMENT", SteadyVersion(hold=1.0, clock=lambda: clock[0]))
    kept_parts.PARTS.clear()
    found = []
    return clock, lambda: kept_parts.kept(("part",), lambda: found.append(1) or len(found))


def test_a_part_is_made_once_as_long_as_nothing_is_written(made):
    _clock, look = made
    assert [look(), look()] == [1, 1]


def test_what_was_written_shows_a_second_later_at_most(made, board):
    clock, look = made
    look()
    measure.choose_headline(board, "moving house", "nps")
    clock[0] = 2.0
    assert look() == 2
    measure.choose_headline(board, "moving house", "ces")
    assert look() == 2
    clock[0] = 3.0
    assert look() == 3


def test_what_a_person_did_shows_at_once(made, signed_in):
    _clock, look = made
    look()
    signed_in("director").post("/")  # Whatever came of it.
    assert look() == 2
