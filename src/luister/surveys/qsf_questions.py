"""The questions of a Qualtrics file, each made into items of ours."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from luister.surveys.condition import NO_OPINION
from luister.surveys.converted import NoteBook, named
from luister.surveys.definition import Item, Option
from luister.surveys.foreign_fields import Place
from luister.surveys.grid import means_no_opinion
from luister.surveys.qsf_asked import UNKNOWN, Asked, Made, chosen
from luister.surveys.qsf_parts import Plain, Words, inside, listed
from luister.surveys.qsf_tables import side_by_side, slider, table, texts

_ONLY_TEXT = "It is asked as open text: what may be typed is not checked"
_NO_SCRIPT = "A script or piped text in the question is not taken over"
_CARRIED = "Options carried over from another question are left out"
_OPTION_LOGIC = "The display logic of an option is not converted: the option is always shown"
_ORDER = "This order of the options is not converted"
_EXCLUSIVE = "An option that excludes the others no longer does"


def made_of(question: Plain, base: str, taken: set[str], book: NoteBook) -> Made:
    """What one question became; nothing, with a note, where we have no such kind."""
    qid = str(question.get("QuestionID") or "question")
    tag = str(question.get("DataExportTag") or qid)
    words = Words(question, base)
    kind, selector = str(question.get("QuestionType")), str(question.get("Selector"))
    model = Item(
        id=named(tag, taken, "item"),
        kind="text",
        text=words.at("QuestionText") or {base: tag},
        is_required=str(inside(question, "Validation", "Settings", "ForceResponse"))
        in {"ON", "True"},
        is_shuffled=inside(question, "Randomization", "Type") == "All",
    )
    asked = Asked(question, qid, model, words, taken, book)
    maker = _MAKERS.get(kind)
    made = maker(asked) if maker else Made()
    if not made.items:
        book.add(tag, UNKNOWN, f"{kind} {selector}")
        return made
    _list_logic(asked, tag)
    if made.items[0].kind not in {"choice", "choices", "matrix"}:
        made.items = tuple(replace(item, is_shuffled=False) for item in made.items)
    return made


def _list_logic(asked: Asked, tag: str) -> None:
    question, book = asked.plain, asked.book
    text = str(question.get("QuestionText"))
    if question.get("QuestionJS") or "${" in text:
        book.add(tag, _NO_SCRIPT, text if "${" in text else "JavaScript")
    if question.get("DynamicChoices"):
        book.add(tag, _CARRIED, inside(question, "DynamicChoices", "Locator") or "")
    if str(inside(question, "Randomization", "Type") or "None") not in {"None", "All"}:
        book.add(tag, _ORDER, inside(question, "Randomization", "Type"))
    for key, choice in {
        **asked.choices,
        **{f"answer {k}": v for k, v in asked.answers.items()},
    }.items():
        if choice.get("DisplayLogic"):
            book.add(tag, _OPTION_LOGIC, f"{key}: {logic_told(choice['DisplayLogic'])}")
        if choice.get("ExclusiveAnswer"):
            book.add(tag, _EXCLUSIVE, choice.get("Display", key))


def logic_told(logic: object) -> str:
    """The words in which Qualtrics itself describes a piece of logic."""
    from_logic = " ".join(_descriptions(logic, 0))
    return Words({"x": from_logic}, "en").at("x").get("en", "") or "logic without a description"


def _descriptions(logic: object, depth: int) -> Iterator[str]:
    if not isinstance(logic, dict) or depth > 6:
        return
    if isinstance(logic.get("Description"), str):
        yield logic["Description"]
    for one in logic.values():
        yield from _descriptions(one, depth + 1)


def _multiple(asked: Asked) -> Made:
    selector = str(asked.plain.get("Selector"))
    if selector == "NPS" or asked.plain.get("SubSelector") == "NPS":
        return _nps(asked)
    is_many = selector.startswith("MA") or selector == "MSB"
    codes: dict[str, str] = {}
    options: list[Option] = []
    for key, choice in asked.choices.items():
        text = asked.words.at("Choices", key, "Display") or {next(iter(asked.model.text)): key}
        if not is_many and means_no_opinion(text) and choice.get("TextEntry") != "true":
            codes[key] = NO_OPINION
            continue
        codes[key] = named(key, codes.values(), "option")
        has_words = str(choice.get("TextEntry")).lower() in {"true", "on", "1"}
        options.append(Option(codes[key], text, has_words))
    if not options:
        return Made()
    item = replace(
        asked.model,
        kind="choices" if is_many else "choice",
        options=tuple(options),
        has_no_opinion=NO_OPINION in codes.values(),
    )
    recodes = asked.plain.get("RecodeValues")
    recoded = {
        code: str(recodes.get(key, key)) if isinstance(recodes, dict) else key
        for key, code in codes.items()
    }
    return Made(
        (item,),
        {f"{asked.qid}/SelectableChoice/{key}": chosen(item, code) for key, code in codes.items()},
        {f"{asked.qid}/SelectedChoicesRecode": Place(item, item.id)},
        {f"{asked.qid}/SelectedChoicesRecode": recoded},
    )


def _nps(asked: Asked) -> Made:
    values: dict[str, str] = {}
    for key, choice in asked.choices.items():
        shown = str(choice.get("Display", "")).strip()
        values[key] = shown if shown.isdigit() else key
    labels = [
        Words({"x": inside(one, "Display")}, "x").at("x")
        for one in listed(asked.plain.get("ColumnLabels"))
        if isinstance(one, dict)
    ]
    base = next(iter(asked.model.text))
    ends = [{base: label["x"]} if label else {} for label in labels] or [{}]
    item = replace(asked.model, kind="nps", low=ends[0], high=ends[-1] if len(ends) > 1 else {})
    picked = {
        f"{asked.qid}/SelectableChoice/{key}": chosen(item, value)
        for key, value in values.items()
        if value.isdigit() and int(value) <= 10
    }
    names = ("SelectedChoicesRecode", "ChoiceNumericEntryValue", "ChoiceGroup/SelectedChoices")
    return Made((item,), picked, {f"{asked.qid}/{name}": Place(item, item.id) for name in names})


def _typed(asked: Asked) -> Made:
    selector = asked.plain.get("Selector")
    if selector == "PW":
        return Made()
    if selector == "FORM" and asked.choices:
        return texts(asked)
    content = inside(asked.plain, "Validation", "Settings", "ContentType")
    is_checked = inside(asked.plain, "Validation", "Settings", "Type") == "ContentType"
    kind = "date" if is_checked and content == "ValidDate" else "text"
    if is_checked and kind == "text":
        asked.book.add(asked.model.id, _ONLY_TEXT, content or "")
    item = replace(asked.model, kind=kind)
    return Made((item,), {}, {f"{asked.qid}/ChoiceTextEntryValue": Place(item, item.id)})


def _told(asked: Asked) -> Made:
    if not asked.words.at("QuestionText"):
        return Made()
    return Made((replace(asked.model, kind="statement", is_required=False),))


_MAKERS: dict[str, Callable[[Asked], Made]] = {
    "MC": _multiple,
    "NPS": _nps,
    "Matrix": table,
    "TE": _typed,
    "DB": _told,
    "Slider": slider,
    "SBS": side_by_side,
}
