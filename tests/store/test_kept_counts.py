from dataclasses import replace
from datetime import date

from luister.estimates.count_table import CountedCell
from luister.store.coded_rows import Changes
from luister.store.histogram import AskedColumn, Histogram
from luister.store.kept_counts import KeptCounts, grown

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
    kept.keep(BY_TEAM, NPS, cells(3), AT_FIRST)
    kept.keep(BY_TEAM, MARK, cells(2), AT_FIRST)
    moved = Changes(2, 1, {"paying": 2})
    assert kept.known(BY_TEAM, [NPS, MARK], AT_FIRST) == {NPS: cells(3), MARK: cells(2)}
    assert kept.known(BY_TEAM, [NPS, MARK], moved) == {NPS: cells(3)}


def test_where_all_was_read_anew_nothing_is_known_any_more():
    kept = KeptCounts()
    kept.keep(BY_TEAM, NPS, cells(3), AT_FIRST)
    assert kept.known(BY_TEAM, [NPS], Changes(2, 2, {})) == {}


def test_another_question_is_counted_for_itself():
    kept = KeptCounts()
    kept.keep(BY_TEAM, NPS, cells(3), AT_FIRST)
    assert kept.known(BY_REGION, [NPS], AT_FIRST) == {}


def test_beyond_so_many_cells_the_eldest_counts_go():
    kept = KeptCounts(most_cells=5)
    kept.keep(BY_TEAM, NPS, cells(3), AT_FIRST)
    kept.keep(BY_REGION, NPS, cells(4), AT_FIRST)
    assert kept.known(BY_TEAM, [NPS], AT_FIRST) == {}
    assert kept.known(BY_REGION, [NPS], AT_FIRST) == {NPS: cells(4)}


def test_counts_that_are_made_anew_take_the_place_of_the_old_ones():
    kept = KeptCounts(most_cells=5)
    for _ in range(3):
        kept.keep(BY_TEAM, NPS, cells(3), AT_FIRST)
    kept.keep(BY_REGION, NPS, cells(2), AT_FIRST)
    assert len(kept.known(BY_TEAM, [NPS], AT_FIRST)) == 1


def test_what_is_forgotten_is_counted_again():
    kept = KeptCounts()
    kept.keep(BY_TEAM, NPS, cells(3), AT_FIRST)
    kept.forget()
    assert kept.known(BY_TEAM, [NPS], AT_FIRST) == {}


def test_answers_that_came_in_are_added_to_the_cells_that_are_kept():
    kept, (one,) = KeptCounts(), cells(1)
    kept.keep(BY_TEAM, NPS, [one], Changes(1, 1, {}, {}, row=7))
    came = Changes(2, 1, {"moving": 2}, {}, row=9)
    assert kept.known(BY_TEAM, [NPS], came) == {}
    assert kept.before(BY_TEAM, NPS, came) == (7, [one])
    later = replace(one, values=(10.0, 9.0), n=(1, 4), last=date(2026, 1, 12))
    other = replace(one, group=("B",))
    assert grown([one], [later, other]) == [
        replace(one, values=(9.0, 10.0), n=(5, 1), last=date(2026, 1, 12)),
        other,
    ]


def test_where_answers_went_away_all_are_counted_anew():
    kept = KeptCounts()
    kept.keep(BY_TEAM, NPS, cells(1), Changes(1, 1, {}, {}, row=7))
    assert kept.before(BY_TEAM, NPS, Changes(2, 1, {"moving": 2}, {"moving": 2}, row=9)) is None
    assert kept.before(BY_TEAM, NPS, Changes(2, 2, {}, {}, row=9)) is None


def test_sums_of_weights_are_not_added_to():
    kept, weighted = KeptCounts(), replace(BY_TEAM, weighted=True)
    kept.keep(weighted, NPS, cells(1), AT_FIRST)
    assert kept.before(weighted, NPS, AT_FIRST) is None
