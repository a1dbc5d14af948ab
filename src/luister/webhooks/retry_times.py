"""When a message that was not received is sent again."""

from datetime import datetime, timedelta

WAITS = (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
"""Seconds before each next attempt: ten attempts in three days and some hours.

Source: Standard Webhooks, section "Deliverability and reliability", its example schedule.
"""
_SPREAD = 0.2
_LONGEST_ASKED = 86_400


def next_attempt(
    attempts: int, *, now: datetime, chance: float, asked: int | None = None
) -> datetime | None:
    """When to try again after so many attempts; None where it was tried often enough.

    `chance`, from 0 to 1, spreads a wait by a fifth either way, so that what failed together does not
    come back together. `asked` is the wait that the receiver asks for; it only ever makes it longer.

    >>> from datetime import UTC
    >>> next_attempt(1, now=datetime(2026, 1, 1, tzinfo=UTC), chance=0.5).second
    5
    """
    if attempts > len(WAITS):
        return None
    wait = WAITS[attempts - 1] * (1 + _SPREAD * (2 * chance - 1))
    return now + timedelta(seconds=max(wait, min(asked or 0, _LONGEST_ASKED)))
