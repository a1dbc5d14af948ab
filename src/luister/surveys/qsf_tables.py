"""The tables and sliders of a Qualtrics file."""

from collections.abc import Mapping
from dataclasses import replace

from luister.surveys.converted import named
from luister.surveys.definition import Item, Option, Texts
from luister.surveys.foreign_fields import Place
from luister.surveys.grid import Grid, Line, laid
from luister.surveys.qsf_asked import UNKNOWN, Asked, Made, chosen
from luister.surveys.qsf_parts import Plain, Words, inside, keyed
from luister.surveys.scale_kinds import is_short, rated_kind

_SHRUNK = "The slider became a scale from 0 to 10"
_ROW_WORDS = "Own words beside a row are not taken over"


def texts(asked: Asked) -> Made:
    """A text for each row."""
    made, items = Made(), []
    taken = set(asked.taken)
    for line in _lines(asked, "Choices", asked.choices, {}):
        name = named(f"{asked.model.id}_{line.key}", taken, "item")
        taken.add(name)
        item = replace(asked.model, id=name, text=_joined(asked.model.text, line.text))
        items.append(item)
        made.fields[f"{asked.qid}/ChoiceTextEntryValue/{line.key}"] = Place(item, name)
    made.items = tuple(items)
    return made


def _joined(question: Texts, row: Texts) -> dict[str, str]:
    return {
        code: ": ".join(filter(None, (question.get(code), row.get(code))))
        for code in dict.fromkeys([*question, *row])
    }


def table(asked: Asked) -> Made:
    """A matrix, or a question for each row; nothing where it is a kind of table we do not have."""
    selector, sub = str(asked.plain.get("Selector")), asked.plain.get("SubSelector")
    if selector == "TE":
        return texts(asked) if len(asked.answers) <= 1 else Made()
    if selector not in {"Likert", "Bipolar"} or not asked.choices or not asked.answers:
        return Made()
    takes_many = sub == "MultipleAnswer"
    if len(asked.answers) == 1:
        return _column(asked)
    if any(str(row.get("TextEntry")).lower() == "true" for row in asked.choices.values()):
        asked.book.add(asked.model.id, _ROW_WORDS)
    numbers = _numbers(asked)
    grid = Grid(
        model=asked.model,
        rows=_lines(asked, "Choices", asked.choices, {}),
        columns=_lines(asked, "Answers", asked.answers, numbers),
        takes_many=takes_many,
    )
    found = laid(grid, asked.taken, asked.book)
    made = Made(found.items)
    for row, place in found.places.items():
        for column in asked.answers:
            value = place.values.get(column, column)
            groups = chosen(place.item, value, place.field)
            made.chosen[f"{asked.qid}/SelectableChoice/{row}/{column}"] = groups
            # Of an answer without a row it is enough that any row has it.
            whole = f"{asked.qid}/SelectableAnswer/{column}"
            made.chosen[whole] = made.chosen.get(whole, ()) + groups
    return made


def _lines(
    asked: Asked, part: str, members: Mapping[str, Plain], numbers: Mapping[str, int]
) -> tuple[Line, ...]:
    base = next(iter(asked.model.text))
    return tuple(
        Line(key, asked.words.at(part, key, "Display") or {base: key}, numbers.get(key))
        for key in members
    )


def _numbers(asked: Asked) -> dict[str, int]:
    """The recode values of the columns; none where they are only their places."""
    recodes = asked.plain.get("RecodeValues")
    if not isinstance(recodes, dict):
        return {}
    found = {
        str(key): int(str(value))
        for key, value in recodes.items()
        if str(value).lstrip("-").isdigit() and str(key) in asked.answers
    }
    return {} if all(key == str(value) for key, value in found.items()) else found


def _column(asked: Asked) -> Made:
    """A table with one column to tick: its rows are the options of one question."""
    column = next(iter(asked.answers))
    lines = _lines(asked, "Choices", asked.choices, {})
    codes: dict[str, str] = {}
    for line in lines:
        codes[line.key] = named(line.key, codes.values(), "option")
    options = tuple(Option(codes[line.key], line.text) for line in lines)
    item = replace(asked.model, kind="choices", options=options)
    return Made(
        (item,),
        {f"{asked.qid}/SelectableChoice/{k}/{column}": chosen(item, c) for k, c in codes.items()},
    )


def slider(asked: Asked) -> Made:
    """A slider or stars as a rating, or a matrix where there are several."""
    low, high = _ends(asked)
    is_kept = is_short(low, high)
    if not is_kept:
        asked.book.add(asked.model.id, _SHRUNK, f"{low} to {high}")
        low, high = 0, 10
    base = next(iter(asked.model.text))
    labels = [asked.words.at("Labels", key, "Display") for key in keyed(asked.plain.get("Labels"))]
    ends = (labels[0], labels[-1]) if len(labels) > 1 else ({}, {})
    rows = _lines(asked, "Choices", asked.choices, {}) or (Line("1", {base: ""}),)
    if len(rows) == 1:
        kind, scale = rated_kind(low, high, [asked.model.id, *asked.model.text.values()])
        text = _joined(asked.model.text, rows[0].text)
        item = replace(asked.model, kind=kind, scale=scale, text=text, low=ends[0], high=ends[1])
        places = {rows[0].key: Place(item, item.id)}
        items: tuple[Item, ...] = (item,)
    else:
        steps = [Line(str(step), {base: str(step)}, step) for step in range(low, high + 1)]
        found = laid(
            Grid(model=asked.model, rows=rows, columns=tuple(steps)), asked.taken, asked.book
        )
        items = (replace(found.items[0], low=ends[0], high=ends[1]), *found.items[1:])
        places = found.places
    names = {f"{asked.qid}/ChoiceNumericEntryValue/{key}": one for key, one in places.items()}
    return Made(items, {}, names if is_kept else {})


def _ends(asked: Asked) -> tuple[int, int]:
    settings = asked.plain.get("Configuration")
    stars = _whole(inside(settings, "StarCount"), 5)
    if asked.plain.get("Selector") == "STAR":
        return 1, stars
    return _whole(inside(settings, "CSSliderMin"), 0), _whole(inside(settings, "CSSliderMax"), 100)


def _whole(found: object, usual: int) -> int:
    text = str(found)
    return int(text) if text.lstrip("-").isdigit() and len(text) < 10 else usual


def side_by_side(asked: Asked) -> Made:
    """Several tables beside each other: one after the other here."""
    made = Made()
    taken = set(asked.taken)
    for number, column in keyed(asked.plain.get("AdditionalQuestions")).items():
        qid = str(column.get("QuestionID") or f"{asked.qid}#{number}")
        inner = {
            **column,
            "QuestionID": qid,
            "Choices": column.get("Choices") or asked.plain.get("Choices"),
        }
        words = Words(inner, next(iter(asked.model.text)))
        model = replace(
            asked.model,
            id=named(f"{asked.model.id}_{number}", taken, "item"),
            text=_joined(asked.model.text, words.at("QuestionText")),
        )
        part = table(Asked(inner, qid, model, words, taken, asked.book))
        if not part.items:
            asked.book.add(model.id, UNKNOWN, f"side by side, {column.get('Selector')}")
        taken.update(item.id for item in part.items)
        made.items += part.items
        made.chosen |= part.chosen
        made.fields |= part.fields
    return made
