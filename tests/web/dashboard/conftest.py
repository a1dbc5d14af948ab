"""A small home with a known story: moving house goes badly in Zuid, complaints go well."""

from datetime import UTC, date, datetime, time, timedelta

import pyarrow as pa
import pytest
from django.utils import timezone

from luister.estimates.goal_line import TargetLine
from luister.events.answer import Question, Scale
from luister.events.response_batch import FIXED_COLUMNS, ResponseBatch
from luister.loop import collect, measure
from luister_web.current_home import home

QUESTIONS = (
    Question("recommend", "Would you recommend us?", Scale("nps", 0, 10), is_headline=True),
    Question("phone", "How was the telephone?", Scale("rating", 1, 5), touchpoint="telephone"),
    Question("letter", "How was the letter?", Scale("rating", 1, 5), touchpoint="letter"),
    Question("why", "Why?", Scale("text")),
)
# process, team, employee, forms, scores in turn, answers about the telephone in turn
GROUPS = (
    ("moving house", "Noord", "Anna", 60, (10, 9, 8, 9, 6), (5, 4)),
    ("moving house", "Zuid", "Bas", 60, (3, 5, 9, 2, 7), (2, 3)),
    ("moving house", "Oost", "Cor", 3, (9, 9, 9), (4, 4)),
    ("moving house", "West", "Dirk", 3, (9, 9, 9), (4, 4)),
    ("complaints", "Noord", "Anna", 40, (10, 9, 9, 8), (5, 5)),
    ("complaints", "Zuid", "Bas", 40, (9, 10, 7, 9), (5, 4)),
)
DAYS = 180


@pytest.fixture
def board(web_home, db):
    """206 forms over the last 180 days; NPS targets of 40 for moving house, 10 for complaints."""
    rows = [row for group in GROUPS for row in _rows(*group)]
    columns: dict[str, list[object]] = {name: [None] * len(rows) for name in FIXED_COLUMNS.names}
    columns |= {
        "row": list(range(2, len(rows) + 2)),
        "key": [f"form-{place}" for place in range(len(rows))],
        "customer": [f"customer-{place}" for place in range(len(rows))],
        "channel": ["web", "phone"] * (len(rows) // 2) + ["web"] * (len(rows) % 2),
        "weight": [1.0] * len(rows),
        "complete": [True] * len(rows),
    }
    for place, name in enumerate(("process", "team", "employee", "occurred_at")):
        columns[name] = [row[place] for row in rows]
    table = pa.table(columns, schema=FIXED_COLUMNS)
    status = pa.array([0] * len(rows), pa.int8())
    for place, name in enumerate(("value.recommend", "value.phone", "value.letter", "text.why")):
        table = table.append_column(name, pa.array([row[4 + place] for row in rows]))
        question = name.partition(".")[2]
        table = table.append_column(f"status.{question}", status)
    batch = ResponseBatch("service", QUESTIONS, (), table)
    collect.take_in(home(), iter([batch]), name="test", now=timezone.now())
    for process, value in (("moving house", 40.0), ("complaints", 10.0)):
        measure.set_target(home(), TargetLine(0, "nps", process, value, None, date(2020, 1, 1)))
    measure.add_mark(home(), timezone.localdate() - timedelta(days=60), "New telephone menu", None)
    return home()


def _rows(process, team, employee, forms, scores, phones):
    today = timezone.localdate()
    for place in range(forms):
        day = today - timedelta(days=place * (DAYS // forms) if forms > 3 else 1)
        moment = datetime.combine(day, time(10), UTC)
        score, phone = scores[place % len(scores)], phones[place % len(phones)]
        yield (
            process,
            team,
            employee,
            moment,
            float(score),
            float(phone),
            4.0,
            f"{team} said <b>{score}</b>: the letter was late",
        )
