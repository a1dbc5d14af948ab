"""Reads a file of answers, as its mapping says, into batches of filled-in forms."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from luister.errors import MappingError
from luister.events.answer import AnswerStatus
from luister.events.import_result import RejectedRow
from luister.events.response_batch import ResponseBatch
from luister.sources.column_mapping import question_of
from luister.sources.fitting import fitted_places
from luister.sources.mapping import Mapping, checked
from luister.sources.opening import open_table
from luister.sources.raw_table import RawBatch, RawTable
from luister.sources.response_rows import Fitted, Forms, dimensions_of, forms, schema_of

BATCH_ROWS = 100_000
"""The most rows of a part. Small parts cost more a row, large ones more memory."""

_MOST_BYTES = 48 << 20

_STATUS_WORDS = {
    AnswerStatus.NOT_ANSWERED: "not answered",
    AnswerStatus.NOT_APPLICABLE: "not applicable",
    AnswerStatus.NOT_ASKED: "not asked",
}


@dataclass(frozen=True, slots=True)
class ReadPart:
    """A part of a file: `read` rows, of which `batch` holds those kept and `rejects` the others.

    `done` is the share of the file that was read, 0 to 1. The last part alone has `notes`: what was
    taken as missing in the whole file, and which columns were left alone.
    """

    batch: ResponseBatch
    rejects: tuple[RejectedRow, ...]
    read: int
    done: float
    notes: tuple[str, ...] = ()


def read(
    path: Path,
    mapping: Mapping,
    *,
    survey: str,
    time_zone: str = "Europe/Amsterdam",
    batch_rows: int = BATCH_ROWS,
    table: RawTable | None = None,
) -> Iterator[ReadPart]:
    """The parts of a file, in its order; at least one, also where no row is in it.

    `table` is the file where it is open already. The same file and mapping give the same parts
    each time. Memory holds for text tables and Parquet of any length; other forms are opened whole.

    Raises:
        UnreadableFileError: the file is in no form that we know, or is damaged.
        MappingError: the mapping names a column that the file lacks, or gives no date.
    """
    form = checked(mapping).file
    table = table or open_table(path, form)
    fitted = Fitted(mapping, fitted_places(mapping, table, path.name), table.names, time_zone)
    _refuse_no_date(mapping, path)
    return _parts(table, fitted, survey or mapping.survey, batch_rows)


def _parts(table: RawTable, fitted: Fitted, survey: str, batch_rows: int) -> Iterator[ReadPart]:
    missing: Counter[tuple[str, str]] = Counter()
    empty = 0
    held = ReadPart(_batch(schema_of(fitted.mapping).empty_table(), fitted, survey), (), 0, 1.0)
    for raw in _gathered(table.batches(), batch_rows):
        for start in range(0, max(raw.cells.num_rows, 1), batch_rows):
            found = _stretch(fitted, raw, start, batch_rows)
            missing.update(found.missing)
            empty += found.empty
            rejects = sorted(
                [*(raw.rejects if start == 0 else ()), *found.rejects], key=lambda one: one.row
            )
            read_rows = found.rows.num_rows + len(rejects)
            if held.read:
                yield held
            batch = _batch(found.rows, fitted, survey)
            held = ReadPart(batch, tuple(rejects), read_rows, _done(raw, start, batch_rows))
    notes = tuple(_notes(table, fitted, missing, empty))
    yield ReadPart(held.batch, held.rejects, held.read, 1.0, notes)


def _gathered(batches: Iterator[RawBatch], batch_rows: int) -> Iterator[RawBatch]:
    """The batches of a source, small ones taken together as long as they fit."""
    held: list[RawBatch] = []
    for batch in batches:
        if held and not _fit((*held, batch), batch_rows):
            yield _joined(held)
            held = []
        held.append(batch)
    if held:
        yield _joined(held)


def _fit(held: tuple[RawBatch, ...], batch_rows: int) -> bool:
    rows = sum(batch.cells.num_rows for batch in held)
    return rows <= batch_rows and sum(batch.cells.nbytes for batch in held) <= _MOST_BYTES


def _joined(held: list[RawBatch]) -> RawBatch:
    if len(held) == 1:
        return held[0]
    return RawBatch(
        pa.concat_tables([one.cells for one in held]),
        pa.chunked_array([chunk for one in held for chunk in one.numbers.chunks]),
        tuple(reject for one in held for reject in one.rejects),
        held[-1].done,
    )


def _stretch(fitted: Fitted, raw: RawBatch, start: int, size: int) -> Forms:
    cells = raw.cells.slice(start, size)
    return forms(fitted, cells, raw.numbers.slice(start, size).combine_chunks())


def _batch(rows: pa.Table, fitted: Fitted, survey: str) -> ResponseBatch:
    questions = tuple(question_of(column) for column in fitted.mapping.of_role("question"))
    return ResponseBatch(survey, questions, dimensions_of(fitted.mapping), rows)


def _done(raw: RawBatch, start: int, size: int) -> float:
    """The share of the file done after a stretch; within a raw batch it is not known closer."""
    return raw.done if start + size >= raw.cells.num_rows else raw.done * 0.99


def _notes(
    table: RawTable, fitted: Fitted, missing: Counter[tuple[str, str]], empty: int
) -> Iterator[str]:
    for column in fitted.mapping.of_role("question"):
        for code, status in column.missing.items():
            if count := missing[column.name, code]:
                answers = "answer" if count == 1 else "answers"
                yield f"{column.name}: {count} {answers} {code!r} taken as {_STATUS_WORDS[status]}."
    if empty:
        yield f"{empty} empty {'row' if empty == 1 else 'rows'} passed over."
    used = {fitted.places[column.name] for column in fitted.mapped()}
    left = [name for place, name in enumerate(table.names) if place not in used]
    if left:
        yield f"{len(left)} {'column' if len(left) == 1 else 'columns'} left alone: {', '.join(left)}."


def _refuse_no_date(mapping: Mapping, path: Path) -> None:
    if not mapping.day and not mapping.of_role("date"):
        raise MappingError(
            f"{path.name}: nothing says when the answers were given.",
            hint="Give a column the role `date`, or write `date = 2017-05-31` under [constants].",
        )
