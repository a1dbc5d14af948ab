"""The surveys that run in the demo, and the letters that invite to them."""

import tomllib
from importlib.resources import files
from typing import Any

SURVEY = "relation"
"""The survey whose answers a visitor adds to."""

CONTACT = "contact"
"""The survey that asks how easy a call was."""


def live_survey() -> str:
    """The definition, as a file of our own format.

    >>> '"name": "relation"' in live_survey()
    True
    """
    return files("luister.demo.energy").joinpath("live_survey.json").read_text(encoding="utf-8")


def letter_plan(survey: str) -> dict[str, Any]:
    """How a survey invites, as plain values: its letter in each language, reminders, days.

    >>> sorted(letter_plan("contact")["messages"])
    ['en', 'nl']
    """
    told = files("luister.demo.energy").joinpath("letters.toml").read_text(encoding="utf-8")
    plan: dict[str, Any] = tomllib.loads(told)[survey]
    return plan
