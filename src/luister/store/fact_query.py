"""The one question that all reports ask: how often was each value given, by group and period.

Written once as SQLGlot expressions in a subset that every engine understands alike: filters, counts, sums of float64,
minimum and maximum. No mean, no distinct, no median: statistics are computed from what comes out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlglot import exp, select

from luister.store.histogram import AskedColumn, Histogram, check_bucket, constant_of
from luister.store.segment import column_of


@dataclass(frozen=True, slots=True)
class Query:
    """A statement for one engine with the values it binds by name."""

    sql: str
    values: dict[str, Any]


def histogram_query(
    histogram: Histogram, columns: Sequence[AskedColumn], *, engine: str = "duckdb"
) -> Query:
    """The statement that counts the answers in `columns`, for `duckdb` or `postgres`.

    Its columns: the dimensions, `bucket` (first day of the stretch, or the wave; only with `every`),
    survey, question, scale, value, n, weight, weight_squared, first_day, last_day.
    """
    shape = _shape(histogram)
    sql, slots = _written(shape, tuple(columns), engine)
    return Query(sql, _filled(slots, histogram))


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place for a value that differs from one request to the next: a day, or a value let through."""

    kind: str
    name: str
    place: int


@dataclass(frozen=True, slots=True)
class _Shape:
    """A histogram without its values: requests of one shape share one statement."""

    dimensions: tuple[str, ...]
    every: str | None
    stretches: tuple[tuple[_Slot, _Slot], ...]
    where: tuple[tuple[str, tuple["str | _Slot", ...]], ...]
    weighted: bool


def _shape(histogram: Histogram) -> _Shape:
    days = range(len(histogram.stretches))
    return _Shape(
        dimensions=histogram.dimensions,
        every=histogram.every,
        stretches=tuple((_Slot("first", "", at), _Slot("last", "", at)) for at in days),
        where=tuple(
            (name, tuple(value and _Slot("where", name, at) for at, value in enumerate(allowed)))
            for name, allowed in histogram.where.items()
        ),
        weighted=histogram.weighted,
    )


def _filled(slots: Mapping[str, Any], histogram: Histogram) -> dict[str, Any]:
    return {
        name: _value(slot, histogram) if isinstance(slot, _Slot) else slot
        for name, slot in slots.items()
    }


def _value(slot: _Slot, histogram: Histogram) -> str | date:
    if slot.kind == "where":
        return histogram.where[slot.name][slot.place]
    return histogram.stretches[slot.place][0 if slot.kind == "first" else 1]


# Building a statement costs some 20 ms, counting often less; the shapes that people ask for are few.
@lru_cache(maxsize=2048)
def _written(
    shape: _Shape, columns: tuple[AskedColumn, ...], engine: str
) -> tuple[str, dict[str, Any]]:
    bound = _Bound()
    parts = [_select(shape, column, bound) for column in columns]
    whole = parts[0] if len(parts) == 1 else exp.union(*parts, distinct=False, copy=False)
    return whole.sql(dialect=engine), bound.values


def _select(histogram: _Shape, column: AskedColumn, bound: "_Bound") -> exp.Select:
    keys = [
        _place(name, column, bound).as_(_alias(name, place))
        for place, name in enumerate(histogram.dimensions)
    ]
    if histogram.every:
        keys.append(_bucket(histogram.every).as_("bucket"))
    keys += [
        exp.column("survey"),
        bound.text(column.question).as_("question"),
        bound.text(column.scale).as_("scale"),
        exp.column(column.value).as_("value"),
    ]
    return (
        select(*keys, *_measures(histogram))
        .from_("fact", copy=False)
        .where(*_conditions(histogram, column, bound), copy=False)
        # A constant is no group; neither engine wants it among them.
        .group_by(*(_expression(key) for key in keys if key.find(exp.Column)), copy=False)
    )


class _Bound:
    """Values bound by name, so that no text of a user becomes part of a statement."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def text(self, value: str) -> exp.Expr:
        """A bound text, told as such: an engine cannot guess the type of a bare constant."""
        return exp.cast(self(value), exp.DataType.Type.VARCHAR)

    def __call__(self, value: str | _Slot) -> exp.Expr:
        name = f"p{len(self.values)}"
        self.values[name] = value
        return exp.Placeholder(this=name)


def _place(dimension: str, column: AskedColumn, bound: _Bound) -> exp.Expr:
    """The dimension of an answer: what its question is about, or what its form says."""
    constant = constant_of(dimension, column)
    if constant is not None:
        return bound.text(constant)
    return exp.column(column_of(dimension), quoted=True)


def _alias(dimension: str, place: int) -> str:
    return f"g{place}_{column_of(dimension)}"


def _expression(key: exp.Expr) -> exp.Expr:
    return key.this.copy() if isinstance(key, exp.Alias) else key.copy()


def _bucket(every: str) -> exp.Expr:
    check_bucket(every)
    if every == "wave":
        return exp.column("wave")
    if every == "day":
        return exp.column("day")
    start = exp.TimestampTrunc(this=exp.column("day"), unit=exp.var(every))
    return exp.cast(start, exp.DataType.Type.DATE)


def _measures(histogram: _Shape) -> list[exp.Expr]:
    n = exp.cast(exp.Count(this=exp.Star()), exp.DataType.Type.BIGINT)
    weight = exp.column("weight")
    sums: list[exp.Expr] = [n.as_("n")]
    if histogram.weighted:
        squared = exp.Mul(this=weight.copy(), expression=weight.copy())
        sums += [exp.Sum(this=weight).as_("weight"), exp.Sum(this=squared).as_("weight_squared")]
    else:
        as_number = exp.cast(n.copy(), exp.DataType.Type.DOUBLE)
        sums += [as_number.as_("weight"), as_number.copy().as_("weight_squared")]
    if histogram.every not in {None, "wave"}:
        # A stretch of the calendar knows its own days; asking for them again would cost a third more.
        start = _bucket(histogram.every or "")
        return [*sums, start.as_("first_day"), start.copy().as_("last_day")]
    day = exp.column("day")
    return [*sums, exp.Min(this=day).as_("first_day"), exp.Max(this=day.copy()).as_("last_day")]


def _conditions(histogram: _Shape, column: AskedColumn, bound: _Bound) -> list[exp.Expr]:
    parts: list[exp.Expr] = [_any_of(exp.column("survey"), column.surveys, bound)]
    if column.status is not None:
        answered = exp.EQ(this=exp.column(column.status), expression=exp.Literal.number(0))
        parts.append(answered)
    if histogram.stretches:
        parts.append(
            exp.or_(*(_between(stretch, bound) for stretch in histogram.stretches), copy=False)
        )
    for name, allowed in histogram.where:
        parts.append(_any_of(_place(name, column, bound), allowed, bound))
    return parts


def _between(stretch: tuple[_Slot, _Slot], bound: _Bound) -> exp.Expr:
    day = exp.column("day")
    return exp.and_(
        exp.GTE(this=day, expression=bound(stretch[0])),
        exp.LTE(this=day.copy(), expression=bound(stretch[1])),
        copy=False,
    )


def _any_of(column: exp.Expr, allowed: tuple[str | _Slot, ...], bound: _Bound) -> exp.Expr:
    """The column has one of the values; the empty text stands for "unknown"."""
    if not allowed:
        return exp.false()
    known = [bound(value) for value in allowed if value != ""]
    parts: list[exp.Expr] = []
    if len(known) == 1:
        parts.append(exp.EQ(this=column, expression=known[0]))
    elif known:
        parts.append(exp.In(this=column, expressions=known))
    if "" in allowed:
        parts.append(exp.Is(this=column.copy(), expression=exp.null()))
    return exp.or_(*parts, copy=False)
