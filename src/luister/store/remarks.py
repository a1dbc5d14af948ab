"""Remarks: what an employee has to say beside an answer or a result; one each, changed or taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from luister.store.home import Store
from luister.store.moment_text import moment_of, text_of
from luister.store.truth import Truth

ANSWER, RESULT = "answer", "result"
"""What a remark stands beside: one form (by its id), or a result (process and metric)."""

_COLUMNS = "employee, subject, about, words, writer, written_at, changed_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """The words of an employee beside `about`; `writer` is the user name under which they were written."""

    employee: str
    subject: str
    about: str
    words: str
    writer: str
    written_at: datetime | None
    changed_at: datetime | None


def keep_remark(truth: Truth, remark: Remark, *, customer: int | None, now: datetime) -> None:
    """Keeps a remark in place of the one before; `customer` is who gave the answer, where that is known."""
    at = text_of(now)
    truth.execute(
        "INSERT INTO store_remark (employee, subject, about, customer, words, writer, written_at, "
        "changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (employee, subject, about) "
        "DO UPDATE SET words = excluded.words, writer = excluded.writer, "
        "changed_at = excluded.changed_at",
        (
            remark.employee, remark.subject, remark.about, customer, remark.words, remark.writer,
            at, at,
        ),
    )  # fmt: skip


def take_back(truth: Truth, employee: str, subject: str, about: str) -> bool:
    """True where there was a remark; it is gone, words and all."""
    rows = truth.execute(
        "DELETE FROM store_remark WHERE employee = ? AND subject = ? AND about = ? RETURNING id",
        (employee, subject, about),
    )
    return bool(rows)


def remarks_on(truth: Truth, subject: str, about: Sequence[str]) -> list[Remark]:
    """The remarks beside any of these, the oldest first."""
    if not about:
        return []
    marks = ", ".join("?" for _ in about)
    return _found(
        truth, f"subject = ? AND about IN ({marks}) ORDER BY written_at, id", (subject, *about)
    )


def remarks_of(truth: Truth, employees: Sequence[str], subject: str) -> list[Remark]:
    """The remarks of these employees, the latest first."""
    if not employees:
        return []
    marks = ", ".join("?" for _ in employees)
    return _found(
        truth,
        f"subject = ? AND employee IN ({marks}) ORDER BY changed_at DESC, id",
        (subject, *employees),
    )


def whose(store: Store, response: int) -> tuple[str | None, int | None] | None:
    """The employee and the customer of a form; None where there is no such form."""
    store.projection.catch_up()
    row = (
        store.projection.cursor()
        .execute("SELECT employee, customer FROM fact WHERE response = ?", [response])
        .fetchone()
    )
    return None if row is None else (row[0], row[1])


def of_customer(truth: Truth, customer: int) -> list[dict[str, Any]]:
    """What was remarked beside the answers of a customer."""
    found = _found(truth, "customer = ? ORDER BY written_at, id", (customer,))
    return [
        {"answer": one.about, "words": one.words, "written_at": str(one.written_at)}
        for one in found
    ]


def erase(truth: Truth, customer: int) -> int:
    """How many remarks beside the answers of a customer were taken away."""
    rows = truth.execute("DELETE FROM store_remark WHERE customer = ? RETURNING id", (customer,))
    return len(rows)


def _found(truth: Truth, condition: str, values: Sequence[Any]) -> list[Remark]:
    rows = truth.execute(f"SELECT {_COLUMNS} FROM store_remark WHERE {condition}", values)
    return [
        Remark(
            employee=row[0], subject=row[1], about=row[2], words=row[3], writer=row[4],
            written_at=moment_of(row[5]), changed_at=moment_of(row[6]),
        )
        for row in rows
    ]  # fmt: skip
