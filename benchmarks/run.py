"""Measures Luister against the bare tools it stands on: python benchmarks/run.py --help."""

import argparse
import importlib
import json
import sys
import tempfile
from pathlib import Path

from measured import Finding, Work, as_json, table

BENCHMARKS = {
    "report": "report_speed",
    "import": "import_speed",
    "excel": "excel_speed",
    "pages": "page_speed",
    "jobs": "jobs_speed",
    "respondent": "respondent_speed",
    "tracking": "tracking_speed",
    "answers": "answers_speed",
    "start": "start_speed",
    "warning": "warning_delay",
    "warning speed": "warning_speed",
    "warning quiet": "warning_quiet",
    "warning nulls": "warning_nulls",
    "warning real": "warning_real",
    "warning season": "warning_season",
    "warning promises": "warning_promises",
    "warning imported": "warning_imported",
}


def main() -> int:
    """0 where every limit is kept, 1 where one is not."""
    chosen = _arguments()
    names = chosen.only.split(",") if chosen.only else list(BENCHMARKS)
    with tempfile.TemporaryDirectory(prefix="luister-benchmark-") as scratch:
        folder = chosen.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        work = Work(folder, chosen.answers, chosen.rows, chosen.repeats)
        found: list[Finding] = []
        for name in names:
            print(f"... {name}", file=sys.stderr)
            found += importlib.import_module(BENCHMARKS[name]).findings(work)
    print(table(found))
    if chosen.json:
        chosen.json.write_text(json.dumps(as_json(found), indent=2) + "\n", encoding="utf-8")
    return int(any(finding.is_kept is False for finding in found))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=1_000_000, help="forms in the home")
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the CSV brought in")
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--only", default="", help=f"some of {','.join(BENCHMARKS)}")
    parser.add_argument("--json", type=Path, help="write the findings to this file too")
    parser.add_argument("--folder", type=Path, help="keep what is made here, for another run")
    chosen = parser.parse_args()
    unknown = {*chosen.only.split(",")} - {*BENCHMARKS, ""}
    if unknown:
        parser.error(f"there is no {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    return chosen


if __name__ == "__main__":
    sys.exit(main())
