"""Queues with their people, and what was decided on cases: kept as plain data."""

import json
from collections.abc import Mapping
from typing import Any

from luister.store.truth import Truth


def kept_queues(truth: Truth) -> dict[str, dict[str, Any]]:
    """What is kept of each queue, by its name; empty where nobody ever made one."""
    rows = truth.execute("SELECT name, definition FROM store_case_queue ORDER BY name")
    return {str(name): json.loads(text) for name, text in rows}


def keep_queue(truth: Truth, name: str, definition: Mapping[str, Any]) -> None:
    """Keeps a queue, in the place of what was there under its name."""
    truth.execute(
        "INSERT INTO store_case_queue (name, definition) VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET definition = excluded.definition",
        (name, json.dumps(dict(definition), ensure_ascii=False)),
    )


def remove_queue(truth: Truth, name: str) -> bool:
    """True where a queue was there and is gone; its cases keep its name until they are handed over."""
    gone = truth.execute("DELETE FROM store_case_queue WHERE name = ? RETURNING name", (name,))
    return bool(gone)


def kept_settings(truth: Truth) -> dict[str, Any]:
    """What was decided, by name; nothing under a name on which nobody ever decided."""
    rows = truth.execute("SELECT name, definition FROM store_case_setting")
    return {str(name): json.loads(text) for name, text in rows}


def keep_setting(truth: Truth, name: str, definition: object) -> None:
    """Keeps what was decided, in the place of what was before."""
    truth.execute(
        "INSERT INTO store_case_setting (name, definition) VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET definition = excluded.definition",
        (name, json.dumps(definition, ensure_ascii=False)),
    )
