"""Day sums of many series, counted from the codes of the facts in memory; `kept_days` has what is watched all day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from luister.estimates.day_sums import Places
from luister.store.coded_rows import CodedRows
from luister.store.column_codes import Coded
from luister.store.cut import Cut, DayCounts, Group
from luister.store.histogram import constant_of
from luister.store.home import Store
from luister.store.segment import column_of

Flags = npt.NDArray[np.bool_]


def day_counts(store: Store, cut: Cut, *, first: date, last: date) -> DayCounts:
    """The answers of a cut from `first` up to `last`, counted by series, day and value."""
    store.catch_up()
    return _counted(store.coded.rows(cut.columns()), cut, first, last)


def last_day(store: Store, cut: Cut) -> tuple[date, date] | None:
    """The first and the last day on which the question of a cut was answered; None where never."""
    store.catch_up()
    rows = store.coded.rows(cut.columns())
    answers = rows.columns[cut.asked.value, cut.asked.status].codes > 0
    of_days = np.repeat(rows.days, np.diff(rows.starts))[answers & _in_surveys(rows, cut)]
    if not len(of_days):
        return None
    return date.fromordinal(int(of_days[0])), date.fromordinal(int(of_days[-1]))


def _in_surveys(rows: CodedRows, cut: Cut) -> Flags:
    coded = rows.columns["survey", None]
    return np.array([value in cut.asked.surveys for value in coded.values], bool)[coded.codes]


def _counted(rows: CodedRows, cut: Cut, first: date, last: date) -> DayCounts:
    low, high = np.searchsorted(rows.days, [first.toordinal(), last.toordinal() + 1])
    span = slice(int(rows.starts[low]), int(rows.starts[high]))
    value = rows.columns[cut.asked.value, cut.asked.status]
    kept = (value.codes[span] > 0) & _in_surveys(rows, cut)[span]
    parts: list[tuple[Any, Sequence[Any]]] = []
    for name in dict.fromkeys((*cut.dimensions, *cut.where)):
        constant = constant_of(name, cut.asked)
        allowed = cut.where.get(name)
        if constant is not None:
            kept &= allowed is None or constant in allowed
            continue
        coded = rows.columns[column_of(name), None]
        if allowed is not None:
            wanted = {text or None for text in allowed}
            kept &= np.array([one in wanted for one in coded.values], bool)[coded.codes[span]]
        if name in cut.dimensions:
            parts.append((coded.codes[span], coded.values))
    of_rows = np.repeat(rows.days[low:high], np.diff(rows.starts[low : high + 1]))
    days = of_rows[kept].astype(np.int64)
    return _joined(cut, [(codes[kept], known) for codes, known in parts], days, value, span, kept)


def _joined(
    cut: Cut,
    parts: list[tuple[Any, Sequence[Any]]],
    days: Places,
    value: Coded,
    span: slice,
    kept: Flags,
) -> DayCounts:
    place = np.zeros(len(days), np.int64)
    for codes, known in parts:
        place = place * len(known) + codes
    used, series = np.unique(place, return_inverse=True)
    codes = value.codes[span][kept].astype(np.int64)
    width = len(value.values)
    start = int(days[0]) if len(days) else 0
    stretch = int(days[-1]) - start + 1 if len(days) else 1
    cell = (series.astype(np.int64) * stretch + (days - start)) * width + codes
    found, n = np.unique(cell, return_counts=True)
    numbers = np.array([0.0 if one is None else float(one) for one in value.values])
    return DayCounts(
        groups=_groups(cut, parts, used),
        series=found // width // stretch,
        days=found // width % stretch + start,
        values=numbers[found % width],
        n=n.astype(float),
    )


def _groups(cut: Cut, parts: list[tuple[Any, Sequence[Any]]], used: Places) -> tuple[Group, ...]:
    varied: list[list[str]] = []
    left = used
    for _, known in reversed(parts):
        varied.insert(0, [known[at] or "" for at in (left % len(known)).tolist()])
        left = left // len(known)
    columns = iter(varied)
    told = [
        [constant] * len(used) if constant is not None else next(columns)
        for constant in (constant_of(name, cut.asked) for name in cut.dimensions)
    ]
    return tuple(zip(*told, strict=True)) if told else ((),) * len(used)
