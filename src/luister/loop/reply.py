"""Reply: an employee has a word of their own beside an answer about them, or beside a result."""

from collections.abc import Sequence
from datetime import datetime

from luister.errors import MappingError, UnknownNameError
from luister.store import remarks
from luister.store.home import Store
from luister.store.remarks import ANSWER, RESULT, Remark

Said = Remark
BESIDE_ANSWER, BESIDE_RESULT = ANSWER, RESULT
LONGEST = 2000


def reply(store: Store, said: Said, *, now: datetime) -> None:
    """Keeps what an employee says; no words take back what was said before.

    Raises:
        UnknownNameError: the answer is not one about this employee.
        MappingError: it is too long.
    """
    words = said.words.strip()
    if len(words) > LONGEST:
        raise MappingError(f"A remark of {len(words)} signs.", hint=f"Keep to {LONGEST}.")
    customer = _customer_of(store, said) if said.subject == ANSWER else None
    if not words:
        remarks.take_back(store.truth, said.employee, said.subject, said.about)
        return
    remarks.keep_remark(store.truth, said, customer=customer, now=now)


def beside_answers(store: Store, responses: Sequence[str]) -> dict[str, list[Said]]:
    """What was said beside these answers; the caller has seen to it that the reader may see them."""
    found: dict[str, list[Said]] = {}
    for one in remarks.remarks_on(store.truth, ANSWER, responses):
        found.setdefault(one.about, []).append(one)
    return found


def beside_results(store: Store, employees: Sequence[str]) -> list[Said]:
    """What these employees said beside their results, the latest first."""
    return remarks.remarks_of(store.truth, employees, RESULT)


def _customer_of(store: Store, said: Said) -> int | None:
    """The customer who gave the answer.

    An answer of somebody else's and one that is not there get the same words.
    """
    known = remarks.whose(store, int(said.about)) if _is_number(said.about) else None
    if known is None or known[0] != said.employee:
        raise UnknownNameError(
            "There is no such answer about you.", hint="Reply from the page My results."
        )
    return known[1]


def _is_number(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) < 20
