"""Rules on answers: which single customers deserve attention at once, or after a while without an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from luister.errors import LuisterError
from luister.estimates.estimate import Estimate
from luister.events.answer import Scale
from luister.events.response import Answer, Response

DETRACTOR, PROMOTER, MARK, VALUE, OPTION, WORDS = (
    "detractor",
    "promoter",
    "mark",
    "value",
    "option",
    "words",
)
KINDS = (DETRACTOR, PROMOTER, MARK, VALUE, OPTION, WORDS)
AT_MOST, AT_LEAST, IS = "at_most", "at_least", "is"
COMPARISONS = (AT_MOST, AT_LEAST, IS)
_LAST_DETRACTOR, _FIRST_PROMOTER = 6.0, 9.0
OLDEST = 7
"""Answers of a file that are older than so many days make no signals, where a rule says nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCondition:
    """What an answer must be.

    `detractor` and `promoter` look at the question how likely one is to recommend, `mark` at a mark from 1 to 10, the
    others at `question` by its id: its number (`value`, compared with `number`), its option (`option`, that called
    `text`), or its words (`words`, which hold one of the words of `text`, divided by commas; any words where empty).
    """

    kind: str
    question: str = ""
    comparison: str = AT_MOST
    number: float | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRule:
    """A rule: every condition must hold. `survey` and `process` empty are any.

    With `wait_days` it looks again so many days after the answer, and raises nothing where the customer had an event of
    kind contact named as one of `unless` in between: "complained and still no answer". `days` is how old an answer
    may be when it comes in.
    """

    name: str
    conditions: tuple[AnswerCondition, ...]
    survey: str = ""
    process: str = ""
    wait_days: float = 0.0
    unless: tuple[str, ...] = ()
    days: int = OLDEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The answer by which a rule was met: the first condition's; `effect` is measured from the middle of its scale."""

    question: str
    label: str
    value: float | None = None
    span: float | None = None
    metric: str = ""
    effect: Estimate | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


def match(rule: AnswerRule, form: Response) -> Match | None:
    """The answer that meets the rule; None where the form does not meet it."""
    if rule.survey not in ("", form.survey) or not form.complete:
        return None
    if rule.process not in ("", form.dimensions.get("process") or ""):
        return None
    met = [_met(condition, form.answers) for condition in rule.conditions]
    if not met or any(one is None for one in met):
        return None
    first = next((one for one in met if one is not None and one.value is not None), met[0])
    return _match(first) if first is not None else None


def rule_from(told: Mapping[str, Any]) -> AnswerRule:
    """The rule that plain values tell.

    Raises:
        LuisterError: a part is missing or cannot be.
    """
    try:
        conditions = tuple(AnswerCondition(**one) for one in told.get("conditions", ()))
        made = AnswerRule(
            **{
                **told,
                "conditions": conditions,
                "unless": tuple(told.get("unless", ())),
            }
        )
    except (TypeError, ValueError, AttributeError):
        raise LuisterError(
            "The rule has a part that no rule has, or lacks one.",
            hint="It has a name and conditions, each with a kind.",
        ) from None
    _check(made)
    return made


def plain(rule: AnswerRule) -> dict[str, Any]:
    """The rule as plain values, of which `rule_from` makes it again."""
    return asdict(rule)


def _check(rule: AnswerRule) -> None:
    if not rule.name.strip():
        raise LuisterError("The rule has no name.", hint="Name it as people will read it.")
    if not rule.conditions:
        raise LuisterError(
            f"Rule {rule.name!r} has no condition.", hint="Without one, every answer is a signal."
        )
    if not 0 <= rule.wait_days <= 366 or not 0 <= rule.days <= 3660:
        raise LuisterError(
            f"Rule {rule.name!r} has days that cannot be.", hint="Wait at most a year."
        )
    for one in rule.conditions:
        _check_condition(one)


def _check_condition(one: AnswerCondition) -> None:
    if one.kind not in KINDS:
        raise LuisterError(
            f"There is no condition {one.kind!r}.", hint=f"There are: {', '.join(KINDS)}."
        )
    if one.comparison not in COMPARISONS:
        raise LuisterError(
            f"There is no comparison {one.comparison!r}.",
            hint=f"There are: {', '.join(COMPARISONS)}.",
        )
    if one.kind in (MARK, VALUE) and not isinstance(one.number, (int, float)):
        raise LuisterError(f"A condition on a {one.kind} needs a number.", hint="Such as 5.")
    if one.kind in (VALUE, OPTION) and not one.question:
        raise LuisterError(
            f"A condition on a {one.kind} needs a question.", hint="Name it by its id."
        )


def _met(condition: AnswerCondition, answers: Sequence[Answer]) -> Answer | None:
    return next((one for one in answers if _holds(condition, one)), None)


def _holds(condition: AnswerCondition, answer: Answer) -> bool:
    if condition.question not in ("", answer.question):
        return False
    kind = answer.scale.partition(":")[0]
    value = answer.value
    if condition.kind == DETRACTOR:
        return kind == "nps" and value is not None and value <= _LAST_DETRACTOR
    if condition.kind == PROMOTER:
        return kind == "nps" and value is not None and value >= _FIRST_PROMOTER
    if condition.kind in (MARK, VALUE):
        is_meant = condition.kind == VALUE or kind == "mark"
        return is_meant and value is not None and _compares(condition, value)
    text = (answer.text or "").casefold().strip()
    if condition.kind == OPTION:
        return kind == "choice" and text == condition.text.casefold().strip()
    words = [one.strip() for one in condition.text.casefold().split(",") if one.strip()]
    return kind == "text" and bool(text) and (not words or any(one in text for one in words))


def _compares(condition: AnswerCondition, value: float) -> bool:
    bound = condition.number or 0.0
    if condition.comparison == IS:
        return value == bound
    return value >= bound if condition.comparison == AT_LEAST else value <= bound


def _match(answer: Answer) -> Match:
    scale = Scale.from_code(answer.scale)
    made = Match(question=answer.question, label=answer.label, value=answer.value)
    if answer.value is None or scale.low is None or scale.high is None:
        return made
    away = answer.value - (scale.low + scale.high) / 2
    return Match(
        question=answer.question,
        label=answer.label,
        value=answer.value,
        span=scale.high - scale.low,
        metric=scale.kind if scale.kind in ("nps", "mark", "ces", "cas", "csat") else "",
        effect=Estimate(away, away, away, 1, "scale"),
    )
