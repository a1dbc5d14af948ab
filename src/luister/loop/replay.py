"""Replay: a stretch of the past is watched again with today's settings."""

from luister.events.replay import Replay, ReplayRequest
from luister.store.home import Store


def replay(store: Store, request: ReplayRequest) -> Replay:
    """The alarms that today's settings would have raised, and the series that were watched, in order of their day.

    Raises:
        UnknownNameError: a metric, survey or dimension that does not exist.
    """
    raise NotImplementedError
