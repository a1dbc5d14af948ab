"""What else happened near a change: marks, releases, new versions of a survey, imports."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

DAYS_AROUND = 14
"""How far from the change something may lie and still be worth a look."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened on a day.

    `kind` is `mark` (what somebody put on the calendar, and new words or scales of a question),
    `version` (a survey was published anew) or `import`. `days_away` is how many days it lies from the change: less
    than nought before its first possible day, nought within, more after its last.
    """

    kind: str
    day: date
    label: str
    process: str = ""
    days_away: int = 0


def near(
    happenings: Iterable[Happening], *, first: date, last: date, process: str = ""
) -> tuple[Happening, ...]:
    """What lies within two weeks of the days on which the change may have begun, nearest first.

    What is told of another process is left out. That something lies near proves nothing.

    >>> from datetime import timedelta
    >>> day = date(2026, 5, 4)
    >>> strike = Happening("mark", day - timedelta(days=3), "strike")
    >>> [one.days_away for one in near([strike], first=day, last=day + timedelta(days=9))]
    [-3]
    """
    found = [
        Happening(one.kind, one.day, one.label, one.process, _distance(one.day, first, last))
        for one in happenings
        if not (process and one.process) or one.process == process
    ]
    close = [one for one in found if abs(one.days_away) <= DAYS_AROUND]
    return tuple(sorted(close, key=lambda one: (abs(one.days_away), one.day, one.label)))


def _distance(day: date, first: date, last: date) -> int:
    if day < first:
        return (day - first).days
    return max(0, (day - last).days)
