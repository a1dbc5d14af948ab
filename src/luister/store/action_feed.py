"""Actions as people's own pages show them: open ones, as far as a reader may see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from luister.store.case_rows import within
from luister.store.moment_text import text_of
from luister.store.truth import Truth

_PLACES = {"team": ("team",), "employee": ("employee", "owner_employee")}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAction:
    """An action under way; `employee` is whom coaching is about, `owner` who does it."""

    id: int
    level: str
    title: str
    state: str
    owner: str
    employee: str
    due_on: date | None


def open_actions(
    truth: Truth, scope: Mapping[str, tuple[str, ...]], *, level: str = "", limit: int = 20
) -> list[OpenAction]:
    """The actions planned or busy, those due first; of one level where one is named."""
    where, values = within(scope, _PLACES)
    condition = f"{where} AND state IN ('planned', 'busy') AND (? = '' OR level = ?)"
    rows = truth.execute(
        "SELECT id, level, title, state, owner, employee, due_on FROM store_action "
        f"WHERE {condition} ORDER BY coalesce(due_on, '9999'), id LIMIT ?",
        (*values, level, level, limit),
    )
    return [
        OpenAction(
            id=int(row[0]), level=row[1], title=row[2], state=row[3], owner=row[4],
            employee=row[5], due_on=date.fromisoformat(row[6]) if row[6] else None,
        )
        for row in rows
    ]  # fmt: skip


def worked_by(truth: Truth, *, since: datetime) -> tuple[dict[str, int], dict[str, int]]:
    """Since a moment, by account: how many cases somebody worked on, and how many actions of theirs ended."""
    at = text_of(since)
    cases = truth.execute(
        "SELECT who, count(DISTINCT case_id) FROM store_case_entry WHERE at >= ? AND who <> '' "
        "GROUP BY who",
        (at,),
    )
    actions = truth.execute(
        "SELECT owner, count(*) FROM store_action WHERE ended_at >= ? AND state = 'done' "
        "GROUP BY owner",
        (at,),
    )
    return {who: int(n) for who, n in cases}, {who: int(n) for who, n in actions}
