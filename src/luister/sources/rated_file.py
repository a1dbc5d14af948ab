"""Reads columns of a file as ratings, for a calculation that needs no home."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from luister.errors import UnknownNameError, UnreadableFileError
from luister.events.answer import AnswerStatus
from luister.events.rated_answers import GroupColumn, RatedAnswers, RatedColumn
from luister.sources.column_mapping import FileForm
from luister.sources.opening import open_table

_NOT_ANSWERED = (
    "",
    "na",
    "nan",
    "null",
    "none",
    "-",
    ".",
    "?",
    "blank",
    "no answer",
    "geen antwoord",
)
_NOT_APPLICABLE = ("n/a", "not applicable", "n.v.t.", "nvt", "niet van toepassing")
_YES_NO = {"yes": 1.0, "no": 0.0, "true": 1.0, "false": 0.0, "ja": 1.0, "nee": 0.0}
_MOST_GRADES = 11


def rated_file(path: Path, *, numbers: Sequence[str], groups: Sequence[str] = ()) -> RatedAnswers:
    """The columns `numbers` as ratings and `groups` as dimensions, of a CSV, Excel, SPSS or Parquet file.

    An empty cell was not answered; "n/a", "not applicable" and "n.v.t." say that there was nothing to answer. Yes and
    no are 1 and 0. Of whole numbers with few values the ends of the scale are those that were given, from 0 or 1.

    Raises:
        UnreadableFileError: the file cannot be read, or a cell of a rating holds text.
        UnknownNameError: a column that the file does not have.
    """
    table = open_table(path, FileForm())
    for name in (*numbers, *groups):
        if name not in table.names:
            raise UnknownNameError(
                f"{path.name} has no column {name!r}.", hint=f"It has: {', '.join(table.names)}."
            )
    cells: dict[str, list[Any]] = {name: [] for name in (*numbers, *groups)}
    rows: list[Any] = []
    for batch in table.batches():
        rows.append(np.asarray(batch.numbers.to_numpy(zero_copy_only=False)))
        for name, chunks in cells.items():
            chunks.append(batch.cells[str(table.names.index(name))])
    line = np.concatenate(rows) if rows else np.empty(0, np.int64)
    read = [_numbers(_whole(cells[name]), name, line) for name in numbers]
    values = np.column_stack([one.values for one in read]) if read else np.empty((len(line), 0))
    return RatedAnswers(
        columns=tuple(_rated(name, one.values) for name, one in zip(numbers, read, strict=True)),
        values=values,
        status=np.column_stack([one.status for one in read]),
        groups={name: _group(_whole(cells[name])) for name in groups},
    )


@dataclass(frozen=True, slots=True)
class _Numbers:
    values: npt.NDArray[np.float64]
    status: npt.NDArray[np.int8]


def _whole(chunks: Iterable[Any]) -> "pa.Array[Any]":
    parts = [piece for one in chunks for piece in getattr(one, "chunks", [one])]
    return (
        pa.concat_arrays([part.cast(pa.string()) for part in parts])
        if parts
        else pa.array([], pa.string())
    )


def _numbers(cells: "pa.Array[Any]", name: str, line: npt.NDArray[np.int64]) -> _Numbers:
    plain: Any = pc.utf8_lower(pc.utf8_trim_whitespace(cells))
    gone: Any = pc.fill_null(pc.is_in(plain, pa.array(_NOT_ANSWERED)), True)
    apart: Any = pc.fill_null(pc.is_in(plain, pa.array(_NOT_APPLICABLE)), False)
    known: Any = pc.if_else(pc.or_(gone, apart), pa.scalar(None, pa.string()), plain)
    status = np.full(len(cells), AnswerStatus.ANSWERED, np.int8)
    status[np.asarray(gone)] = AnswerStatus.NOT_ANSWERED
    status[np.asarray(apart)] = AnswerStatus.NOT_APPLICABLE
    return _Numbers(_read(known, name, line), status)


def _read(
    known: "pa.Array[Any]", name: str, line: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    try:
        read = pc.cast(pc.replace_substring(known, ",", "."), pa.float64())
    except pa.ArrowInvalid:
        return _said(known, name, line)
    values = read.to_numpy(zero_copy_only=False).astype(np.float64)
    values[~np.isfinite(values)] = np.nan
    return values


def _said(
    known: "pa.Array[Any]", name: str, line: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """Yes and no as numbers; any other text is refused with its row."""
    texts = known.to_pylist()
    for row, text in zip(line.tolist(), texts, strict=True):
        if text is not None and text not in _YES_NO and not _is_number(text):
            raise UnreadableFileError(
                f"{name!r} is to be a rating, but row {row} holds {text[:40]!r}.",
                hint="Name columns of numbers, or turn the words into numbers first.",
            )
    return np.array([_number(text) for text in texts])


def _number(text: str | None) -> float:
    if text is None:
        return float("nan")
    return _YES_NO[text] if text in _YES_NO else float(text.replace(",", "."))


def _is_number(text: str) -> bool:
    return text.replace(",", ".", 1).replace(".", "", 1).lstrip("+-").isdigit()


def _rated(name: str, values: npt.NDArray[np.float64]) -> RatedColumn:
    """The column with the ends of its scale, where its values are grades.

    A scale from 0 to 10 of which nine values or more were given is taken for a recommendation.
    """
    known = np.unique(values[~np.isnan(values)])
    is_graded = (
        1 < len(known) <= _MOST_GRADES
        and bool(np.all(known == np.rint(known)))
        and known[0] >= 0
        and known[-1] <= _MOST_GRADES - 1
    )
    if not is_graded:
        return RatedColumn(name, name)
    low, high = float(min(known[0], 1)), float(known[-1])
    is_recommendation = low == 0 and high == _MOST_GRADES - 1 and len(known) >= _MOST_GRADES - 2
    return RatedColumn(name, name, low, high, "nps" if is_recommendation else "rating")


def _group(cells: "pa.Array[Any]") -> GroupColumn:
    names, codes = np.unique(
        np.array([one or "" for one in cells.to_pylist()], dtype=object).astype(str),
        return_inverse=True,
    )
    return GroupColumn(tuple(str(name) for name in names), codes.ravel())
