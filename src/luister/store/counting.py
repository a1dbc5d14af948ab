"""Asks the facts how often each value was given."""

from collections.abc import Sequence
from datetime import date

from luister.errors import UnknownNameError
from luister.estimates.count_table import CountedValue
from luister.estimates.counts import Cell
from luister.events.response_batch import RESPONSE
from luister.store.fact_query import BUILT_IN, AskedColumn, Histogram, histogram_query
from luister.store.home import Store
from luister.store.questions import own_dimensions
from luister.store.segment import column_of


def counted(store: Store, histogram: Histogram) -> tuple[int, list[CountedValue]]:
    """The place in the log that was counted up to, and the counts.

    Raises:
        UnknownNameError: a dimension that nobody declared.
    """
    check_dimensions(store, (*histogram.dimensions, *histogram.where))
    version = store.projection.catch_up()
    columns = asked_columns(store, histogram.questions)
    if not columns:
        return version, []
    query = histogram_query(histogram, columns)
    rows = store.projection.cursor().execute(query.sql, query.values).fetchall()
    width, has_bucket = len(histogram.dimensions), histogram.every is not None
    return version, [_counted_value(row, width, has_bucket) for row in rows]


def _counted_value(row: tuple[object, ...], width: int, has_bucket: bool) -> CountedValue:
    group = tuple("" if value is None else str(value) for value in row[:width])
    bucket = row[width] if has_bucket else None
    survey, question, scale, value, n, weight, squared, first, last = row[width + has_bucket :]
    return CountedValue(
        group=group,
        bucket=bucket if isinstance(bucket, date) else (str(bucket or "") if has_bucket else None),
        survey=str(survey),
        question=str(question),
        scale=str(scale),
        value=float(value),  # type: ignore[arg-type]
        cell=Cell(int(n), float(weight), float(squared)),  # type: ignore[call-overload, arg-type]
        first=first,  # type: ignore[arg-type]
        last=last,  # type: ignore[arg-type]
    )


def check_dimensions(store: Store, names: tuple[str, ...]) -> None:
    """Lets known dimensions pass.

    Raises:
        UnknownNameError: one that nobody declared, with the names that there are.
    """
    known = {*BUILT_IN, *own_dimensions(store)}
    for name in names:
        if name.lower() not in known:
            raise UnknownNameError(
                f"There is no dimension {name!r}.", hint=f"There are: {', '.join(sorted(known))}."
            )


def asked_columns(
    store: Store, questions: Sequence[tuple[str, str]] | None = None
) -> list[AskedColumn]:
    """Where the answers to (survey, question) stand; of all questions, where none are named."""
    wanted = None if questions is None else set(questions)
    found: dict[int, AskedColumn] = {}
    for number, survey, question, scale, process, touchpoint in store.projection.asked():
        if wanted is not None and (survey, question) not in wanted:
            continue
        surveys = (*found[number].surveys, survey) if number in found else (survey,)
        names = (question, scale, f"v{number}", f"s{number}", surveys, process, touchpoint)
        found[number] = AskedColumn(*names)
    forms = tuple(survey for survey, question in questions or () if question == RESPONSE)
    every_form = [AskedColumn(RESPONSE, RESPONSE, "complete", None, forms)] if forms else []
    return [*every_form, *found.values()]


def values_of(store: Store, dimension: str) -> list[str]:
    """The values of a dimension, in the order of the alphabet."""
    check_dimensions(store, (dimension,))
    store.projection.catch_up()
    cursor = store.projection.cursor()
    found: set[str] = set()
    if dimension in {"question", "process", "touchpoint"}:
        found = {
            row[0] for row in cursor.execute(f"SELECT DISTINCT {dimension} FROM asked").fetchall()
        }
    if dimension != "question":
        column = column_of(dimension)
        rows = cursor.execute(f'SELECT DISTINCT "{column}" FROM fact').fetchall()
        found |= {row[0] for row in rows}
    return sorted(value for value in found if value is not None)
