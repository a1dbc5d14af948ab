"""Writes letters as files into a folder: for tests, and for programs that fetch them there."""

import json
from collections.abc import Callable
from pathlib import Path

from luister.errors import StoreError
from luister.invitations.delivery import SENT, Outcome, Parcel


class FileChannel:
    """One JSON file a letter, named by its key; the same letter again is the same file."""

    def __init__(self, folder: Path) -> None:
        """Makes the folder."""
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def deliver(self, parcel: Parcel, handing: Callable[[], None]) -> Outcome:
        """What became of the letter.

        Raises:
            StoreError: the file cannot be written.
        """
        names = ("key", "to", "text", "link", "language")
        path = self._folder / f"{parcel.key.strip('<>')}.json"
        partial = path.with_suffix(".partial")
        handing()
        try:
            partial.write_text(
                json.dumps({name: getattr(parcel, name) for name in names}, ensure_ascii=False),
                encoding="utf-8",
            )
            partial.replace(path)
        except OSError as error:
            raise StoreError(f"{path.name} cannot be written: {error}.", hint="") from None
        return Outcome(SENT)

    def close(self) -> None:
        """Has nothing to let go of."""
