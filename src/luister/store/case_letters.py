"""The letters of cases, in and out: which are due, on their way, and what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from luister.store.moment_text import text_of
from luister.store.truth import Row, Truth

OUT, IN = "out", "in"
WAITING, SENDING, SENT, FAILED, UNSURE, RECEIVED = (
    "waiting",
    "sending",
    "sent",
    "failed",
    "unsure",
    "received",
)
"""It waits, is on its way, left, was turned down for good, may have left; or it came in."""

_COLUMNS = (
    "token, case_id, direction, at, who, address, message_id, subject, text, quoted, language, "
    "state, attempts, problem"
)
_GONE = timedelta(days=1)  # Silent for so long, a sender on another machine is taken for gone.


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLetter:
    """One letter. `address` is the other side's; `message_id` is empty until a letter of ours was made."""

    token: str
    case: int
    direction: str
    at: datetime
    who: str
    address: str
    message_id: str
    subject: str
    text: str
    quoted: str
    language: str
    state: str
    attempts: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class LetterChange:
    """What a letter becomes; `due_at` where it waits again."""

    token: str
    state: str
    problem: str = ""
    due_at: datetime | None = None
    was_tried: bool = True


def add(truth: Truth, letter: CaseLetter) -> bool:
    """True where the letter was new; call inside a transaction."""
    at = text_of(letter.at)
    rows = truth.execute(
        f"INSERT INTO store_case_letter ({_COLUMNS}, due_at, changed_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING token",
        (
            letter.token, letter.case, letter.direction, at, letter.who, letter.address,
            letter.message_id, letter.subject, letter.text, letter.quoted, letter.language,
            letter.state, letter.attempts, letter.problem, at, at,
        ),
    )  # fmt: skip
    return bool(rows)


def of_case(truth: Truth, number: int) -> list[CaseLetter]:
    """The letters of a case, the first first."""
    rows = truth.execute(
        f"SELECT {_COLUMNS} FROM store_case_letter WHERE case_id = ? ORDER BY at, token", (number,)
    )
    return [_letter(row) for row in rows]


def named(truth: Truth, tokens: Sequence[str]) -> CaseLetter | None:
    """The first of these letters that there is; None where there is none."""
    for token in tokens:
        rows = truth.execute(f"SELECT {_COLUMNS} FROM store_case_letter WHERE token = ?", (token,))
        if rows:
            return _letter(rows[0])
    return None


def is_received(truth: Truth, message_id: str) -> bool:
    """True where a letter with this Message-ID came in before."""
    rows = truth.execute(
        "SELECT 1 FROM store_case_letter WHERE message_id = ? AND direction = 'in' LIMIT 1",
        (message_id,),
    )
    return bool(rows)


def take_due(truth: Truth, *, sender: str, now: datetime, limit: int) -> list[CaseLetter]:
    """Letters that are due, taken by `sender`: nobody else will send them. The longest due come first."""
    skip = " FOR UPDATE SKIP LOCKED" if truth.is_postgres else ""
    at = text_of(now)
    # Looked at first: on SQLite even a claim that finds nothing would wait for the one writer.
    due = "FROM store_case_letter WHERE state = 'waiting' AND due_at <= ?"
    if not truth.execute(f"SELECT 1 {due} LIMIT 1", (at,)):
        return []
    with truth.transaction():
        tokens = truth.execute(
            f"SELECT token {due} ORDER BY due_at, token LIMIT ?{skip}", (at, limit)
        )
        truth.executemany(
            "UPDATE store_case_letter SET state = 'sending', sender = ?, changed_at = ?, "
            "attempts = attempts + 1 WHERE token = ?",
            [(sender, at, token) for (token,) in tokens],
        )
    return [one for (token,) in tokens if (one := named(truth, [str(token)]))]


def on_their_way(truth: Truth, sender: str) -> list[str]:
    """The letters that a sender took and of which it told nothing."""
    rows = truth.execute(
        "SELECT token FROM store_case_letter WHERE state = 'sending' AND sender = ?", (sender,)
    )
    return [str(token) for (token,) in rows]


def silent_senders(truth: Truth, *, now: datetime) -> list[str]:
    """Those who took letters a day ago and told nothing of them since."""
    rows = truth.execute(
        "SELECT DISTINCT sender FROM store_case_letter WHERE state = 'sending' AND changed_at < ?",
        (text_of(now - _GONE),),
    )
    return [str(sender) for (sender,) in rows]


def settle(truth: Truth, change: LetterChange, *, sender: str, now: datetime) -> int | None:
    """The case of the letter, where it was still `sender`'s and is now what the change says.

    Call inside a transaction.
    """
    rows = truth.execute(
        "UPDATE store_case_letter SET state = ?, problem = ?, changed_at = ?, "
        "due_at = coalesce(?, due_at), attempts = attempts - ?, sender = ? "
        "WHERE token = ? AND state = 'sending' AND sender = ? RETURNING case_id",
        (
            change.state, change.problem, text_of(now),
            text_of(change.due_at) if change.due_at else None, int(not change.was_tried),
            None if change.state == WAITING else sender, change.token, sender,
        ),
    )  # fmt: skip
    return int(rows[0][0]) if rows else None


def send_again(truth: Truth, number: int, token: str, *, now: datetime) -> bool:
    """True where a letter that failed, or of which nobody can tell, waits anew: a person decided so."""
    rows = truth.execute(
        "UPDATE store_case_letter SET state = 'waiting', due_at = ?, changed_at = ?, problem = '', "
        "attempts = 0, sender = NULL WHERE token = ? AND case_id = ? "
        "AND state IN ('failed', 'unsure') RETURNING token",
        (text_of(now), text_of(now), token, number),
    )
    return bool(rows)


def _letter(row: Row) -> CaseLetter:
    names = (
        "token", "case", "direction", "at", "who", "address", "message_id", "subject", "text",
        "quoted", "language", "state", "attempts", "problem",
    )  # fmt: skip
    found = dict(zip(names, row, strict=True))
    return CaseLetter(**{**found, "at": datetime.fromisoformat(found["at"])})
