"""Where a case may go."""

import pytest

from luister.cases.states import CLOSED, MOVES, STATES, checked_move
from luister.errors import MappingError


@pytest.mark.parametrize("to", STATES)
def test_a_closed_case_stays_closed(to):
    with pytest.raises(MappingError, match="stays closed"):
        checked_move(CLOSED, to)


def test_every_state_can_be_reached_and_every_open_one_can_be_closed():
    reached = {to for moves in MOVES.values() for to in moves}
    assert reached == set(STATES)
    assert all(CLOSED in moves for state, moves in MOVES.items() if state != CLOSED)


def test_nothing_is_solved_before_the_customer_heard_of_us():
    with pytest.raises(MappingError, match="can become: accepted, contacted, closed"):
        checked_move("open", "solved")
    with pytest.raises(MappingError, match="no state 'done'"):
        checked_move("open", "done")
