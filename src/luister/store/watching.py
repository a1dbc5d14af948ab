"""What was decided on watching, in the operational database."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from luister.estimates.watched import WarningSettings
from luister.store.moment_text import text_of
from luister.store.truth import Truth

_SETTINGS, _SINCE, _THROUGH = "settings", "watched_since", "watched_through"


def kept_settings(truth: Truth) -> WarningSettings:
    """The settings in force; those of a new home until somebody decides."""
    found = _value(truth, _SETTINGS)
    if found is None:
        return WarningSettings()
    return settings_from(json.loads(found))


def settings_from(known: Mapping[str, Any]) -> WarningSettings:
    """The settings of which these are the plain values, as they are kept."""
    dimensions = {name: tuple(values) for name, values in known["dimensions"].items()}
    return WarningSettings(
        **{**known, "metrics": tuple(known["metrics"]), "dimensions": dimensions}
    )


def keep_settings(truth: Truth, settings: WarningSettings, *, now: datetime) -> None:
    """Keeps the settings, and when they were decided on."""
    with truth.transaction():
        _keep(truth, _SETTINGS, json.dumps(asdict(settings), ensure_ascii=False))
        _keep(truth, "decided_at", text_of(now))


def watched_since(truth: Truth, day: date) -> date:
    """The day since which changes are sought: `day` where this is the first look."""
    truth.execute(
        "INSERT INTO store_watch_setting VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
        (_SINCE, str(day)),
    )
    return date.fromisoformat(_value(truth, _SINCE) or str(day))


def watched_through(truth: Truth) -> date | None:
    """The last day that was looked at; None before the first look."""
    found = _value(truth, _THROUGH)
    return None if found is None else date.fromisoformat(found)


def keep_watched_through(truth: Truth, day: date) -> None:
    """Keeps that all that moved up to `day` was raised."""
    _keep(truth, _THROUGH, str(day))


def _value(truth: Truth, name: str) -> str | None:
    rows = truth.execute("SELECT value FROM store_watch_setting WHERE name = ?", (name,))
    return str(rows[0][0]) if rows else None


def _keep(truth: Truth, name: str, value: str) -> None:
    truth.execute(
        "INSERT INTO store_watch_setting VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )
