"""Actions on four levels: for a customer, with an employee, in a process, in the organisation."""

from collections.abc import Mapping

from luister.errors import MappingError

CUSTOMER, EMPLOYEE, PROCESS, ORGANISATION = "customer", "employee", "process", "organisation"
LEVELS = (CUSTOMER, EMPLOYEE, PROCESS, ORGANISATION)

PLANNED, BUSY, DONE, DROPPED = "planned", "busy", "done", "dropped"
STATES = (PLANNED, BUSY, DONE, DROPPED)
UNDER_WAY = (PLANNED, BUSY)

THANK, REFERENCE, LEARN, PASS_ON = "thank", "reference", "learn", "pass_on"
PROMOTER_KINDS = (THANK, REFERENCE, LEARN, PASS_ON)
"""What is proposed for a customer who was very content: thank them, ask for a reference, learn what went
well, and pass it on to who did it."""

CALL_BACK, MEND, COACH, PRAISE, TRAIN, CHANGE_PROCESS, CHANGE_POLICY, OTHER = (
    "call_back",
    "mend",
    "coach",
    "praise",
    "train",
    "change_process",
    "change_policy",
    "other",
)
KINDS: Mapping[str, tuple[str, ...]] = {
    CUSTOMER: (CALL_BACK, MEND, THANK, REFERENCE, LEARN, OTHER),
    EMPLOYEE: (COACH, PRAISE, PASS_ON, TRAIN, OTHER),
    PROCESS: (CHANGE_PROCESS, LEARN, OTHER),
    ORGANISATION: (CHANGE_POLICY, CHANGE_PROCESS, TRAIN, OTHER),
}
"""The kinds of actions of each level, the usual one first."""

_PROMOTER_LEVEL = {THANK: CUSTOMER, REFERENCE: CUSTOMER, LEARN: PROCESS, PASS_ON: EMPLOYEE}
_MOVES: Mapping[str, tuple[str, ...]] = {
    PLANNED: (BUSY, DONE, DROPPED),
    BUSY: (DONE, DROPPED, PLANNED),
    DONE: (),
    DROPPED: (PLANNED,),
}


def checked_kind(level: str, kind: str) -> tuple[str, str]:
    """Level and kind, once it is sure that they go together.

    Raises:
        MappingError: there is no such level, or it has no such kind.
    """
    if level not in LEVELS:
        raise MappingError(
            f"There is no level {level!r}.", hint=f"There are: {', '.join(LEVELS)}."
        )
    if kind not in KINDS[level]:
        raise MappingError(
            f"The level {level} has no actions of the kind {kind!r}.",
            hint=f"It has: {', '.join(KINDS[level])}.",
        )
    return level, kind


def checked_action_move(state: str, to: str) -> str:
    """`to`, once it is sure that an action may go there; MappingError where it may not."""
    if to not in STATES:
        raise MappingError(f"There is no state {to!r}.", hint=f"There are: {', '.join(STATES)}.")
    if to not in _MOVES[state]:
        reached = ", ".join(_MOVES[state]) or "nothing: begin a new action"
        raise MappingError(
            f"An action that is {state} cannot become {to}.", hint=f"It can become {reached}."
        )
    return to


def next_states(state: str) -> tuple[str, ...]:
    """Where an action may go from a state.

    >>> next_states("done")
    ()
    """
    return _MOVES[state]


def proposed(about: str, has_employee: bool) -> list[tuple[str, str]]:
    """Level and kind of the actions that suit a case about this, the first the likeliest.

    >>> proposed("praise", has_employee=True)[0]
    ('customer', 'thank')
    """
    if about == "praise":
        return [
            (_PROMOTER_LEVEL[one], one) for one in PROMOTER_KINDS if one != PASS_ON or has_employee
        ]
    coaching = [(EMPLOYEE, COACH)] if has_employee else []
    return [(CUSTOMER, CALL_BACK), (CUSTOMER, MEND), *coaching, (PROCESS, CHANGE_PROCESS)]
