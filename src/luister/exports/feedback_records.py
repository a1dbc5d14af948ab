"""Forms as feedback records, as Formbricks Hub knows them: one record for each answer."""

import uuid
from collections.abc import Iterator
from typing import Any

from luister.events.answer import AnswerStatus
from luister.events.response import Answer, Response

_SPACE = uuid.UUID("6f0d6a0e-2f0a-5c38-9a71-0d2f3c1b7e55")
_TYPES = {"mark": "rating", "cas": "rating", "choice": "categorical"}


def record_id(response: str, question: str) -> str:
    """The id of the record of an answer, the same whenever it is asked for.

    >>> record_id("7", "nps") == record_id("7", "nps")
    True
    """
    return str(uuid.uuid5(_SPACE, f"{response}\0{question}"))


def records_of(form: Response) -> Iterator[dict[str, Any]]:
    """The records of one form; what was not answered has none."""
    for answer in form.answers:
        if answer.status == AnswerStatus.ANSWERED and (answer.value is not None or answer.text):
            yield _record(form, answer)


def _record(form: Response, answer: Answer) -> dict[str, Any]:
    kind = answer.scale.partition(":")[0]
    at = form.occurred_at.isoformat()
    found: dict[str, Any] = {
        "id": record_id(form.id, answer.question),
        "collected_at": at,
        "created_at": at,
        "updated_at": at,
        "source_type": "survey",
        "source_id": form.survey,
        "source_name": form.survey,
        "submission_id": form.id,
        "field_id": answer.question,
        "field_label": answer.label,
        "field_type": _TYPES.get(kind, kind),
        "user_id": form.customer,
        "language": form.dimensions.get("language"),
        "metadata": {"scale": answer.scale},
    }
    name = "value_number" if answer.value is not None else "value_text"
    found[name] = answer.value if answer.value is not None else answer.text
    return {name: value for name, value in found.items() if value is not None}
