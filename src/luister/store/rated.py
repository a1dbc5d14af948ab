"""Reads the rated answers of a survey side by side, with the reason for each that is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from luister.errors import UnknownNameError
from luister.events.answer import AnswerStatus, Question, Scale
from luister.events.rated_answers import GroupColumn, RatedAnswers, RatedColumn
from luister.store.counting import asked_columns, check_dimensions
from luister.store.form_filter import form_condition
from luister.store.histogram import BUILT_IN, AskedColumn, Histogram
from luister.store.home import Store
from luister.store.questions import own_dimensions, questions_of
from luister.store.segment import column_of, quoted

PERIODS: Mapping[str, str] = {
    "year": "strftime(day, '%Y')",
    "quarter": "strftime(day, '%Y') || '-Q' || quarter(day)",
    "month": "strftime(day, '%Y-%m')",
}
"""Periods by which forms may be grouped, besides their dimensions."""

_ROOM = 1_000_003  # A prime: the numbers of forms, which are drawn by chance, are even by what is left of it.


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedQuestion:
    """Which answers are wanted: those of `survey` to `questions`, of forms that answered one of `answered`.

    `groups` are dimensions, periods or questions answered by a choice to have beside them. `where` is the filter,
    inside what the reader may see. With `most`, so many forms at most, always the same ones.
    """

    survey: str
    questions: tuple[str, ...]
    answered: tuple[str, ...]
    groups: tuple[str, ...] = ()
    first: date
    last: date
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    most: int | None = None


def rated_questions(store: Store, survey: str) -> tuple[Question, ...]:
    """The questions of a survey that are answered in numbers, each with its last scale.

    Raises:
        UnknownNameError: there is no such survey.
    """
    known = questions_of(store)
    if survey not in known:
        raise UnknownNameError(
            f"There is no survey {survey!r}.", hint=f"There are: {', '.join(sorted(known))}."
        )
    found = {one.id: one for one in known[survey] if one.scale.is_numeric}
    return tuple(found.values())


def chosen_questions(store: Store, survey: str) -> tuple[Question, ...]:
    """The questions of a survey that are answered by a choice, each with its last wording."""
    of_survey = questions_of(store, survey).get(survey, ())
    return tuple({one.id: one for one in of_survey if one.scale.kind == "choice"}.values())


def chosen_words(store: Store, survey: str, question: str) -> tuple[str, ...]:
    """The answers that were given to a question that is answered by a choice, by name."""
    store.follow()
    words = _words(store, survey, question)
    rows = store.projection.cursor().execute(
        f"SELECT DISTINCT {words} AS word FROM fact WHERE survey = ? AND {words} <> '' ORDER BY word",
        (survey,),
    )
    return tuple(str(word) for (word,) in rows.fetchall())


def _words(store: Store, survey: str, question: str) -> str:
    """What was chosen, as SQL; empty where nothing was."""
    asked = asked_columns(store, [(survey, question)])
    chosen = [f"t{one.value[1:]}" for one in asked if Scale.from_code(one.scale).kind == "choice"]
    return f"coalesce({', '.join([*chosen, chr(39) * 2])})"


def rated_answers(store: Store, wanted: RatedQuestion) -> RatedAnswers:
    """The answers, in the order of the forms' numbers: always the same for the same version.

    Raises:
        UnknownNameError: a survey, question, dimension or period that nobody knows.
    """
    questions = _questions(store, wanted)
    _check_groups(store, wanted)
    version = store.projection.catch_up()
    columns = _columns(store, wanted.survey, questions)
    condition, values = _condition(store, wanted)
    cursor = store.projection.cursor()
    thinned = ""
    if wanted.most is not None:
        counted = cursor.execute(f"SELECT count(*) FROM fact WHERE {condition}", values).fetchall()
        share = wanted.most / max(counted[0][0], 1)
        # Always the same forms, and no more of one day than of another.
        if share < 1:
            thinned = f" AND abs(response % {_ROOM}) < {int(share * _ROOM)}"
    chosen = {name: _words(store, wanted.survey, name) for name in _chosen(store, wanted)}
    groups = _grouped(wanted.groups, {**chosen, **PERIODS})
    parts = ["response", "weight", *_selected(questions, columns), *groups]
    sql = f"SELECT {', '.join(parts)} FROM fact WHERE {condition}{thinned}"
    table = cursor.sql(sql, params=values).to_arrow_table()
    # The engine's threads hand over rows as they come, even sorted ones: so they are put in order here.
    order = np.argsort(table["response"].to_numpy(), kind="stable")
    return _answers(table.take(order), questions, wanted.groups, version)


def _questions(store: Store, wanted: RatedQuestion) -> list[Question]:
    known = {one.id: one for one in rated_questions(store, wanted.survey)}
    for name in (*wanted.questions, *wanted.answered):
        if name not in known:
            raise UnknownNameError(
                f"{wanted.survey!r} has no question {name!r} that is answered in numbers.",
                hint=f"There are: {', '.join(known)}.",
            )
    return [known[name] for name in wanted.questions]


def _chosen(store: Store, wanted: RatedQuestion) -> list[str]:
    """The groups that are no dimension but a question of the survey."""
    asked = {one.id for one in chosen_questions(store, wanted.survey)}
    known = {*BUILT_IN, *own_dimensions(store), *PERIODS}
    return [name for name in wanted.groups if name in asked and name.lower() not in known]


def _check_groups(store: Store, wanted: RatedQuestion) -> None:
    others = {*PERIODS, *_chosen(store, wanted)}
    check_dimensions(store, (*(n for n in wanted.groups if n not in others), *wanted.where))


def _columns(
    store: Store, survey: str, questions: Sequence[Question]
) -> dict[str, list[AskedColumn]]:
    """By question where its answers on its last scale stand; several where its wording changed."""
    found: dict[str, list[AskedColumn]] = {one.id: [] for one in questions}
    scales = {one.id: one.scale.code for one in questions}
    for column in asked_columns(store, [(survey, one.id) for one in questions]):
        if column.scale == scales[column.question]:
            found[column.question].append(column)
    return found


def _condition(store: Store, wanted: RatedQuestion) -> tuple[str, dict[str, Any]]:
    scales = {one.id: one.scale.code for one in rated_questions(store, wanted.survey)}
    pairs = [(wanted.survey, name) for name in wanted.answered]
    columns = [one for one in asked_columns(store, pairs) if one.scale == scales[one.question]]
    kept = Histogram(
        questions=tuple(pairs), stretches=((wanted.first, wanted.last),), where=wanted.where
    )
    condition, values = form_condition(columns, kept)
    # A column may hold the answers of several surveys that ask the same.
    return f"survey = $own AND {condition}", {**values, "own": wanted.survey}


def _selected(
    questions: Sequence[Question], columns: Mapping[str, Sequence[AskedColumn]]
) -> list[str]:
    parts = []
    for place, one in enumerate(questions):
        values = ", ".join(column.value for column in columns[one.id])
        status = ", ".join(str(column.status) for column in columns[one.id])
        parts.append(f"CAST(coalesce({values or 'NULL'}, NULL) AS DOUBLE) AS v_{place}")
        not_asked = int(AnswerStatus.NOT_ASKED)
        parts.append(f"CAST(coalesce({status or 'NULL'}, {not_asked}) AS TINYINT) AS s_{place}")
    return parts


def _grouped(groups: Sequence[str], known: Mapping[str, str]) -> list[str]:
    return [
        f"coalesce({known.get(name) or quoted(column_of(name))}, '') AS g_{place}"
        for place, name in enumerate(groups)
    ]


def _answers(
    table: "pa.Table", questions: Sequence[Question], groups: Sequence[str], version: int
) -> RatedAnswers:
    shape = (table.num_rows, len(questions))
    values, status = np.empty(shape), np.empty(shape, np.int8)
    for place in range(len(questions)):
        values[:, place] = table[f"v_{place}"].to_numpy(zero_copy_only=False)
        status[:, place] = table[f"s_{place}"].to_numpy(zero_copy_only=False)
    values[status != AnswerStatus.ANSWERED] = np.nan
    status[np.isnan(values) & (status == AnswerStatus.ANSWERED)] = AnswerStatus.NOT_ANSWERED
    found = RatedAnswers(
        columns=tuple(_rated(one) for one in questions),
        values=values,
        status=status,
        groups={name: _group(table[f"g_{place}"]) for place, name in enumerate(groups)},
        version=version,
    )
    return found.weighed(table["weight"].to_numpy(zero_copy_only=False))


def _rated(one: Question) -> RatedColumn:
    scale: Scale = one.scale
    return RatedColumn(one.id, one.label, scale.low, scale.high, scale.kind)


def _group(column: "pa.ChunkedArray[Any]") -> GroupColumn:
    """The values in the order of the alphabet, whichever came in first."""
    coded = column.combine_chunks().dictionary_encode()
    names = [str(name) for name in coded.dictionary.to_pylist()]
    order = sorted(range(len(names)), key=lambda place: names[place])
    moved = np.argsort(np.array(order, np.int64)) if order else np.empty(0, np.int64)
    codes = coded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    return GroupColumn(tuple(names[place] for place in order), moved[codes])
