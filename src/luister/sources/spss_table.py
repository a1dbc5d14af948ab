"""Opens SPSS files, with their labels and their own missing codes."""

import importlib
import math
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from luister.errors import UnreadableFileError
from luister.events.answer import AnswerStatus
from luister.sources.raw_table import RawBatch, RawTable, SourceColumn, distinct_names
from luister.sources.text_cells import batches_of, text_of
from luister.sources.wording import is_not_applicable

_AT_ONCE = 20_000
_ENCODINGS = (None, "WINDOWS-1252", "ISO-8859-1")


def open_spss(path: Path) -> RawTable:
    """The table in a .sav or .zsav file. Its first case counts as row 2, as under a heading.

    Raises:
        UnreadableFileError: the file is cut off or damaged.
    """
    encoding, described = _described(path)
    names = distinct_names([one or "" for one in described.column_names])
    columns = tuple(
        _column(described, original, name)
        for original, name in zip(described.column_names, names, strict=True)
    )
    if not columns:
        raise UnreadableFileError(f"{path.name} has no variables.", hint="Export it again.")
    return RawTable(
        header=(tuple(one or "" for one in described.column_names),),
        columns=columns,
        batches=lambda: _batches(path, encoding, described),
        tool="SPSS",
        encoding=str(described.file_encoding or ""),
    )


@cache
def _library() -> Any:  # noqa: ANN401
    """Loaded with the first SPSS file: a server that reads none does without its memory."""
    return importlib.import_module("pyreadstat")


@cache
def _failures() -> tuple[type[Exception], ...]:
    """The library lets whatever a damaged dictionary trips it over come through."""
    parser = importlib.import_module("pyreadstat._readstat_parser")
    own = _library().PyreadstatError, parser.ReadstatError
    return (*own, ValueError, OverflowError, MemoryError, LookupError, TypeError)


def _described(path: Path) -> tuple[str | None, Any]:
    failure: Exception | None = None
    for encoding in _ENCODINGS:
        try:
            _, described = _library().read_sav(
                str(path),
                metadataonly=True,
                user_missing=True,
                encoding=encoding,
                output_format="dict",
            )
        except _failures() as error:
            failure = failure or error
        else:
            return encoding, described
    raise _damaged(path) from failure


def _batches(path: Path, encoding: str | None, described: Any) -> Iterator[RawBatch]:  # noqa: ANN401
    # A file may not say how many cases it has; then it is read until none is left.
    total, start = max(int(described.number_rows or 0), 0), 0
    while True:
        try:
            data, _ = _library().read_sav(
                str(path),
                user_missing=True,
                encoding=encoding,
                row_offset=start,
                row_limit=_AT_ONCE,
                output_format="dict",
            )
        except _failures() as error:
            raise _damaged(path) from error
        rows = list(zip(*data.values(), strict=True))
        numbered = ((start + place + 2, row) for place, row in enumerate(rows))
        for batch in batches_of(numbered, width=len(data), total=len(rows)):
            done = (start + len(rows)) / total if total else 0.5
            yield RawBatch(batch.cells, batch.numbers, (), min(done, 1.0))
        start += len(rows)
        if len(rows) < _AT_ONCE:
            break
    if start < total:
        raise _damaged(path)


def _column(described: Any, original: str, name: str) -> SourceColumn:  # noqa: ANN401
    labels = {
        text: str(label)
        for value, label in described.variable_value_labels.get(original, {}).items()
        if (text := text_of(value)) is not None
    }
    missing = {}
    ranges = described.missing_ranges.get(original, [])
    for code in [_code(one["lo"], one["hi"]) for one in ranges]:
        missing[code] = _status(labels.get(code, ""))
    for value in described.missing_user_values.get(original, []):
        missing[str(value)] = _status(labels.get(str(value), ""))
    shown = {value: label for value, label in labels.items() if value not in missing}
    label = described.column_names_to_labels.get(original) or ""
    return SourceColumn(name, label=str(label), labels=shown, missing=missing)


def _code(low: object, high: object) -> str:
    """A missing code, or a range of them as "2000..3000"; an open end is left out."""
    if low == high:
        return text_of(low) or ""
    ends = [
        ""
        if isinstance(end, float) and (math.isinf(end) or abs(end) > 1e300)
        else text_of(end) or ""
        for end in (low, high)
    ]
    return "..".join(ends)


def _status(label: str) -> AnswerStatus:
    return AnswerStatus.NOT_APPLICABLE if is_not_applicable(label) else AnswerStatus.NOT_ANSWERED


def _damaged(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        f"{path.name} is cut off or damaged, or is no SPSS file of a usual kind.",
        hint="Save it again in SPSS, or copy it again.",
    )
