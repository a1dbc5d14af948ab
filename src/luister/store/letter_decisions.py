"""Letters that failed, or of which nobody can tell: what a person decided, one by one or all at once."""

from datetime import datetime

from luister.store.letters import FAILED, UNSURE
from luister.store.moment_text import text_of
from luister.store.truth import Truth

_AGAIN = "state = 'waiting', due_at = ?, changed_at = ?, problem = '', attempts = 0, sender = NULL"
_OPEN = f"state IN ('{FAILED}', '{UNSURE}')"


def undecided(truth: Truth) -> list[tuple[str, int]]:
    """Token and ordinal of the letters that failed or of which nobody can tell."""
    rows = truth.execute(f"SELECT token, ordinal FROM store_letter WHERE {_OPEN}")
    return [(token, int(ordinal)) for token, ordinal in rows]


def leave_alone(truth: Truth, token: str, ordinal: int) -> bool:
    """True where a letter that failed, or of which nobody can tell, is not asked about any more."""
    rows = truth.execute(
        "UPDATE store_letter SET state = 'left-alone' "
        f"WHERE token = ? AND ordinal = ? AND {_OPEN} RETURNING token",
        (token, ordinal),
    )
    return bool(rows)


def send_again(truth: Truth, token: str, ordinal: int, *, now: datetime) -> bool:
    """True where a letter that failed, or of which nobody can tell, waits anew: a person decided so."""
    rows = truth.execute(
        f"UPDATE store_letter SET {_AGAIN} "
        f"WHERE token = ? AND ordinal = ? AND {_OPEN} RETURNING token",
        (text_of(now), text_of(now), token, ordinal),
    )
    return bool(rows)


def leave_all(truth: Truth, state: str, *, until: datetime, survey: str = "") -> int:
    """How many letters that were in this state by then are not asked about any more."""
    return _all(truth, "state = 'left-alone'", (), state, until=until, survey=survey)


def send_all_again(
    truth: Truth, state: str, *, until: datetime, now: datetime, survey: str = ""
) -> int:
    """How many letters that were in this state by then wait anew."""
    return _all(truth, _AGAIN, (text_of(now),) * 2, state, until=until, survey=survey)


def _all(
    truth: Truth, change: str, values: tuple[str, ...], state: str, *, until: datetime, survey: str
) -> int:
    rows = truth.execute(
        f"UPDATE store_letter SET {change} WHERE state = ? AND changed_at <= ? "
        "AND (? = '' OR survey = ?) RETURNING token",
        (*values, state, text_of(until), survey, survey),
    )
    return len(rows)
