"""Whether the counts of this process are those that the analytical database gives for the same question in SQL."""

from collections import Counter
from collections.abc import Iterator

from luister.events.answer import Scale
from luister.store.counting import asked_columns, counted
from luister.store.fact_query import histogram_query
from luister.store.histogram import Histogram
from luister.store.home import Store

Counts = dict[tuple[str, str, str, float], int]
"""How often each value was given, by survey, question and scale."""


def differences(store: Store) -> tuple[int, list[str]]:
    """How many values were compared, and the questions whose counts are not what SQL counts, as `survey/question`."""
    asked = sorted(_numeric(store))
    if not asked:
        return 0, []
    histogram = Histogram(questions=tuple(asked))
    held, told = _held(store, histogram), _told(store, histogram)
    wrong = {key[:2] for key in held.keys() | told.keys() if held.get(key) != told.get(key)}
    return len(told), sorted("/".join(pair) for pair in wrong)


def _numeric(store: Store) -> Iterator[tuple[str, str]]:
    for column in asked_columns(store):
        if Scale.from_code(column.scale).is_numeric:
            yield from ((survey, column.question) for survey in column.surveys)


def _held(store: Store, histogram: Histogram) -> Counts:
    found: Counter[tuple[str, str, str, float]] = Counter()
    for cell in counted(store, histogram)[1]:
        for value, n, *_ in cell.cells():
            found[cell.survey, cell.question, cell.scale, value] += int(n)
    return dict(found)


def _told(store: Store, histogram: Histogram) -> Counts:
    query = histogram_query(histogram, asked_columns(store, histogram.questions))
    rows = store.projection.cursor().execute(query.sql, query.values).fetchall()
    found: Counter[tuple[str, str, str, float]] = Counter()
    for survey, question, scale, value, n, *_ in rows:
        found[survey, question, scale, value] += int(n)
    return dict(found)
