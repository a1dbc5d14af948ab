"""Remembers, through a kill -9, which letters may have left.

The database knows which letters a sender took; this file how far it came with each. A line survives
the death of the process as soon as it is written, but not a loss of power, for it is not synced:
syncing takes milliseconds in which a kill would make us believe that a letter left. So:

- `handing` is written in one call right before the step after which the other side may hold the
  letter: after a kill a letter without it never left. After a loss of power nobody can tell of the
  letters that a sender had taken, a batch at most.
- `answered` says what the other side said.
"""

import contextlib
import fcntl
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HANDING = "handing"
_BOOT = Path("/proc/sys/kernel/random/boot_id")
_ENDING = ".journal"
_LINE = re.compile(r"([a-z]+) (\S+) (\d+)")


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """The journal of a sender that died: the last word on each letter (token, ordinal).

    `same_boot` is True where the machine has run on since, so that nothing written is missing.
    """

    sender: str
    last: dict[tuple[str, int], str]
    same_boot: bool


class SendJournal:
    """The journal of a sender that lives; others see by its lock that the sender lives."""

    def __init__(self, folder: Path) -> None:
        """Begins a journal in `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        self.sender = secrets.token_hex(8)
        self._path = folder / f"{self.sender}{_ENDING}"
        # Written under another name until it is locked: nobody may take it for left behind.
        fresh = self._path.with_suffix(".fresh")
        self._file = os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX)
        os.write(self._file, f"boot {_boot()}\n".encode())
        self._head = os.fstat(self._file).st_size
        os.fsync(self._file)
        fresh.rename(self._path)
        _sync_folder(folder)

    def handing(self, token: str, ordinal: int) -> None:
        """Keeps that from now on the other side may hold the letter."""
        self._write(HANDING, token, ordinal)

    def answered(self, token: str, ordinal: int, state: str) -> None:
        """Keeps what the other side said."""
        self._write(state, token, ordinal)

    def settled(self) -> None:
        """Forgets all letters: the database knows what became of them."""
        os.ftruncate(self._file, self._head)

    def end(self) -> None:
        """Takes the journal away; call when everything is settled."""
        self._path.unlink(missing_ok=True)
        os.close(self._file)

    def leave(self) -> None:
        """Lets go of the journal where something is not settled; the next sender reads it."""
        os.close(self._file)

    def _write(self, word: str, token: str, ordinal: int) -> None:
        os.write(self._file, f"{word} {token} {ordinal}\n".encode())


@contextlib.contextmanager
def left_behind(folder: Path) -> Iterator[list[LeftBehind]]:
    """The journals of senders that died; they are gone when the block ends well."""
    held: list[tuple[int, Path]] = []
    try:
        found = []
        for path in sorted(folder.glob(f"*{_ENDING}")):
            with contextlib.suppress(FileNotFoundError, BlockingIOError):
                file = os.open(path, os.O_RDONLY)
                held.append((file, path))
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                found.append(_read(path))
        yield found
        for one in found:
            (folder / f"{one.sender}{_ENDING}").unlink(missing_ok=True)
    finally:
        for file, _path in held:
            os.close(file)


def _read(path: Path) -> LeftBehind:
    head, *lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    last = {}
    for line in lines:
        # A loss of power may have left half a line behind what was synced.
        if found := _LINE.fullmatch(line):
            last[found[2], int(found[3])] = found[1]
    boot = _boot()
    return LeftBehind(path.stem, last, same_boot=bool(boot) and head == f"boot {boot}")


def _boot() -> str:
    """A name for the time since the machine started; empty where the machine does not tell."""
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
