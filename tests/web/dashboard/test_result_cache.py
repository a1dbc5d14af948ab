"""The cache of results: the newest, made once, never too many."""

import threading

import pytest

from luister_web.dashboard.result_cache import ResultCache


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def cache(clock=None, most=10, rest=2.0):
    return ResultCache(most=most, rest=rest, clock=clock or Clock())


def test_a_result_is_made_once_for_a_version():
    kept, made = cache(), []
    for _ in range(3):
        kept.get("key", 7, lambda: made.append(1) or len(made))
    assert len(made) == 1


def test_a_new_version_makes_a_new_result_after_the_rest():
    clock = Clock()
    kept = cache(clock)
    assert kept.get("key", 1, lambda: "old") == "old"
    clock.now = 1.0
    assert kept.get("key", 2, lambda: "new") == "old"
    clock.now = 2.5
    assert kept.get("key", 2, lambda: "new") == "new"


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
