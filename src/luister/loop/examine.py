"""Examine: whether a home is well, and its facts built anew where they are not."""

from datetime import datetime

from luister.store.counting_check import differences
from luister.store.doctor import Finding, findings
from luister.store.home import Store
from luister.store.log_entries import Progress


def doctor(home: Store, *, now: datetime) -> list[Finding]:
    """What was looked at, what is wrong and how to mend it."""
    return [*findings(home, now=now), _counting(home)]


def _counting(home: Store) -> Finding:
    compared, wrong = differences(home)
    if not wrong:
        return Finding(True, f"Counts in memory and in SQL agree: {compared} values.")
    hint = "Run `luister doctor --rebuild` and start the server again."
    return Finding(False, f"Counts in memory and in SQL differ for {', '.join(wrong)}.", hint)


def rebuild(home: Store, progress: Progress | None = None) -> int:
    """The place in the log after building this process's facts anew."""
    return home.projection.rebuild(progress)
