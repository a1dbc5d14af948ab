"""The made-up company hangs together: people, units, logins, targets and its calendar."""

from datetime import date

import numpy as np

from luister.demo.energy.answers import generate
from luister.demo.energy.causes import moved, story
from luister.demo.energy.company import accounts, units
from luister.demo.energy.goals import marks, targets

END = date(2026, 11, 24)


def test_every_unit_but_the_top_stands_below_one_named_before():
    named = set()
    for unit in units():
        assert unit.parent in named or unit.kind == "organisation"
        assert unit.name not in named
        named.add(unit.name)


def test_teams_and_employees_in_the_answers_are_units():
    batches = list(generate(answers=5000, end=END, rng=np.random.default_rng(1)))
    for dimension in ("team", "employee"):
        known = {unit.value for unit in units() if unit.kind == dimension}
        seen = {name for batch in batches for name in batch.rows[dimension].to_pylist()}
        assert seen - {None} == known


def test_every_role_has_a_login_whose_unit_exists():
    names = {unit.name for unit in units()}

    assert len({account.role for account in accounts()}) == 6
    assert all(account.unit in names for account in accounts())
    assert all(account.email.endswith(".example") for account in accounts())


def test_every_process_has_targets_from_the_first_day():
    first = story(end=END).first
    processes = {process.name for process in story(end=END).processes}
    agreed = [line for line in targets(end=END) if line.valid_from == first]

    for metric in ("nps", "ces", "mark"):
        assert {line.process for line in agreed if line.metric == metric} == processes
    assert all(line.lower_bound < line.value for line in targets(end=END))


def test_targets_are_raised_at_the_turn_of_the_year():
    assert {line.valid_from for line in targets(end=END)} == {date(2023, 11, 25), date(2026, 1, 1)}


def test_the_calendar_lies_within_the_three_years_and_rises():
    days = [mark.day for mark in marks(end=END)]

    assert days == sorted(days)
    assert days[0] >= story(end=END).first
    assert days[-1] <= END


def test_the_last_day_of_a_month_stays_within_the_month_it_moves_to():
    assert moved(date(2025, 12, 31), 2) == date(2026, 2, 28)
    assert moved(date(2024, 1, 31), -2) == date(2023, 11, 30)
    assert moved(date(2025, 11, 15), 1) == date(2025, 12, 15)
