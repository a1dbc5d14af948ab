"""A team of four with enough answers, so that results lean on it; and a small team beside it."""

from datetime import UTC, datetime, time, timedelta

import pyarrow as pa
import pytest
from django.utils import timezone

from luister.events.answer import Question, Scale
from luister.events.response_batch import FIXED_COLUMNS, ResponseBatch
from luister.loop import collect
from luister_web.current_home import home

QUESTIONS = (
    Question("recommend", "Would you recommend us?", Scale("nps", 0, 10), is_headline=True),
    Question("phone", "How was the telephone?", Scale("rating", 1, 5), touchpoint="telephone"),
    Question("why", "Why?", Scale("text")),
)
# team, employee, forms, scores in turn, marks for the telephone in turn
PEOPLE = (
    ("Noord", "Anna", 16, (10, 9, 6, 10), (5, 5, 5, 4)),
    ("Noord", "Bea", 60, (3, 5, 9, 2, 7), (2, 3)),
    ("Noord", "Cas", 60, (9, 8, 7, 6, 10), (3, 3, 4)),
    ("Noord", "Daan", 60, (9, 5, 9, 6, 7), (2, 3, 4)),
    ("Noord", "Els", 60, (8, 7, 9, 6, 7), (3, 3, 2)),
    ("Zuid", "Zeno", 40, (9, 1, 7, 9), (5, 4)),
    ("Zuid", "Zoe", 40, (9, 1, 7, 9), (5, 4)),
)


@pytest.fixture
def answered(web_home, db):
    """336 forms about moving house over the last 60 days; Anna is well liked and has few answers."""
    rows = [row for person in PEOPLE for row in _rows(*person)]
    columns: dict[str, list[object]] = {name: [None] * len(rows) for name in FIXED_COLUMNS.names}
    columns |= {
        "row": list(range(2, len(rows) + 2)),
        "key": [f"form-{place}" for place in range(len(rows))],
        "customer": [f"customer-{place}" for place in range(len(rows))],
        "process": ["moving house"] * len(rows),
        "channel": ["phone"] * len(rows),
        "weight": [1.0] * len(rows),
        "complete": [True] * len(rows),
    }
    for place, name in enumerate(("team", "employee", "occurred_at")):
        columns[name] = [row[place] for row in rows]
    table = pa.table(columns, schema=FIXED_COLUMNS)
    status = pa.array([0] * len(rows), pa.int8())
    for place, name in enumerate(("value.recommend", "value.phone", "text.why")):
        table = table.append_column(name, pa.array([row[3 + place] for row in rows]))
        table = table.append_column(f"status.{name.partition('.')[2]}", status)
    batch = ResponseBatch("service", QUESTIONS, (), table)
    collect.take_in(home(), iter([batch]), name="test", now=timezone.now())
    return home()


def _rows(team, employee, forms, scores, phones):
    for place in range(forms):
        day = timezone.localdate() - timedelta(days=1 + place % 60)
        score, phone = scores[place % len(scores)], phones[place % len(phones)]
        said = f"{employee} said {score}"
        yield (
            team,
            employee,
            datetime.combine(day, time(10), UTC),
            float(score),
            float(phone),
            said,
        )
