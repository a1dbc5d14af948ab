"""What a reader may see of one customer: the part within their scope, with or without the words."""

from typing import Any

from luister.errors import UnknownNameError
from luister.loop.keep import Home, export_customer
from luister_web.access.models import User
from luister_web.access.rights import Right, Scope, has_right, scope

_STREAMED = ("keys", "trigger_asks", "rejected_items")


def seen_customer(home: Home, key: str, reader: User) -> dict[str, Any]:
    """What is kept of a customer, as far as `reader` may see it; newest answers first.

    Raises:
        UnknownNameError: there is nothing, or nothing within the reader's scope; which of the two
            is not told.
    """
    everything = export_customer(home, key)
    allowed = scope(reader)
    forms = [form for form in everything["responses"] if is_within(form["dimensions"], allowed)]
    if allowed and not forms:
        raise UnknownNameError(
            f"Nothing is kept of customer {key!r}.", hint="Keys count capitals and blanks."
        )
    if not has_right(reader, Right.SEE_COMMENTS):
        forms = [_without_words(form) for form in forms]
    forms.sort(key=lambda form: str(form["occurred_at"]), reverse=True)
    seen = {"customer": everything["customer"], "responses": forms}
    # What has no unit of its own is for those who see all.
    return seen if allowed else {**everything, **seen}


def is_within(dimensions: dict[str, str | None], allowed: Scope) -> bool:
    """True where an answer with these dimensions lies within a scope.

    >>> is_within({"team": "North"}, {"team": ("North", "South")})
    True
    >>> is_within({"team": None}, {"team": ("North",)})
    False
    """
    return all(dimensions.get(name) in values for name, values in allowed.items())


def _without_words(form: dict[str, Any]) -> dict[str, Any]:
    answers = [
        {**answer, "text": None} if answer["scale"] == "text" else answer
        for answer in form["answers"]
    ]
    return {**form, "answers": answers}
