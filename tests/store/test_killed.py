"""kill -9 at twenty moments of an import, and at twenty of a projection."""

import random

from tests.children import killed_after, started
from tests.store.forms import NOW
from tests.store.writer import build_facts, write_imports

from luister.store.doctor import findings
from luister.store.home import Store

MOMENTS = 20


def assert_nothing_missing_nothing_double(folder, acknowledged):
    store = Store(folder)
    kept = {
        int(name.removesuffix(".csv"))
        for (name,) in store.truth.execute(
            "SELECT file_name FROM store_import WHERE state = 'kept'"
        )
    }
    assert acknowledged <= kept
    assert [one.what for one in findings(store, now=NOW) if not one.is_well] == []
    counted = store.projection.cursor().execute("SELECT count(*) FROM fact").fetchone()
    assert counted == (60 * len(kept),)
    store.close()


def test_an_import_killed_at_any_moment_is_whole_or_absent(tmp_path):
    chance, acknowledged, folder = random.Random(1), set(), tmp_path / "home"
    for moment in range(MOMENTS):
        child = started(write_imports, folder, moment * 100)
        told = killed_after(child, chance.uniform(0.0, 0.3), lines=moment % 3)
        acknowledged |= {int(line.split()[1]) for line in told}
        assert_nothing_missing_nothing_double(folder, acknowledged)
    assert len(acknowledged) >= MOMENTS - 2


def test_a_projection_killed_at_any_moment_counts_each_answer_once(tmp_path):
    chance, folder = random.Random(2), tmp_path / "home"
    child = started(write_imports, folder, 0)
    acknowledged = {int(line.split()[1]) for line in killed_after(child, 0.2, lines=3)}
    assert len(acknowledged) >= 3
    for _moment in range(MOMENTS):
        killed_after(started(build_facts, folder), chance.uniform(0.0, 0.3))
        assert_nothing_missing_nothing_double(folder, acknowledged)
