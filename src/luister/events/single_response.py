"""One filled-in form as it comes over the wire, checked against the questions of its survey."""

from collections.abc import Mapping, Sequence

from luister.errors import UnknownNameError
from luister.events.answer import AnswerStatus, Question
from luister.events.response import Answer


def single_answers(
    survey: str, questions: Sequence[Question], answers: Mapping[str, float | str]
) -> tuple[Answer, ...]:
    """The answers of one form; a question that is not among them was not asked.

    Raises:
        UnknownNameError: an answer to a question that the survey does not have, or off its scale.
    """
    by_id = {question.id: question for question in questions}
    if unknown := sorted(set(answers) - set(by_id)):
        raise UnknownNameError(
            f"Survey {survey!r} has no question {unknown[0]!r}.",
            hint=f"It has: {', '.join(by_id)}.",
        )
    return tuple(_answer(by_id[name], said) for name, said in answers.items())


def _answer(question: Question, said: float | str) -> Answer:
    is_number = question.scale.is_numeric
    return Answer(
        question=question.id,
        label=question.label,
        scale=question.scale.code,
        status=AnswerStatus.ANSWERED,
        value=_checked(question, said) if is_number else None,
        text=None if is_number else str(said).replace("\0", ""),
    )


def _checked(question: Question, said: float | str) -> float:
    low, high = question.scale.low, question.scale.high
    try:
        value = float(said)
    except ValueError:
        value = float("nan")
    if value != value or (low is not None and high is not None and not low <= value <= high):
        ends = "" if low is None else f" from {low:g} to {high:g}"
        raise UnknownNameError(
            f"{question.id}: {said!r} is not on its scale.", hint=f"Send a number{ends}."
        )
    return value
