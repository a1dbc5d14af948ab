"""The rows of an SPSS system file, in its byte-code compression.

Source: the PSPP project, "System File Format", section on compressed data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from luister.exports.spss_dictionary import ELEMENT, LONGEST_TEXT, Variable

_Elements = npt.NDArray[np.uint64]
_PADDING, _LITERAL, _BLANKS, _NO_NUMBER = 0, 253, 254, 255
_BIAS, _LOWEST_CODED, _HIGHEST_CODED = 100, -99, 151
_SPACES = int.from_bytes(b" " * ELEMENT, "little")
_CODES_IN_GROUP = 8
_SEGMENT = 255
_MOST_BYTES = 1 << 24
# From 14 October 1582, where SPSS begins, to 1 January 1970, in seconds.
_EPOCH = 12_219_379_200.0
_DAY = 86_400.0


def compressed(
    batches: Iterable[pa.RecordBatch], variables: Sequence[Variable]
) -> Iterator[bytes]:
    """The bytes of the rows, batch by batch; the columns of a batch are the variables in order.

    Eight codes of one byte, then what they do not say themselves, eight bytes each. A group of
    codes may run on from one row to the next, so what is left of a batch goes before the next.
    """
    left: tuple[_Elements, npt.NDArray[np.uint8]] = (
        np.empty(0, np.uint64),
        np.empty(0, np.uint8),
    )
    for batch in _small(batches, variables):
        elements, codes = _coded(batch, variables)
        elements = np.concatenate((left[0], elements))
        codes = np.concatenate((left[1], codes))
        whole = len(codes) - len(codes) % _CODES_IN_GROUP
        yield _packed(elements[:whole], codes[:whole])
        left = elements[whole:], codes[whole:]
    missing = -len(left[1]) % _CODES_IN_GROUP
    yield _packed(
        np.pad(left[0], (0, missing)), np.pad(left[1], (0, missing), constant_values=_PADDING)
    )


def _small(
    batches: Iterable[pa.RecordBatch], variables: Sequence[Variable]
) -> Iterator[pa.RecordBatch]:
    """The same rows in batches of bounded size: one long text makes every row as long as itself."""
    bytes_a_row = ELEMENT * sum(variable.elements for variable in variables)
    rows = max(1, _MOST_BYTES // bytes_a_row)
    for batch in batches:
        for start in range(0, batch.num_rows, rows):
            yield batch.slice(start, rows)


def _coded(
    batch: pa.RecordBatch, variables: Sequence[Variable]
) -> tuple[_Elements, npt.NDArray[np.uint8]]:
    """All elements of the batch, row after row, and the code of each."""
    rows = batch.num_rows
    elements, codes = [], []
    for column, variable in zip(batch.columns, variables, strict=True):
        if variable.form == "text":
            texts = _text_elements(column, variable)
            elements.append(texts)
            codes.append(np.where(texts == _SPACES, _BLANKS, _LITERAL).astype(np.uint8))
        else:
            numbers = _numbers(column, variable.form)
            elements.append(numbers.view(np.uint64).reshape(rows, 1))
            codes.append(_number_codes(numbers).reshape(rows, 1))
    return np.hstack(elements).ravel(), np.hstack(codes).ravel()


def _packed(elements: _Elements, codes: npt.NDArray[np.uint8]) -> bytes:
    is_literal = codes == _LITERAL
    literals = elements[is_literal]
    groups = len(codes) // _CODES_IN_GROUP
    packed = np.empty(groups + len(literals), np.uint64)
    before = np.concatenate(([0], np.cumsum(is_literal)[_CODES_IN_GROUP - 1 :: _CODES_IN_GROUP]))
    packed[np.arange(groups) + before[:groups]] = codes.view(np.uint64)
    group_of = np.flatnonzero(is_literal) // _CODES_IN_GROUP
    packed[np.arange(len(literals)) + group_of + 1] = literals
    return packed.tobytes()


def _numbers(column: pa.Array[Any], form: str) -> npt.NDArray[np.float64]:
    """The values as SPSS counts: days and moments in seconds since 1582; not a number where null."""
    if form == "moment":
        seconds = column.cast(pa.timestamp("s"), safe=False).cast(pa.int64())
        return _floats(seconds) + _EPOCH
    if form == "day":
        return _floats(column.cast(pa.int32())) * _DAY + _EPOCH
    return _floats(column)


def _floats(column: pa.Array[Any]) -> npt.NDArray[np.float64]:
    floats = column.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False)
    return np.ascontiguousarray(floats, np.float64)


def _number_codes(numbers: npt.NDArray[np.float64]) -> npt.NDArray[np.uint8]:
    is_small = (numbers >= _LOWEST_CODED) & (numbers <= _HIGHEST_CODED)
    is_coded = is_small & (np.floor(numbers) == numbers)
    codes = np.full(len(numbers), _LITERAL, np.uint8)
    codes[is_coded] = (numbers[is_coded] + _BIAS).astype(np.uint8)
    codes[np.isnan(numbers)] = _NO_NUMBER
    return codes


def _text_elements(column: pa.Array[Any], variable: Variable) -> _Elements:
    """One row a text: padded with blanks, and in a long one each 255 bytes take 256."""
    segments = variable.segments
    texts = [_bytes(text) for text in column.to_pylist()]
    width = _SEGMENT * len(segments) if len(segments) > 1 else variable.elements * ELEMENT
    cells = np.array(texts, f"S{width}").view(np.uint8).reshape(len(texts), width)
    cells = np.where(cells == 0, np.uint8(ord(" ")), cells)
    if len(segments) > 1:
        parts = cells.reshape(len(texts), len(segments), _SEGMENT)
        padded = np.pad(parts, ((0, 0), (0, 0), (0, 1)), constant_values=ord(" "))
        cells = padded.reshape(len(texts), -1)[:, : variable.elements * ELEMENT]
    return np.ascontiguousarray(cells).view(np.uint64)


def _bytes(text: str | None) -> bytes:
    data = (text or "").encode()
    if len(data) <= LONGEST_TEXT:
        return data
    return data[:LONGEST_TEXT].decode(errors="ignore").encode()
