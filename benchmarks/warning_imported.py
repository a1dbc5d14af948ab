"""False alarms and falls of answers that go the whole way: a file, the importer, and a replay as a command asks for it.

Five hundred quiet series of marks, 0.3 to 20 answers a day, eight weeks before, a year watched at 36 false alarms; and
forty series of 10 a day that fall on the first day of watching after half a year, at 12 false alarms over all.

    python benchmarks/warning_imported.py
"""

import csv
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt
from measured import END, Finding, Work
from scipy.stats import poisson
from warning_quiet import MARK_SHARES, MARKS, tilted

from luister.events.replay import Replay, ReplayRequest
from luister.loop import collect
from luister.loop.replay import replay
from luister.store.home import Store

QUIET, STATED, BEFORE, WATCHED = 500, 36.0, 56, 365
FALLEN, A_DAY, HALF_A_YEAR, SEEN, FALLS = 40, 10.0, 182, 120, (0.5, 1.0)
Days = npt.NDArray[np.float64]


def findings(work: Work) -> list[Finding]:
    """False alarms against those stated; days until falls are noticed."""
    raised, *fallen = found(work.folder)
    most = float(poisson.ppf(0.975, STATED)) / STATED
    quiet = Finding("imported, quiet: alarms", raised, STATED, "alarms", most, True)
    return [quiet, *_days(fallen)]


def _days(fallen: list[float]) -> Iterator[Finding]:
    for fall, days in zip(FALLS, fallen[1::3], strict=True):
        yield Finding(f"imported, fall of {fall:g} noticed", days, None, "days", None, False)


def found(folder: Path) -> list[float]:
    """Alarms of quiet series; then of each fall: series that were noticed, after how many days, and further alarms."""
    rng = np.random.default_rng(5)
    a_day = np.exp(rng.uniform(np.log(0.3), np.log(20), (QUIET, 1)))
    n = rng.poisson(np.broadcast_to(a_day, (QUIET, BEFORE + WATCHED)))
    told = [float(len(watched(folder / "quiet", rng, n, n.shape[1], 0.0, WATCHED, STATED).alarms))]
    for fall in FALLS:
        n = rng.poisson(A_DAY, (FALLEN, HALF_A_YEAR + SEEN))
        again = watched(folder / f"fell{fall:g}", rng, n, HALF_A_YEAR, fall, SEEN, 12.0)
        begun = END - timedelta(days=SEEN - 1)
        first: dict[str, int] = {}
        for one in again.alarms:
            if one.direction == "down" and one.group:
                first.setdefault(one.group["team"], (one.raised_on - begun).days + 1)
        told += [len(first), float(np.mean([*first.values()])), len(again.alarms) - len(first)]
    return told


def watched(
    folder: Path,
    rng: np.random.Generator,
    n: npt.NDArray[np.int64],
    fell: int,
    fall: float,
    days: int,
    rate: float,
) -> Replay:
    """A replay of the last `days` over series of `n` answers a day, of which marks fall from column `fell` on."""
    folder.mkdir(parents=True)
    series, place = (np.repeat(one.ravel(), n.ravel()) for one in np.indices(n.shape))
    level = tilted(MARKS, MARK_SHARES, np.array([[0.0], [-fall]])).cumsum(axis=1)
    drawn = rng.random(len(place))[:, None] > level[(place >= fell).astype(int), :-1]
    marks = MARKS[drawn.sum(axis=1)].astype(int)
    first = END - timedelta(days=n.shape[1] - 1)
    path = folder / "marks.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        sheet = csv.writer(file)
        sheet.writerow(["response_id", "date", "cijfer", "team"])
        dates = [(first + timedelta(days=one)).isoformat() for one in range(n.shape[1])]
        columns = zip(series.tolist(), place.tolist(), marks.tolist(), strict=True)
        sheet.writerows(
            (number, dates[day], mark, f"s{team:03d}")
            for number, (team, day, mark) in enumerate(columns)
        )
    store = Store(folder / "home")
    now = datetime(END.year, END.month, END.day, 12, tzinfo=UTC)
    collect.import_file(store, path, survey="marks", now=now)
    asked = ReplayRequest(
        metric="mark",
        by=("team",),
        first=END - timedelta(days=days - 1),
        last=END,
        alarms_per_year=rate,
    )
    told = replay(store, asked)
    store.close()
    return told


def main() -> None:
    """Prints a line for each world."""
    with tempfile.TemporaryDirectory() as folder:
        raised, *fallen = found(Path(folder))
    print(f"quiet: {raised:g} alarms of {STATED:g} stated")
    for at, fall in enumerate(FALLS):
        many, days, further = fallen[3 * at : 3 * at + 3]
        print(
            f"fall of {fall:g}: {many:g} of {FALLEN} after {days:.1f} days, {further:g} further alarms"
        )


if __name__ == "__main__":
    main()
