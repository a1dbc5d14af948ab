"""What is kept of a customer's cases: handed out on request, or erased with all that hangs on them."""

from typing import Any

from luister.store.case_history import history
from luister.store.case_rows import COLUMNS, FROM, READ
from luister.store.moment_text import text_of
from luister.store.truth import Row, Truth


def of_customer(truth: Truth, customer: int) -> list[dict[str, Any]]:
    """All cases of a customer with their histories, letters and files, as plain values."""
    rows = truth.execute(
        f"SELECT {READ} FROM {FROM} WHERE c.customer = ? ORDER BY c.id", (customer,)
    )
    return [_everything(truth, row) for row in rows]


def erase(truth: Truth, customer: int) -> dict[str, int]:
    """How many cases of a customer were erased, with all that hangs on them; call inside a transaction."""
    mine = "(SELECT id FROM store_case WHERE customer = ?)"
    truth.execute(
        f"UPDATE store_case SET before_case = NULL WHERE before_case IN {mine}", (customer,)
    )
    truth.execute(
        f"DELETE FROM store_action_entry WHERE action IN (SELECT id FROM store_action "
        f"WHERE customer = ? OR case_id IN {mine})",
        (customer, customer),
    )
    actions = truth.execute(
        f"DELETE FROM store_action WHERE customer = ? OR case_id IN {mine} RETURNING id",
        (customer, customer),
    )
    for table in ("store_case_entry", "store_case_letter", "store_case_file"):
        truth.execute(f"DELETE FROM {table} WHERE case_id IN {mine}", (customer,))
    gone = truth.execute("DELETE FROM store_case WHERE customer = ? RETURNING id", (customer,))
    return {"cases": len(gone), "actions": len(actions)}


def _everything(truth: Truth, row: Row) -> dict[str, Any]:
    found = dict(zip((*COLUMNS, "customer_key"), row, strict=True))
    number = found["id"]
    letters = truth.execute(
        "SELECT direction, at, who, address, subject, text, state FROM store_case_letter "
        "WHERE case_id = ? ORDER BY at",
        (number,),
    )
    files = truth.execute(
        "SELECT at, who, name, type, size FROM store_case_file WHERE case_id = ? ORDER BY id",
        (number,),
    )
    said = ("direction", "at", "who", "address", "subject", "text", "state")
    return {
        **{name: value for name, value in found.items() if name != "customer"},
        "history": [
            {
                "at": text_of(one.at), "who": one.who, "what": one.what, "words": one.words,
                "details": dict(one.details),
            }
            for one in history(truth, number)
        ],
        "letters": [dict(zip(said, letter, strict=True)) for letter in letters],
        "files": [dict(zip(("at", "who", "name", "type", "size"), one, strict=True)) for one in files],
    }  # fmt: skip
