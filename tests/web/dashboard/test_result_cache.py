"""The cache of results: the newest, made once, never too many."""

import threading

import pytest

from luister_web.dashboard.result_cache import ResultCache, SteadyVersion


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def cache(most=10):
    return ResultCache(most=most)


def test_a_result_is_made_once_for_a_version():
    kept, made = cache(), []
    for _ in range(3):
        kept.get("key", 7, lambda: made.append(1) or len(made))
    assert len(made) == 1


def test_a_new_version_makes_a_new_result():
    kept = cache()
    assert kept.get("key", 1, lambda: "old") == "old"
    assert kept.get("key", 2, lambda: "new") == "new"


def test_a_change_after_a_quiet_time_is_shown_at_once():
    version = SteadyVersion(hold=1.0, clock=Clock())
    assert version.shown("home", 7) == 7
    assert version.shown("home", 8) == 8


def test_changes_that_follow_fast_are_shown_once_a_second():
    clock = Clock()
    version = SteadyVersion(hold=1.0, clock=clock)
    version.shown("home", 1)
    shown = []
    for newest in range(2, 22):
        shown.append(version.shown("home", newest))
        clock.now += 0.125
    assert sorted(set(shown)) == [2, 10, 18]


def test_homes_do_not_share_a_version():
    version = SteadyVersion(hold=1.0, clock=Clock())
    assert version.shown("one", 7) == 7
    assert version.shown("other", 3) == 3


def test_the_eldest_goes_when_there_are_too_many():
    kept = cache(most=2)
    for key in "abc":
        kept.get(key, 1, lambda: "first")
    assert len(kept) == 2
    assert kept.get("a", 1, lambda: "again") == "again"


def test_an_error_is_not_kept():
    kept = cache()

    def breaks():
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        kept.get("key", 1, breaks)
    assert kept.get("key", 1, lambda: "whole") == "whole"


def test_threads_that_ask_together_make_it_once():
    kept, made, gate = cache(), [], threading.Barrier(8)

    def ask():
        gate.wait()
        kept.get("key", 1, lambda: made.append(1) or 1)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1


def test_a_result_that_would_come_out_the_same_is_not_made_again():
    kept, made = cache(), []
    for version, still in ((1, True), (2, True), (3, False)):
        kept.get("key", version, lambda: made.append(1) or len(made), lambda _result, s=still: s)
    assert len(made) == 2
