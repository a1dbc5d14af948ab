"""Forms as programs send them and as the core takes them, and what is said of each."""

from datetime import UTC
from typing import Any

from luister.errors import LuisterError, MappingError, UnknownNameError
from luister.loop.accept import SentForm
from luister_web.api.refusals import status_of
from luister_web.api.shapes import NewResponse


def sent_form(given: NewResponse) -> SentForm:
    """The form for the core.

    Raises:
        MappingError: its moment has no time zone.
    """
    moment = given.occurred_at
    if moment is not None and moment.tzinfo is None:
        raise MappingError("occurred_at has no time zone.", hint="Write 2025-01-31T12:00:00Z.")
    return SentForm(
        survey=given.survey,
        key=given.key,
        answers=given.answers,
        occurred_at=moment.astimezone(UTC) if moment else None,
        customer=given.customer,
        dimensions=given.dimensions,
    )


def outcome_of(outcome: int | BaseException) -> dict[str, Any]:
    """What is said of a form that was kept or not, with its status."""
    if isinstance(outcome, int):
        return {"status": 201, "accepted": True, "id": outcome}
    if isinstance(outcome, LuisterError):
        is_unfit = isinstance(outcome, UnknownNameError)
        status = 422 if is_unfit else status_of(outcome)
        return {"status": status, "error": outcome.problem, "hint": outcome.hint}
    return {"status": 500, "error": "This form could not be kept.", "hint": "Send it again."}
