"""The first rows of a file, laid out as a person will check them."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from luister.events.answer import AnswerStatus, Question
from luister.events.response_batch import (
    DIMENSION,
    FIXED_COLUMNS,
    STATUS,
    TEXT,
    VALUE,
    ResponseBatch,
)
from luister_web.look.wording import number_words

_NEVER_SHOWN = frozenset({"row"})
_FIRST = frozenset({"key", "occurred_at", "customer"})


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; `is_missing` where it tells why there is no answer."""

    text: str
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class PreviewTable:
    """Headings, and rows of (row number in the file, cells)."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


def preview_table(batch: ResponseBatch, *, time_zone: str, rows: int = 10) -> PreviewTable:
    """The first `rows` rows of a batch: when and who, then the answers, then where they belong.

    Fixed columns that are empty in all of them are left out.
    """
    found = batch.rows.slice(0, rows).to_pylist()
    told = [name for name in FIXED_COLUMNS.names if _is_told(name, found)]
    first = [name for name in told if name in _FIRST]
    last = [name for name in told if name not in _FIRST]
    dimensions = [f"{DIMENSION}{name}" for name in batch.dimensions]
    zone = ZoneInfo(time_zone)
    lines = tuple(
        (
            int(row["row"]),
            (
                *(Cell(_plain(row[name], zone)) for name in first),
                *(_answer(row, question) for question in batch.questions),
                *(Cell(_plain(row[name], zone)) for name in [*last, *dimensions]),
            ),
        )
        for row in found
    )
    headings = (
        *(_heading(name) for name in first),
        *(question.label for question in batch.questions),
        *(_heading(name) for name in last),
        *batch.dimensions,
    )
    return PreviewTable(headings, lines)


def _is_told(name: str, rows: list[dict[str, Any]]) -> bool:
    """True where a fixed column says something; a weight of 1 and a finished form go without saying."""
    silent = {"weight": 1.0, "complete": True}.get(name)
    return name not in _NEVER_SHOWN and any(row[name] not in (None, silent) for row in rows)


def _heading(name: str) -> str:
    return {
        "key": _("Number of the filled-in form"),
        "occurred_at": _("Date of the answer"),
        "customer": _("Customer key"),
        "wave": _("Wave"),
        "process": _("Process"),
        "touchpoint": _("Touchpoint"),
        "channel": _("Channel"),
        "employee": _("Employee"),
        "team": _("Team"),
        "language": _("Language"),
        "weight": _("Weight of the form"),
        "complete": _("Finished or not"),
    }.get(name, name)


def _plain(value: object, zone: ZoneInfo) -> str:
    if value is None:
        return "\N{EN DASH}"
    if isinstance(value, datetime):
        local = value.astimezone(zone)
        return date_format(local, "Y-m-d" if local.time() == time() else "Y-m-d H:i")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return number_words(value, 2) if isinstance(value, float) else str(value)


def _answer(row: dict[str, Any], question: Question) -> Cell:
    status = row.get(f"{STATUS}{question.id}")
    if status not in (None, AnswerStatus.ANSWERED):
        return Cell(_status_words(AnswerStatus(status)), is_missing=True)
    text = row.get(f"{TEXT}{question.id}")
    value = row.get(f"{VALUE}{question.id}")
    if value is None:
        return Cell(text or "\N{EN DASH}")
    label = question.labels.get(value)
    number = f"{value:g}"
    return Cell(f"{number} · {label}" if label else number)


def _status_words(status: AnswerStatus) -> str:
    return {
        AnswerStatus.NOT_ANSWERED: _("not answered"),
        AnswerStatus.NOT_APPLICABLE: _("not applicable"),
        AnswerStatus.NOT_ASKED: _("not asked"),
    }[status]
