"""What was planted can be dug up again, by simple sums and in the size that was planted."""

from datetime import date
from functools import cache

import numpy as np
import pyarrow as pa
import pytest

from luister.demo.energy.answers import generate
from luister.demo.energy.causes import story

END = date(2026, 11, 24)


@cache
def answers(survey):
    batches = [
        batch.rows
        for batch in generate(answers=400_000, end=END, rng=np.random.default_rng(20261124))
        if batch.survey == survey
    ]
    return pa.concat_tables(batches)


def column(survey, name):
    return answers(survey)[name].to_numpy()


def nps(survey, rows):
    values = column(survey, "value.nps")[rows]
    values = values[~np.isnan(values)]
    return 100 * (np.mean(values >= 9) - np.mean(values <= 6))


def mean(survey, question, rows):
    return np.nanmean(column(survey, f"value.{question}")[rows])


def between(survey, first, last):
    days = column(survey, "occurred_at").astype("datetime64[D]")
    return (days >= np.datetime64(first)) & (days <= np.datetime64(last))


def test_the_price_change_costs_variable_customers_18_points_for_a_year():
    variable = column("relation", "dimension.product") == "variable"
    fixed = column("relation", "dimension.product") == "fixed 1 year"
    year = between("relation", "2024-01-01", "2024-12-31")

    change = nps("relation", variable & year) - nps("relation", fixed & year)

    assert change == pytest.approx(-18, abs=3)


def test_the_price_change_is_forgotten_a_year_later():
    variable = column("relation", "dimension.product") == "variable"
    fixed = column("relation", "dimension.product") == "fixed 1 year"
    later = between("relation", "2025-01-01", "2026-11-24")

    assert nps("relation", variable & later) == pytest.approx(
        nps("relation", fixed & later), abs=3
    )


def test_the_telephone_menu_raises_the_effort_of_moving_by_phone_alone():
    phone = column("moving", "channel") == "telephone"
    website = column("moving", "channel") == "website"
    after = between("moving", "2025-03-01", "2026-11-24")

    by_phone = mean("moving", "ces", phone & after) - mean("moving", "ces", phone & ~after)
    by_website = mean("moving", "ces", website & after) - mean("moving", "ces", website & ~after)

    assert by_phone == pytest.approx(-1.2, abs=0.06)
    assert by_website == pytest.approx(0.0, abs=0.06)


def test_team_east_is_18_points_better_at_complaints():
    east = column("complaints", "team") == "Complaints East"
    west = column("complaints", "team") == "Complaints West"

    assert nps("complaints", east) - nps("complaints", west) == pytest.approx(18, abs=3)


def test_more_than_five_days_of_waiting_costs_25_points():
    long = column("complaints", "dimension.waiting") == "more than 5 days"

    assert nps("complaints", long) - nps("complaints", ~long) == pytest.approx(-25, abs=3)


def test_days_waited_agree_with_the_dimension():
    days = column("complaints", "value.waiting_days")
    long = column("complaints", "dimension.waiting") == "more than 5 days"

    assert np.array_equal(days > 5, long)


def test_invoices_were_wrong_in_drenthe_in_one_month():
    drenthe = column("payment", "dimension.region") == "Drenthe"
    month = between("payment", "2025-09-01", "2025-09-30")

    there = nps("payment", drenthe & month) - nps("payment", ~drenthe & month)

    # Three standard errors: some 510 forms of that month are of Drenthe.
    assert there == pytest.approx(-40, abs=10)


def test_seniors_find_moving_in_the_app_easy_and_are_unhappy_with_it():
    senior = column("moving", "dimension.segment") == "senior household"
    app = column("moving", "channel") == "app"

    assert mean("moving", "ces", senior & app) > mean("moving", "ces", ~senior & app) + 0.35
    assert nps("moving", senior & app) < nps("moving", ~senior & app) - 18


def test_the_new_app_grows_on_people():
    app = column("payment", "channel") == "app"
    summer = between("payment", "2025-05-01", "2025-08-31")
    winter = between("payment", "2025-10-01", "2025-12-31")
    next_summer = between("payment", "2026-05-01", "2026-08-31")

    before, soon, late = (nps("payment", app & when) for when in (summer, winter, next_summer))

    assert before < soon < late
    assert late - before == pytest.approx(14, abs=4)


def test_the_backlog_is_24_days_old_and_only_in_one_team_and_region():
    recent = between("complaints", "2026-10-31", "2026-11-24")
    west = column("complaints", "team") == "Complaints West"
    groningen = column("complaints", "dimension.region") == "Groningen"
    here, elsewhere = west & groningen, ~(west & groningen)

    there = nps("complaints", here & recent) - nps("complaints", here & ~recent)
    others = nps("complaints", elsewhere & recent) - nps("complaints", elsewhere & ~recent)

    assert there == pytest.approx(-65, abs=8)
    assert others == pytest.approx(0, abs=6)


def test_a_backlog_brings_complaints_and_speaks_of_itself():
    recent = between("complaints", "2026-10-31", "2026-11-24")
    here = column("complaints", "team") == "Complaints West"
    here &= column("complaints", "dimension.region") == "Groningen"
    backlog = column("complaints", "text.reason") == "backlog"

    assert np.mean(here[~recent]) == pytest.approx(0.067, abs=0.01)
    assert np.mean(here[recent]) == pytest.approx(0.4 + 0.6 * 0.067, abs=0.06)
    assert np.mean(backlog[here & recent]) > 0.5
    assert not backlog[~(here & recent)].any()


def test_what_has_just_begun_is_as_old_whenever_the_demo_is_made():
    for end in (date(2027, 2, 1), date(2028, 2, 29)):
        begun = {cause.name: cause.starts for cause in story(end=end).causes}["backlog"]
        assert (end - begun).days == 24


def test_the_letterhead_changed_nothing():
    before = between("payment", "2024-06-03", "2024-09-01")
    after = between("payment", "2024-09-02", "2024-12-01")

    assert nps("payment", after) == pytest.approx(nps("payment", before), abs=3)


def test_every_process_stands_at_its_level_where_no_cause_works():
    # The website knows no cause of its own in moving house, and no time either.
    website = column("moving", "channel") == "website"
    level = {process.survey: process.level for process in story(end=END).processes}["moving"]

    assert nps("moving", website) == pytest.approx(level["nps"], abs=2)
    assert mean("moving", "ces", website) == pytest.approx(level["ces"], abs=0.05)
    assert mean("moving", "mark", website) == pytest.approx(level["mark"], abs=0.05)
    assert mean("moving", "contact", website) == pytest.approx(level["contact"], abs=0.05)


def test_who_suffers_names_the_cause():
    phone = column("moving", "channel") == "telephone"
    after = between("moving", "2025-03-01", "2026-11-24")
    unhappy = column("moving", "value.nps") <= 6
    menu = column("moving", "text.reason") == "telephone menu"

    assert np.mean(menu[phone & after & unhappy]) > 0.4
    assert np.mean(menu[~phone & unhappy]) < 0.05


def test_comments_are_about_the_reason_that_was_given():
    rows = answers("moving").to_pylist()[-20_000:]
    written = [
        row["text.comment"]
        for row in rows
        if row["text.reason"] == "telephone menu" and row["text.comment"]
    ]

    assert len(set(written)) > 100
    assert np.mean(["menu" in text.lower() for text in written]) > 0.3
    assert not any("factuur" in text for text in written)


def test_dates_move_along_with_the_end_of_the_story():
    now, next_year = story(end=END).causes, story(end=date(2027, 11, 3)).causes

    starts = {cause.name: cause.starts for cause in next_year}

    assert {cause.name: cause.ends for cause in now}["wrong invoices"] == date(2025, 9, 30)
    assert {cause.name: cause.ends for cause in next_year}["wrong invoices"] == date(2026, 9, 30)
    assert starts["telephone menu"] == date(2026, 3, 1)


def test_every_planted_cause_names_things_that_exist():
    for cause in story(end=END).causes:
        for survey in cause.surveys:
            rows = answers(survey)
            for dimension, values in cause.where.items():
                name = dimension if dimension in rows.column_names else f"dimension.{dimension}"
                assert set(values) <= set(rows[name].unique().to_pylist()), cause.name
            asked = {name.removeprefix("value.") for name in rows.column_names}
            assert not cause.effect or asked & set(cause.effect), cause.name
