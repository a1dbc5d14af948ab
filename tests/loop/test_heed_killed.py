"""Kill -9 while answers are held against the rules: no signal twice, none lost."""

import subprocess
import sys
import time
from pathlib import Path

from tests.loop.test_heed import DETRACTOR
from tests.store.forms import NOW
from tests.store.test_forms import filled, kept

from luister.loop import heed
from luister.store.home import Store

ROOT = Path(__file__).parents[2]
FORMS = 600


def test_no_signal_twice_and_none_lost(tmp_path):
    folder = tmp_path / "home"
    store = Store(folder)
    heed.keep_rule(store, None, DETRACTOR, now=NOW)
    for number in range(FORMS):
        kept(store, filled(str(number), 3 if number % 2 else 9))
    store.close()
    for wait in (0.02, 0.1, 0.25):
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.loop.heeder", str(folder)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout.readline() == "ready\n"
        time.sleep(wait)
        child.kill()
        child.wait()
    store = Store(folder)
    heed.heed_answers(store, now=NOW)
    told = store.truth.execute("SELECT count(*), count(DISTINCT response) FROM store_signal")
    entries = store.truth.execute("SELECT count(*) FROM store_signal_entry")
    store.close()
    assert told == [(FORMS // 2, FORMS // 2)]
    assert entries == [(FORMS // 2,)]
