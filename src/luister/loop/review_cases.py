"""Review cases: how soon customers heard from us, how often in time, why, and whether it helped."""

from dataclasses import asdict, dataclass
from datetime import datetime
from math import isinf
from typing import Any

from luister.cases import case_figures, next_answer
from luister.cases.actor import Actor
from luister.cases.case_figures import CaseTimes
from luister.cases.next_answer import AnswerPair, is_low, next_answers
from luister.estimates.estimate import Difference, Estimate
from luister.events.answer import Question
from luister.store import cases as kept
from luister.store.case_rows import Case
from luister.store.home import Store
from luister.store.next_answers import followed_answers
from luister.store.questions import questions_of

CaseFigures = case_figures.CaseFigures
NextAnswers = next_answer.NextAnswers


@dataclass(frozen=True, slots=True, kw_only=True)
class Helped:
    """The next answers of customers who gave a low mark, to one question of one survey."""

    survey: str
    question: str
    label: str
    answers: NextAnswers


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReview:
    """The figures of the cases opened since a moment within a reader's scope, and whether it helped."""

    since: datetime
    made_at: datetime
    figures: CaseFigures
    helped: tuple[Helped, ...]


def review(store: Store, *, by: Actor, since: datetime, now: datetime) -> CaseReview:
    """The review, of what the reader may see."""
    found = kept.every(store.truth, by.scope, since=since)
    back = {one.before_case for one in found if one.before_case is not None}
    times = [_times(one, came_back=one.id in back) for one in found]
    return CaseReview(
        since=since,
        made_at=now,
        figures=case_figures.case_figures(times, now=now),
        helped=tuple(_helped(store, found, by, since)),
    )


def as_plain(found: CaseReview) -> dict[str, Any]:
    """The review as programs get it: an interval without an upper end has null there."""
    figures = asdict(found.figures)
    return {
        "since": found.since,
        "made_at": found.made_at,
        **{name: _said(value) for name, value in figures.items() if name not in _LISTS},
        "curve": [asdict(one) for one in found.figures.curve],
        "causes": [{"id": name, "cases": count} for name, count in found.figures.causes],
        "outcomes": [{"id": name, "cases": count} for name, count in found.figures.outcomes],
        "next_answers": [
            {
                "survey": one.survey,
                "question": one.question,
                "followed_up": _said(_plain(one.answers.followed_up)),
                "left_alone": _said(_plain(one.answers.left_alone)),
                "difference": _plain(one.answers.difference),
                "compared": one.answers.compared,
            }
            for one in found.helped
        ],
    }


def figure_lines(
    found: CaseReview,
) -> list[tuple[str, float | None, float | None, float | None, int | None, str]]:
    """The figures as rows: name, value, low, high, n, unit; what nobody can tell is left empty."""
    figures = found.figures
    lines = [
        (name, float(count), None, None, count, "cases")
        for name, count in (
            ("Opened", figures.opened),
            ("Under way", figures.under_way),
            ("Overdue", figures.overdue),
            ("Closed", figures.closed),
            ("Not contacted", figures.not_contacted),
        )
    ]
    estimates = (
        ("Hours to first contact (median)", figures.first_contact),
        ("Contacted in time", figures.contacted_in_time),
        ("Solved in time", figures.solved_in_time),
        ("Came back after closing", figures.came_back),
    )
    return [*lines, *(_line(name, one) for name, one in estimates)]


def _line(
    name: str, one: Estimate | None
) -> tuple[str, float | None, float | None, float | None, int | None, str]:
    if one is None:
        return (name, None, None, None, None, "")
    return (name, one.value, one.low, None if isinf(one.high) else one.high, one.n, one.unit)


_LISTS = ("curve", "causes", "outcomes")


def _plain(value: Estimate | Difference | None) -> dict[str, Any] | None:
    return asdict(value) if value else None


def _said(value: Any) -> Any:  # noqa: ANN401 - a figure is a number or an estimate
    """JSON has no infinity: an upper end that nobody knows is null."""
    if not isinstance(value, dict):
        return value
    return {
        name: None if isinstance(one, float) and isinf(one) else one
        for name, one in value.items()
        if name != "effective_n"
    }


def _times(one: Case, *, came_back: bool) -> CaseTimes:
    names = (
        "state", "opened_at", "contact_due_at", "solve_due_at", "due_at", "contacted_at",
        "solved_at", "closed_at", "outcome", "root_cause",
    )  # fmt: skip
    return CaseTimes(**{name: getattr(one, name) for name in names}, came_back=came_back)


def _helped(store: Store, found: list[Case], by: Actor, since: datetime) -> list[Helped]:
    contacted = {one.response: one.contacted_at for one in found if one.response}
    surveys = sorted({one.survey for one in found if one.response})
    results = []
    for survey in surveys:
        asked = _headline(questions_of(store, survey).get(survey, ()))
        if asked is None or asked.scale.low is None or asked.scale.high is None:
            continue
        pairs = [
            AnswerPair(
                one.first,
                one.following,
                _was_before(contacted.get(one.response), one.following_at),
            )
            for one in followed_answers(store, survey, asked.id, by.scope, since=since)
            if is_low(one.first, asked.scale.low, asked.scale.high)
        ]
        results.append(
            Helped(
                survey=survey, question=asked.id, label=asked.label, answers=next_answers(pairs)
            )
        )
    return results


def _was_before(contacted_at: datetime | None, following_at: datetime) -> bool:
    return contacted_at is not None and contacted_at < following_at


def _headline(asked: tuple[Question, ...]) -> Question | None:
    """The question that stands for a survey: its headline, else the recommendation, else the first."""
    numeric = [one for one in asked if one.scale.is_numeric and one.scale.low is not None]
    numeric.sort(key=lambda one: (not one.is_headline, one.scale.kind != "nps"))
    return numeric[0] if numeric else None
