"""The one question that all reports ask: how often was each value given, by group and period.

Written once as SQLGlot expressions in a subset that every engine understands alike: filters, counts, sums of float64,
minimum and maximum. No mean, no distinct, no median: statistics are computed from what comes out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlglot import exp, select

from luister.errors import UnknownNameError
from luister.store.segment import PLACES, column_of

BUCKETS = ("day", "week", "month", "quarter", "year", "wave")
BUILT_IN = ("survey", "question", *PLACES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """What is counted: values given to `questions`, by `dimensions` and by `every` bucket of time.

    `questions` are pairs of survey and question id. `first` and `last` bound the day, both included; `days` are further
    stretches, any of which will do. `where` keeps rows whose dimension has one of the values.
    """

    questions: tuple[tuple[str, str], ...]
    dimensions: tuple[str, ...] = ()
    every: str | None = None
    stretches: tuple[tuple[date, date], ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weighted: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A statement for one engine with the values it binds by name."""

    sql: str
    values: dict[str, Any]


def histogram_query(histogram: Histogram, *, engine: str = "duckdb") -> Query:
    """The statement that counts, for `duckdb` or `postgres`.

    Its columns: the dimensions, `bucket` (first day of the stretch, or the wave; only with `every`),
    survey, question, scale, value, n, weight, weight_squared, first_day, last_day.
    """
    bound = _Bound()
    keys = [_column(name).as_(_alias(name)) for name in histogram.dimensions]
    if histogram.every:
        keys.append(_bucket(histogram.every).as_("bucket"))
    keys += [exp.column(name) for name in ("survey", "question", "scale", "value")]
    statement = (
        select(*keys, *_measures(histogram.weighted))
        .from_("fact")
        .where(*_conditions(histogram, bound))
        .group_by(*(_grouped(key) for key in keys))
    )
    return Query(statement.sql(dialect=engine), bound.values)


def condition_sql(
    where: Mapping[str, tuple[str, ...]], values: dict[str, Any], *, engine: str = "duckdb"
) -> str:
    """The filter of `where` as SQL; what it binds is added to `values`."""
    bound = _Bound(values)
    parts = [_any_of(_column(name), allowed, bound) for name, allowed in where.items()]
    return exp.and_(*parts).sql(dialect=engine) if parts else "TRUE"


class _Bound:
    """Values bound by name, so that no text of a user becomes part of a statement."""

    def __init__(self, values: dict[str, Any] | None = None) -> None:
        self.values: dict[str, Any] = {} if values is None else values

    def __call__(self, value: str | date) -> exp.Expr:
        name = f"p{len(self.values)}"
        self.values[name] = value
        return exp.Placeholder(this=name)


def _column(dimension: str) -> exp.Column:
    return exp.column(column_of(dimension), quoted=True)


def _alias(dimension: str) -> str:
    return "g_" + column_of(dimension)


def _grouped(key: exp.Expr) -> exp.Expr:
    return key.this.copy() if isinstance(key, exp.Alias) else key.copy()


def _bucket(every: str) -> exp.Expr:
    if every not in BUCKETS:
        raise UnknownNameError(f"There is no period {every!r}.", hint=f"Use {', '.join(BUCKETS)}.")
    if every == "wave":
        return exp.column("wave")
    if every == "day":
        return exp.column("day")
    start = exp.TimestampTrunc(this=exp.column("day"), unit=exp.var(every))
    return exp.cast(start, exp.DataType.Type.DATE)


def _measures(weighted: bool) -> list[exp.Expr]:
    n = exp.cast(exp.Count(this=exp.Star()), exp.DataType.Type.BIGINT)
    weight = exp.column("weight")
    sums: list[exp.Expr] = [n.as_("n")]
    if weighted:
        sums.append(exp.Sum(this=weight).as_("weight"))
        sums.append(
            exp.Sum(this=exp.Mul(this=weight.copy(), expression=weight.copy())).as_(
                "weight_squared"
            )
        )
    else:
        as_number = exp.cast(n.copy(), exp.DataType.Type.DOUBLE)
        sums += [as_number.as_("weight"), as_number.copy().as_("weight_squared")]
    day = exp.column("day")
    return [*sums, exp.Min(this=day).as_("first_day"), exp.Max(this=day.copy()).as_("last_day")]


def _conditions(histogram: Histogram, bound: _Bound) -> list[exp.Expr]:
    parts: list[exp.Expr] = [
        exp.EQ(this=exp.column("status"), expression=exp.Literal.number(0)),
        _asked(histogram.questions, bound),
    ]
    if histogram.stretches:
        parts.append(exp.or_(*(_between(stretch, bound) for stretch in histogram.stretches)))
    parts += [_any_of(_column(name), allowed, bound) for name, allowed in histogram.where.items()]
    return parts


def _asked(questions: tuple[tuple[str, str], ...], bound: _Bound) -> exp.Expr:
    """Groups the surveys by question, so that many surveys with one question make a short filter."""
    by_question: dict[str, list[str]] = {}
    for survey, question in questions:
        by_question.setdefault(question, []).append(survey)
    return exp.or_(
        *(
            exp.and_(
                _any_of(exp.column("question"), (question,), bound),
                _any_of(exp.column("survey"), tuple(surveys), bound),
            )
            for question, surveys in by_question.items()
        )
    )


def _between(stretch: tuple[date, date], bound: _Bound) -> exp.Expr:
    day = exp.column("day")
    return exp.and_(
        exp.GTE(this=day, expression=bound(stretch[0])),
        exp.LTE(this=day.copy(), expression=bound(stretch[1])),
    )


def _any_of(column: exp.Column, allowed: tuple[str, ...], bound: _Bound) -> exp.Expr:
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
    return exp.or_(*parts)
