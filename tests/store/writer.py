"""A process that imports file after file, or builds facts, until it is killed; run by the tests of kill -9."""

import sys
from pathlib import Path

from tests.store.forms import NOW, batch, form

from luister.store.home import Store
from luister.store.staging import Origin, Staging


def write_imports(folder, start):
    store = Store(Path(folder))
    print("ready", flush=True)
    for number in range(start, start + 100):
        origin = Origin("moving", "file", f"{number}.csv", str(number), "")
        staging = Staging(store, origin, now=NOW)
        for part in range(staging.parts, 3):
            keys = [f"{number}-{part}-{place}" for place in range(20)]
            staging.add(batch(*(form(key, 9, comment=key) for key in keys)), (), read=20)
        staging.commit(now=NOW)
        print(f"kept {number}", flush=True)


def build_facts(folder):
    store = Store(Path(folder))
    print("ready", flush=True)
    while True:
        store.projection.rebuild()
        print("built", flush=True)


if __name__ == "__main__":
    write_imports(sys.argv[2], int(sys.argv[3])) if sys.argv[1] == "imports" else build_facts(
        sys.argv[2]
    )
