"""What is wrong with a survey, all of it at once, before anybody is asked."""

import re
from collections.abc import Iterator

from luister.surveys import logo
from luister.surveys.definition import (
    ITEM_KINDS,
    KINDS,
    SCALES,
    Item,
    SurveyDefinition,
    Texts,
)
from luister.surveys.definition_file import DefinitionError
from luister.surveys.fault import Fault, fault
from luister.surveys.language_codes import is_language
from luister.surveys.logic_faults import of_conditions, unreachable
from luister.surveys.scale_kinds import MOST_STEPS

MOST_PAGES, MOST_ITEMS, MOST_OPTIONS = 100, 300, 100
LONGEST_WORDS = 20_000
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
_ID = re.compile(r"[A-Za-z0-9_]{1,80}")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def faults(survey: SurveyDefinition) -> tuple[Fault, ...]:
    """Everything that is wrong with a survey; nothing where it can be published."""
    return (
        *_of_survey(survey),
        *_of_size(survey),
        *_of_look(survey),
        *_of_pages(survey),
        *_of_names(survey),
        *of_conditions(survey),
        *unreachable(survey),
    )


def sound(survey: SurveyDefinition) -> SurveyDefinition:
    """The same survey, where nothing is wrong with it.

    Raises:
        DefinitionError: something is; all of it is told.
    """
    found = faults(survey)
    if found:
        told = " ".join(
            f"{one.where}: {one.problem}{one.value and f' ({one.value})'}" for one in found
        )
        hints = " ".join(dict.fromkeys(one.hint for one in found))
        raise DefinitionError(f"The survey cannot be published. {told}", hint=hints)
    return survey


def _of_survey(survey: SurveyDefinition) -> Iterator[Fault]:
    if not _NAME.fullmatch(survey.name):
        yield fault("survey", "name", survey.name)
    if survey.kind not in KINDS:
        yield fault("survey", "kind", survey.kind)
    if not survey.languages:
        yield fault("survey", "no language")
    for language in survey.languages:
        if not is_language(str(language)) or survey.languages.count(language) > 1:
            yield fault("survey", "language", language)
    yield from _words("survey, title", survey, survey.title)
    for name, texts in (("intro", survey.intro), ("thanks", survey.thanks)):
        yield from _words(f"survey, {name}", survey, texts, may_lack=True)


def _of_size(survey: SurveyDefinition) -> Iterator[Fault]:
    if len(survey.pages) > MOST_PAGES or len(survey.items) > MOST_ITEMS:
        yield fault("survey", "too many", f"{len(survey.pages)}, {len(survey.items)}")
    if not survey.items:
        yield fault("survey", "no page")


def _of_look(survey: SurveyDefinition) -> Iterator[Fault]:
    look = survey.look
    if look.logo and not logo.is_fine(look.logo):
        yield fault("look", "logo", look.logo[:40])
    if look.logo and not look.logo_text.strip():
        yield fault("look", "logo words")
    if not _COLOUR.fullmatch(look.colour):
        yield fault("look", "colour", look.colour)


def _words(
    where: str, survey: SurveyDefinition, texts: Texts, *, may_lack: bool = False
) -> Iterator[Fault]:
    """Words are there in each language or, where they may lack, in none."""
    if not (may_lack and not any(texts.values())):
        for language in survey.languages:
            if not texts.get(language, "").strip():
                yield fault(where, "no words", language)
    if any(len(text) > LONGEST_WORDS for text in texts.values()):
        yield fault(where, "long words")


def _of_pages(survey: SurveyDefinition) -> Iterator[Fault]:
    for number, page in enumerate(survey.pages, 1):
        if not page.items:
            yield fault(f"page {number}", "empty page")
        yield from _words(f"page {number}, title", survey, page.title, may_lack=True)
        for item in page.items:
            yield from _of_item(f"page {number}, {item.id}", survey, item)


def _of_item(where: str, survey: SurveyDefinition, item: Item) -> Iterator[Fault]:
    if not _ID.fullmatch(item.id):
        yield fault(where, "id", item.id)
    if item.wording < 1:
        yield fault(where, "wording", item.wording)
    yield from _words(where, survey, item.text)
    for name, texts in (("help", item.help), ("low", item.low), ("high", item.high)):
        yield from _words(f"{where}, {name}", survey, texts, may_lack=True)
    if item.kind not in ITEM_KINDS:
        yield fault(where, "item kind", item.kind)
        return
    yield from _of_parts(where, survey, item)
    yield from _of_scale(where, item)
    if item.has_no_opinion and item.kind in {"text", "date", "statement"}:
        yield fault(where, "no opinion")
    if item.is_required and item.kind == "statement":
        yield fault(where, "required")


def _of_parts(where: str, survey: SurveyDefinition, item: Item) -> Iterator[Fault]:
    yield from _of_their_number(where, item)
    codes = [part.code for part in (*item.options, *item.aspects)]
    for part in (*item.options, *item.aspects):
        if not _ID.fullmatch(part.code):
            yield fault(where, "id", part.code)
        if codes.count(part.code) > 1:
            yield fault(where, "twice", part.code)
        yield from _words(f"{where}, {part.code}", survey, part.text)


def _of_their_number(where: str, item: Item) -> Iterator[Fault]:
    wrong = {
        "no options": item.kind == "choice" and len(item.options) < 2,
        "one option": item.kind == "choices" and not item.options,
        "no aspects": item.kind == "matrix" and not item.aspects,
        "options": bool(item.options) and item.kind not in {"choice", "choices"},
        "aspects": bool(item.aspects) and item.kind != "matrix",
        "too many": len(item.options) + len(item.aspects) > MOST_OPTIONS,
    }
    yield from (fault(where, code) for code, is_wrong in wrong.items() if is_wrong)


def _of_scale(where: str, item: Item) -> Iterator[Fault]:
    if item.kind not in SCALES:
        if item.scale is not None:
            yield fault(where, "scale", item.scale.code)
        return
    scale = item.asked_scale
    if scale.kind not in {item.kind, "rating"} or (item.kind == "matrix" and scale.kind == "nps"):
        yield fault(where, "scale", scale.code)
    ends = (scale.low, scale.high)
    whole = all(end is not None and end == end // 1 for end in ends)
    if not whole or not 1 <= (scale.high or 0) - (scale.low or 0) < MOST_STEPS:
        yield fault(where, "steps", scale.code)


def _of_names(survey: SurveyDefinition) -> Iterator[Fault]:
    """Ids that meet: an item's, or what its parts are called as questions of their own."""
    names: dict[str, str] = {}
    for number, page in enumerate(survey.pages, 1):
        for item in page.items:
            mine = [item.id, *(f"{item.id}_{part.code}" for part in item.aspects)]
            for option in item.options:
                mine += [f"{item.id}_{option.code}"] if item.kind == "choices" else []
                mine += [f"{item.id}_{option.code}_text"] if option.with_text else []
            for name in mine:
                if name in names and (name == item.id or names[name] != item.id):
                    yield fault(f"page {number}, {item.id}", "twice", name)
                names.setdefault(name, item.id)
