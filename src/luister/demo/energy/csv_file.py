"""A survey of the made-up company as its survey tool might export it: one wide CSV."""

from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv

from luister.demo.energy.answers import generate_survey
from luister.demo.energy.coded import Column
from luister.demo.energy.company import TEAMS_OF_SURVEY
from luister.events.answer import AnswerStatus, Question
from luister.events.response_batch import DIMENSION, STATUS, TEXT, VALUE, ResponseBatch

NOT_APPLICABLE, NOT_ASKED = 99, 98
"""Codes that the survey tool writes in place of an answer; an answer left out is a blank cell."""

TIME_ZONE = "Europe/Amsterdam"
"""The file tells local time, as survey tools do."""


def write_csv(
    path: Path, *, survey: str, answers: int, end: date, rng: np.random.Generator
) -> None:
    """Writes so many forms of one survey, heading first, as UTF-8 with commas.

    The answers are those that `generate_survey` makes with the same `rng`. Memory does not grow
    with the size.
    """
    batches = generate_survey(survey, answers=answers, end=end, rng=rng)
    first = next(batches)
    with csv.CSVWriter(path, wide(first).schema) as writer:
        for batch in chain([first], batches):
            writer.write_table(wide(batch))


def wide(batch: ResponseBatch) -> pa.Table:
    """The batch as the file shows it: a column a question, codes where there is no answer."""
    rows = batch.rows
    moment = pc.cast(rows["occurred_at"], pa.timestamp("s", tz=TIME_ZONE))
    columns: dict[str, Any] = {
        "respondent": rows["key"],
        "completed_at": pc.call_function("local_timestamp", [moment]),
        "customer": rows["customer"],
        "finished": pc.cast(rows["complete"], pa.int8()),
    }
    columns |= {name: rows[name] for name in places(batch.survey)}
    columns["weight"] = rows["weight"]
    columns |= {name: rows[DIMENSION + name] for name in batch.dimensions}
    for question in batch.questions:
        numeric = question.scale.is_numeric
        columns[question.id] = _codes(rows, question) if numeric else rows[TEXT + question.id]
    return pa.table(columns)


def places(survey: str) -> tuple[str, ...]:
    """The columns that say where an answer belongs: those of which the survey knows anything.

    >>> places("moving")
    ('channel', 'language', 'team', 'employee')
    """
    served = ("team", "employee") if TEAMS_OF_SURVEY[survey] else ()
    waves = ("wave",) if survey == "relation" else ()
    return ("channel", "language", *served, *waves)


def _codes(rows: pa.Table, question: Question) -> Column:
    status: NDArray[np.int8] = rows[STATUS + question.id].to_numpy()
    cells: NDArray[np.int16] = np.nan_to_num(rows[VALUE + question.id].to_numpy()).astype(np.int16)
    cells[status == AnswerStatus.NOT_APPLICABLE] = NOT_APPLICABLE
    cells[status == AnswerStatus.NOT_ASKED] = NOT_ASKED
    return pa.array(cells, mask=status == AnswerStatus.NOT_ANSWERED)
