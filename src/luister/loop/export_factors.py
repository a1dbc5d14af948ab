"""Export factors: what a check of questions found, as a workbook."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from luister.exports.about import Fact
from luister.exports.file_form import FileForm
from luister.exports.workbook import Sheet
from luister.loop.export_tables import workbook_blocks
from luister.loop.order_run import OrderedRun

Columns = dict[str, "pa.Array[Any]"]
_ENDS = ("value", "low", "high")


def factors_file(run: OrderedRun, told: Mapping[str, Any], form: FileForm) -> Iterator[bytes]:
    """The workbook, block by block: questions, factors against chance, scales, and from which answers it came."""
    sheets = [_questions(told, form), _factors(told, form), _scales(told, form)]
    return workbook_blocks(sheets, _about(run, told, form), form)


def _questions(told: Mapping[str, Any], form: FileForm) -> Sheet:
    lines = told["questions"]
    columns: Columns = {
        "question": pa.array([one["question"] for one in lines], pa.string()),
        "rest": _numbers(one["rest"] for one in lines),
        "alpha_without": _numbers(one["alpha_without"] for one in lines),
    }
    for place in range(max((len(one["loadings"]) for one in lines), default=0)):
        columns[f"loading_{place + 1}"] = _numbers(one["loadings"][place] for one in lines)
    columns["unique"] = _numbers(one["unique"] for one in lines)
    columns["reading"] = pa.array([one["reading"] for one in lines], pa.string())
    return _sheet(form.translate("Questions"), columns)


def _factors(told: Mapping[str, Any], form: FileForm) -> Sheet:
    places = range(1, len(told["eigenvalues"]) + 1)
    columns: Columns = {
        "factor": pa.array(places, pa.int64()),
        "eigenvalue": _numbers(told["eigenvalues"]),
        "chance": _numbers(told["bars"]),
    }
    return _sheet(form.translate("Factors"), columns)


def _scales(told: Mapping[str, Any], form: FileForm) -> Sheet:
    scales = [told["scale"], *told["scales"]]
    columns: Columns = {
        "questions": pa.array([", ".join(one["questions"]) for one in scales], pa.string())
    }
    for name in ("alpha", "omega", "ave"):
        for end in _ENDS:
            ending = "" if end == "value" else f"_{end}"
            columns[f"{name}{ending}"] = _numbers((one[name] or {}).get(end) for one in scales)
    columns["reading"] = pa.array([one["reading"] for one in scales], pa.string())
    return _sheet(form.translate("Scales"), columns)


def _numbers(values: Iterator[float | None] | Sequence[float | None]) -> "pa.Array[Any]":
    return pa.array(list(values), pa.float64())


def _sheet(name: str, columns: Columns) -> Sheet:
    return Sheet(name, list(columns), pa.table(columns).to_reader(), "0.0000")


def _about(run: OrderedRun, told: Mapping[str, Any], form: FileForm) -> tuple[Fact, ...]:
    facts: tuple[tuple[str, str | float | int], ...] = (
        ("Survey", str(run.settings["survey"])),
        ("n shown", int(told["n"])),
        ("Data version", run.version or 0),
        ("Seed", run.seed),
        ("Ordered by", run.ordered_by),
        ("rotation", str(told["rotation"])),
        ("suggested", int(told["suggested"])),
        ("proper", str(told["proper"])),
        ("KMO", float(told["kmo"])),
        ("Generated at", form.generated_at.isoformat(timespec="seconds")),
    )
    return tuple(Fact(name, value) for name, value in facts)
