"""Keep: a home is opened, saved, checked, and forgets a customer who asks for it."""

from datetime import datetime
from pathlib import Path
from typing import Any

from luister.store import backup as copies
from luister.store import customers
from luister.store.doctor import Finding, findings
from luister.store.home import Store
from luister.store.log_entries import Progress

Home = Store
"""An open home; doors hand it from verb to verb and look no further."""


def open_home(folder: Path) -> Home:
    """The home in `folder`; made when it is new. Close it with its `close`."""
    return Store(folder)


def backup(home: Home, target: Path, *, now: datetime) -> Path:
    """The archive of the home, made while it is in use."""
    return copies.backup(home, target, now=now)


def restore(archive: Path, folder: Path) -> Path:
    """The home made from an archive, in a new or empty folder."""
    return copies.restore(archive, folder)


def doctor(home: Home, *, now: datetime) -> list[Finding]:
    """What was looked at, what is wrong and how to mend it."""
    return findings(home, now=now)


def rebuild(home: Home, progress: Progress | None = None) -> int:
    """The place in the log after building this process's facts anew."""
    return home.projection.rebuild(progress)


def export_customer(home: Home, key: str) -> dict[str, Any]:
    """All that is kept of a customer, as plain values."""
    return customers.everything_of(home, key)


def erase_customer(home: Home, key: str, *, now: datetime) -> dict[str, int]:
    """How much was erased of a customer, table by table."""
    return customers.erase(home, key, now=now)
