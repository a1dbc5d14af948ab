from datetime import date

from luister.estimates.count_table import CountedCell
from luister.store.coded_facts import Changes
from luister.store.histogram import AskedColumn, Histogram
from luister.store.kept_counts import KeptCounts

BY_TEAM = Histogram(questions=(("moving", "nps"),), dimensions=("team",))
BY_REGION = Histogram(questions=(("moving", "nps"),), dimensions=("region",))
NPS = AskedColumn("nps", "nps:0-10", "v1", "s1", ("moving",))
MARK = AskedColumn("mark", "mark:1-10", "v2", "s2", ("paying",))
AT_FIRST = Changes(1, 1, {})
DAY = date(2026, 1, 10)


def cells(count):
    one = CountedCell(
        group=("A",),
        bucket=None,
        survey="moving",
        question="nps",
        scale="nps:0-10",
        values=(9.0,),
        n=(1,),
        first=DAY,
        last=DAY,
    )
    return [one] * count


def test_counts_are_kept_until_the_answers_to_their_own_survey_change():
    kept = KeptCounts()
    kept.keep(BY_TEAM, NPS, cells(3), AT_FIRST.of)
    kept.keep(BY_TEAM, MARK, cells(2), AT_FIRST.of)
    moved = Changes(2, 1, {"paying": 2})
    assert kept.known(BY_TEAM, [NPS, MARK], AT_FIRST.of) == {NPS: cells(3), MARK: cells(2)}
    assert kept.known(BY_TEAM, [NPS, MARK], moved.of) == {NPS: cells(3)}


def test_where_all_was_read_anew_nothing_is_known_any_more():
    kept = KeptCounts()
    kept.keep(BY_TEAM, NPS, cells(3), AT_FIRST.of)
    assert kept.known(BY_TEAM, [NPS], Changes(2, 2, {}).of) == {}


def test_another_question_is_counted_for_itself():
    kept = KeptCounts()
    kept.keep(BY_TEAM, NPS, cells(3), AT_FIRST.of)
    assert kept.known(BY_REGION, [NPS], AT_FIRST.of) == {}


def test_beyond_so_many_cells_the_eldest_counts_go():
    kept = KeptCounts(most_cells=5)
    kept.keep(BY_TEAM, NPS, cells(3), AT_FIRST.of)
    kept.keep(BY_REGION, NPS, cells(4), AT_FIRST.of)
    assert kept.known(BY_TEAM, [NPS], AT_FIRST.of) == {}
    assert kept.known(BY_REGION, [NPS], AT_FIRST.of) == {NPS: cells(4)}


def test_counts_that_are_made_anew_take_the_place_of_the_old_ones():
    kept = KeptCounts(most_cells=5)
    for _ in range(3):
        kept.keep(BY_TEAM, NPS, cells(3), AT_FIRST.of)
    kept.keep(BY_REGION, NPS, cells(2), AT_FIRST.of)
    assert len(kept.known(BY_TEAM, [NPS], AT_FIRST.of)) == 1


def test_what_is_forgotten_is_counted_again():
    kept = KeptCounts()
    kept.keep(BY_TEAM, NPS, cells(3), AT_FIRST.of)
    kept.forget()
    assert kept.known(BY_TEAM, [NPS], AT_FIRST.of) == {}
