"""What watching costs: new answers in one batch against counting once by a query, and a year watched again."""

import csv
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from measured import END, Finding, Work, seconds_of

from luister.estimates.watched import WarningSettings
from luister.events.replay import ReplayRequest
from luister.loop import collect
from luister.loop.choose_series import chosen_cuts
from luister.loop.replay import replay
from luister.store.home import Store

SERIES, NEW, REPLAYED = 5_000, 10_000, 500
NOW = datetime(END.year, END.month, END.day, 12, tzinfo=UTC)


def findings(work: Work) -> list[Finding]:
    """Seconds of the clock for a batch and for a query; processor seconds for a replay."""
    store = Store(work.folder / "watched")
    _bring_in(store, work.folder / "many.csv", work.answers, SERIES, days=365, first=0)
    batch = _batch(store, work)
    store.close()
    store = Store(work.folder / "replayed")
    _bring_in(store, work.folder / "few.csv", work.answers, REPLAYED, days=420, first=0)
    before = time.process_time()
    found = replay(store, ReplayRequest(by=("team",)))
    spent = time.process_time() - before
    store.close()
    note = f"{found.series} series, {found.days} days; processor time"
    return [batch, Finding("a year watched again", spent, None, "s", 60.0, False, note)]


def _batch(store: Store, work: Work) -> Finding:
    (chosen,) = chosen_cuts(store, WarningSettings(), by=("team", "channel"), scope={})
    store.days.counts([chosen.cut], last=END)
    _bring_in(store, work.folder / "new.csv", NEW, SERIES, days=1, first=work.answers)
    store.projection.catch_up()
    added = seconds_of(lambda: store.days.counts([chosen.cut], first=END, last=END))
    value = chosen.cut.asked.value
    sql = f'SELECT team, channel, day, count(*), sum("{value}"), sum("{value}" ^ 2) FROM fact GROUP BY ALL'
    query = seconds_of(lambda: store.projection.cursor().execute(sql).fetchall())
    groups = len(store.days.counts([chosen.cut], last=END)[0].groups)
    note = f"{groups:,} series, {work.answers:,} answers before"
    return Finding(f"{NEW:,} new answers", 1000 * added, 1000 * query, "ms", 1.0, True, note)


def _bring_in(store: Store, path: Path, many: int, series: int, *, days: int, first: int) -> None:
    rng = np.random.default_rng(first)
    of_day, of_series = rng.integers(0, days, many), rng.integers(0, series, many)
    marks = rng.choice(np.arange(4, 11), many, p=[0.05, 0.05, 0.1, 0.2, 0.35, 0.15, 0.1])
    with path.open("w", newline="", encoding="utf-8") as file:
        sheet = csv.writer(file)
        sheet.writerow(["response_id", "date", "cijfer", "team", "channel"])
        sheet.writerows(
            (
                first + number,
                END - timedelta(days=int(ago)),
                mark,
                f"s{at % 500:03d}",
                f"c{at // 500}",
            )
            for number, (ago, mark, at) in enumerate(
                zip(of_day.tolist(), marks.tolist(), of_series.tolist(), strict=True)
            )
        )
    collect.import_file(store, path, survey="watched", now=NOW)
