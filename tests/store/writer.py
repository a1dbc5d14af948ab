"""A process that imports file after file, or builds facts, until it is killed; run by the tests of kill -9."""

from pathlib import Path

from tests.store.forms import NOW, batch, form

from luister.store.home import Store
from luister.store.staging import Origin, Staging


def write_imports(told, folder, start):
    store = Store(Path(folder))
    told.send("ready")
    for number in range(start, start + 100):
        origin = Origin("moving", "file", f"{number}.csv", str(number), "")
        staging = Staging(store, origin, now=NOW)
        for part in range(staging.parts, 3):
            keys = [f"{number}-{part}-{place}" for place in range(20)]
            staging.add(batch(*(form(key, 9, comment=key) for key in keys)), (), read=20)
        staging.commit(now=NOW)
        told.send(f"kept {number}")


def build_facts(told, folder):
    store = Store(Path(folder))
    told.send("ready")
    while True:
        store.projection.rebuild()
        told.send("built")
