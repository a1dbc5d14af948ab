"""The questions of a SurveyJS file, each made into items of ours."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from luister.surveys.condition import NO_OPINION
from luister.surveys.converted import NoteBook, named
from luister.surveys.definition import Item, Option
from luister.surveys.foreign_fields import Place, Places
from luister.surveys.grid import Grid, Line, laid, means_no_opinion
from luister.surveys.scale_kinds import is_short, rated_kind
from luister.surveys.surveyjs_keepsake import Keepsake, restored
from luister.surveys.surveyjs_texts import Tongue

_UNKNOWN = "This kind of question is not converted: it is left out"
_ONLY_TEXT = "It is asked as open text: what may be typed is not checked"
_IMAGES = "The images of the options are left out"
_TOO_LONG = "The scale is too long for one row: its steps are options now"
_YES = {"en": "Yes", "nl": "Ja", "de": "Ja", "fr": "Oui"}
_NO = {"en": "No", "nl": "Nee", "de": "Nein", "fr": "Non"}
_OTHER = {"en": "Other", "nl": "Anders", "de": "Sonstiges", "fr": "Autre"}
_NONE = {"en": "None", "nl": "Geen", "de": "Keine", "fr": "Aucun"}
_MOST_STEPS = 100
_Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Made:
    """What a question became: its items, and where its answers are kept."""

    items: tuple[Item, ...] = ()
    places: Places = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as it is read."""

    plain: _Json
    name: str
    model: Item
    tongue: Tongue
    taken: set[str]
    book: NoteBook


def made_of(
    plain: _Json, tongue: Tongue, taken: set[str], book: NoteBook, keepsake: Keepsake
) -> Made:
    """What one question became; nothing, with a note, where we have no such kind."""
    kind = str(plain.get("type") or "")
    name = str(plain.get("name") or kind or "question")
    model = Item(
        id=named(name, taken, "item"),
        kind="text",
        text=tongue.words(plain.get("title")) or {tongue.usual: name},
        help=tongue.words(plain.get("description")),
        is_required=plain.get("isRequired") is True,
    )
    maker = _MAKERS.get(kind)
    if maker is None:
        book.add(name, _UNKNOWN, kind)
        return Made()
    made = maker(_Asked(plain, name, model, tongue, taken, book))
    return _as_kept(made, keepsake.items)


def _as_kept(made: Made, kept: Mapping[str, Mapping[str, Any]]) -> Made:
    """The items as they were when we wrote the file, where they are still of that shape."""
    if len(made.items) != 1 or made.items[0].id not in kept:
        return made
    item = restored(made.items[0], kept[made.items[0].id])
    return Made((item,), {name: replace(one, item=item) for name, one in made.places.items()})


def _one(asked: _Asked, item: Item, values: Mapping[str, str] | None = None) -> Made:
    return Made((item,), {asked.name: Place(item, item.id, values or {})})


def _rating(asked: _Asked) -> Made:
    plain = asked.plain
    values = plain.get("rateValues")
    if isinstance(values, list) and values:
        return _valued(asked, values)
    low = _whole(plain.get("rateMin"), 1)
    count = _whole(plain.get("rateCount"), 0)
    usual_high = low + count - 1 if count > 1 else 5
    high, step = _whole(plain.get("rateMax"), usual_high), _whole(plain.get("rateStep"), 1)
    if step == 1 and is_short(low, high):
        return _rated(asked, low, high, has_no_opinion=False)
    asked.book.add(asked.name, _TOO_LONG, f"{low} to {high}")
    steps = list(range(low, high + 1, max(1, step)))[:_MOST_STEPS]
    return _choosing(asked, "choice", list(steps)) if steps else Made()


def _rated(asked: _Asked, low: int, high: int, *, has_no_opinion: bool) -> Made:
    words = [asked.name, *asked.model.text.values()]
    kind, scale = rated_kind(low, high, words)
    item = replace(
        asked.model,
        kind=kind,
        scale=scale,
        low=asked.tongue.texts(asked.plain.get("minRateDescription")),
        high=asked.tongue.texts(asked.plain.get("maxRateDescription")),
        has_no_opinion=has_no_opinion,
    )
    return _one(asked, item)


def _valued(asked: _Asked, values: list[Any]) -> Made:
    """A rating whose steps are listed: a scale where they are whole numbers one after another."""
    lines = [_line(one, asked.tongue) for one in values]
    steps = [line for line in lines if line.key != NO_OPINION]
    numbers = [line.number for line in steps if line.number is not None]
    consecutive = (
        numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False
    )
    if not consecutive or len(numbers) != len(steps) or not is_short(numbers[0], numbers[-1]):
        return _choosing(asked, "choice", values)
    made = _rated(asked, numbers[0], numbers[-1], has_no_opinion=len(steps) < len(lines))
    ends = [
        {} if set(line.text.values()) <= {line.key} else line.text
        for line in (steps[0], steps[-1])
    ]
    item = made.items[0]
    item = replace(item, low=item.low or ends[0], high=item.high or ends[1])
    return _one(asked, item)


def _choosing(asked: _Asked, kind: str, values: object = None) -> Made:
    plain = asked.plain
    found = plain.get("choices") if values is None else values
    lines = [_line(one, asked.tongue) for one in (found if isinstance(found, list) else [])]
    codes: dict[str, str] = {}
    options: list[Option] = []
    has_no_opinion = plain.get("showDontKnowItem") is True
    for line in lines:
        if line.key == NO_OPINION or (means_no_opinion(line.text) and kind == "choice"):
            has_no_opinion, codes[line.key] = True, NO_OPINION
            continue
        codes[line.key] = named(line.key, codes.values(), "option")
        options.append(Option(codes[line.key], line.text, line.with_text))
    for flag, key, usual in (("Other", "other", _OTHER), ("None", "none", _NONE)):
        if plain.get(f"show{flag}Item") is True or plain.get(f"has{flag}") is True:
            text = asked.tongue.texts(plain.get(f"{key}Text")) or _in_tongue(usual, asked.tongue)
            codes[key] = named(key, codes.values(), "option")
            options.append(Option(codes[key], text, with_text=key == "other"))
    if not options:
        asked.book.add(asked.name, _UNKNOWN, "no options of its own")
        return Made()
    item = replace(
        asked.model,
        kind=kind,
        options=tuple(options),
        has_no_opinion=has_no_opinion,
        is_shuffled=plain.get("choicesOrder") == "random",
    )
    return _one(asked, item, codes)


def _pictures(asked: _Asked) -> Made:
    asked.book.add(asked.name, _IMAGES)
    return _choosing(asked, "choices" if asked.plain.get("multiSelect") else "choice")


def _dropdown(asked: _Asked) -> Made:
    low, high = asked.plain.get("choicesMin"), asked.plain.get("choicesMax")
    if isinstance(low, int) and isinstance(high, int) and 0 < high - low < _MOST_STEPS:
        step = max(1, _whole(asked.plain.get("choicesStep"), 1))
        return _choosing(asked, "choice", list(range(low, high + 1, step)))
    return _choosing(asked, "choice")


def _yes_or_no(asked: _Asked) -> Made:
    plain = asked.plain
    yes, no = str(plain.get("valueTrue", "true")), str(plain.get("valueFalse", "false"))
    options = [
        {"value": yes, "text": plain.get("labelTrue") or _in_tongue(_YES, asked.tongue)},
        {"value": no, "text": plain.get("labelFalse") or _in_tongue(_NO, asked.tongue)},
    ]
    return _choosing(asked, "choice", options)


def _typed(asked: _Asked) -> Made:
    kind = str(asked.plain.get("inputType") or "text")
    if kind == "date":
        return _one(asked, replace(asked.model, kind="date"))
    if kind != "text":
        asked.book.add(asked.name, _ONLY_TEXT, kind)
    return _one(asked, asked.model)


def _several_texts(asked: _Asked) -> Made:
    items: list[Item] = []
    places: Places = {}
    parts = asked.plain.get("items")
    for part in parts if isinstance(parts, list) else []:
        if not isinstance(part, dict) or not part.get("name"):
            continue
        name = named(
            f"{asked.name}_{part['name']}", asked.taken | {one.id for one in items}, "item"
        )
        text = asked.tongue.words(part.get("title")) or {asked.tongue.usual: str(part["name"])}
        required = part.get("isRequired") is True or asked.model.is_required
        item = Item(id=name, kind="text", text=text, help=asked.model.text, is_required=required)
        items.append(item)
        places[f"{asked.name}.{part['name']}"] = Place(item, name)
    return Made(tuple(items), places)


def _told(asked: _Asked) -> Made:
    text = asked.tongue.words(asked.plain.get("html")) or asked.tongue.words(
        asked.plain.get("title")
    )
    if not text:
        asked.book.add(asked.name, _UNKNOWN, "a text without words")
        return Made()
    return Made((replace(asked.model, kind="statement", text=text, is_required=False),))


def _matrix(asked: _Asked) -> Made:
    plain = asked.plain
    rows = [_line(one, asked.tongue) for one in _listed(plain.get("rows"))]
    columns = [_line(one, asked.tongue) for one in _listed(plain.get("columns"))]
    if not rows or not columns:
        asked.book.add(asked.name, _UNKNOWN, "a matrix without rows or columns")
        return Made()
    required = plain.get("eachRowRequired") is True or plain.get("isAllRowRequired") is True
    model = replace(
        asked.model,
        is_required=required or asked.model.is_required,
        is_shuffled="random" in (plain.get("rowOrder"), plain.get("rowsOrder")),
    )
    grid = Grid(
        model=model,
        rows=tuple(rows),
        columns=tuple(columns),
        takes_many=plain.get("cellType") == "checkbox",
    )
    found = laid(grid, asked.taken, asked.book)
    return Made(found.items, {f"{asked.name}.{key}": place for key, place in found.places.items()})


@dataclass(frozen=True, slots=True)
class _Choice(Line):
    with_text: bool = False


def _line(found: object, tongue: Tongue) -> _Choice:
    plain = found if isinstance(found, dict) else {"value": found}
    value = plain.get("value", plain.get("name"))
    key = str(value).lower() if isinstance(value, bool) else str(value)
    number = value if isinstance(value, int) and not isinstance(value, bool) else None
    if isinstance(value, str) and value.lstrip("-").isdigit():
        number = int(value)
    text = tongue.words(plain.get("text")) or {tongue.usual: key}
    return _Choice(key, text, number, plain.get("showCommentArea") is True)


def _in_tongue(texts: Mapping[str, str], tongue: Tongue) -> dict[str, str]:
    return {code: texts.get(code, texts["en"]) for code in tongue.languages}


def _listed(found: object) -> list[Any]:
    return found if isinstance(found, list) else []


def _whole(found: object, usual: int) -> int:
    return found if isinstance(found, int) and not isinstance(found, bool) else usual


_MAKERS: dict[str, Callable[[_Asked], Made]] = {
    "rating": _rating,
    "radiogroup": lambda asked: _choosing(asked, "choice"),
    "buttongroup": lambda asked: _choosing(asked, "choice"),
    "dropdown": _dropdown,
    "checkbox": lambda asked: _choosing(asked, "choices"),
    "tagbox": lambda asked: _choosing(asked, "choices"),
    "imagepicker": _pictures,
    "boolean": _yes_or_no,
    "comment": lambda asked: _one(asked, asked.model),
    "text": _typed,
    "multipletext": _several_texts,
    "matrix": _matrix,
    "html": _told,
}
