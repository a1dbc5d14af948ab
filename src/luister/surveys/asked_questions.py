"""The questions of a survey as facts know them."""

from collections.abc import Iterator

from luister.events.answer import Question, Scale
from luister.surveys.definition import Item, Option, SurveyDefinition


def questions(survey: SurveyDefinition) -> tuple[Question, ...]:
    """The questions of a survey as facts know them.

    An aspect of a matrix is a question of its own (`item_aspect`); each option of a multiple choice one that is 1 where
    it was chosen and 0 where it was not; words beside an option are a text (`item_option_text`).
    """
    return tuple(question for item in survey.items for question in _questions_of(survey, item))


def _questions_of(survey: SurveyDefinition, item: Item) -> Iterator[Question]:
    label = survey.text(item.text, survey.languages[0])
    if item.kind == "matrix":
        for aspect in item.aspects:
            yield _question(survey, item, part_id(item, aspect), item.asked_scale, aspect)
    elif item.kind == "choices":
        for option in item.options:
            yield _question(survey, item, part_id(item, option), Scale("rating", 0, 1), option)
    elif item.kind != "statement":
        scale = Scale("text") if item.kind == "date" else item.asked_scale
        yield _question(survey, item, item.id, scale)
    for option in item.options:
        if option.with_text:
            shown = survey.text(option.text, survey.languages[0])
            yield Question(
                id=f"{part_id(item, option)}_text",
                label=f"{label}: {shown}",
                scale=Scale("text"),
                process=item.process,
                touchpoint=item.touchpoint,
            )


def _question(
    survey: SurveyDefinition, item: Item, name: str, scale: Scale, part: Option | None = None
) -> Question:
    first = survey.languages[0]
    label = survey.text(item.text, first)
    return Question(
        id=name,
        label=f"{label}: {survey.text(part.text, first)}" if part else label,
        scale=scale,
        wording=item.wording,
        process=item.process,
        touchpoint=item.touchpoint,
        labels=_end_labels(survey, item) if scale == item.asked_scale else {},
        is_headline=item.is_headline,
    )


def _end_labels(survey: SurveyDefinition, item: Item) -> dict[float, str]:
    first, scale = survey.languages[0], item.asked_scale
    ends = ((scale.low, item.low), (scale.high, item.high))
    shown = {end: survey.text(texts, first) for end, texts in ends if end is not None}
    return {end: text for end, text in shown.items() if text}


def part_id(item: Item, part: Option) -> str:
    """The id of the question that an aspect of a matrix, or an option of a multiple choice, is."""
    return f"{item.id}_{part.code}"
