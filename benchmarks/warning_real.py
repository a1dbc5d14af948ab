"""Change points in real series, held against those that people marked, by the scorer of the data folder.

Each observation of the Turing Change Point Dataset is taken for a day with one answer; the detector is as it ships,
nothing of it is set for these series. They are hardly what it is made for: answers of customers are independent, while
many of these have a trend, a season, or depend on the value before. Others' figures are those published with the
data (default settings, univariate).

    python benchmarks/warning_real.py       # the data folder: LUISTER_DATA, or ../shared/data beside the clone
"""

import csv
import importlib.util
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType

import numpy as np
from measured import Finding, Work

from luister.estimates.day_sums import DaySums
from luister.warning.watching import TOLERANCE, Rules, Standing, look

FOLDER = Path(
    os.environ.get("LUISTER_DATA") or Path(__file__).parents[2] / "shared" / "data"
).joinpath("time_series")
STATED = 1.0
"""False alarms a year, of 365.25 observations."""
_OTHERS = ("amoc", "binseg", "bocpd", "pelt", "zero")


@dataclass(frozen=True, slots=True)
class Scored:
    """One series: what the scorer gives for our change points, and what was published for others."""

    name: str
    days: int
    found: tuple[int, ...]
    f1: float
    cover: float
    others: Mapping[str, float | None]


def findings(_work: Work) -> list[Finding]:
    """The mean F1 of ours, and as bare that of the best published method; nothing without the data folder."""
    if not FOLDER.exists():
        return []
    found = list(scored())
    best, mean = max((means(found, name), name) for name in _OTHERS)[::-1]
    ours = float(np.mean([one.f1 for one in found]))
    note = f"{len(found)} series; the best published is {best}"
    return [Finding("change points in real series, F1", ours, mean, "", None, True, note)]


def scored() -> Iterator[Scored]:
    """Every series of one dimension, with its scores."""
    scorer = _scorer()
    marked = json.loads((FOLDER / "tcpd" / "_annotations.json").read_text(encoding="utf-8"))
    published = _published()
    for path in sorted((FOLDER / "tcpd").glob("[!_]*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["n_dim"] != 1:
            continue
        values = np.array(told["series"][0]["raw"], float)
        found, people = change_points(values), marked[path.stem]
        yield Scored(
            path.stem,
            len(values),
            found,
            scorer.f_measure(people, found),
            scorer.covering(people, found, len(values)),
            published[path.stem],
        )


def change_points(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[int, ...]:
    """The first observations after each change that was noticed, one after another."""
    middle = (values - values.mean()) / values.std()
    powers = [middle[None, :] ** power for power in range(5)]
    zeros = np.zeros(1, np.int64)
    rules = Rules(STATED, TOLERANCE, 20, np.full(1, 1e-4), zeros)
    standing = Standing(zeros.copy(), zeros.copy())
    moved = look(DaySums(date(2026, 1, 5), *powers), standing, range(len(middle)), rules)
    return tuple(one.change.place for one in moved)


def means(found: list[Scored], name: str) -> float:
    """The mean published F1 of a method over the series for which there is one."""
    return float(np.mean([f1 for one in found if (f1 := one.others[name]) is not None]))


def _published() -> dict[str, dict[str, float | None]]:
    path = FOLDER / "reference" / "tcpdbench_default_f1.csv"
    with path.open(newline="", encoding="utf-8") as file:
        return {
            row["dataset"]: {name: float(row[name]) if row[name] else None for name in _OTHERS}
            for row in csv.DictReader(file)
        }


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", FOLDER / "reference" / "score_tcpd.py")
    if spec is None or spec.loader is None:
        raise SystemExit("The data folder has no scorer: set LUISTER_DATA.")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer


def main() -> None:
    """Prints the table."""
    if not FOLDER.exists():
        raise SystemExit("The data folder is not here: set LUISTER_DATA.")
    found = list(scored())
    print("| series (observations) | found | cover | F1 |", " | ".join(_OTHERS), "|")
    print("|---|---:|---:|---:|" + "---:|" * len(_OTHERS))
    for one in found:
        told = ["-" if value is None else f"{value:.2f}" for value in one.others.values()]
        head = f"| {one.name} ({one.days}) | {len(one.found)} | {one.cover:.2f} | {one.f1:.2f} |"
        print(head, " | ".join(told), "|")
    cover, f1 = (np.mean([getattr(one, name) for one in found]) for name in ("cover", "f1"))
    others = " | ".join(f"{means(found, name):.2f}" for name in _OTHERS)
    print(f"| **mean of {len(found)}** | | {cover:.2f} | **{f1:.2f}** | {others} |")


if __name__ == "__main__":
    main()
