"""Reads the heading of a table, in one row or in those of the survey tools."""

import re
from dataclasses import dataclass, replace

from luister.sources.raw_table import SourceColumn, distinct_names
from luister.sources.recognition import import_id

Row = list[str]

_LIME_CODES = {"id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp"}
_LIME_WORDS = {
    "response id": "id",
    "date submitted": "submitdate",
    "last page": "lastpage",
    "start language": "startlanguage",
    "seed": "seed",
    "date started": "startdate",
    "date last action": "datestamp",
}
_LIME_BOTH = re.compile(r"([A-Za-z]\w*(?:\[[^\]]*\])*)\.\s+(.+)", re.DOTALL)
_MONKEY_CELLS = {"response", "open-ended response"}


@dataclass(frozen=True, slots=True)
class Heading:
    """How many rows stand above the answers, which tool wrote them, and the columns they name."""

    rows: int
    tool: str
    columns: tuple[SourceColumn, ...]


def heading_of(rows: list[Row], *, count: int | None = None) -> Heading:
    """The heading of a table whose first rows are given; `count` says how many belong to it.

    >>> heading_of([["Q1", "Q1"], ["8", "9"]]).columns[1].name
    'Q1 (2)'
    """
    if count is not None:
        return _plain(rows, count)
    for reader in (_qualtrics, _survey_monkey, _lime_survey, _touchpoints):
        found = reader(rows)
        if found:
            return found
    return _plain(rows, _title_rows(rows) + 1)


def _plain(rows: list[Row], count: int) -> Heading:
    names = distinct_names(rows[count - 1])
    return Heading(count, "", tuple(SourceColumn(name) for name in names))


def _title_rows(rows: list[Row]) -> int:
    """How many rows of title stand above the names: those with hardly a cell filled."""
    width = max((len(row) for row in rows), default=0)
    for place, row in enumerate(rows[:20]):
        if sum(1 for cell in row if cell.strip()) >= max(2, width / 2) or width < 3:
            return place
    return 0


def _qualtrics(rows: list[Row]) -> Heading | None:
    if (
        len(rows) >= 3
        and (ids := [import_id(cell) for cell in rows[2]])
        and ids.count("") < len(ids) / 2
    ):
        return _named("Qualtrics", 3, rows[0], texts=rows[1], ids=ids)
    if len(rows) < 2 or len(rows[1]) != len(rows[0]):
        return None
    if rows[1][0] == "ResponseID" and re.fullmatch(r"V\d+", rows[0][0]):
        names = [
            text if re.fullmatch(r"V\d+", name) else name
            for name, text in zip(rows[0], rows[1], strict=True)
        ]
        return _named("Qualtrics", 2, names, texts=rows[1], ids=rows[1])
    if rows[0][0] == rows[1][0] and rows[0][0] in {"ResponseID", "StartDate", "RecordedDate"}:
        return _named("Qualtrics", 2, rows[0], texts=rows[1], ids=rows[0])
    return None


def _named(tool: str, count: int, names: Row, *, texts: Row, ids: Row) -> Heading:
    columns = []
    for place, name in enumerate(distinct_names(names)):
        text = " ".join(texts[place].split()) if place < len(texts) else ""
        own = ids[place] if place < len(ids) else ""
        columns.append(SourceColumn(name, label="" if text == name else text, import_id=own))
    return Heading(count, tool, tuple(columns))


def _survey_monkey(rows: list[Row]) -> Heading | None:
    if len(rows) < 2 or len(rows[0]) != len(rows[1]) or rows[1][0].strip():
        return None
    if not any(cell.strip().lower() in _MONKEY_CELLS for cell in rows[1]):
        return None
    names, question = [], ""
    for above, below in zip(rows[0], rows[1], strict=True):
        question = above.strip() or question
        part = "" if below.strip().lower() in _MONKEY_CELLS else below.strip()
        names.append(f"{question} - {part}" if part else question)
    plain = tuple(SourceColumn(name) for name in distinct_names(names))
    return Heading(2, "SurveyMonkey", plain)


def _lime_survey(rows: list[Row]) -> Heading | None:
    cells = [cell.strip() for cell in rows[0]]
    if len(_LIME_CODES & set(cells)) >= 3:
        return replace(_plain(rows, 1), tool="LimeSurvey")
    if len(set(_LIME_WORDS) & {cell.lower() for cell in cells}) >= 3:
        columns = tuple(
            replace(column, import_id=_LIME_WORDS.get(column.name.lower(), ""))
            for column in _plain(rows, 1).columns
        )
        return Heading(1, "LimeSurvey", columns)
    both = [_LIME_BOTH.fullmatch(cell) for cell in cells]
    codes = [found[1] if found else cell for found, cell in zip(both, cells, strict=True)]
    if len(_LIME_CODES & set(codes)) < 3:
        return None
    texts = [found[2] if found else "" for found in both]
    return _named("LimeSurvey", 1, codes, texts=texts, ids=codes)


def _touchpoints(rows: list[Row]) -> Heading | None:
    """The layout of the United States' customer experience service."""
    cells = {cell.strip() for cell in rows[0]}
    if {"external_id", "question_1", "positive_effectiveness"} <= cells:
        return replace(_plain(rows, 1), tool="Touchpoints")
    return None
