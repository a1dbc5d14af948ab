"""Export cases: the review and the cases behind it as a workbook."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from luister.cases.actor import Actor
from luister.exports.about import Fact
from luister.exports.file_form import FileForm
from luister.exports.plain_columns import in_local_time
from luister.exports.workbook import Sheet
from luister.loop.export_tables import workbook_blocks
from luister.loop.review_cases import CaseReview, figure_lines
from luister.loop.show_cases import as_plain
from luister.store import cases as kept
from luister.store.case_rows import Case
from luister.store.home import Store

_TEXTS = (
    "state", "about", "priority", "queue", "team", "owner", "survey", "process", "outcome",
    "root_cause",
)  # fmt: skip
_MOMENTS = (
    "opened_at",
    "contact_due_at",
    "contacted_at",
    "solve_due_at",
    "solved_at",
    "closed_at",
)
HEADINGS = {
    "id": "Case", "state": "State", "about": "About", "priority": "Priority", "queue": "Queue",
    "team": "Team", "owner": "Owner", "survey": "Survey", "process": "Process",
    "outcome": "Outcome", "root_cause": "Root cause", "opened_at": "Opened",
    "contact_due_at": "Contact due", "contacted_at": "First contact", "solve_due_at": "Solve due",
    "solved_at": "Solved", "closed_at": "Closed",
}  # fmt: skip
"""What a person reads above each column, to be translated."""


def review_file(store: Store, found: CaseReview, form: FileForm, *, by: Actor) -> Iterator[bytes]:
    """The workbook, block by block: a sheet of figures, one of cases; nobody's name or words are in it."""
    rows = kept.every(store.truth, by.scope, since=found.since)
    about = (
        Fact("Cases opened since", found.since.date()),
        Fact("Made at", form.generated_at.isoformat(timespec="seconds")),
        Fact("Interval", "95 %"),
    )
    return workbook_blocks([_figures(found, form), _cases(rows, form)], about, form)


def _figures(found: CaseReview, form: FileForm) -> Sheet:
    names = ("Figure", "Value", "Low", "High", "n", "Unit")
    lines = figure_lines(found)
    types = (pa.string(), *[pa.float64()] * 3, pa.int64(), pa.string())
    columns = list(zip(*lines, strict=True))
    arrays = [pa.array(values, kind) for values, kind in zip(columns, types, strict=True)]
    arrays[0] = pa.array([form.translate(str(name)) for name in columns[0]], pa.string())
    return _sheet("Figures", names, pa.table(arrays, list(names)), form)


def _cases(rows: list[Case], form: FileForm) -> Sheet:
    plain = [as_plain(one) for one in rows]
    columns: dict[str, pa.Array[Any]] = {"id": pa.array([one["id"] for one in plain], pa.int64())}
    for name in _TEXTS:
        columns[name] = pa.array([one[name] for one in plain], pa.string())
    for name in _MOMENTS:
        columns[name] = pa.array([one[name] for one in plain], pa.timestamp("s", "UTC"))
    table = pa.table(columns)
    return _sheet("Cases", [HEADINGS[name] for name in table.column_names], table, form)


def _sheet(
    name: str, headings: list[str] | tuple[str, ...], table: pa.Table, form: FileForm
) -> Sheet:
    stream = in_local_time(table.to_reader(), ZoneInfo(form.time_zone))
    return Sheet(form.translate(name), [form.translate(one) for one in headings], stream, "0.00")
