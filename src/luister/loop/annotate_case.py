"""Annotate case: notes that call people, and files that hang on a case."""

from datetime import datetime

from luister.cases.about import checked_words, mentions
from luister.cases.actor import Actor
from luister.cases.attachment import MOST, checked_file
from luister.errors import MappingError
from luister.loop.tell_case import holding
from luister.store import case_files
from luister.store.case_files import NewFile
from luister.store.case_history import note
from luister.store.home import Store


def add_note(
    store: Store, number: int, words: str, *, by: Actor, now: datetime
) -> tuple[str, ...]:
    """The names that a note calls with an @; the note is kept.

    Raises:
        UnknownNameError: there is no such case within the reader's scope.
        MappingError: the note is empty or too long.
    """
    if not words.strip():
        raise MappingError("The note is empty.", hint="Write something.")
    named = mentions(words)
    with holding(store, number, by):
        note(store.truth, number, "note", by=by.name, now=now, words=checked_words(words),
             details={"mentions": list(named)})  # fmt: skip
    return named


def attach(
    store: Store, number: int, name: str, content: bytes, *, by: Actor, now: datetime
) -> int:
    """The number of a file that hangs on a case from now on.

    Raises:
        UnknownNameError: there is no such case within the reader's scope.
        MappingError: the file is not taken, or the case has too many.
    """
    plain, type_ = checked_file(name, content)
    with holding(store, number, by):
        if len(case_files.of_case(store.truth, number)) >= MOST:
            raise MappingError(f"A case holds {MOST} files.", hint="Remove one first.")
        file = case_files.add(
            store.truth, number, NewFile(plain, type_, content), who=by.name, now=now
        )
        note(store.truth, number, "file", by=by.name, now=now, details={"file": plain})
    return file


def detach(store: Store, number: int, file: int, *, by: Actor, now: datetime) -> None:
    """Takes a file away from a case; its bytes are overwritten, the line that it was there stays.

    Raises:
        UnknownNameError: no such case or file within the reader's scope.
    """
    with holding(store, number, by):
        name = case_files.remove(store.truth, number, file)
        note(store.truth, number, "file_removed", by=by.name, now=now, details={"file": name})
