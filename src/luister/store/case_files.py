"""What hangs on cases: files in the operational database, so that a backup and an erasure hold them too."""

from dataclasses import dataclass
from datetime import datetime

from luister.errors import UnknownNameError
from luister.store.moment_text import text_of
from luister.store.truth import Truth


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A file on a case, without its content; `size` is in bytes."""

    id: int
    at: datetime
    who: str
    name: str
    type: str
    size: int


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be kept, checked before."""

    name: str
    type: str
    content: bytes


def add(truth: Truth, case: int, new: NewFile, *, who: str, now: datetime) -> int:
    """The number of a new file; call inside a transaction."""
    rows = truth.execute(
        "INSERT INTO store_case_file (case_id, at, who, name, type, size, data) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (case, text_of(now), who, new.name, new.type, len(new.content), new.content),
    )
    return int(rows[0][0])


def of_case(truth: Truth, case: int) -> list[CaseFile]:
    """The files on a case, the first first."""
    rows = truth.execute(
        "SELECT id, at, who, name, type, size FROM store_case_file WHERE case_id = ? ORDER BY id",
        (case,),
    )
    return [
        CaseFile(int(number), datetime.fromisoformat(at), who, name, type_, int(size))
        for number, at, who, name, type_, size in rows
    ]


def content_of(truth: Truth, case: int, number: int) -> NewFile:
    """A file of a case with its content.

    Raises:
        UnknownNameError: the case has no such file.
    """
    rows = truth.execute(
        "SELECT name, type, data FROM store_case_file WHERE case_id = ? AND id = ?", (case, number)
    )
    if not rows:
        raise UnknownNameError(f"Case {case} has no file {number}.", hint="It may be gone.")
    name, type_, data = rows[0]
    return NewFile(str(name), str(type_), bytes(data))


def remove(truth: Truth, case: int, number: int) -> str:
    """The name of a file that is gone now; call inside a transaction.

    Raises:
        UnknownNameError: the case has no such file.
    """
    rows = truth.execute(
        "DELETE FROM store_case_file WHERE case_id = ? AND id = ? RETURNING name", (case, number)
    )
    if not rows:
        raise UnknownNameError(f"Case {case} has no file {number}.", hint="It may be gone.")
    return str(rows[0][0])
