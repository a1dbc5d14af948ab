"""What was decided on rules of rest and on each survey's way of inviting: kept as plain data."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from luister.store.truth import Truth

_DECIDED = "rest_rules_decided"


def kept_rules(truth: Truth) -> list[dict[str, Any]] | None:
    """The rules in their order, as plain values; None where nobody ever decided on them."""
    decided = truth.execute("SELECT 1 FROM store_setting WHERE name = ?", (_DECIDED,))
    if not decided:
        return None
    rows = truth.execute("SELECT definition FROM store_rest_rule ORDER BY place")
    return [json.loads(text) for (text,) in rows]


def keep_rules(truth: Truth, rules: Sequence[Mapping[str, Any]]) -> None:
    """Puts these rules in the place of all before; each has a `name` of its own."""
    with truth.transaction():
        truth.execute("DELETE FROM store_rest_rule")
        truth.executemany(
            "INSERT INTO store_rest_rule (name, place, definition) VALUES (?, ?, ?)",
            [
                (rule["name"], place, json.dumps(dict(rule), ensure_ascii=False))
                for place, rule in enumerate(rules)
            ],
        )
        truth.execute(
            "INSERT INTO store_setting VALUES (?, '1') ON CONFLICT (name) DO NOTHING", (_DECIDED,)
        )


def kept_plan(truth: Truth, survey: str) -> dict[str, Any]:
    """How a survey invites, as plain values; empty where nothing was decided."""
    rows = truth.execute(
        "SELECT definition FROM store_invitation_plan WHERE survey = ?", (survey,)
    )
    found: dict[str, Any] = json.loads(rows[0][0]) if rows else {}
    return found


def keep_plan(truth: Truth, survey: str, plan: Mapping[str, Any]) -> None:
    """Keeps how a survey invites, in the place of what was decided before."""
    truth.execute(
        "INSERT INTO store_invitation_plan (survey, definition) VALUES (?, ?) "
        "ON CONFLICT (survey) DO UPDATE SET definition = excluded.definition",
        (survey, json.dumps(dict(plan), ensure_ascii=False)),
    )
