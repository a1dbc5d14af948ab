"""What is kept of the days is what a count would find, whatever came in or went away."""

from datetime import date, timedelta

import pytest
from tests.loop.moving import NOW, bring_in

from luister.estimates.watched import WarningSettings
from luister.loop.choose_series import chosen_cuts
from luister.loop.collect import import_file, undo
from luister.store.day_sums import day_counts
from luister.store.home import Store

FIRST, LAST = NOW.date() - timedelta(days=100), NOW.date()


def told(counts):
    """The cells by group, day and value."""
    rows = zip(counts.series, counts.days, counts.values, counts.n, strict=True)
    return {(counts.groups[at], day, value): n for at, day, value, n in rows}


def assert_as_counted(store, cuts):
    kept = store.days.counts(cuts, first=FIRST, last=LAST)
    for cut, found in zip(cuts, kept, strict=True):
        assert told(found) == told(day_counts(store, cut, first=FIRST, last=LAST))
        assert len(set(found.groups)) == len(found.groups)
        assert (found.series[1:] >= found.series[:-1]).all()


@pytest.fixture
def home(tmp_path):
    store = Store(tmp_path / "home")
    bring_in(store, tmp_path, days=30, a_day=3)
    yield store
    store.close()


@pytest.fixture
def cuts(home):
    found = [one.cut for one in chosen_cuts(home, WarningSettings(), scope={})]
    (narrow,) = chosen_cuts(home, WarningSettings(), by=("team",), scope={"team": ("South",)})
    return [*found, narrow.cut]


def answers(folder, name, rows):
    path = folder / name
    lines = [f"{number},{day},{mark},{team}" for number, day, mark, team in rows]
    path.write_text("\n".join(["response_id,date,cijfer,team", *lines]), encoding="utf-8")
    return path


def test_answers_that_come_in_are_added(home, cuts, tmp_path):
    assert len(cuts) > 2
    assert_as_counted(home, cuts)
    rows = [(9001, LAST, 8, "South"), (9002, LAST, 3, "West"), (9003, date(2020, 1, 1), 3, "West")]
    import_file(home, answers(tmp_path, "new.csv", rows), survey="service", now=NOW)
    assert_as_counted(home, cuts)


def test_what_was_undone_is_counted_no_more(home, cuts, tmp_path):
    rows = [(9001, LAST, 8, "South"), (9002, LAST, 3, "West")]
    path = answers(tmp_path, "new.csv", rows)
    made = import_file(home, path, survey="service", now=NOW)
    assert_as_counted(home, cuts)
    undo(home, made.id, now=NOW)
    assert_as_counted(home, cuts)


def test_a_look_holds_no_columns_of_the_facts(home, cuts):
    home.days.counts(cuts, first=FIRST, last=LAST)
    assert len(home.coded) == 0
