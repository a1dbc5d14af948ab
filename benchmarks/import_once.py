"""Brings one CSV into a new home; prints what it took."""

import json
import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from luister.demo.energy.csv_mapping import mapping_text
from luister.loop import collect, keep


def main(path: str, folder: str) -> None:
    """Prints the seconds, the rows kept and the peak memory of bringing `path` into `folder`."""
    home = keep.open_home(Path(folder))
    started = time.perf_counter()
    result = collect.import_file(
        home,
        Path(path),
        survey="complaints",
        mapping_text=mapping_text("complaints"),
        now=datetime(2026, 11, 24, 12, tzinfo=UTC),
    )
    seconds = time.perf_counter() - started
    home.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"seconds": seconds, "peak_mb": peak, "kept": result.kept, "rejected": result.rejected}
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
