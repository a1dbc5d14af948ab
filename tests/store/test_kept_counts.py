from datetime import date

from luister.estimates.count_table import CountedCell
from luister.store.histogram import Histogram
from luister.store.kept_counts import KeptCounts

BY_TEAM = Histogram(questions=(("moving", "nps"),), dimensions=("team",))
BY_REGION = Histogram(questions=(("moving", "nps"),), dimensions=("region",))
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
    return 1, [one] * count


class Counting:
    """Counts, and remembers how often it was asked to."""

    def __init__(self, count):
        self.count, self.times = count, 0

    def __call__(self):
        self.times += 1
        return cells(self.count)


def test_what_was_counted_is_not_counted_again_until_the_facts_change():
    kept, counting = KeptCounts(), Counting(3)
    for moment in (1, 1, 2, 2):
        assert kept.get(moment, BY_TEAM, counting) == cells(3)
    assert counting.times == 2


def test_another_question_is_counted_for_itself():
    kept, first, second = KeptCounts(), Counting(3), Counting(4)
    assert len(kept.get(1, BY_TEAM, first)[1]) == 3
    assert len(kept.get(1, BY_REGION, second)[1]) == 4


def test_beyond_so_many_cells_the_eldest_counts_go():
    kept, first, second = KeptCounts(most_cells=5), Counting(3), Counting(4)
    kept.get(1, BY_TEAM, first)
    kept.get(1, BY_REGION, second)
    kept.get(1, BY_REGION, second)
    kept.get(1, BY_TEAM, first)
    assert (first.times, second.times) == (2, 1)


def test_what_is_forgotten_is_counted_again():
    kept, counting = KeptCounts(), Counting(3)
    kept.get(1, BY_TEAM, counting)
    kept.forget()
    assert kept.get(1, BY_TEAM, counting) == cells(3)
    assert counting.times == 2
