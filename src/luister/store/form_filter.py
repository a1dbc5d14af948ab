"""Which forms are meant, as a condition on the facts: the days, the groups, and the answers given."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from luister.store.histogram import AskedColumn, Histogram, constant_of
from luister.store.segment import column_of, quoted

Condition = tuple[str, dict[str, Any]]


class _Bound:
    """Values bound by name, so that no text of a user becomes part of a statement."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def __call__(self, value: str | float | date) -> str:
        name = f"p{len(self.values)}"
        self.values[name] = value
        return f"${name}"


def form_condition(
    columns: Sequence[AskedColumn], histogram: Histogram, *, values: Sequence[float] = ()
) -> Condition:
    """SQL for a WHERE that keeps forms with an answer in one of `columns`, and the values it binds by name.

    `values` keeps those whose answer is one of them. The days and dimensions are those of `histogram`; no column keeps
    no form.

    >>> asked = AskedColumn("nps", "nps", "v1", "s1", ("relation",))
    >>> kept = Histogram(questions=(), where={"team": ("North", "")})
    >>> form_condition([asked], kept, values=[9, 10])[0]
    '((survey IN ($p0) AND s1 = 0 AND ("team" IN ($p1) OR "team" IS NULL) AND v1 IN ($p2, $p3)))'
    """
    bound = _Bound()
    found = [_of_column(column, histogram, values, bound) for column in columns]
    return f"({' OR '.join(found)})" if found else "false", bound.values


def _of_column(
    column: AskedColumn, histogram: Histogram, values: Sequence[float], bound: _Bound
) -> str:
    parts = [f"survey IN ({_listed(column.surveys, bound)})" if column.surveys else "false"]
    if column.status is not None:
        parts.append(f"{column.status} = 0")
    if histogram.stretches:
        parts.append(_within(histogram.stretches, bound))
    parts += _in_groups(histogram.where, column, bound)
    if values:
        parts.append(f"{column.value} IN ({_listed(map(float, values), bound)})")
    return f"({' AND '.join(parts)})"


def _within(stretches: Iterable[tuple[date, date]], bound: _Bound) -> str:
    days = [f"day BETWEEN {bound(first)} AND {bound(last)}" for first, last in stretches]
    return f"({' OR '.join(days)})"


def _in_groups(
    where: Mapping[str, tuple[str, ...]], column: AskedColumn, bound: _Bound
) -> list[str]:
    """A condition for each dimension: one of the values, of which the empty text stands for "unknown"."""
    parts = []
    for name, allowed in where.items():
        constant = constant_of(name, column)
        if constant is not None:
            parts.append("true" if constant in allowed else "false")
            continue
        place = quoted(column_of(name))
        known = [value for value in allowed if value != ""]
        ways = [f"{place} IN ({_listed(known, bound)})"] if known else []
        ways += [f"{place} IS NULL"] if "" in allowed else []
        parts.append(f"({' OR '.join(ways)})" if ways else "false")
    return parts


def _listed(values: Iterable[str | float], bound: _Bound) -> str:
    return ", ".join(bound(value) for value in values)
