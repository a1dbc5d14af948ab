"""How often an explanation is right: quiet worlds, falls everywhere, and falls planted in a group.

python benchmarks/explaining.py [worlds]
"""

import sys
import time
from collections import defaultdict

import numpy as np

from luister.warning.segment_table import segment_table
from luister.warning.where import where

SHARES = {
    "channel": (0.5, 0.25, 0.15, 0.1),
    "team": (0.3, 0.3, 0.25, 0.15),
    "region": (0.16, 0.15, 0.13, 0.16, 0.14, 0.08, 0.1, 0.08),
    "product": (0.45, 0.3, 0.15, 0.1),
    "segment": (0.66, 0.24, 0.1),
    "language": (0.94, 0.06),
}
PLACE, TEAM = {"team": "1", "region": "3"}, {"team": "1"}
OTHER_MIX = {**SHARES, "channel": (0.85, 0.07, 0.05, 0.03)}
WORLDS = (
    # what, answers before, since, group that fell, by how many deviations, shares since
    ("quiet", 2000, 400, None, 0.0, SHARES),
    ("quiet, few answers since", 5000, 150, None, 0.0, SHARES),
    ("all fell by 0.5", 2000, 400, {}, 0.5, SHARES),
    ("a team fell by 0.8", 3000, 500, TEAM, 0.8, SHARES),
    ("a team in a region fell by 1", 3000, 1000, PLACE, 1.0, SHARES),
    ("a team in a region fell by 1.5", 3000, 1000, PLACE, 1.5, SHARES),
    ("other channels answered", 3000, 1500, None, 0.0, OTHER_MIX),
)


Row = tuple[tuple[str, ...], int, float, float]


def answers(
    rng: np.random.Generator,
    n: int,
    shares: dict[str, tuple[float, ...]],
    fallen: dict[str, str] | None = None,
    by: float = 0.0,
) -> list[Row]:
    """Rows of n answers in NPS points; channels and products differ in level."""
    codes = [rng.choice(len(part), size=n, p=part) for part in shares.values()]
    feeling = rng.standard_normal(n) + 0.25 * (codes[0] - 1) + 0.2 * (codes[3] - 1)
    if fallen is not None:
        inside = np.ones(n, dtype=bool)
        for name, value in fallen.items():
            inside &= codes[list(shares).index(name)] == int(value)
        feeling -= by * inside
    points = np.where(feeling < -0.4, -100.0, np.where(feeling > 0.5, 100.0, 0.0))
    rows = defaultdict(lambda: [0, 0.0, 0.0])
    for *group, earned in zip(*(one.tolist() for one in codes), points.tolist(), strict=True):
        row = rows[tuple(str(code) for code in group)]
        row[0] += 1
        row[1] += earned
        row[2] += earned**2
    return [(group, *sums) for group, sums in rows.items()]


def main(worlds: int) -> None:
    """Prints the table."""
    print("| world | groups named | the right one, first | mix named | everywhere | ms |")
    print("|---|---|---|---|---|---|")
    for what, before, since, fallen, by, shares in WORLDS:
        rng, spent, found = np.random.default_rng(20261127), 0.0, []
        for _ in range(worlds):
            rows = answers(rng, before, SHARES), answers(rng, since, shares, fallen, by)
            began = time.process_time()
            found.append(where(segment_table(tuple(SHARES), *rows), unit="points"))
            spent += time.process_time() - began
        first = [dict(one.groups[0].group) if one.groups else None for one in found]
        told = (
            sum(bool(one.groups) for one in found),
            sum(one == fallen for one in first) if fallen else None,
            sum(one.mix is not None for one in found),
            sum(one.verdict == "everywhere" for one in found),
        )
        cells = ["" if one is None else f"{100 * one / worlds:.1f} %" for one in told]
        print(f"| {what} | {' | '.join(cells)} | {1000 * spent / worlds:.0f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
