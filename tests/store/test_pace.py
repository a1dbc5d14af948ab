"""How often those who read take in what came in since."""

from tests.store.forms import NOW, batch, form

from luister.store.counting import counted
from luister.store.histogram import Histogram
from luister.store.pace import Pace
from luister.store.staging import Origin, Staging

NPS = Histogram(questions=(("moving", "nps"),), dimensions=())


def brought_in(store, *forms, digest):
    staging = Staging(store, Origin("moving", "file", "f.csv", digest, "map"), now=NOW)
    staging.add(batch(*forms), (), read=len(forms))
    return staging.commit(now=NOW)


def answers(store):
    version, cells = counted(store, NPS)
    assert version == store.follow()
    return sum(n for cell in cells for _value, n, *_rest in cell.cells())


def test_who_keeps_looking_sees_news_at_once_and_on_a_busy_day_leaves_it_to_who_looks_every_second():
    now = [100.0]
    pace = Pace(a_second=1.0, most=6, clock=lambda: now[0])
    assert [pace.may_follow() for _ in range(6)] == [True, True, True, True, False, False]
    for _ in range(3):
        now[0] += 1
        pace.followed()
        assert not pace.may_follow()
    now[0] += 2
    assert pace.may_follow()


def test_a_number_and_its_place_in_the_log_are_of_one_moment_though_the_facts_moved_on(
    sqlite_store,
):
    now = [100.0]
    sqlite_store.pace = Pace(a_second=1.0, most=3, clock=lambda: now[0])
    seen = []
    for digest in "abcde":
        brought_in(sqlite_store, form(digest, 9), digest=digest)
        seen.append(answers(sqlite_store))
    assert seen == [1, 2, 3, 3, 3]
    assert sqlite_store.projection.catch_up() > sqlite_store.follow()
    assert sqlite_store.keep_up() == sqlite_store.projection.position
    assert answers(sqlite_store) == 5
