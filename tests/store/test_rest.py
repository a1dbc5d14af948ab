"""A home that nobody reads gives memory back, and counts the same afterwards."""

from tests.store.forms import NOW, batch, form

from luister.store.counting import counted
from luister.store.histogram import Histogram
from luister.store.staging import Origin, Staging


def held_blocks(store):
    told = store.projection.cursor().execute(
        "SELECT memory_usage_bytes FROM duckdb_memory() WHERE tag = 'BASE_TABLE'"
    )
    return told.fetchall()[0][0]


def test_a_home_at_rest_counts_what_it_counted_and_has_its_usual_room(sqlite_store):
    staging = Staging(sqlite_store, Origin("moving", "file", "f.csv", "a", "map"), now=NOW)
    rows = [form(str(number), number % 11) for number in range(30_000)]
    staging.add(batch(*rows), (), read=len(rows))
    staging.commit(now=NOW)
    sqlite_store.projection.catch_up()
    limit = "SELECT current_setting('memory_limit')"
    before = sqlite_store.projection.cursor().execute(limit).fetchall()
    sqlite_store.projection.cursor().execute("CHECKPOINT")
    sqlite_store.projection.cursor().execute("SELECT sum(v1), max(response) FROM fact").fetchall()
    sqlite_store.rest()
    assert held_blocks(sqlite_store) <= 8 * 1024 * 1024
    assert sqlite_store.projection.cursor().execute(limit).fetchall() == before
    histogram = Histogram(questions=(("moving", "nps"),))
    cells = counted(sqlite_store, histogram)[1]
    assert sum(n for cell in cells for _, n, *_ in cell.cells()) == 30_000
