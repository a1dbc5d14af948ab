"""Each answer of a customer beside their next one to the same question; counted by the analytical database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from luister.store.case_rows import Scope
from luister.store.counting import asked_columns
from luister.store.home import Store
from luister.store.segment import column_of, quoted


@dataclass(frozen=True, slots=True)
class Followed:
    """An answer with its form, and the value and moment of the customer's next answer."""

    response: str
    first: float
    following: float
    following_at: datetime


def followed_answers(
    store: Store, survey: str, question: str, scope: Scope, *, since: datetime
) -> Iterator[Followed]:
    """The pairs of a question since a moment, as far as the first answer lies within a scope."""
    store.projection.catch_up()
    places = asked_columns(store, [(survey, question)])
    conditions, values = ["first_at >= ?"], [since.astimezone(UTC).replace(tzinfo=None)]
    inside, allowed = _within(scope)
    for place in places:
        rows = store.projection.cursor().execute(
            "SELECT response, value, next_value, next_at FROM (SELECT response, "
            f"occurred_at AS first_at, {place.value} AS value, "
            f"lead({place.value}) OVER later AS next_value, lead(occurred_at) OVER later AS next_at, "
            f"{inside} AS is_inside FROM fact WHERE survey = ? AND customer IS NOT NULL "
            f"AND {place.status} = 0 "
            "WINDOW later AS (PARTITION BY customer ORDER BY occurred_at, response)) "
            f"WHERE next_value IS NOT NULL AND is_inside AND {' AND '.join(conditions)}",
            [*allowed, survey, *values],
        )
        for response, first, following, at in rows.fetchall():
            yield Followed(str(response), float(first), float(following), at.replace(tzinfo=UTC))


def _within(scope: Scope) -> tuple[str, list[str]]:
    parts, values = ["true"], list[str]()
    for dimension, allowed in scope.items():
        column = quoted(column_of(dimension))
        marks = ", ".join("?" * len(allowed))
        parts.append(f"coalesce({column} IN ({marks}), false)" if allowed else "false")
        values += allowed
    return f"({' AND '.join(parts)})", values
