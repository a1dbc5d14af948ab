"""What one may ask of single answers: which question, and which scores."""

from django.utils.translation import gettext as _

from luister.events.answer import Question
from luister_web.dashboard import measured
from luister_web.dashboard.days import Option
from luister_web.dashboard.reader import Reader
from luister_web.dashboard.subjects import PROCESS
from luister_web.dashboard.view_address import ViewAddress, score_range

_MOST_VALUES = 12


def question_options(reader: Reader) -> list[Option]:
    """The numeric questions of the surveys in view, each once, by their wording."""
    found = {question.id: question.label for question in _questions(reader)}
    return [
        Option(label, name, name == reader.view.question)
        for name, label in sorted(found.items(), key=lambda pair: pair[1].lower())
    ]


def score_options(reader: Reader) -> list[Option]:
    """The scores of the question chosen; none before one is chosen."""
    chosen = next((one for one in _questions(reader) if one.id == reader.view.question), None)
    if chosen is None:
        return []
    options = [*_groups(chosen), *_single(chosen)]
    return [Option(label, score, score == reader.view.score) for label, score in options]


def scores(view: ViewAddress) -> tuple[float, ...]:
    """The values between the ends of the score asked for; all where none or no question is.

    >>> scores(ViewAddress(question="nps", score="7..8"))
    (7.0, 8.0)
    """
    ends = score_range(view.score)
    if ends is None or not view.question:
        return ()
    low, high = ends
    steps = min(int(high - low), 1000) + 1
    return tuple(low + step for step in range(steps)) if high >= low else ()


def _questions(reader: Reader) -> list[Question]:
    processes = reader.view.where.get(PROCESS, ())
    return [
        question
        for survey in measured.surveys()
        if reader.view.survey in ("", survey.name)
        and (not processes or set(processes) & set(survey.processes))
        for question in survey.questions
        if question.scale.is_numeric
    ]


def _groups(question: Question) -> list[tuple[str, str]]:
    if question.scale.kind != "nps":
        return []
    return [
        (_("Detractors (0 to 6)"), "0..6"),
        (_("Passives (7 and 8)"), "7..8"),
        (_("Promoters (9 and 10)"), "9..10"),
    ]


def _single(question: Question) -> list[tuple[str, str]]:
    low, high = question.scale.low, question.scale.high
    if low is None or high is None or high - low > _MOST_VALUES:
        return []
    values = [low + step for step in range(int(high - low) + 1)]
    return [
        (f"{value:g} {question.labels.get(value, '')}".strip(), f"{value:g}") for value in values
    ]
