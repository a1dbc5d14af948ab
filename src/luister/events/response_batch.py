"""Many filled-in forms at once, in columns: the shape in which bulk answers travel."""

from dataclasses import dataclass

import pyarrow as pa

from luister.events.answer import Question

VALUE, STATUS, TEXT, DIMENSION = "value.", "status.", "text.", "dimension."

RESPONSE = "response"
"""The pseudo-question that every form answers: 1 when complete, 0 when it was left half-way."""

_FIXED: dict[str, pa.DataType] = {
    "row": pa.int64(),
    "key": pa.string(),
    "occurred_at": pa.timestamp("us", tz="UTC"),
    "customer": pa.string(),
    "wave": pa.string(),
    "process": pa.string(),
    "touchpoint": pa.string(),
    "channel": pa.string(),
    "employee": pa.string(),
    "team": pa.string(),
    "language": pa.string(),
    "weight": pa.float64(),
    "complete": pa.bool_(),
}

FIXED_COLUMNS = pa.schema(_FIXED)
"""The columns every batch has, in this order.

- row: number of the record in its file, the heading counted, as a spreadsheet numbers it
- key: the respondent's id in the file; null where the file has none
- occurred_at: when it was answered, in UTC
- customer: the customer's key as the organisation knows it, or null
- wave: name of the wave, or null in continuous measurement
- weight: sampling weight, 1.0 where there is none
- complete: false where the respondent stopped half-way
"""


@dataclass(frozen=True, slots=True)
class ResponseBatch:
    """Filled-in forms of one survey: one row a response, three columns a question.

    `rows` has FIXED_COLUMNS; then for each declared dimension d a string column `dimension.d`;
    then for each question q: a numeric scale: `value.q` float64 (null unless answered) and
    `status.q` int8 (an AnswerStatus); `choice`: `text.q` string (the option's label) and
    `status.q`; `text`: `text.q` string and `status.q`.
    """

    survey: str
    questions: tuple[Question, ...]
    dimensions: tuple[str, ...]
    rows: pa.Table
