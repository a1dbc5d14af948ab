"""Why people answered as they did, and what they wrote."""

import numpy as np
import pyarrow as pa

from luister.demo.energy.causes import Cause
from luister.demo.energy.coded import Coded, Column, Floats, Truths, Whole, as_strings, drawn
from luister.demo.energy.comments import comments
from luister.demo.energy.forms import Forms
from luister.demo.energy.questionnaire import REASONS, items
from luister.events.answer import AnswerStatus
from luister.events.response_batch import STATUS, TEXT

_REASON_GIVEN = 0.94
_COMMENT_GIVEN = np.array([0.50, 0.25, 0.35])
"""By tone: who is dissatisfied writes most, who is neither writes least."""

# In the order of REASONS; nobody names the last, a backlog, where there is none.
_REASONS_BY_TONE = (
    (0.22, 0.20, 0.15, 0.08, 0.17, 0.10, 0.02, 0.03, 0.03, 0.0),
    (0.24, 0.13, 0.15, 0.12, 0.10, 0.15, 0.03, 0.05, 0.03, 0.0),
    (0.12, 0.12, 0.16, 0.22, 0.10, 0.18, 0.01, 0.05, 0.04, 0.0),
)


def words(filled: Forms, nps: Floats, rng: np.random.Generator) -> dict[str, Column]:
    """The columns of reason and comment; `nps` is what each answered, or would have answered."""
    tone = (nps >= 7).astype(np.int64) + (nps >= 9)
    reason = _reasons(filled, tone, rng)
    last = len(items(filled.process.survey)) - 1
    named = filled.reached(last - 1) & (rng.random(filled.size) < _REASON_GIVEN)
    wrote = filled.reached(last) & (rng.random(filled.size) < _COMMENT_GIVEN[tone])
    written = comments(
        filled.process.survey,
        cell=(filled.people.columns["language"].codes, reason, tone),
        chance=rng.random(filled.size),
        given=wrote,
    )
    return {
        f"{TEXT}reason": as_strings(Coded(np.where(named, reason, -1), REASONS)),
        f"{STATUS}reason": _status(named),
        f"{TEXT}comment": written,
        f"{STATUS}comment": _status(wrote),
    }


def _status(given: Truths) -> Column:
    return pa.array(
        np.where(given, AnswerStatus.ANSWERED, AnswerStatus.NOT_ANSWERED).astype(np.int8)
    )


def _reasons(filled: Forms, tone: Whole, rng: np.random.Generator) -> Whole:
    chance = rng.random(filled.size)
    usual = [drawn(chance, dict(zip(REASONS, row, strict=True))).codes for row in _REASONS_BY_TONE]
    reasons: Whole = np.choose(tone, usual)
    for cause in filled.causes:
        if cause.reason:
            share = cause.share_naming_reason * filled.working[cause.name]
            names_it = (rng.random(filled.size) < share) & _fits(cause, tone)
            reasons[names_it] = REASONS.index(cause.reason)
    return reasons


def _fits(cause: Cause, tone: Whole) -> Truths:
    # Who is happy does not name what made others unhappy, and the other way round.
    worse = cause.effect["nps"] < 0
    fits: Truths = tone <= 1 if worse else tone >= 1
    return fits
