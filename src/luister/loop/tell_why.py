"""Tell why: an explanation as plain values, for scripts and programs."""

from typing import Any

from luister.estimates.estimate import Difference, Estimate
from luister.events.alarm import Alarm
from luister.loop.explain import Explanation, Place
from luister.loop.tell_moves import estimate_told, kept_alarm_told
from luister.warning.decomposition import Split
from luister.warning.explanation import Words
from luister.warning.quotes import Voice


def explained_alarm_told(alarm: Alarm, told: Explanation) -> dict[str, Any]:
    """An alarm with its explanation: the shape that scripts rely on."""
    return {"alarm": kept_alarm_told(alarm), "explanation": explanation_told(told)}


def explanation_told(told: Explanation) -> dict[str, Any]:
    """An explanation; what is hidden, and words where comments may not be seen, are null."""
    return {
        "metric": told.metric,
        "where": {name: list(values) for name, values in told.where.items()},
        "verdict": told.verdict,
        "before": estimate_told(told.before),
        "after": estimate_told(told.after),
        "change": _change(told.difference),
        "before_days": [told.before_period.first, told.before_period.last],
        "after_days": [told.after_period.first, told.after_period.last],
        "places": [_place(one) for one in told.places],
        "rest": estimate_told(told.rest),
        "rest_moved": told.rest_moved,
        "mix": told.mix and _mix(told.mix),
        "groups_looked_at": told.looked_at,
        "words": told.words and _words(told.words),
        "happenings": [
            {"kind": one.kind, "day": one.day, "label": one.label, "days_away": one.days_away}
            for one in told.happenings
        ],
    }


def _change(change: Difference | None) -> dict[str, Any] | None:
    return {"value": change.value, "low": change.low, "high": change.high} if change else None


def _place(place: Place) -> dict[str, Any]:
    compared = place.compared
    return {
        "group": dict(place.group),
        "before": estimate_told(compared.before if compared else None),
        "after": estimate_told(compared.after if compared else None),
        "change": _change(compared.difference if compared else None),
        "contribution": _part(place.contribution),
    }


def _part(found: Estimate | None) -> dict[str, Any] | None:
    return {"value": found.value, "low": found.low, "high": found.high} if found else None


def _mix(mix: Split) -> dict[str, Any]:
    return {"dimension": mix.dimension, "mix": _part(mix.mix), "score": _part(mix.score)}


def _words(words: Words) -> dict[str, Any]:
    return {
        "telling": [
            {
                "words": one.words,
                "count": one.count,
                "comments": one.comments,
                "before": list(one.before),
                "rest": list(one.rest),
            }
            for one in words.telling
        ],
        "bad": [_voice(one) for one in words.bad],
        "good": [_voice(one) for one in words.good],
        "comments": words.comments,
    }


def _voice(voice: Voice) -> dict[str, Any]:
    return {"response": voice.response, "text": voice.text, "day": voice.day}
