"""A report as one flat table: the single source of what every kind of file and the API say."""

from datetime import date

import pyarrow as pa

from luister.estimates.report import Comparison, Report, ReportRow
from luister.events.answer import Scale

Value = str | float | int | bool | date | None
FlatRow = dict[str, Value]

MOST_COUNTED_VALUES = 60
"""A question with more different values than this gets no columns that count each of them."""

_TYPES: dict[str, pa.DataType] = {
    "metric": pa.string(),
    "unit": pa.string(),
    "period": pa.string(),
    "from": pa.date32(),
    "to": pa.date32(),
    "value": pa.float64(),
    "low": pa.float64(),
    "high": pa.float64(),
    "n": pa.int64(),
    "suppressed": pa.bool_(),
    "target": pa.float64(),
    "lower_bound": pa.float64(),
    "status": pa.string(),
}
_WEIGHT_TYPES: dict[str, pa.DataType] = {
    "effective_n": pa.float64(),
    "design_effect": pa.float64(),
}
_COMPARE_TYPES: dict[str, pa.DataType] = {
    "compare_period": pa.string(),
    "compare_from": pa.date32(),
    "compare_to": pa.date32(),
    "compare_value": pa.float64(),
    "compare_n": pa.int64(),
    "difference": pa.float64(),
    "difference_low": pa.float64(),
    "difference_high": pa.float64(),
    "verdict": pa.string(),
}
FIXED_NAMES = (*_TYPES, *_WEIGHT_TYPES, *_COMPARE_TYPES)
"""The columns whose names do not depend on the report."""


def group_column(dimension: str) -> str:
    """The column that holds a dimension; one that is named like a fixed column is marked.

    >>> group_column("process"), group_column("value")
    ('process', 'group.value')
    """
    return f"group.{dimension}" if dimension in FIXED_NAMES else dimension


def schema(report: Report) -> pa.Schema:
    """The columns of the table: metric, groups, period, estimate, target, comparison, counts."""
    groups = {group_column(dimension): pa.string() for dimension in report.request.by}
    first = {name: _TYPES[name] for name in ("metric", "unit")}
    weights = _WEIGHT_TYPES if report.request.weighted else {}
    compare = _COMPARE_TYPES if report.request.compare else {}
    counts = {count_column(value): pa.int64() for value in counted_values(report)}
    return pa.schema([*{**first, **groups, **_TYPES, **weights, **compare, **counts}.items()])


def table(report: Report) -> pa.Table:
    """The report as a table, one row a group and period; what is not known is null.

    Units are those of the report (`unit`), numbers are not rounded, days are dates.
    """
    return pa.Table.from_pylist(flat_rows(report), schema=schema(report))


def flat_rows(report: Report) -> list[FlatRow]:
    """The rows of the table, each a name -> value in the order of `schema`."""
    columns = schema(report).names
    values = counted_values(report)
    return [_in_order(_flat(report, row, values), columns) for row in report.rows]


def counted_values(report: Report) -> tuple[float, ...]:
    """The answers that are counted one by one: the whole scale where it has ends and steps of one.

    Empty where there are more than MOST_COUNTED_VALUES of them, as with minutes or euros.
    """
    seen = {value for row in report.rows for value in row.counts}
    if not seen:
        return ()
    scale = Scale.from_code(report.scale) if report.scale else Scale("number")
    if scale.low is not None and scale.high is not None:
        seen |= {float(step) for step in range(int(scale.low), int(scale.high) + 1)}
    return tuple(sorted(seen)) if len(seen) <= MOST_COUNTED_VALUES else ()


def count_column(value: float) -> str:
    """The column that counts the answers of one value.

    >>> count_column(9.0)
    'answers_9'
    """
    return f"answers_{value:g}"


def _in_order(row: FlatRow, columns: list[str]) -> FlatRow:
    return {name: row.get(name) for name in columns}


def _flat(report: Report, row: ReportRow, values: tuple[float, ...]) -> FlatRow:
    flat: FlatRow = {"metric": report.metric, "unit": report.unit}
    flat |= {group_column(name): value for name, value in row.group.items()}
    flat |= _period_and_estimate(row)
    flat |= _goal(row)
    if not row.suppressed:
        flat |= _compared(row.comparison) if row.comparison else {}
        flat |= {count_column(value): row.counts.get(value, 0) for value in values}
    return flat


def _period_and_estimate(row: ReportRow) -> FlatRow:
    # A hidden group keeps its name and period only: its n is what must not be known.
    shown = None if row.suppressed else row.estimate
    return {
        "period": row.period.label or f"{row.period.first}..{row.period.last}",
        "from": row.period.first,
        "to": row.period.last,
        "value": shown.value if shown else None,
        "low": shown.low if shown else None,
        "high": shown.high if shown else None,
        "n": shown.n if shown else None if row.suppressed else 0,
        "suppressed": row.suppressed,
        "effective_n": shown.effective_n if shown else None,
        "design_effect": shown.design_effect if shown else None,
    }


def _goal(row: ReportRow) -> FlatRow:
    target = row.target
    return {
        "target": target.value if target else None,
        "lower_bound": target.lower_bound if target else None,
        "status": None if row.suppressed else row.status,
    }


def _compared(comparison: Comparison) -> FlatRow:
    before, difference = comparison.estimate, comparison.difference
    period = comparison.period
    return {
        "compare_period": period.label or f"{period.first}..{period.last}",
        "compare_from": period.first,
        "compare_to": period.last,
        "compare_value": before.value if before else None,
        "compare_n": before.n if before else None,
        "difference": difference.value if difference else None,
        "difference_low": difference.low if difference else None,
        "difference_high": difference.high if difference else None,
        "verdict": difference.verdict if difference else None,
    }
