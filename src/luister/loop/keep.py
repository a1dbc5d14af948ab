"""Keep: a home is opened, saved, and forgets a customer who asks for it."""

from collections import Counter
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

from luister.store import backup as copies
from luister.store import customers
from luister.store.home import Store
from luister.store.identities import same_person
from luister.store.memory import few_arenas

Home = Store
"""An open home; doors hand it from verb to verb and look no further."""


def open_home(folder: Path) -> Home:
    """The home in `folder`; made when it is new. Close it with its `close`."""
    return Store(folder)


def pace(home: Home) -> None:
    """Lets a home be read without a stop while answers stream in: numbers come then with each `measure.keep_up`."""
    home.pace.a_second = 1.0


def share_memory() -> None:
    """Lets the threads of this process share their memory; to be called before they begin."""
    few_arenas()


def one_look(home: Home) -> AbstractContextManager[None]:
    """A block in which a thread that reads asks but once for what it needs many times over, such as the questions.

    What it writes itself it sees at once; what others write meanwhile may wait for the next look.
    """
    return home.truth.one_look()


def moment(home: Home) -> int:
    """A number that is another one as soon as anything was written in the home, by whom it may be."""
    return home.truth.moment()


def backup(home: Home, target: Path, *, now: datetime) -> Path:
    """The archive of the home, made while it is in use."""
    return copies.backup(home, target, now=now)


def restore(archive: Path, folder: Path) -> Path:
    """The home made from an archive, in a new or empty folder."""
    return copies.restore(archive, folder)


def export_customer(home: Home, key: str) -> dict[str, Any]:
    """All that is kept of a customer, as plain values, under every key that is the same person."""
    found = [customers.everything_of(home, one) for one in same_person(home, key)]
    return {
        "customer": key,
        **{name: _joined(found, name) for name in found[0] if name != "customer"},
    }


def erase_customer(home: Home, key: str, *, now: datetime) -> dict[str, int]:
    """How much was erased of a customer, table by table, under every key that is the same person."""
    erased: Counter[str] = Counter()
    for one in same_person(home, key):
        erased.update(customers.erase(home, one, now=now))
    return dict(erased)


def _joined(found: list[dict[str, Any]], name: str) -> list[Any]:
    return [value for one in found for value in one[name]]
