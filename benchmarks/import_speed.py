"""A CSV brought in, against the analytical database reading it raw; and the memory it takes."""

import shutil

import numpy as np
from measured import END, Finding, Work, in_own_process

from luister.demo.energy.csv_file import write_csv


def findings(work: Work) -> list[Finding]:
    """How long the import takes, and the most memory it held, both in processes of their own."""
    path = work.folder / f"complaints-{work.rows}.csv"
    if not path.exists():
        rng = np.random.default_rng(20261124)
        write_csv(path, survey="complaints", answers=work.rows, end=END, rng=rng)
    bare = [_bare(work, path.name) for _ in range(work.repeats)]
    home = work.folder / "import-home"
    shutil.rmtree(home, ignore_errors=True)
    ours = in_own_process("import_once.py", str(path), str(home))
    bare += [_bare(work, path.name)]
    shutil.rmtree(home, ignore_errors=True)
    seconds = float(np.median([run["seconds"] for run in bare]))
    note = f"{work.rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB; {ours['kept']:,} kept"
    return [
        Finding("import of a CSV", ours["seconds"], seconds, "s", 3.0, True, note),
        Finding("its peak memory", ours["peak_mb"], bare[0]["peak_mb"], "MB", 1000.0, False, note),
    ]


def _bare(work: Work, name: str) -> dict[str, float]:
    target = work.folder / "raw.duckdb"
    target.unlink(missing_ok=True)
    return in_own_process("read_raw.py", str(work.folder / name), str(target))
