"""A process that holds answers against the rules until it is killed; run by the test of kill -9."""

from tests.store.forms import NOW

from luister.loop import heed
from luister.store.home import Store


def heed_all(told, folder):
    store = Store(folder)
    told.send("ready")
    heed.heed_answers(store, now=NOW)
    store.close()
