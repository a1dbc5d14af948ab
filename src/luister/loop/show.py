"""Show: the filled-in forms behind a number, as far as the reader may see them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import pyarrow as pa

from luister.estimates.count_table import CountTable
from luister.estimates.request_terms import FIRST_DAY, LAST_DAY, within_scope
from luister.events.answer import Question
from luister.events.response import Response
from luister.events.response_batch import RESPONSE
from luister.metrics.fitting import minimum_group
from luister.metrics.suppression import hidden_groups, with_companions
from luister.store.counting import counted
from luister.store.histogram import Histogram
from luister.store.home import Store
from luister.store.questions import questions_of
from luister.store.responses import Selection, found, responses, tables
from luister.store.segment import PLACES

HIDDEN = "•"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsesRequest:
    """Which forms, and how much of them the reader may see.

    `question` keeps forms that answered it, `values` those whose answer to it is one of them,
    `search` those with a comment that holds the text, and `only` one form by its id.
    `dimensions` are shown beside the answers.
    `microdata` lets an analyst see every dimension of every form; without it those of small groups
    are hidden. `scope` comes from the access rules.
    """

    survey: str | None = None
    question: str | None = None
    first: date | None = None
    last: date | None = None
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    search: str = ""
    only: int | None = None
    values: tuple[float, ...] = ()
    dimensions: tuple[str, ...] = ("process", "channel")
    comments: bool = True
    customers: bool = True
    microdata: bool = False
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True)
class ResponsePage:
    """One page of forms, the latest first; `is_suppressed` where the group is too small to be shown."""

    responses: tuple[Response, ...]
    total: int | None
    is_suppressed: bool


def shown_responses(store: Store, request: ResponsesRequest) -> ResponsePage:
    """A page of forms; none where the group is hidden in reports too.

    Raises:
        UnknownNameError: a survey, question or dimension that does not exist.
    """
    selection = _selection(store, request)
    hidden: frozenset[tuple[str, ...]] = frozenset()
    if not request.microdata:
        if _hidden(store, selection, by=()):
            return ResponsePage((), None, is_suppressed=True)
        hidden = _hidden(store, selection, by=request.dimensions)
    total, ids = found(store, selection, limit=request.limit, offset=request.offset)
    page = tuple(_masked(form, request, hidden) for form in responses(store, ids))
    return ResponsePage(page, total, is_suppressed=False)


def questions(store: Store, survey: str) -> tuple[Question, ...]:
    """The questions of a survey, in their order."""
    return questions_of(store, survey).get(survey, ())


def response_tables(store: Store, request: ResponsesRequest) -> Iterator[pa.Table]:
    """The forms of one survey in columns, a stretch of days at a time; for exports.

    Without `microdata` only the dimensions asked for are there, and hidden ones read "•".
    """
    selection = _selection(store, request)
    if not request.microdata and _hidden(store, selection, by=()):
        return
    hidden = frozenset() if request.microdata else _hidden(store, selection, by=request.dimensions)
    for table in tables(
        store,
        selection,
        survey=request.survey or "",
        comments=request.comments,
        customers=request.customers,
    ):
        yield table if request.microdata else _masked_table(table, request.dimensions, hidden)


def _selection(store: Store, request: ResponsesRequest) -> Selection:
    surveys = (request.survey,) if request.survey else tuple(questions_of(store))
    where = within_scope(request.where, request.scope)
    return Selection(
        questions=tuple((survey, request.question or RESPONSE) for survey in surveys),
        first=request.first or FIRST_DAY,
        last=request.last or LAST_DAY,
        where=where,
        values=request.values,
        search=request.search,
        only=request.only,
    )


def _hidden(
    store: Store, selection: Selection, *, by: tuple[str, ...]
) -> frozenset[tuple[str, ...]]:
    """The groups to hide among the forms selected, as in a report by the same dimensions."""
    dimensions = with_companions(tuple(dict.fromkeys((*by, *selection.where))))
    question = Histogram(
        questions=selection.questions,
        dimensions=dimensions,
        stretches=((selection.first, selection.last),),
    )
    _, rows = counted(store, question)
    cells = CountTable(dimensions, tuple(rows)).cells()
    return hidden_groups(
        cells, dimensions, by=by, where=dict(selection.where), minimum=minimum_group
    )


def _masked(
    form: Response, request: ResponsesRequest, hidden: frozenset[tuple[str, ...]]
) -> Response:
    shown = {name: form.dimensions.get(name) for name in request.dimensions}
    if not request.microdata and tuple(value or "" for value in shown.values()) in hidden:
        shown = dict.fromkeys(shown, HIDDEN)
    answers = tuple(
        answer if request.comments or answer.scale != "text" else replace(answer, text=None)
        for answer in form.answers
    )
    return replace(
        form,
        customer=form.customer if request.customers else None,
        dimensions=dict(form.dimensions) if request.microdata else shown,
        answers=answers,
    )


def _masked_table(
    table: pa.Table, dimensions: tuple[str, ...], hidden: frozenset[tuple[str, ...]]
) -> pa.Table:
    every = [
        name for name in table.column_names if name in PLACES or name.startswith("dimension.")
    ]
    columns = [name if name in PLACES else f"dimension.{name}" for name in dimensions]
    values = [table[name].to_pylist() for name in columns]
    masks = [tuple(value or "" for value in row) in hidden for row in zip(*values, strict=True)]
    table = table.drop_columns([name for name in every if name not in columns])
    for name, column in zip(columns, values, strict=True):
        shown = [
            HIDDEN if is_hidden else value for value, is_hidden in zip(column, masks, strict=True)
        ]
        place = table.column_names.index(name)
        table = table.set_column(place, name, pa.array(shown, pa.string()))
    return table
