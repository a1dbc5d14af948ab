"""What signals hold of one customer: handed out, or erased. A signal stays; what it says of a person goes."""

from typing import Any

from luister.store.truth import Truth


def of_customer(truth: Truth, key: str) -> list[dict[str, Any]]:
    """The signals about a customer, with the words of their history, as plain values."""
    names = ("signal", "kind", "raised_at", "survey", "process", "response", "details", "state")
    rows = truth.execute(
        "SELECT id, kind, raised_at, survey, process, response, details, state FROM store_signal "
        "WHERE customer_key = ? ORDER BY id",
        (key,),
    )
    found = [dict(zip(names, row, strict=True)) for row in rows]
    for one in found:
        one["history"] = [
            dict(zip(("at", "who", "what", "words"), row, strict=True))
            for row in truth.execute(
                "SELECT at, who, what, words FROM store_signal_entry WHERE signal = ? ORDER BY id",
                (one["signal"],),
            )
        ]
    return found + _waiting(truth, key)


def erase(truth: Truth, key: str) -> int:
    """How many signals forgot a customer; that there was one and what became of it stays. In a transaction."""
    rows = truth.execute("SELECT id FROM store_signal WHERE customer_key = ?", (key,))
    for (number,) in rows:
        truth.execute(
            "UPDATE store_signal SET key = ?, customer_key = '', response = '', details = '{}', "
            "effect = NULL, standing = NULL WHERE id = ?",
            (f"erased:{number}", number),
        )
        truth.execute(
            "UPDATE store_signal_entry SET words = '', facts = '{}' WHERE signal = ?", (number,)
        )
    truth.execute("DELETE FROM store_answer_wait WHERE customer_key = ?", (key,))
    return len(rows)


def _waiting(truth: Truth, key: str) -> list[dict[str, Any]]:
    rows = truth.execute(
        "SELECT rule, response, due_at FROM store_answer_wait WHERE customer_key = ?", (key,)
    )
    return [dict(zip(("rule", "response", "due_at"), row, strict=True)) for row in rows]
