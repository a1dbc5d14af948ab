"""What a filled-in form says for a case: its mark, what it is about, and a subject."""

from collections.abc import Collection
from dataclasses import dataclass

from luister.cases.about import COMPLAINT, PRAISE
from luister.events.answer import Scale
from luister.events.response import Response

LONGEST_SUBJECT = 200
_HIGH = 0.9  # of the scale's top: 9 of 10 and 5 of 5, what a promoter gives


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """The mark that stands for a form (None where there is none), what it is about, and the subject."""

    score: float | None
    about: str
    subject: str


def answer_facts(form: Response, headlines: Collection[str]) -> AnswerFacts:
    """The facts of a form. Its mark is that of a headline question, else of the recommendation, else the first.

    A high mark is praise, any other a complaint; the subject is what the customer wrote, else survey and mark.
    """
    marks = [one for one in form.answers if one.value is not None and ":" in one.scale]
    marks.sort(key=lambda one: (one.question not in headlines, not one.scale.startswith("nps")))
    score = marks[0].value if marks else None
    top = Scale.from_code(marks[0].scale).high if marks else None
    is_high = score is not None and top is not None and score >= top * _HIGH
    said = next((one.text for one in form.answers if one.scale == "text" and one.text), "")
    named = form.survey if score is None else f"{form.survey}: {score:g}"
    return AnswerFacts(score, PRAISE if is_high else COMPLAINT, short(said or named))


def short(text: str) -> str:
    """The text on one line, cut to the length of a subject.

    >>> short("Two  words")
    'Two words'
    """
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_SUBJECT else words[: LONGEST_SUBJECT - 1] + "…"


def quoted(form: Response) -> str:
    """What the customer answered, a line a question: to be quoted below a reply.

    Questions that were left open are left out.
    """
    lines = []
    for one in form.answers:
        said = one.text or (f"{one.value:g}" if one.value is not None else "")
        if said.strip():
            lines.append(f"{one.label}\n{said.strip()}")
    return "\n\n".join(lines)
