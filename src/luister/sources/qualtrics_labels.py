"""Takes the labels of answers from the Qualtrics questionnaire (.qsf) that lies beside an export."""

import html
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from luister.sources.raw_table import SourceColumn

_LARGEST = 64 << 20


def labelled(path: Path, columns: tuple[SourceColumn, ...]) -> tuple[SourceColumn, ...]:
    """The columns with the labels of their values, where the questionnaire lies beside the file.

    It is the .qsf whose name is the file's own, or the longest that the file's name begins with.
    """
    questions = _questions(path)
    return tuple(_with_labels(column, questions) for column in columns)


def _questions(path: Path) -> dict[str, dict[str, Any]]:
    """The questions by their export tag and by their id; none where no questionnaire can be read."""
    beside = [one for one in path.parent.glob("*.qsf") if path.stem.startswith(one.stem)]
    if not beside:
        return {}
    nearest = max(beside, key=lambda one: len(one.stem))
    if nearest.stat().st_size > _LARGEST:
        return {}
    try:
        entry = json.loads(nearest.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        # The labels are a help, not a need: a damaged questionnaire leaves the answers readable.
        return {}
    return _by_name(entry)


def _by_name(entry: object) -> dict[str, dict[str, Any]]:
    elements = entry.get("SurveyElements", []) if isinstance(entry, dict) else []
    found: dict[str, dict[str, Any]] = {}
    for element in elements:
        payload = element.get("Payload") if element.get("Element") == "SQ" else None
        if isinstance(payload, dict):
            found[str(payload.get("DataExportTag", ""))] = payload
            found[str(payload.get("QuestionID", ""))] = payload
    return found


def _with_labels(column: SourceColumn, questions: dict[str, dict[str, Any]]) -> SourceColumn:
    for name in (column.import_id, column.name):
        question, part = _split(name, questions)
        if question is not None and not name.endswith("TEXT"):
            return replace(
                column,
                label=column.label or plain_text(str(question.get("QuestionText", ""))),
                labels=_labels(question, part),
            )
    return column


def _split(name: str, questions: dict[str, dict[str, Any]]) -> tuple[dict[str, Any] | None, str]:
    """The question of a column and the part of it, as in "QID2-1" or "Q2_1"."""
    if name in questions:
        return questions[name], ""
    found = re.fullmatch(r"(.*)[-_]([^-_]*)", name, re.DOTALL)
    return (questions.get(found[1]), found[2]) if found else (None, "")


def _labels(question: dict[str, Any], part: str) -> dict[str, str]:
    kind, selector = question.get("QuestionType"), str(question.get("Selector", ""))
    choices = _entries(question.get("Choices"))
    if kind == "MC" and selector.startswith("MA"):
        return {"1": plain_text(_display(choices[part]))} if part in choices else {}
    if kind == "MC":
        return _coded(choices, question.get("RecodeValues"))
    if kind == "Matrix" and selector == "Likert" and question.get("SubSelector") == "SingleAnswer":
        return _coded(_entries(question.get("Answers")), question.get("RecodeValues"))
    return {}


def _coded(choices: dict[str, Any], recoded: object) -> dict[str, str]:
    codes = {str(key): str(value) for key, value in _entries(recoded).items()}
    return {codes.get(key, key): plain_text(_display(choice)) for key, choice in choices.items()}


def _entries(entry: object) -> dict[str, Any]:
    """A table of the questionnaire, which writes some as lists that count from 1."""
    if isinstance(entry, dict):
        return {str(key): value for key, value in entry.items()}
    if isinstance(entry, list):
        return {str(place): value for place, value in enumerate(entry, start=1)}
    return {}


def _display(choice: object) -> str:
    return str(choice.get("Display", "")) if isinstance(choice, dict) else ""


def plain_text(marked: str) -> str:
    """The text without its HTML marks.

    >>> plain_text("How <b>easy</b>&nbsp;was it?")
    'How easy was it?'
    """
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", marked)).split())
