"""A survey whose mark fell in one team, brought in by the importer; and a process that watches until it is killed."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from tests.warning.worlds import MARKS, SHARES, tilted

from luister.loop import collect, watch
from luister.store.home import Store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
FELL_ON = (NOW - timedelta(days=20)).date()


def bring_in(
    store,
    folder,
    *,
    days=150,
    a_day=8,
    fall=2.0,
    silent_days=0,
    thin_days=0,
    teams=("North", "South"),
):
    """Marks of the teams up to today; from FELL_ON on those of the first are lower by `fall`.

    The last team gives nothing in the last `silent_days`, and one or two a day in the last `thin_days`.
    """
    rng, path = np.random.default_rng(11), Path(folder) / "marks.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        sheet = csv.writer(file)
        sheet.writerow(["response_id", "date", "cijfer", "team"])
        number = 0
        for ago in range(days, -1, -1):
            day = NOW.date() - timedelta(days=ago)
            for team in teams:
                is_low = team == teams[0] and day >= FELL_ON
                shares = tilted(fall) if is_low and fall else SHARES
                rate = 1 if team == teams[-1] and ago < thin_days else a_day
                many = 0 if team == teams[-1] and ago < silent_days else rng.poisson(rate)
                for mark in rng.choice(MARKS, many, p=shares / shares.sum()):
                    number += 1
                    sheet.writerow([number, day, int(mark), team])
    collect.import_file(store, path, survey="service", now=NOW)
    return path


def watch_for_ever(told, folder):
    """Watches again and again, as new each time, until it is killed."""
    store = Store(folder)
    told.send("ready")
    while True:
        watch.watch(store, now=NOW)
        store.looked = (None, 0)
