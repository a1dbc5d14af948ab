"""What a benchmark finds, how it is timed, and how it is told."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

END = date(2026, 11, 24)
"""The last day of the made-up answers; a benchmark has no clock of its own."""


@dataclass(frozen=True, slots=True)
class Work:
    """What all benchmarks are told: where they may write, and how large they shall be."""

    folder: Path
    answers: int
    rows: int
    repeats: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the table.

    `ours` and `bare` are in `unit`, measured in one run; `bare` is None where there is nothing to
    compare with. `limit` bounds their ratio (`is_ratio`) or `ours` itself.
    """

    name: str
    ours: float
    bare: float | None
    unit: str
    limit: float | None
    is_ratio: bool
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the bare figure ours is."""
        return self.ours / self.bare if self.bare else None

    @property
    def is_kept(self) -> bool | None:
        """True where the limit is kept; None where there is none."""
        found = self.ratio if self.is_ratio else self.ours
        return None if self.limit is None or found is None else found <= self.limit


def seconds_of(work: Callable[[], object]) -> float:
    """How long `work` takes, in seconds of the clock on the wall."""
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def turn_about(
    ours: Callable[[], object], bare: Callable[[], object], repeats: int
) -> tuple[float, float]:
    """The median seconds of both, measured in turn, so that a busy moment hits both alike."""
    ours(), bare()
    pairs = [(seconds_of(ours), seconds_of(bare)) for _ in range(repeats)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def in_own_process(script: str, *arguments: str) -> dict[str, Any]:
    """The JSON that a script beside this one prints last; it has a process, and memory, of its own.

    Every such script gets what it measures itself; starting Python does not count.
    """
    path = Path(__file__).with_name(script)
    done = subprocess.run(
        [sys.executable, str(path), *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{script} failed:\n{done.stderr[-2000:]}")
    told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def table(findings: Sequence[Finding]) -> str:
    """The findings as a Markdown table."""
    lines = ["| what | ours | bare | ratio | limit | kept | |", "|---|--:|--:|--:|--:|---|---|"]
    for found in findings:
        limit = "" if found.limit is None else f"{found.limit:g}" + ("x" if found.is_ratio else "")
        kept = {True: "yes", False: "NO", None: ""}[found.is_kept]
        bare = "" if found.bare is None else _figure(found.bare, found.unit)
        ratio = "" if found.ratio is None else f"{found.ratio:.2f}x"
        ours = _figure(found.ours, found.unit)
        lines.append(
            f"| {found.name} | {ours} | {bare} | {ratio} | {limit} | {kept} | {found.note} |"
        )
    return "\n".join(lines)


def as_json(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """The findings as plain values."""
    return [asdict(found) | {"ratio": found.ratio, "kept": found.is_kept} for found in findings]


def _figure(value: float, unit: str) -> str:
    return f"{value:.3f} {unit}" if value < 10 else f"{value:,.1f} {unit}"
