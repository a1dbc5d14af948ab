"""Made-up answers by a few dimensions, in which nothing, a group or the mix moves."""

from collections import defaultdict

import numpy as np

from luister.warning.segment_table import segment_table

SHARES = {
    "channel": (0.5, 0.3, 0.2),
    "team": (0.3, 0.3, 0.25, 0.15),
    "region": (0.3, 0.2, 0.2, 0.15, 0.15),
}


def answers(rng, n, *, fallen=None, by=0.0, shares=SHARES):
    """Rows of n answers: NPS points, of which who uses channel 0 gives more."""
    codes = [rng.choice(len(part), size=n, p=part) for part in shares.values()]
    feeling = rng.standard_normal(n) + 0.5 * (codes[0] == 0)
    if fallen is not None:
        inside = np.ones(n, dtype=bool)
        for name, value in fallen.items():
            inside &= codes[list(shares).index(name)] == int(value)
        feeling -= by * inside
    points = np.where(feeling < -0.4, -100.0, np.where(feeling > 0.5, 100.0, 0.0))
    rows = defaultdict(lambda: [0, 0.0, 0.0])
    for *group, earned in zip(*codes, points.tolist(), strict=True):
        row = rows[tuple(str(code) for code in group)]
        row[0] += 1
        row[1] += earned
        row[2] += earned**2
    return [(group, *sums) for group, sums in rows.items()]


def world(rng, *, before=2000, after=400, fallen=None, by=0.0, shares=SHARES):
    """The table of two periods; in the second, the group named has fallen by so many deviations."""
    return segment_table(
        tuple(SHARES),
        answers(rng, before),
        answers(rng, after, fallen=fallen, by=by, shares=shares),
    )


def rows_of(told):
    """Rows of (dimension values) -> marks given, for examples made by hand."""
    return [
        (group, len(marks), float(sum(marks)), float(sum(mark**2 for mark in marks)))
        for group, marks in told.items()
    ]
