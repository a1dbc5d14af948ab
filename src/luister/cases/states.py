"""The states of a case and the moves between them."""

from collections.abc import Mapping

from luister.errors import MappingError

OPEN, ACCEPTED, CONTACTED, WAITING, SOLVED, CLOSED = (
    "open",
    "accepted",
    "contacted",
    "waiting",
    "solved",
    "closed",
)
STATES = (OPEN, ACCEPTED, CONTACTED, WAITING, SOLVED, CLOSED)
"""Nobody's yet; somebody's; the customer heard from us; we wait for the customer; mended; over."""

UNDER_WAY = STATES[:-1]
NOT_YET_CONTACTED = (OPEN, ACCEPTED)

# A closed case is never opened again: what comes back is a new case that names the old one, so that
# "how often did it come back" stays countable.
MOVES: Mapping[str, tuple[str, ...]] = {
    OPEN: (ACCEPTED, CONTACTED, CLOSED),
    ACCEPTED: (CONTACTED, OPEN, CLOSED),
    CONTACTED: (WAITING, SOLVED, CLOSED),
    WAITING: (CONTACTED, SOLVED, CLOSED),
    SOLVED: (CLOSED, CONTACTED),
    CLOSED: (),
}
"""Where a case may go from each state, the usual step first."""


def checked_move(state: str, to: str) -> str:
    """`to`, once it is sure that a case may go there.

    Raises:
        MappingError: there is no such state, or no such move.

    >>> checked_move("open", "accepted")
    'accepted'
    """
    if to not in STATES:
        raise MappingError(f"There is no state {to!r}.", hint=f"There are: {', '.join(STATES)}.")
    if state == CLOSED:
        raise MappingError(
            "A closed case stays closed.", hint="Open a new case that names this one."
        )
    if to not in MOVES[state]:
        raise MappingError(
            f"A case that is {state} cannot become {to}.",
            hint=f"It can become: {', '.join(MOVES[state])}.",
        )
    return to
