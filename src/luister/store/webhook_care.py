"""What messages to other systems hold of a customer, and what may go."""

import json
from datetime import datetime
from typing import Any

from luister.store.home import Store
from luister.store.moment_text import text_of
from luister.store.truth import Truth

_NAMED = "body LIKE ? ESCAPE '\\'"


def of_customer(truth: Truth, key: str) -> list[dict[str, Any]]:
    """The messages that name this customer, as they are kept here."""
    rows = truth.execute(
        f"SELECT body, state FROM store_webhook_delivery WHERE {_NAMED} ORDER BY id",
        (_pattern(key),),
    )
    return [{**json.loads(body), "state": state} for body, state in rows]


def erase(truth: Truth, key: str) -> int:
    """How many messages that name this customer were erased; call inside a transaction."""
    rows = truth.execute(
        f"DELETE FROM store_webhook_delivery WHERE {_NAMED} RETURNING id", (_pattern(key),)
    )
    return len(rows)


def tidy(store: Store, *, before: datetime) -> int:
    """How many messages that are on their way no more, and were made before then, are let go."""
    rows = store.truth.execute(
        "DELETE FROM store_webhook_delivery WHERE state <> 'waiting' AND made_at < ? RETURNING id",
        (text_of(before),),
    )
    return len(rows)


def _pattern(key: str) -> str:
    text = json.dumps(key, ensure_ascii=False)
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
