"""A moment as the tables keep it where moments are compared: text that sorts as time does."""

from datetime import UTC, datetime


def text_of(moment: datetime) -> str:
    """The moment in UTC, always with its microseconds, so that any collation sorts it as time.

    >>> text_of(datetime(2026, 11, 24, 9, tzinfo=UTC))
    '2026-11-24T09:00:00.000000+00:00'
    """
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment_of(text: str | None) -> datetime | None:
    """The moment of a text; None where there is none."""
    return datetime.fromisoformat(text) if text else None
