"""Small batches of filled-in forms, made in sight of the test."""

from datetime import UTC, datetime

import pyarrow as pa

from luister.events.answer import Question, Scale
from luister.events.response_batch import FIXED_COLUMNS, ResponseBatch

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
RECOMMEND = Question("nps", "How likely are you to recommend us?", Scale("nps", 0, 10))
EASE = Question("ces", "How easy was it?", Scale("ces", 1, 7))
REASON = Question("reason", "Why?", Scale("choice"))
COMMENT = Question("comment", "Tell us more", Scale("text"))


def form(key, score, *, day="2026-05-01", comment=None, customer=None, weight=1.0, **places):
    """One filled-in form as a plain row."""
    return {
        "key": key,
        "occurred_at": datetime.fromisoformat(f"{day}T10:00:00+00:00"),
        "customer": customer,
        "weight": weight,
        "complete": True,
        "score": score,
        "comment": comment,
        **places,
    }


def batch(*forms, survey="moving", own=("region",), first_row=2):
    """The forms as a batch of one survey with a recommendation and a comment."""
    columns = {
        name: pa.array(
            [
                first_row + place if name == "row" else one.get(name)
                for place, one in enumerate(forms)
            ],
            FIXED_COLUMNS.field(name).type,
        )
        for name in FIXED_COLUMNS.names
    }
    for name in own:
        columns[f"dimension.{name}"] = pa.array([one.get(name) for one in forms], pa.string())
    scores = [one["score"] for one in forms]
    columns["value.nps"] = pa.array(scores, pa.float64())
    columns["status.nps"] = pa.array([1 if score is None else 0 for score in scores], pa.int8())
    words = [one["comment"] for one in forms]
    columns["text.comment"] = pa.array(words, pa.string())
    columns["status.comment"] = pa.array([1 if word is None else 0 for word in words], pa.int8())
    return ResponseBatch(survey, (RECOMMEND, COMMENT), tuple(own), pa.table(columns))
