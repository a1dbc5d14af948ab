"""One form as it is shown: its score, its comments, and the rest behind a fold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from luister.events.answer import AnswerStatus, Scale
from luister.events.response import Answer, Response
from luister.loop.reply import Said, beside_answers
from luister_web.access.rights import Right
from luister_web.current_home import home
from luister_web.dashboard import measured
from luister_web.dashboard.filters import dimension_label
from luister_web.dashboard.reader import Reader
from luister_web.look.wording import number_words

HIDDEN = "•"


@dataclass(frozen=True, slots=True)
class Line:
    """One question and what was answered, in words."""

    question: str
    words: str
    is_answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAnswer:
    """A form: `score` in words with its colour, comments, where it belongs, and all its lines."""

    id: str
    score: str
    score_kind: str
    score_label: str
    comments: list[SafeString]
    about: list[tuple[str, str]]
    at: datetime
    customer: str
    survey: str
    is_complete: bool
    lines: list[Line]
    address: str
    remarks: Sequence[Said] = ()


def shown_answer(reader: Reader, response: Response, address: str) -> ShownAnswer:
    """The form for this reader; `address` leads to it alone."""
    score = _score(response, reader.view.question)
    return ShownAnswer(
        id=response.id,
        score=_number(score.value) if score and score.value is not None else "",
        score_kind=score_kind(score),
        score_label=score.label if score else "",
        comments=[
            marked(answer.text, reader.view.search)
            for answer in response.answers
            if answer.scale == "text" and answer.text
        ],
        about=[
            (dimension_label(name), _("hidden") if value == HIDDEN else value)
            for name, value in response.dimensions.items()
            if value
        ],
        at=response.occurred_at,
        customer=response.customer or "",
        survey=response.survey,
        is_complete=response.complete,
        lines=[_line(answer) for answer in response.answers],
        address=address,
    )


def with_remarks(reader: Reader, answers: Sequence[ShownAnswer]) -> list[ShownAnswer]:
    """The forms with what employees said beside them, for readers who may read words at all."""
    if Right.SEE_COMMENTS not in reader.rights:
        return list(answers)
    said = beside_answers(home(), [one.id for one in answers])
    return [replace(one, remarks=said.get(one.id, ())) for one in answers]


def score_kind(answer: Answer | None) -> str:
    """The colour of a score by its place on the scale; NPS by its own bounds.

    >>> from luister.events.answer import AnswerStatus as S
    >>> score_kind(Answer("q", "", "nps:0-10", S.ANSWERED, 7.0))
    'fair'
    """
    if answer is None or answer.value is None:
        return "calm"
    scale = Scale.from_code(answer.scale)
    if scale.low is None or scale.high is None or scale.high <= scale.low:
        return "calm"
    share = (answer.value - scale.low) / (scale.high - scale.low)
    good, fair = (0.9, 0.7) if scale.kind == "nps" else (0.75, 0.5)
    return "good" if share >= good else "fair" if share >= fair else "poor"


def marked(text: str, search: str) -> SafeString:
    """The text with what was searched for marked, whatever its capitals; hostile signs are made tame.

    >>> marked("A <b> and a B", "b")
    'A &lt;<mark>b</mark>&gt; and a <mark>B</mark>'
    """
    if not search:
        return escape(text)
    parts = re.split(f"({re.escape(search)})", text, flags=re.IGNORECASE)
    return mark_safe(
        "".join(
            f"<mark>{escape(part)}</mark>" if place % 2 else escape(part)
            for place, part in enumerate(parts)
        )
    )


def _score(response: Response, question: str) -> Answer | None:
    """The answer that stands in front: to the question asked about, the headline, or the first."""
    numeric = [one for one in response.answers if one.value is not None]
    wanted = [question, *_headlines(response.survey)]
    for name in wanted:
        for answer in numeric:
            if answer.question == name:
                return answer
    return numeric[0] if numeric else None


def _headlines(survey: str) -> Sequence[str]:
    found = next((one for one in measured.surveys() if one.name == survey), None)
    return [question.id for question in found.questions if question.is_headline] if found else []


def _line(answer: Answer) -> Line:
    return Line(answer.label, _words(answer), answer.status == AnswerStatus.ANSWERED)


def _words(answer: Answer) -> str:
    if answer.status == AnswerStatus.NOT_ASKED:
        return _("not asked")
    if answer.status == AnswerStatus.NOT_APPLICABLE:
        return _("not applicable")
    if answer.status == AnswerStatus.NOT_ANSWERED:
        return _("not answered")
    if answer.value is None:
        return answer.text or _("hidden")
    number = _number(answer.value)
    return f"{number}: {answer.text}" if answer.text and answer.text != number else number


def _number(value: float) -> str:
    return number_words(value, 0 if value == int(value) else 1)
