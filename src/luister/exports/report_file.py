"""A report as a file of any kind."""

import json
from collections.abc import Callable, Iterator
from typing import BinaryIO

import pyarrow as pa

from luister.estimates.report import Report
from luister.exports.about import Fact, about_report
from luister.exports.csv_file import csv_blocks
from luister.exports.file_form import FileForm
from luister.exports.headings import headings
from luister.exports.parquet_file import write_parquet
from luister.exports.report_json import as_json
from luister.exports.report_table import table
from luister.exports.scratch import set_down
from luister.exports.spss_file import SpssForm, plain_variables, write_spss
from luister.exports.workbook import Sheet, write_workbook

_WORDS = ("unit", "status", "verdict")


def report_blocks(report: Report, kind: str, form: FileForm) -> Iterator[bytes]:
    """The report as CSV or JSON, block by block.

    Raises:
        KeyError: `kind` is neither of them.
    """
    if kind == "json":
        return iter((json.dumps(as_json(report), ensure_ascii=False, indent=1).encode(),))
    return {"csv": csv_blocks}[kind](table(report).to_reader(), form.csv)


def write_report(
    target: BinaryIO, report: Report, kind: str, *, form: FileForm, scratch: BinaryIO
) -> None:
    """Writes the report as xlsx, parquet or sav.

    Raises:
        KeyError: `kind` is none of them.
    """
    facts = about_report(report, generated_at=form.generated_at)
    writers: dict[str, Callable[[], None]] = {
        "xlsx": lambda: _workbook(target, report, facts, form),
        "parquet": lambda: write_parquet(target, table(report).to_reader(), about=_words(facts)),
        "sav": lambda: _spss(target, report, form, scratch),
    }
    writers[kind]()


def _workbook(target: BinaryIO, report: Report, facts: tuple[Fact, ...], form: FileForm) -> None:
    rows = table(report)
    names = headings(rows.column_names, form.translate)
    said = _in_words(rows, form.translate).to_reader()
    sheet = Sheet(form.translate("Report"), tuple(names.values()), said, "0.00")
    write_workbook(target, [sheet], about=facts, translate=form.translate)


def _in_words(rows: pa.Table, translate: Callable[[str], str]) -> pa.Table:
    """The rows with unit, status and verdict in the reader's words; only people read a workbook."""
    for name in _WORDS:
        if name in rows.column_names:
            words = [translate(word) if word else None for word in rows[name].to_pylist()]
            place = rows.column_names.index(name)
            rows = rows.set_column(place, name, pa.array(words, pa.string()))
    return rows


def _spss(target: BinaryIO, report: Report, form: FileForm, scratch: BinaryIO) -> None:
    rows = set_down(table(report).to_reader(), scratch)
    variables = plain_variables(rows, headings(rows.schema.names, form.translate))
    write_spss(target, rows, variables, SpssForm(form.generated_at, form.product))


def _words(facts: tuple[Fact, ...]) -> dict[str, str]:
    return {fact.name: str(fact.value) for fact in facts}
