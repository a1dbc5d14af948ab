"""Export model: what a run found, as a workbook."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from luister.exports.about import Fact
from luister.exports.file_form import FileForm
from luister.exports.workbook import Sheet
from luister.loop.export_tables import workbook_blocks
from luister.loop.order_run import OrderedRun

_WORDS = ("lhs", "op", "rhs", "label")
_NUMBERS = ("group", "est", "se", "low", "high", "std", "p")


def model_file(run: OrderedRun, told: Mapping[str, Any], form: FileForm) -> Iterator[bytes]:
    """The workbook, block by block: every number in lavaan's columns, the fit, and from which answers it came."""
    sheets = [_rows(told, form), _fit(told, form)]
    if told.get("effects"):
        sheets.append(_effects(told["effects"], form))
    return workbook_blocks(sheets, _about(run, told, form), form)


def _rows(told: Mapping[str, Any], form: FileForm) -> Sheet:
    rows = told["parameters"]
    columns = {
        name: pa.array([one[name] for one in rows], kind)
        for names, kind in ((_WORDS, pa.string()), (_NUMBERS, pa.float64()))
        for name in names
    }
    return Sheet(form.translate("Model"), list(columns), pa.table(columns).to_reader(), "0.0000")


def _fit(told: Mapping[str, Any], form: FileForm) -> Sheet:
    measures = {name: value for name, value in told["fit"].items() if value is not None}
    shares = {
        f"R2 {name}": value for name, value in told["r2"].items() if isinstance(value, float)
    }
    both = {**measures, **shares}
    columns = {
        "name": pa.array(list(both), pa.string()),
        "value": pa.array([float(one) for one in both.values()], pa.float64()),
    }
    return Sheet(form.translate("Fit"), list(columns), pa.table(columns).to_reader(), "0.0000")


def _effects(lines: Sequence[Mapping[str, Any]], form: FileForm) -> Sheet:
    columns: dict[str, pa.Array[Any]] = {
        "from": pa.array([one["from"] for one in lines], pa.string()),
        "to": pa.array([one["to"] for one in lines], pa.string()),
        "group": pa.array([float(one["group"]) for one in lines], pa.float64()),
    }
    for kind in ("direct", "indirect", "total"):
        for name in ("est", "se", "low", "high", "std"):
            values = [one[kind][name] for one in lines]
            columns[f"{kind}_{name}"] = pa.array(values, pa.float64())
    return Sheet(form.translate("Effects"), list(columns), pa.table(columns).to_reader(), "0.0000")


def _about(run: OrderedRun, told: Mapping[str, Any], form: FileForm) -> tuple[Fact, ...]:
    facts: tuple[tuple[str, str | float | int], ...] = (
        ("Survey", str(run.settings["survey"])),
        ("n shown", int(told["n"])),
        ("Data version", run.version or 0),
        ("Seed", run.seed),
        ("Ordered by", run.ordered_by),
        ("estimator", str(run.settings["estimator"])),
        ("group", str(run.settings["group"])),
        ("converged", str(told["converged"])),
        ("proper", str(told["proper"])),
        ("model", str(run.settings["text"])),
        ("R", str(told.get("r_code", ""))),
        ("Generated at", form.generated_at.isoformat(timespec="seconds")),
    )
    return tuple(Fact(name, value) for name, value in facts if value != "")
