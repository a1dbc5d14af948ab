"""A handful of answers, taken in as a program would, for pages that need some."""

from datetime import UTC, datetime

import pyarrow as pa

from luister.events.answer import Question, Scale
from luister.events.response_batch import FIXED_COLUMNS, ResponseBatch
from luister.loop import collect
from luister_web.current_home import home

QUESTIONS = (
    Question("recommend", "Would you recommend us?", Scale("nps", 0, 10), is_headline=True),
    Question("promise", "Did we keep our promise?", Scale("rating", 1, 3)),
    Question("why", "Why?", Scale("text")),
)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def take_in(rows: list[tuple[str, str, float, float, str]]) -> None:
    """Keeps rows of (customer, team, recommend, promise, why), all about moving house."""
    days = [datetime(2026, 2, 1 + place % 27, 10, tzinfo=UTC) for place in range(len(rows))]
    columns: dict[str, list[object]] = {name: [None] * len(rows) for name in FIXED_COLUMNS.names}
    columns |= {
        "row": list(range(2, len(rows) + 2)),
        "key": [f"form-{place}" for place in range(len(rows))],
        "occurred_at": days,
        "customer": [row[0] for row in rows],
        "team": [row[1] for row in rows],
        "process": ["moving house"] * len(rows),
        "weight": [1.0] * len(rows),
        "complete": [True] * len(rows),
    }
    table = pa.table(columns, schema=FIXED_COLUMNS)
    status = pa.array([0] * len(rows), pa.int8())
    for place, (name, kind) in enumerate(
        (("recommend", pa.float64()), ("promise", pa.float64()), ("why", pa.string())), start=2
    ):
        head = "text" if kind == pa.string() else "value"
        values = pa.array([row[place] for row in rows], kind)
        table = table.append_column(f"{head}.{name}", values)
        table = table.append_column(f"status.{name}", status)
    batch = ResponseBatch("moving", QUESTIONS, (), table)
    collect.take_in(home(), iter([batch]), name="test", now=NOW)
