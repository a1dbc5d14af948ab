"""A filled-in survey told as answers: each with its status, since there are four kinds of silence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luister.events.answer import AnswerStatus
from luister.surveys.asked_questions import part_id
from luister.surveys.condition import NO_OPINION, Given
from luister.surveys.definition import Item, Option, SurveyDefinition
from luister.surveys.routing import kept_answers


@dataclass(frozen=True, slots=True)
class Told:
    """One answer as it is kept: its status, its number, and its words or the option chosen."""

    status: AnswerStatus
    value: float | None = None
    text: str | None = None


def told(survey: SurveyDefinition, given: Given, pages: Sequence[int]) -> dict[str, Told]:
    """Every question with its answer, for somebody who saw `pages`: question id -> answer.

    What the routing passed by, or was not reached, was not asked; what was seen and left open was not answered; "no
    opinion" is not applicable.
    """
    stands = kept_answers(survey, given, pages)
    seen = {item.id for number in pages for item in survey.pages[number].items}
    found: dict[str, Told] = {}
    for item in survey.items:
        asked = item.id in seen and item.show_if.holds(stands)
        for question, answer in _told_of(survey, item, stands):
            found[question] = answer if asked else Told(AnswerStatus.NOT_ASKED)
    return found


def _told_of(survey: SurveyDefinition, item: Item, given: Given) -> Iterator[tuple[str, Told]]:
    chosen = given.get(item.id, ())
    if item.kind == "matrix":
        for aspect, name in zip(item.aspects, item.fields, strict=True):
            yield part_id(item, aspect), _number(given.get(name, ()))
    elif item.kind == "choices":
        for option in item.options:
            yield part_id(item, option), _mention(option, chosen)
    elif item.kind != "statement":
        yield item.id, _number(chosen) if item.is_rated else _words(survey, item, chosen)
    for option in item.options:
        if option.with_text:
            yield f"{part_id(item, option)}_text", _beside(item, option, given)


def _number(found: tuple[str, ...]) -> Told:
    status = _status(found)
    return Told(status, float(found[0]) if status is AnswerStatus.ANSWERED else None)


def _mention(option: Option, chosen: tuple[str, ...]) -> Told:
    status = _status(chosen)
    return Told(status, float(option.code in chosen) if status is AnswerStatus.ANSWERED else None)


def _words(survey: SurveyDefinition, item: Item, found: tuple[str, ...]) -> Told:
    # In a text a lone "~" is what somebody wrote; only where one may choose is it "no opinion".
    status = AnswerStatus.ANSWERED if item.kind == "text" and found else _status(found)
    if status is not AnswerStatus.ANSWERED:
        return Told(status)
    if item.kind != "choice":
        return Told(status, text=found[0])
    chosen = next(one for one in item.options if one.code == found[0])
    return Told(status, text=survey.text(chosen.text, survey.languages[0]))


def _beside(item: Item, option: Option, given: Given) -> Told:
    words = given.get(f"{item.id}.{option.code}.text", ())
    if option.code not in given.get(item.id, ()):
        return Told(AnswerStatus.NOT_ASKED)
    return Told(AnswerStatus.ANSWERED, text=words[0]) if words else Told(AnswerStatus.NOT_ANSWERED)


def _status(found: tuple[str, ...]) -> AnswerStatus:
    if not found:
        return AnswerStatus.NOT_ANSWERED
    return AnswerStatus.NOT_APPLICABLE if found[0] == NO_OPINION else AnswerStatus.ANSWERED
