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


def test_who_keeps_looking_sees_news_at_once_and_on_a_busy_day_once_a_second():
    now = [100.0]
    pace = Pace(a_second=1.0, most=3, clock=lambda: now[0])
    assert [pace.may_follow() for _ in range(5)] == [True, True, True, False, False]
    assert pace.is_pressed()
    now[0] += 1
    assert [pace.may_follow() for _ in range(2)] == [True, False]
    now[0] += 60
    assert pace.may_follow()
    assert not pace.is_pressed()


def test_a_number_and_its_place_in_the_log_are_of_one_moment_though_the_facts_moved_on(
    sqlite_store,
):
    now = [100.0]
    sqlite_store.pace = Pace(a_second=1.0, most=2, clock=lambda: now[0])
    seen = []
    for digest in "abcd":
        brought_in(sqlite_store, form(digest, 9), digest=digest)
        seen.append(answers(sqlite_store))
    assert seen == [1, 2, 3, 3]
    assert sqlite_store.projection.catch_up() > sqlite_store.follow()
    now[0] += 1
    assert answers(sqlite_store) == 4
    assert sqlite_store.follow() == sqlite_store.projection.position
