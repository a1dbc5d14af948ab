"""The head of an SPSS system file: its variables, their labels, and what counts as missing.

Source: the PSPP project, "System File Format", which documents the records and their order.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

ELEMENT = 8
"""Bytes of the unit in which a row is stored: one number, or eight bytes of text."""

LONGEST_TEXT = 32_767
_SEGMENT, _SEGMENT_STEP = 255, 252
_BIAS = 100.0
_HIGHEST = struct.unpack("<d", b"\xff" * 6 + b"\xef\x7f")[0]
_LOWEST = struct.unpack("<d", b"\xfe" + b"\xff" * 5 + b"\xef\xff")[0]
_FORMATS = {"number": (5, 8), "text": (1, 0), "day": (20, 11), "moment": (22, 20)}
_MEASURES = {"nominal": 1, "ordinal": 2, "scale": 3}
# Not strftime, which would write the month in the language of the machine.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LABEL_LIMIT, _VALUE_LABEL_LIMIT = 255, 120


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable: a valid name, a label, and the form of its values.

    `form` is number, text, day or moment; `width` the bytes of the longest text; `decimals` how
    many SPSS shows. `values` labels numbers; `missing` are up to three numbers that mean that
    there is no answer. `measure` is nominal, ordinal or scale.
    """

    name: str
    label: str = ""
    form: str = "number"
    width: int = 0
    decimals: int = 0
    values: Mapping[float, str] = field(default_factory=dict)
    missing: tuple[float, ...] = ()
    measure: str = "nominal"

    @property
    def segments(self) -> tuple[int, ...]:
        """The widths in which it is stored: 0 for a number, several for a text over 255 bytes."""
        if self.form != "text":
            return (0,)
        width = min(max(1, self.width), LONGEST_TEXT)
        if width <= _SEGMENT:
            return (width,)
        parts = -(-width // _SEGMENT_STEP)
        return (*[_SEGMENT] * (parts - 1), width - (parts - 1) * _SEGMENT_STEP)

    @property
    def elements(self) -> int:
        """How many units of eight bytes a value takes."""
        return sum(_elements(width) for width in self.segments)


def header(variables: Sequence[Variable], rows: int, *, made_at: datetime, product: str) -> bytes:
    """All that stands before the rows, which are stored compressed."""
    short = _short_names(variables)
    return b"".join(
        (
            _file_header(variables, rows, made_at, product),
            *_variable_records(variables, short),
            *_value_labels(variables),
            *_machine(),
            _display(variables),
            _long_names(variables, short),
            _very_long_texts(variables, short),
            _information(16, 8, struct.pack("<qq", 1, rows)),
            _information(20, 1, b"UTF-8"),
            struct.pack("<ii", 999, 0),
        )
    )


def _file_header(
    variables: Sequence[Variable], rows: int, made_at: datetime, product: str
) -> bytes:
    day = f"{made_at.day:02d} {_MONTHS[made_at.month - 1]} {made_at.year % 100:02d}"
    return struct.pack(
        "<4s60siiiiid9s8s64s3x",
        b"$FL2",
        f"@(#) SPSS DATA FILE {product}".encode("ascii", "replace")[:60].ljust(60),
        2,
        sum(variable.elements for variable in variables),
        1,
        0,
        rows,
        _BIAS,
        day.encode("ascii"),
        f"{made_at:%H:%M:%S}".encode("ascii"),
        b" " * 64,
    )


def _short_names(variables: Sequence[Variable]) -> list[tuple[bytes, ...]]:
    """A name of eight bytes for each segment; the long names are in a record of their own."""
    numbers = count(1)
    return [tuple(b"V%07d" % next(numbers) for _ in one.segments) for one in variables]


def _variable_records(
    variables: Sequence[Variable], short: Sequence[tuple[bytes, ...]]
) -> Iterator[bytes]:
    for variable, names in zip(variables, short, strict=True):
        for place, (name, width) in enumerate(zip(names, variable.segments, strict=True)):
            label = variable.label if place == 0 else ""
            yield _variable_record(variable, name, width, label)
            yield from [_CONTINUED] * (_elements(width) - 1)


def _variable_record(variable: Variable, name: bytes, width: int, label: str) -> bytes:
    code, wide = _FORMATS[variable.form]
    shown = code << 16 | (wide or width) << 8 | variable.decimals
    text = _cut(label, _LABEL_LIMIT)
    return b"".join(
        (
            struct.pack("<iiiiii", 2, width, bool(text), len(variable.missing), shown, shown),
            name,
            struct.pack("<i", len(text)) + _padded(text, 4) if text else b"",
            struct.pack(f"<{len(variable.missing)}d", *variable.missing),
        )
    )


_CONTINUED = struct.pack("<iiiiii8s", 2, -1, 0, 0, 0, 0, b" " * 8)


def _value_labels(variables: Sequence[Variable]) -> Iterator[bytes]:
    index = 1
    for variable in variables:
        if variable.values:
            yield struct.pack("<ii", 3, len(variable.values))
            for value, label in variable.values.items():
                text = _cut(label, _VALUE_LABEL_LIMIT) or b" "
                yield struct.pack("<d", value) + _padded(bytes([len(text)]) + text, ELEMENT)
            yield struct.pack("<iii", 4, 1, index)
        index += variable.elements


def _machine() -> tuple[bytes, bytes]:
    numbers = struct.pack("<iiiiiiii", 1, 0, 0, -1, 1, 1, 2, 65001)
    limits = struct.pack("<ddd", -_HIGHEST, _HIGHEST, _LOWEST)
    return _information(3, 4, numbers), _information(4, 8, limits)


def _display(variables: Sequence[Variable]) -> bytes:
    shown = [
        struct.pack("<iii", _MEASURES[variable.measure], max(8, min(width, 40)), int(width == 0))
        for variable in variables
        for width in variable.segments
    ]
    return _information(11, 4, b"".join(shown))


def _long_names(variables: Sequence[Variable], short: Sequence[tuple[bytes, ...]]) -> bytes:
    pairs = [
        names[0] + b"=" + variable.name.encode()
        for variable, names in zip(variables, short, strict=True)
    ]
    return _information(13, 1, b"\t".join(pairs))


def _very_long_texts(variables: Sequence[Variable], short: Sequence[tuple[bytes, ...]]) -> bytes:
    pairs = [
        names[0] + b"=%05d\0\t" % min(variable.width, LONGEST_TEXT)
        for variable, names in zip(variables, short, strict=True)
        if len(names) > 1
    ]
    return _information(14, 1, b"".join(pairs)) if pairs else b""


def _information(kind: int, size: int, data: bytes) -> bytes:
    return struct.pack("<iiii", 7, kind, size, len(data) // size) + data


def _elements(width: int) -> int:
    return max(1, -(-width // ELEMENT))


def _padded(data: bytes, multiple: int) -> bytes:
    return data + b" " * (-len(data) % multiple)


def _cut(text: str, limit: int) -> bytes:
    return text.encode()[:limit].decode(errors="ignore").encode()
