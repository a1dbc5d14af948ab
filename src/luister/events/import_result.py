"""What became of a file that was brought in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that was not kept: its number in the file (heading counted), the column and why.

    `raw` is the record in the file's own layout, in the order of its columns.
    """

    row: int
    column: str | None
    reason: str
    raw: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportResult:
    """Rows read = kept + rejected, and kept = added + replaced + unchanged.

    `id` is None after a trial run, which keeps nothing. `rejects` holds the first thousand
    rejected rows. `notes` are plain sentences on what a reader should know (values taken as
    missing, columns left alone).
    """

    id: int | None
    survey: str
    read: int
    kept: int
    rejected: int
    added: int
    replaced: int
    unchanged: int
    rejects: tuple[RejectedRow, ...] = ()
    notes: tuple[str, ...] = ()
