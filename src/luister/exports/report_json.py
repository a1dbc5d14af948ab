"""A report as plain objects for JSON: the shape that scripts rely on."""

from typing import Any

from luister.estimates.report import Report, ReportRow
from luister.exports.report_table import FlatRow, flat_rows


def as_json(report: Report) -> dict[str, Any]:
    """The report as `{"metric", "unit", "rows", ...}`; keys are added over time, never taken away.

    A row has `group`, `period` (from, to, label), `value`, `low`, `high`, `n`, `suppressed`,
    `effective_n`, `design_effect`, `target`, `lower_bound`, `status`, `compare` and `answers` (value -> n).
    A suppressed row has null for value, low, high, n and what follows from n. `frames` are the known totals
    that a weighted report was weighted to. `compare` is null where nothing was compared; there `low` and
    `high` are those of the `difference`.
    """
    flat = flat_rows(report)
    return {
        "metric": report.metric,
        "unit": report.unit,
        "rows": [_row(row, line) for row, line in zip(report.rows, flat, strict=True)],
        "survey": report.request.survey,
        "questions": list(report.questions),
        "scale": report.scale,
        "period": {"from": _day(report.period.first), "to": _day(report.period.last)},
        "weighted": report.request.weighted,
        "minimum_group": report.minimum_group,
        "version": report.version,
        "frames": [
            {
                "survey": frame.survey,
                "source": frame.source,
                "method": frame.method,
                "dimensions": list(frame.dimensions),
            }
            for frame in report.frames
        ],
    }


def _row(row: ReportRow, flat: FlatRow) -> dict[str, Any]:
    return {
        "group": dict(row.group),
        "period": {
            "from": _day(flat["from"]),
            "to": _day(flat["to"]),
            "label": flat["period"],
        },
        **{name: flat[name] for name in ("value", "low", "high", "n", "suppressed")},
        **{name: flat[name] for name in ("target", "lower_bound", "status")},
        "compare": _compared(row, flat),
        "answers": {} if row.suppressed else {f"{v:g}": n for v, n in row.counts.items()},
        **_weighing(row),
    }


def _weighing(row: ReportRow) -> dict[str, float | None]:
    shown = None if row.suppressed else row.estimate
    return {
        "effective_n": shown.effective_n if shown else None,
        "design_effect": shown.design_effect if shown else None,
    }


def _compared(row: ReportRow, flat: FlatRow) -> dict[str, Any] | None:
    # What a hidden group differs from another period would give away what is hidden.
    if row.comparison is None or row.suppressed:
        return None
    return {
        "period": {
            "from": _day(flat["compare_from"]),
            "to": _day(flat["compare_to"]),
            "label": flat["compare_period"],
        },
        "value": flat["compare_value"],
        "n": flat["compare_n"],
        "difference": flat["difference"],
        "low": flat["difference_low"],
        "high": flat["difference_high"],
        "verdict": flat["verdict"],
    }


def _day(day: object) -> str | None:
    return None if day is None else str(day)
