"""A process that holds answers against the rules until it is killed; run by the test of kill -9."""

import sys
from pathlib import Path

from tests.store.forms import NOW

from luister.loop import heed
from luister.store.home import Store

if __name__ == "__main__":
    store = Store(Path(sys.argv[1]))
    print("ready", flush=True)
    heed.heed_answers(store, now=NOW)
    print("done", flush=True)
    store.close()
