"""Rules on answers as they are kept, how far in the log they looked, and the forms to which they come back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from luister.errors import UnknownNameError
from luister.estimates.estimate import Estimate
from luister.events.signal import NewSignal
from luister.store.home import Store
from luister.store.moment_text import text_of
from luister.store.truth import Truth

DUTY = "heed_answers"
_PLACE = "answers_heeded"


@dataclass(frozen=True, slots=True)
class KeptRule:
    """A rule with its number, its definition as plain values, and whether it is on."""

    id: int
    name: str
    definition: Mapping[str, Any]
    is_on: bool


@dataclass(frozen=True, slots=True)
class LogPart:
    """Answers that one entry of the log brought: single forms by id, or those of an import."""

    position: int
    responses: tuple[int, ...] = ()
    import_id: int | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A form to which a rule comes back; `signal` is what it raises, unless."""

    rule: int
    response: str
    customer_key: str
    since: datetime
    signal: NewSignal


def rules(truth: Truth) -> list[KeptRule]:
    """All rules, those that are on first."""
    rows = truth.execute(
        "SELECT id, name, definition, is_on FROM store_answer_rule ORDER BY is_on DESC, name, id"
    )
    return [KeptRule(int(row[0]), row[1], json.loads(row[2]), bool(row[3])) for row in rows]


def rule_of(truth: Truth, number: int) -> KeptRule:
    """One rule.

    Raises:
        UnknownNameError: there is none with this number.
    """
    found = next((one for one in rules(truth) if one.id == number), None)
    if found is None:
        raise _unknown(number)
    return found


def keep_rule(
    truth: Truth, number: int | None, definition: Mapping[str, Any], *, now: datetime
) -> int:
    """The number of the rule, new or changed; a new one is on and looks at answers from now on."""
    told = (str(definition["name"]), json.dumps(dict(definition), ensure_ascii=False))
    if number is None:
        rows = truth.execute(
            "INSERT INTO store_answer_rule (name, definition, is_on, changed_at) "
            "VALUES (?, ?, 1, ?) RETURNING id",
            (*told, text_of(now)),
        )
        return int(rows[0][0])
    rows = truth.execute(
        "UPDATE store_answer_rule SET name = ?, definition = ?, changed_at = ? WHERE id = ? RETURNING id",
        (*told, text_of(now), number),
    )
    if not rows:
        raise _unknown(number)
    return number


def switch_rule(truth: Truth, number: int, is_on: bool, *, now: datetime) -> None:
    """Puts a rule on or off; off, what waits for it raises nothing."""
    rows = truth.execute(
        "UPDATE store_answer_rule SET is_on = ?, changed_at = ? WHERE id = ? RETURNING id",
        (int(is_on), text_of(now), number),
    )
    if not rows:
        raise _unknown(number)


def place(truth: Truth) -> int:
    """The place in the log up to which answers were held against the rules."""
    rows = truth.execute("SELECT value FROM store_setting WHERE name = ?", (_PLACE,))
    return int(rows[0][0]) if rows else 0


def keep_place(truth: Truth, before: int, after: int) -> bool:
    """True where the place moved from `before` to `after`; False where somebody else moved it. In a transaction."""
    if before == 0:
        truth.execute(
            "INSERT INTO store_setting (name, value) VALUES (?, '0') ON CONFLICT (name) DO NOTHING",
            (_PLACE,),
        )
    rows = truth.execute(
        "UPDATE store_setting SET value = ? WHERE name = ? AND value = ? RETURNING name",
        (str(after), _PLACE, str(before)),
    )
    return bool(rows)


def log_after(truth: Truth, position: int, *, limit: int) -> list[LogPart]:
    """The next entries of the log; those that bring no answers hold none."""
    rows = truth.execute(
        "SELECT position, kind, import_id, detail FROM store_log WHERE position > ? "
        "ORDER BY position LIMIT ?",
        (position, limit),
    )
    return [_part(*row) for row in rows]


def _part(position: int, kind: str, import_id: int | None, detail: str) -> LogPart:
    if kind == "form":
        return LogPart(position, tuple(json.loads(detail)["responses"]))
    return LogPart(position, (), import_id if kind == "import" else None)


def imported_since(store: Store, import_id: int, *, since: datetime) -> list[int]:
    """The ids of an import's forms that were filled in since then, as far as they count now."""
    rows = (
        store.projection.cursor()
        .execute(
            "SELECT response FROM fact WHERE import_id = ? AND occurred_at >= ? ORDER BY response",
            [import_id, since.astimezone(UTC).replace(tzinfo=None)],
        )
        .fetchall()
    )
    return [int(row[0]) for row in rows]


def keep_waiting(truth: Truth, waiting: Sequence[tuple[Waiting, datetime]]) -> None:
    """Keeps forms to which rules come back when they are due; call inside a transaction."""
    truth.executemany(
        "INSERT INTO store_answer_wait (rule, response, customer_key, since, due_at, signal) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [
            (
                one.rule,
                one.response,
                one.customer_key,
                text_of(one.since),
                text_of(due_at),
                _packed(one.signal),
            )
            for one, due_at in waiting
        ],
    )


def due(truth: Truth, *, now: datetime, limit: int) -> list[Waiting]:
    """The forms to which a rule comes back by now, held until the transaction ends; call inside one."""
    lock = " FOR UPDATE SKIP LOCKED" if truth.is_postgres else ""
    rows = truth.execute(
        "SELECT rule, response, customer_key, since, signal FROM store_answer_wait "
        f"WHERE due_at <= ? ORDER BY due_at LIMIT ?{lock}",
        (text_of(now), limit),
    )
    return [
        Waiting(int(rule), response, key, datetime.fromisoformat(since), _unpacked(signal))
        for rule, response, key, since, signal in rows
    ]


def is_due(truth: Truth, *, now: datetime) -> bool:
    """True where a rule has a form to come back to."""
    found = truth.execute(
        "SELECT 1 FROM store_answer_wait WHERE due_at <= ? LIMIT 1", (text_of(now),)
    )
    return bool(found)


def forget_waiting(truth: Truth, waiting: Sequence[Waiting]) -> None:
    """Lets forms go that were come back to; call inside a transaction."""
    truth.executemany(
        "DELETE FROM store_answer_wait WHERE rule = ? AND response = ?",
        [(one.rule, one.response) for one in waiting],
    )


def was_answered(truth: Truth, customer_key: str, names: Sequence[str], since: datetime) -> bool:
    """True where the customer had a contact with one of these names since then."""
    if not names:
        return False
    marks = ", ".join("?" * len(names))
    rows = truth.execute(
        "SELECT 1 FROM store_event e JOIN store_customer c ON c.id = e.customer "
        f"WHERE c.customer_key = ? AND e.kind = 'contact' AND lower(e.name) IN ({marks}) "
        "AND e.occurred_at >= ? LIMIT 1",
        (customer_key, *(name.lower() for name in names), text_of(since)),
    )
    return bool(rows)


def _packed(signal: NewSignal) -> str:
    told = asdict(signal) | {"raised_at": text_of(signal.raised_at)}
    return json.dumps(told, ensure_ascii=False)


def _unpacked(text: str) -> NewSignal:
    told = json.loads(text)
    effect = Estimate(**told["effect"]) if told["effect"] else None
    at = datetime.fromisoformat(told["raised_at"])
    return NewSignal(**{**told, "raised_at": at, "effect": effect})


def _unknown(number: int) -> UnknownNameError:
    return UnknownNameError(f"There is no rule {number}.", hint="The rules are listed.")
