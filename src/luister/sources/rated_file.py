"""Reads columns of a file as ratings, for a calculation that needs no home."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from luister.errors import UnknownNameError, UnreadableFileError
from luister.events.answer import AnswerStatus
from luister.events.rated_answers import GroupColumn, RatedAnswers, RatedColumn
from luister.events.yes_or_no import says_yes_or_no, yes_or_no
from luister.sources.arrow_column import Column
from luister.sources.arrow_column import kernels as pc
from luister.sources.column_mapping import FileForm
from luister.sources.numbers import numbers
from luister.sources.opening import open_table
from luister.sources.raw_table import RawTable
from luister.sources.wording import role_by_name

_NOT_ANSWERED = pa.array(
    ["", "na", "nan", "null", "none", "-", ".", "?", "blank", "no answer", "geen antwoord"]
)
_NOT_APPLICABLE = pa.array(["n/a", "not applicable", "n.v.t.", "nvt", "niet van toepassing"])
_YES = pa.array(["yes", "true", "ja"])
_NO = pa.array(["no", "false", "nee"])
_MOST_GRADES = 11
_MOST_SHOWN = 40
"""Letters of a cell that a refusal shows."""


def rated_file(
    path: Path,
    *,
    ratings: Sequence[str],
    groups: Sequence[str] = (),
    weight: str = "",
    yes: Mapping[str, str] | None = None,
) -> RatedAnswers:
    """The columns `ratings` and the dimensions `groups`, of a CSV, Excel, SPSS or Parquet file.

    An empty cell was not answered; "n/a", "not applicable" and "n.v.t." say that there was nothing to answer. Yes and
    no are 1 and 0, and so are "churned" and "not churned"; `yes` names by column the answer that is 1, others are 0.
    Of whole numbers with few values the ends of the scale are those that were given, from 0 or 1. Each row counts by
    the column `weight`, or by the one column whose heading says that it is one.

    Raises:
        UnreadableFileError: the file cannot be read or has no rows, a cell of a rating holds text, or one of the
            weights is none.
        UnknownNameError: a column that the file does not have, with those that come near.
        LuisterError: nobody gave the answer that is to be 1.
    """
    table = open_table(path, FileForm())
    named = weight or _weight_column(table, (*ratings, *groups))
    wanted = (*ratings, *groups, *((named,) if named else ()))
    cells, rows = _cells(table, {name: _place(name, table, path) for name in wanted})
    if not len(rows):
        raise UnreadableFileError(
            f"{path.name} has no rows.", hint="Export it again, with answers."
        )
    read = [_ratings(name, cells[name], rows, yes=(yes or {}).get(name)) for name in ratings]
    found = RatedAnswers(
        columns=tuple(_rated(name, own.values) for name, own in zip(ratings, read, strict=True)),
        values=np.column_stack([own.values for own in read]),
        status=np.column_stack([own.status for own in read]),
        groups={name: _group(cells[name]) for name in groups},
    )
    weights = _weights(named, cells[named], rows, must=bool(weight)) if named else None
    return found if weights is None else found.weighed(weights)


@dataclass(frozen=True, slots=True, eq=False)
class _Ratings:
    """One column: its numbers, NaN where there is none, and why not."""

    values: npt.NDArray[np.float64]
    status: npt.NDArray[np.int8]


def _place(name: str, table: RawTable, path: Path) -> int:
    if name in table.names:
        return table.names.index(name)
    near = difflib.get_close_matches(name, table.names, n=3, cutoff=0.5) or table.names[:8]
    raise UnknownNameError(
        f'{path.name} has no column "{name}".', hint=f"It has for instance: {', '.join(near)}."
    )


def _cells(table: RawTable, places: dict[str, int]) -> tuple[dict[str, Column], Column]:
    """Each column as text, empty where there is nothing; and the row numbers of the file."""
    texts: dict[str, list[Column]] = {name: [] for name in places}
    rows: list[Column] = []
    for batch in table.batches():
        rows += _pieces(batch.numbers)
        for name, place in places.items():
            texts[name] += _pieces(batch.cells.column(str(place)))
    whole = {name: _text(chunks) for name, chunks in texts.items()}
    return whole, pa.chunked_array(rows, pa.int64()).combine_chunks()


def _pieces(column: Column) -> list[Column]:
    return list(column.chunks) if isinstance(column, pa.ChunkedArray) else [column]


def _text(chunks: list[Column]) -> Column:
    whole = pa.chunked_array([one.cast(pa.string()) for one in chunks], pa.string())
    return pc.fill_null(whole.combine_chunks(), "")


def _weight_column(table: RawTable, taken: Iterable[str]) -> str:
    """The one column whose heading says that it holds weights; empty where there is none, or several."""
    found = [one for one in table.names if role_by_name(one) == "weight" and one not in taken]
    return found[0] if len(found) == 1 else ""


def _weights(
    name: str, cells: Column, rows: Column, *, must: bool
) -> npt.NDArray[np.float64] | None:
    """How much each row weighs; None where a column that nobody named holds something else."""
    texts = pc.utf8_trim_whitespace(cells)
    read = numbers(texts, None).to_numpy(zero_copy_only=False)
    is_wrong = ~((read >= 0) & np.isfinite(read))
    if is_wrong.any() or not read.any():
        if not must:
            return None
        first = int(is_wrong.argmax())
        raise UnreadableFileError(
            f'Column "{name}" has no weight in row {rows[first].as_py()}: "{texts[first].as_py()[:_MOST_SHOWN]}".',
            hint="A weight is a number of 0 or more; mend the cell, or name another column.",
        )
    return np.asarray(read, np.float64)


def _ratings(name: str, cells: Column, rows: Column, *, yes: str | None) -> _Ratings:
    """A column of ratings; `yes` is the answer that is 1, empty where words may say yes or no, None where not."""
    texts = pc.utf8_trim_whitespace(cells)
    plain = pc.utf8_lower(texts)
    is_empty = pc.is_in(plain, value_set=_NOT_ANSWERED)
    is_apart = pc.is_in(plain, value_set=_NOT_APPLICABLE)
    status = np.full(len(cells), AnswerStatus.ANSWERED, np.int8)
    status[np.asarray(is_empty)] = AnswerStatus.NOT_ANSWERED
    status[np.asarray(is_apart)] = AnswerStatus.NOT_APPLICABLE
    said = pc.if_else(pc.or_(is_empty, is_apart), "", texts)
    words = pc.unique(said).to_pylist()
    if yes or says_yes_or_no(words):
        known = dict(zip(words, yes_or_no(name, words, yes=yes or ""), strict=True))
        return _Ratings(np.array([known[one] for one in said.to_pylist()], np.float64), status)
    read = pc.coalesce(numbers(plain, None), _yes_or_no(plain))
    _check_numbers(name, texts, rows, pc.and_not(pc.is_null(read), pc.equal(said, "")), yes=yes)
    return _Ratings(read.to_numpy(zero_copy_only=False), status)


def _check_numbers(
    name: str, texts: Column, rows: Column, is_text: Column, *, yes: str | None
) -> None:
    wrong = int(pc.sum(is_text).as_py())
    if not wrong:
        return
    first = pc.index(is_text, True).as_py()
    more = f", and {wrong - 1} more" if wrong > 1 else ""
    raise UnreadableFileError(
        f'Column "{name}" has text where a rating should be: '
        f'"{texts[first].as_py()[:_MOST_SHOWN]}" in row {rows[first].as_py()}{more}.',
        hint="Replace the text by numbers, empty the cell, or leave the column out."
        if yes is None
        else "Say which answer counts as yes, replace the text by numbers, or empty the cell.",
    )


def _yes_or_no(plain: Column) -> Column:
    """1 for yes, 0 for no, null for anything else."""
    no = pc.if_else(pc.is_in(plain, value_set=_NO), 0.0, pa.scalar(None, pa.float64()))
    return pc.if_else(pc.is_in(plain, value_set=_YES), 1.0, no)


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


def _group(cells: Column) -> GroupColumn:
    names, codes = np.unique(np.array(cells.to_pylist()), return_inverse=True)
    return GroupColumn(tuple(str(name) for name in names), codes.ravel())
