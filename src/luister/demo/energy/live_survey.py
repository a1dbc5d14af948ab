"""The survey that runs in the demo: it asks what the made-up company's answers were given to."""

from importlib.resources import files

SURVEY = "relation"
"""The survey whose answers a visitor adds to."""


def live_survey() -> str:
    """The definition, as a file of our own format.

    >>> '"name": "relation"' in live_survey()
    True
    """
    return files("luister.demo.energy").joinpath("live_survey.json").read_text(encoding="utf-8")
