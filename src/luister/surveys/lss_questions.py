"""The questions of a LimeSurvey file, each made into items of ours."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from luister.surveys.converted import NoteBook, named
from luister.surveys.definition import Item, Option
from luister.surveys.foreign_fields import Place
from luister.surveys.grid import Grid, Line, laid, means_no_opinion
from luister.surveys.lss_made import Made, Read, as_one
from luister.surveys.lss_parts import Answer, Asked
from luister.surveys.lss_words import CHOICES, COMMENT, OTHER
from luister.surveys.scale_kinds import is_short, rated_kind, steps_of

_UNKNOWN = "This kind of question is not converted: it is left out"
_ONLY_TEXT = "It is asked as open text: what may be typed is not checked"
_OPTION_LOGIC = "The logic on options is not converted: all of them are shown"
_CHECKED = "The check of the answer is not converted"
_ORDER = "The random group of questions is not converted: the order is fixed"
_LOGIC_ATTRIBUTES = {
    "array_filter": _OPTION_LOGIC,
    "array_filter_exclude": _OPTION_LOGIC,
    "exclude_all_others": _OPTION_LOGIC,
    "em_validation_q": _CHECKED,
    "em_validation_sq": _CHECKED,
    "min_answers": _CHECKED,
    "max_answers": _CHECKED,
    "random_group": _ORDER,
}


def made_of(asked: Asked, languages: tuple[str, ...], taken: set[str], book: NoteBook) -> Made:
    """What one question became; nothing, with a note, where we have no such kind."""
    attributes = asked.attributes
    is_random = attributes.get("random_order") == "1" or "random" in {
        attributes.get("answer_order"),
        attributes.get("subquestion_order"),
    }
    model = Item(
        id=named(asked.title, taken, "item"),
        kind="text",
        text=asked.text or {languages[0]: asked.title},
        help=asked.help,
        is_required=asked.row.get("mandatory", "N") in {"Y", "S"},
        is_shuffled=is_random,
    )
    maker = _MAKERS.get(asked.kind)
    made = maker(Read(asked, model, languages, taken, book)) if maker else Made()
    if not made.items:
        told = f"{asked.kind} {asked.row.get('question_theme_name', '')}".strip()
        book.add(asked.title, _UNKNOWN, told)
        return made
    for name, what in _LOGIC_ATTRIBUTES.items():
        if attributes.get(name, "").strip() not in {"", "0"}:
            book.add(asked.title, what, f"{name}: {attributes[name]}")
    shuffles = {"choice", "choices", "matrix"}
    made.items = tuple(
        item if item.kind in shuffles else replace(item, is_shuffled=False) for item in made.items
    )
    return made


def _list(read: Read) -> Made:
    answers = [answer for answer in read.asked.answers if answer.scale == "0"]
    texts = [read.words(answer.text, answer.code) for answer in answers]
    other = read.asked.row.get("other") == "Y"
    steps = None if other else steps_of([next(iter(text.values())) for text in texts])
    if steps is not None:
        kind, scale = rated_kind(
            min(steps), max(steps), [read.asked.title, *read.model.text.values()]
        )
        item = replace(read.model, kind=kind, scale=scale)
        codes = [answer.code for answer in answers]
        return as_one(read, item, dict(zip(codes, map(str, steps), strict=True)))
    return _choosing(read, answers, has_other=other)


def _choosing(read: Read, answers: Sequence[Answer], *, has_other: bool) -> Made:
    values: dict[str, str] = {}
    options: list[Option] = []
    for answer in answers:
        text = read.words(answer.text, answer.code)
        if means_no_opinion(text):
            values[answer.code] = "~"
            continue
        values[answer.code] = named(answer.code, values.values(), "option")
        options.append(Option(values[answer.code], text))
    if has_other:
        values["-oth-"] = named("other", values.values(), "option")
        options.append(Option(values["-oth-"], read.in_tongue(OTHER), with_text=True))
    if not options:
        return Made()
    item = replace(
        read.model,
        kind="choice",
        options=tuple(options),
        has_no_opinion="~" in values.values(),
    )
    return as_one(read, item, values)


def _list_with_comment(read: Read) -> Made:
    made = _list(read)
    if not made.items:
        return made
    name = named(f"{read.model.id}_comment", read.taken | {read.model.id}, "item")
    comment = Item(id=name, kind="text", text=read.in_tongue(COMMENT))
    made.items += (comment,)
    made.places[f"{read.asked.title}_comment"] = Place(comment, name)
    return made


def _fixed(read: Read) -> Made:
    answers = [Answer(code, "0", read.in_tongue(text)) for code, text in CHOICES[read.asked.kind]]
    return _choosing(read, answers, has_other=False)


def _five(read: Read) -> Made:
    kind, scale = rated_kind(1, 5, [read.asked.title, *read.model.text.values()])
    return as_one(read, replace(read.model, kind=kind, scale=scale))


def _several(read: Read) -> Made:
    codes: dict[str, str] = {}
    options: list[Option] = []
    with_words = read.asked.kind == "P"
    for part in read.asked.parts:
        codes[part.title] = named(part.title, codes.values(), "option")
        options.append(Option(codes[part.title], read.words(part.text, part.title), with_words))
    if read.asked.row.get("other") == "Y":
        codes["other"] = named("other", codes.values(), "option")
        options.append(Option(codes["other"], read.in_tongue(OTHER), with_text=True))
    if not options:
        return Made()
    item = replace(read.model, kind="choices", options=tuple(options))
    places = {
        f"{read.asked.title}_{title}": Place(item, item.id, mention=code)
        for title, code in codes.items()
    }
    return Made((item,), {**places, read.asked.title: Place(item, item.id)})


def _table(read: Read) -> Made:
    columns = {
        "A": lambda: [Line(str(step), {}, step) for step in range(1, 6)],
        "B": lambda: [Line(str(step), {}, step) for step in range(1, 11)],
        "C": lambda: _fixed_lines(read),
        "E": lambda: _fixed_lines(read),
    }.get(read.asked.kind, lambda: _answer_lines(read, "0"))()
    return _grid(read, read.model, columns, "")


def _fixed_lines(read: Read) -> list[Line]:
    return [Line(code, read.in_tongue(text)) for code, text in CHOICES[read.asked.kind]]


def _answer_lines(read: Read, scale: str) -> list[Line]:
    found = [answer for answer in read.asked.answers if answer.scale == scale]
    return [
        Line(
            one.code,
            read.words(one.text, one.code),
            int(one.code) if one.code.lstrip("-").isdigit() else None,
        )
        for one in found
    ]


def _grid(read: Read, model: Item, columns: list[Line], suffix: str) -> Made:
    rows = tuple(
        Line(part.title, read.words(part.text, part.title))
        for part in read.asked.parts
        if part.row.get("scale_id", "0") in {"0", ""}
    )
    if not rows or not columns:
        return Made()
    found = laid(Grid(model=model, rows=rows, columns=tuple(columns)), read.taken, read.book)
    title = read.asked.title
    return Made(
        found.items,
        {f"{title}_{key}{suffix}": place for key, place in found.places.items()},
    )


def _two_scales(read: Read) -> Made:
    made = Made()
    for scale in ("0", "1"):
        name = named(f"{read.model.id}_{scale}", read.taken, "item")
        part = _grid(read, replace(read.model, id=name), _answer_lines(read, scale), f"_{scale}")
        made.items += part.items
        made.places |= part.places
    return made


def _ticks(read: Read) -> Made:
    """A table of cells: converted where each is a tick, so that a row is a multiple choice."""
    if read.asked.attributes.get("multiflexible_checkbox") != "1":
        return Made()
    parts = read.asked.parts
    columns = [
        Line(one.title, read.words(one.text, one.title))
        for one in parts
        if one.row.get("scale_id") == "1"
    ]
    rows = [
        Line(one.title, read.words(one.text, one.title))
        for one in parts
        if one.row.get("scale_id") != "1"
    ]
    if not rows or not columns:
        return Made()
    grid = Grid(model=read.model, rows=tuple(rows), columns=tuple(columns), takes_many=True)
    found = laid(grid, read.taken, read.book)
    places = {
        f"{read.asked.title}_{row}_{column.key}": Place(
            place.item, place.field, mention=place.values.get(column.key, column.key)
        )
        for row, place in found.places.items()
        for column in columns
    }
    return Made(found.items, places)


def _texts(read: Read) -> Made:
    if read.asked.kind == "K":
        read.book.add(read.asked.title, _ONLY_TEXT, "numbers")
    made, items = Made(), []
    taken = set(read.taken)
    for part in read.asked.parts:
        name = named(f"{read.model.id}_{part.title}", taken, "item")
        taken.add(name)
        text = read.words(part.text, part.title)
        joined = {
            code: ": ".join(filter(None, (read.model.text.get(code), text.get(code))))
            for code in dict.fromkeys([*read.model.text, *text])
        }
        item = replace(read.model, id=name, text=joined)
        items.append(item)
        made.places[f"{read.asked.title}_{part.title}"] = Place(item, name)
    made.items = tuple(items)
    return made


def _sliders(read: Read) -> Made:
    attributes = read.asked.attributes
    ends = [attributes.get("slider_min", ""), attributes.get("slider_max", "")]
    if attributes.get("slider_layout") != "1" or not all(
        end.lstrip("-").isdigit() for end in ends
    ):
        return _texts(read)
    low, high = int(ends[0][:6]), int(ends[1][:6])
    if not is_short(low, high):
        return _texts(read)
    return _grid(read, read.model, [Line(str(n), {}, n) for n in range(low, high + 1)], "")


def _typed(read: Read) -> Made:
    if read.asked.kind == "N":
        read.book.add(read.asked.title, _ONLY_TEXT, "a number")
    return as_one(read, read.model)


def _told(read: Read) -> Made:
    return Made((replace(read.model, kind="statement", is_required=False),))


_MAKERS: dict[str, Callable[[Read], Made]] = {
    "L": _list,
    "!": _list,
    "O": _list_with_comment,
    "5": _five,
    "Y": _fixed,
    "G": _fixed,
    "M": _several,
    "P": _several,
    "S": _typed,
    "T": _typed,
    "U": _typed,
    "N": _typed,
    "Q": _texts,
    "K": _sliders,
    "D": lambda read: as_one(read, replace(read.model, kind="date")),
    "X": _told,
    "A": _table,
    "B": _table,
    "C": _table,
    "E": _table,
    "F": _table,
    "H": _table,
    "1": _two_scales,
    ":": _ticks,
}
