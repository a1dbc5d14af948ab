"""Asks the facts how often each value was given."""

from collections.abc import Sequence
from functools import lru_cache

from luister.errors import UnknownNameError
from luister.estimates.count_table import CountedCell
from luister.events.answer import Scale
from luister.events.response_batch import RESPONSE
from luister.store.coded_rows import Changes, CodedRows
from luister.store.column_codes import Column
from luister.store.histogram import BUILT_IN, AskedColumn, Histogram
from luister.store.home import Store
from luister.store.kept_counts import Counts, grown
from luister.store.projection import AskedRow
from luister.store.questions import own_dimensions
from luister.store.segment import PLACES, column_of
from luister.store.tally import columns_for, tallied


def counted(store: Store, histogram: Histogram) -> Counts:
    """The place in the log that was counted up to, and the counts.

    Raises:
        UnknownNameError: a dimension that nobody declared.
    """
    check_dimensions(store, (*histogram.dimensions, *histogram.where))
    version = store.follow()
    asked = asked_columns(store, histogram.questions)
    if not asked:
        return version, []
    changes = store.coded.changes()
    found = store.counts.known(histogram, asked, changes)
    if len(found) < len(asked):
        with store.counts.turn():
            changes, found = _counted_now(store, histogram, asked)
    return changes.position, [cell for column in asked for cell in found[column]]


def _counted_now(
    store: Store, histogram: Histogram, asked: Sequence[AskedColumn]
) -> tuple[Changes, dict[AskedColumn, list[CountedCell]]]:
    """All columns at one moment: counted, but for those whose answers are as they were when they were counted."""
    changes = store.coded.changes()
    still = store.counts.known(histogram, asked, changes)
    rows = store.coded.rows(_columns(histogram, [one for one in asked if one not in still]))
    if rows.changes.position != changes.position:  # They may have moved on in between.
        rows = store.coded.rows(_columns(histogram, asked))
        still = store.counts.known(histogram, asked, rows.changes)
    found = {}
    for column in asked:
        if column not in still:
            still[column] = _tallied(store, rows, histogram, column)
            store.counts.keep(histogram, column, still[column], rows.changes)
        found[column] = still[column]
    return rows.changes, found


def _tallied(
    store: Store, rows: CodedRows, histogram: Histogram, column: AskedColumn
) -> list[CountedCell]:
    """The cells of a column: those of before with what came in since, or counted anew."""
    before = store.counts.before(histogram, column, rows.changes)
    if before is None:
        return tallied(rows, histogram, column)
    row, cells = before
    return grown(cells, tallied(rows.behind(row), histogram, column))


def _columns(histogram: Histogram, asked: Sequence[AskedColumn]) -> list[Column]:
    return [column for one in asked for column in columns_for(histogram, one)]


def changed_at(store: Store, surveys: Sequence[str]) -> int:
    """The place in the log where the answers of these surveys changed last, as far as they are taken in."""
    store.follow()
    return store.coded.changes().of(surveys)


def read_ahead(store: Store) -> int:
    """How many columns are now in memory: all that counting may need, or as many as there is room for."""
    store.catch_up()
    plain = ("survey", "weight", *map(column_of, (*PLACES, *own_dimensions(store))))
    numbers = [one for one in asked_columns(store) if Scale.from_code(one.scale).is_numeric]
    asked = [(one.value, one.status) for one in numbers]
    store.coded.read_ahead([*((name, None) for name in plain), *asked])
    return len(store.coded)


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
    return list(_asked_columns(tuple(store.projection.asked()), questions and tuple(questions)))


# Each report asks for them a few times, and they change when a survey asks something new.
@lru_cache(maxsize=128)
def _asked_columns(
    rows: tuple[AskedRow, ...], questions: tuple[tuple[str, str], ...] | None
) -> tuple[AskedColumn, ...]:
    wanted = None if questions is None else set(questions)
    found: dict[int, AskedColumn] = {}
    for number, survey, question, scale, process, touchpoint in rows:
        if wanted is not None and (survey, question) not in wanted:
            continue
        surveys = (*found[number].surveys, survey) if number in found else (survey,)
        names = (question, scale, f"v{number}", f"s{number}", surveys, process, touchpoint)
        found[number] = AskedColumn(*names)
    forms = tuple(survey for survey, question in questions or () if question == RESPONSE)
    every_form = [AskedColumn(RESPONSE, RESPONSE, "complete", None, forms)] if forms else []
    return (*every_form, *found.values())


def values_of(store: Store, dimension: str) -> list[str]:
    """The values of a dimension, in the order of the alphabet."""
    check_dimensions(store, (dimension,))
    store.follow()
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
