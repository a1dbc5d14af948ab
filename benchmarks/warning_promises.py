"""What is promised about a fall, beside what comes of it at the same threshold.

Marks and answers from 0 to 10 with half a year of history; a fall on the first day of watching; thresholds as they are
in force where a series alarms falsely once in 365 days a direction, and once in 5,479 (90 series that share 12 false
alarms a year). Of a fall that half do not notice within a year nothing is promised.

    python benchmarks/warning_promises.py
"""

import numpy as np
from measured import Finding, Work
from warning_delay import HISTORY, KINDS, VOLUMES, YEAR, Kind, ours, series

from luister.warning.delay import delays
from luister.warning.threshold import shares
from luister.warning.watching import TOLERANCE

SELDOM = (365.0, 5479.0)
"""Days between false alarms of a series in one direction."""
MOST = 2.0
"""A promise is no more than so many times what comes of it."""


def findings(_work: Work) -> list[Finding]:
    """Each promise against the days that passed."""
    return [
        Finding(f"promised: {name}, once in {days:,.0f} days", told, found, "days", MOST, True)
        for name, days, found, told in rows()
        if not np.isnan(told)
    ]


def rows() -> list[tuple[str, float, float, float]]:
    """The fall, days between false alarms, days until it was noticed (a year where it was not), and days promised."""
    rng, found = np.random.default_rng(3), []
    for kind in KINDS:
        for volume in VOLUMES:
            for fall in kind.falls:
                evidence = ours(series(rng, kind, volume, fall), fall)
                for days in SELDOM:
                    threshold = days * float(shares(np.array([volume]), days)[0])
                    passed = evidence > threshold
                    noticed = np.where(passed.any(axis=1), passed.argmax(axis=1) + 1, YEAR)
                    told = promised(kind, volume, fall, threshold)
                    name = f"{kind.name}, {volume:g}, {fall:g}"
                    found.append((name, days, float(noticed.mean()), told))
    return found


def promised(kind: Kind, volume: float, fall: float, threshold: float) -> float:
    """The delay to expect, as the page Warning tells it."""
    mean = float(kind.shares @ kind.values)
    spread = float(np.sqrt(kind.shares @ kind.values**2 - mean**2))
    found = delays(
        np.array([[(mean - float(kind.fallen(fall) @ kind.values)) / spread]]),
        np.array([volume]),
        thresholds=np.array([threshold]),
        baseline=np.array([volume * HISTORY]),
        shared_by_day=np.zeros(1),
        tolerance=TOLERANCE,
    )
    return float(found[0, 0])


def main() -> None:
    """Prints a line for each fall."""
    heads = [f"{what}, once in {days:,.0f} days" for days in SELDOM for what in ("passed", "told")]
    print("| of, answers a day, fall | " + " | ".join(heads) + " |")
    print("|---|" + "---:|" * len(heads))
    found = rows()
    for pair in zip(found[::2], found[1::2], strict=True):
        told = ["-" if np.isnan(days) else f"{days:.1f}" for _, _, *both in pair for days in both]
        print(f"| {pair[0][0]} | " + " | ".join(told) + " |")


if __name__ == "__main__":
    main()
