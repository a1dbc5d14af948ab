"""100,000 forms as an Excel workbook, against the fastest writer given the finished table."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from measured import END, Finding, Work, turn_about
from rustpy_xlsxwriter import write_worksheet

from luister.demo.energy.answers import generate_survey
from luister.loop import collect, export, keep
from luister.loop.show import ResponsesRequest

ROWS = 100_000
_NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
_REQUEST = ResponsesRequest(survey="payment", microdata=True)


def findings(work: Work) -> list[Finding]:
    """How long the export takes, from the store to the file."""
    home = keep.open_home(work.folder / "excel-home")
    try:
        if not collect.imports(home):
            rng = np.random.default_rng(20261124)
            made = generate_survey("payment", answers=ROWS, end=END, rng=rng)
            collect.take_in(home, made, name="benchmark", now=_NOW)
        ours_path, bare_path = work.folder / "ours.xlsx", work.folder / "bare.xlsx"
        _export(home, work.folder / "answers.parquet", "parquet")
        table = pq.read_table(work.folder / "answers.parquet")
        seconds, bare_seconds = turn_about(
            lambda: _export(home, ours_path, "xlsx"),
            lambda: write_worksheet(table, str(bare_path)),
            max(3, work.repeats // 2),
        )
        sizes = [path.stat().st_size / 1e6 for path in (ours_path, bare_path)]
    finally:
        home.close()
    note = (
        f"{table.num_rows:,} rows, {table.num_columns} columns; {sizes[0]:.1f}, {sizes[1]:.1f} MB"
    )
    return [Finding("Excel of 100,000 forms", seconds, bare_seconds, "s", 1.5, True, note)]


def _export(home: keep.Home, path: Path, kind: str) -> None:
    form = export.FileForm(generated_at=_NOW)
    with path.open("wb") as file:
        file.writelines(export.responses_file(home, _REQUEST, kind, form))
