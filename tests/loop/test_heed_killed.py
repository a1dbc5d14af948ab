"""Kill -9 while answers are held against the rules: no signal twice, none lost."""

from tests.children import killed_after, started
from tests.loop.heeder import heed_all
from tests.loop.test_heed import DETRACTOR
from tests.store.forms import NOW
from tests.store.test_forms import filled, kept

from luister.loop import heed
from luister.store.home import Store

FORMS = 600


def test_no_signal_twice_and_none_lost(tmp_path):
    folder = tmp_path / "home"
    store = Store(folder)
    heed.keep_rule(store, None, DETRACTOR, now=NOW)
    for number in range(FORMS):
        kept(store, filled(str(number), 3 if number % 2 else 9))
    store.close()
    for wait in (0.0, 0.02, 0.05):
        killed_after(started(heed_all, folder), wait)
    store = Store(folder)
    heed.heed_answers(store, now=NOW)
    told = store.truth.execute("SELECT count(*), count(DISTINCT response) FROM store_signal")
    entries = store.truth.execute("SELECT count(*) FROM store_signal_entry")
    store.close()
    assert told == [(FORMS // 2, FORMS // 2)]
    assert entries == [(FORMS // 2,)]
