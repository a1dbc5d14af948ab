"""The mapping file that goes with a survey's CSV: what each of its columns means."""

import json
from collections.abc import Iterator
from datetime import date

from luister.demo.energy.causes import story
from luister.demo.energy.csv_file import NOT_APPLICABLE, NOT_ASKED, places
from luister.demo.energy.questionnaire import DIMENSIONS, items
from luister.events.answer import Question


def mapping_text(survey: str) -> str:
    """The TOML text with which `write_csv`'s file comes in as the answers it was made from.

    >>> mapping_text("moving").splitlines()[0]
    'survey = "moving"'
    """
    # The name of a process does not depend on the day on which the answers end.
    names = {process.survey: process.name for process in story(end=date(2026, 11, 30)).processes}
    opening = f'survey = "{survey}"\n\n[constants]\nprocess = "{names[survey]}"'
    return "\n\n".join((opening, *_columns(survey))) + "\n"


def _columns(survey: str) -> Iterator[str]:
    yield _column("respondent", role="id")
    yield _column("completed_at", role="date")
    yield _column("customer", role="customer")
    yield _column("finished", role="complete", values=["1"])
    for name in (*places(survey), "weight"):
        yield _column(name, role=name)
    for name in DIMENSIONS[survey]:
        yield _column(name, role="dimension")
    for item in items(survey):
        yield _question(item.question)


def _question(question: Question) -> str:
    told: dict[str, object] = {"label": question.label, "scale": question.scale.code}
    if question.touchpoint:
        told["touchpoint"] = question.touchpoint
    if question.is_headline:
        told["headline"] = True
    if question.scale.is_numeric:
        told["missing"] = {
            "not_applicable": [str(NOT_APPLICABLE)],
            "not_asked": [str(NOT_ASKED)],
        }
    if question.labels:
        told["labels"] = {f"{value:g}": label for value, label in question.labels.items()}
    return _column(question.id, role="question", **told)


def _column(name: str, **told: object) -> str:
    lines = (f"{key} = {_written(value)}" for key, value in {"name": name, **told}.items())
    return "\n".join(("[[column]]", *lines))


def _written(value: object) -> str:
    if isinstance(value, dict):
        inside = ", ".join(f"{json.dumps(key)} = {_written(one)}" for key, one in value.items())
        return f"{{ {inside} }}"
    # Text, lists of text and truths are written alike in JSON and in TOML.
    return json.dumps(value, ensure_ascii=False)
