"""The equality suite: one question, the same answer from every engine, to nine digits."""

import random
from datetime import date

import psycopg
import pytest
from tests.store.forms import NOW, batch, form

from luister.store import tally
from luister.store.counting import asked_columns, counted
from luister.store.fact_query import histogram_query
from luister.store.histogram import AskedColumn, Histogram
from luister.store.staging import Origin, Staging

NOWHERE = AskedColumn("none", "nps:0-10", "weight", None, ("other",))
WHOLE = (("moving", "nps"),)
HISTOGRAMS = {
    "all": Histogram(questions=WHOLE),
    "by team": Histogram(questions=WHOLE, dimensions=("team",)),
    "by own dimension and month": Histogram(
        questions=WHOLE, dimensions=("region",), every="month"
    ),
    "every day": Histogram(questions=WHOLE, every="day"),
    "every week": Histogram(questions=WHOLE, every="week"),
    "every quarter, weighted": Histogram(questions=WHOLE, every="quarter", weighted=True),
    "every year by two": Histogram(questions=WHOLE, dimensions=("team", "region"), every="year"),
    "every wave": Histogram(questions=WHOLE, every="wave", weighted=True),
    "two stretches": Histogram(
        questions=WHOLE,
        stretches=((date(2025, 1, 1), date(2025, 3, 31)), (date(2026, 1, 1), date(2026, 3, 31))),
    ),
    "filtered": Histogram(questions=WHOLE, where={"team": ("A", "B"), "region": ("",)}),
    "hostile filter": Histogram(questions=WHOLE, where={"team": ("'; DROP TABLE fact; --",)}),
    "two questions": Histogram(
        questions=(*WHOLE, ("moving", "response")), dimensions=("question",)
    ),
    "nothing fits": Histogram(questions=(("moving", "none"),)),
}


@pytest.fixture(scope="module")
def engines(tmp_path_factory, postgres_server):
    """The same made-up facts in DuckDB and in PostgreSQL."""
    from luister.store.home import Store

    store = Store(tmp_path_factory.mktemp("equality") / "home")
    chance = random.Random(20171124)
    forms = [
        form(
            str(number),
            chance.choice([None, *range(11)]),
            day=f"{chance.choice([2025, 2026])}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
            weight=chance.uniform(0.2, 4.0),
            team=chance.choice(["A", "B", "Zoë's", None]),
            region=chance.choice(["Drenthe", None]),
            wave=chance.choice(["1", "2"]),
        )
        for number in range(2000)
    ]
    staging = Staging(store, Origin("moving", "file", "f", "d", ""), now=NOW)
    staging.add(batch(*forms), (), read=len(forms))
    staging.commit(now=NOW)
    facts = store.projection.cursor().execute("SELECT * FROM fact").fetchall()
    columns = store.projection.cursor().execute("DESCRIBE fact").fetchall()
    with psycopg.connect(postgres_server.get_uri(), autocommit=True) as postgres:
        postgres.execute("DROP TABLE IF EXISTS fact")
        types = {"DOUBLE": "DOUBLE PRECISION", "TINYINT": "SMALLINT"}
        kinds = ", ".join(f'"{name}" {types.get(kind, kind)}' for name, kind, *_ in columns)
        postgres.execute(f"CREATE TABLE fact ({kinds})")
        with postgres.cursor().copy("COPY fact FROM STDIN") as copy:
            for fact in facts:
                copy.write_row(fact)
        yield store, postgres
    store.close()


def rounded(rows):
    """The rows in one order, numbers to nine digits."""
    cells = [
        tuple(float(f"{cell:.9g}") if isinstance(cell, float) else cell for cell in row)
        for row in rows
    ]
    return sorted(cells, key=repr)


@pytest.mark.parametrize("name", HISTOGRAMS)
def test_duckdb_and_postgresql_answer_alike(engines, name):
    store, postgres = engines
    columns = asked_columns(store, HISTOGRAMS[name].questions) or [NOWHERE]
    ours = histogram_query(HISTOGRAMS[name], columns, engine="duckdb")
    theirs = histogram_query(HISTOGRAMS[name], columns, engine="postgres")
    first = rounded(store.projection.cursor().execute(ours.sql, ours.values).fetchall())
    second = rounded(postgres.execute(theirs.sql, theirs.values).fetchall())
    assert first == second
    assert bool(first) == (name not in {"hostile filter", "nothing fits"})


def by_cell(histogram, rows):
    """What SQL counts, as the cells of a tally: all values of a survey, group and period together."""
    width = len(histogram.dimensions)
    cells = {}
    for row in rows:
        bucket = ((row[width] or "") if histogram.every else None,)
        *_, value, n, weight, squared, first, last = row
        names = row[width + (histogram.every is not None) :][:3]
        key = (tuple(one or "" for one in row[:width]), *bucket, *names)
        values, days = cells.setdefault(key, ({}, []))
        values[value] = n, *(pytest.approx(each, rel=1e-9) for each in (weight, squared))
        days += [first, last]
    return {key: (values, min(days), max(days)) for key, (values, days) in cells.items()}


@pytest.mark.parametrize("most", [1 << 20, 0], ids=["in a table", "by sorting"])
@pytest.mark.parametrize("name", HISTOGRAMS)
def test_the_codes_in_memory_give_what_sql_gives(engines, monkeypatch, name, most):
    monkeypatch.setattr(tally, "_DENSE", most)
    store, histogram = engines[0], HISTOGRAMS[name]
    columns = asked_columns(store, histogram.questions)
    query = histogram_query(histogram, columns or [NOWHERE])
    told = store.projection.cursor().execute(query.sql, query.values).fetchall()
    found = {
        (cell.group, cell.bucket, cell.survey, cell.question, cell.scale): (
            {value: tuple(more) for value, *more in cell.cells()},
            cell.first,
            cell.last,
        )
        for cell in counted(store, histogram)[1]
    }
    assert found == by_cell(histogram, told)


@pytest.mark.parametrize("name", HISTOGRAMS)
def test_no_question_leaves_the_portable_subset(name):
    sql = histogram_query(HISTOGRAMS[name], [NOWHERE]).sql.upper()
    for word in ("AVG(", "DISTINCT", "MEDIAN", "STDDEV", "QUANTILE", "APPROX", "HASH("):
        assert word not in sql


def test_a_users_text_never_becomes_part_of_a_statement():
    query = histogram_query(HISTOGRAMS["hostile filter"], [NOWHERE])
    assert "DROP" not in query.sql
    assert "'; DROP TABLE fact; --" in query.values.values()
