"""A condition as a form: rows of checks in groups, read back row by row."""

import math
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luister.loop.edit import (
    NO_OPINION,
    OPERATORS,
    Check,
    Condition,
    Item,
    SurveyDefinition,
)
from luister_web.surveys import words
from luister_web.surveys.condition_words import field_words, item_of_field, shortened

_MOST = 12
_VALUELESS = ("answered", "not answered")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that may be ticked."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check in the form; `name` begins the names of its fields."""

    name: str
    place: str
    field: str
    operator: str
    operators: tuple[Choice, ...]
    values: tuple[Choice, ...]
    is_bound: bool
    is_known: bool


@dataclass(frozen=True, slots=True)
class Ready:
    """A condition that can be set with one click."""

    value: str
    label: str | Promise
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionForm:
    """All that the form of one condition shows; `name` tells several on one page apart."""

    name: str
    groups: tuple[tuple[CheckRow, ...], ...]
    fields: tuple[tuple[str, str], ...]
    ready: tuple[Ready, ...]


def condition_form(
    name: str,
    survey: SurveyDefinition,
    condition: Condition | None,
    *,
    items: Sequence[Item],
    language: str,
) -> ConditionForm:
    """The form of a condition that may look at `items`."""
    fields = tuple(
        (field, field_words(survey, field, language)) for item in items for field in item.fields
    )
    known = {field for field, _words in fields}
    groups = condition.groups if condition else ()
    return ConditionForm(
        name=name,
        groups=tuple(
            tuple(
                _row((f"{name}_{g}_{c}", f"{g}.{c}"), survey, check, language, known)
                for c, check in enumerate(group)
            )
            for g, group in enumerate(groups)
        ),
        fields=fields,
        ready=tuple(one for item in items for one in _ready(survey, item, language)),
    )


def condition_of(name: str, posted: QueryDict, before: Condition | None) -> Condition:
    """The condition that was posted under `name`.

    A row whose question was changed keeps no values, for they belonged to another question.
    """
    groups: list[tuple[Check, ...]] = []
    for g in range(_MOST):
        rows = [_posted(f"{name}_{g}_{c}", posted) for c in range(_MOST)]
        found = [row for row in rows if row is not None]
        if found:
            groups.append(tuple(found))
    return _without_foreign_values(Condition(tuple(groups)), before)


def condition_after(
    condition: Condition, do: Sequence[str], fields: Sequence[str], survey: SurveyDefinition
) -> Condition:
    """The condition after a button was pressed.

    - ready, a field, low | middle | high | any: one check that is ready made
    - and, a group: one check more in it; or: another group
    - drop, `group.check`: one check less
    - always: no condition
    """
    if not do:
        return condition
    verb, rest = do[0], do[1:]
    groups = [list(group) for group in condition.groups]
    blank = Check(fields[-1], "answered") if fields else None
    if verb == "always":
        return Condition()
    if verb == "ready" and len(rest) == 2:
        return Condition(((_ready_check(survey, *rest),),))
    if verb == "and" and blank and rest and rest[0].isdecimal() and int(rest[0]) < len(groups):
        groups[int(rest[0])].append(blank)
    if verb == "or" and blank:
        groups.append([blank])
    if verb == "drop" and rest:
        return _without(condition, rest[0])
    return Condition(tuple(tuple(group) for group in groups))


def _without(condition: Condition, place: str) -> Condition:
    kept = [
        tuple(check for c, check in enumerate(group) if f"{g}.{c}" != place)
        for g, group in enumerate(condition.groups)
    ]
    return Condition(tuple(group for group in kept if group))


def _posted(name: str, posted: QueryDict) -> Check | None:
    field = posted.get(f"{name}_field", "")
    if not field:
        return None
    operator = posted.get(f"{name}_operator", "answered")
    if operator not in OPERATORS:
        operator = "answered"
    values = tuple(dict.fromkeys(filter(None, posted.getlist(f"{name}_values"))))
    if operator in _VALUELESS:
        values = ()
    if operator in {"at least", "at most"}:
        values = (posted.get(f"{name}_bound") or (values[0] if values else ""),)
    return Check(field, operator, tuple(filter(None, values)))


def _without_foreign_values(condition: Condition, before: Condition | None) -> Condition:
    """Values are dropped where the row at the same place looked at another question before."""
    earlier = {
        (g, c): check.field
        for g, group in enumerate(before.groups if before else ())
        for c, check in enumerate(group)
    }
    return Condition(
        tuple(
            tuple(
                check
                if earlier.get((g, c), check.field) == check.field
                else replace(check, values=())
                for c, check in enumerate(group)
            )
            for g, group in enumerate(condition.groups)
        )
    )


def _row(
    named: tuple[str, str],
    survey: SurveyDefinition,
    check: Check,
    language: str,
    askable: Container[str],
) -> CheckRow:
    item = item_of_field(survey, check.field)
    allowed = [one for one in OPERATORS if item is None or one in _operators_of(item)]
    is_bound = check.operator in {"at least", "at most"}
    values = (
        [] if item is None or check.operator in _VALUELESS else _values(survey, item, language)
    )
    known = {value for value, _label in values}
    values += [(value, value) for value in check.values if value not in known]
    return CheckRow(
        name=named[0],
        place=named[1],
        field=check.field,
        operator=check.operator,
        operators=tuple(
            Choice(one, words.operator(one), one == check.operator) for one in allowed
        ),
        values=tuple(
            Choice(value, label, value in check.values)
            for value, label in values
            if not (is_bound and value == NO_OPINION)
        ),
        is_bound=is_bound,
        is_known=check.field in askable,
    )


def _operators_of(item: Item) -> tuple[str, ...]:
    if item.is_rated or item.kind == "matrix":
        return OPERATORS
    return ("is", "is not", *_VALUELESS) if item.options else _VALUELESS


def _values(survey: SurveyDefinition, item: Item, language: str) -> list[tuple[str, str]]:
    if item.options:
        found = [
            (one.code, shortened(survey.text(one.text, language)) or one.code)
            for one in item.options
        ]
    else:
        found = [(f"{step}", f"{step}") for step in _steps(item)]
    if item.has_no_opinion and found:
        found.append((NO_OPINION, str(_("no opinion"))))
    return found


def _steps(item: Item) -> range:
    scale = item.asked_scale
    if scale.low is None or scale.high is None:
        return range(0)
    return range(int(scale.low), int(scale.high) + 1)


def _ready(survey: SurveyDefinition, item: Item, language: str) -> list[Ready]:
    if not item.is_rated or not _steps(item):
        return []
    about = field_words(survey, item.id, language)
    low, high = _ready_check(survey, item.id, "low"), _ready_check(survey, item.id, "high")
    labels = _NPS_LABELS if item.kind == "nps" else _LABELS
    found = [Ready(f"{item.id}:low", labels[0] % {"bound": low.values[0]}, about)]
    if item.kind == "nps":
        found.append(Ready(f"{item.id}:middle", _("Passives (7 and 8)"), about))
    found.append(Ready(f"{item.id}:high", labels[1] % {"bound": high.values[0]}, about))
    return found


_NPS_LABELS = (_("Detractors (0 to %(bound)s)"), _("Promoters (%(bound)s and 10)"))
_LABELS = (_("Low answers (up to %(bound)s)"), _("High answers (from %(bound)s)"))


def _ready_check(survey: SurveyDefinition, field: str, which: str) -> Check:
    """The check behind a ready condition: the bounds are those that the metric itself uses."""
    item = item_of_field(survey, field)
    if item is None or not _steps(item):
        return Check(field, "answered")
    low, high = _bounds(item)
    if which == "low":
        return Check(field, "at most", (f"{low}",))
    if which == "high":
        return Check(field, "at least", (f"{high}",))
    return Check(field, "is", tuple(f"{step}" for step in _steps(item) if low < step < high))


def _bounds(item: Item) -> tuple[int, int]:
    """The highest of the low answers and the lowest of the high ones."""
    if item.kind == "nps":
        return 6, 9
    if item.kind == "mark":
        return 5, 8
    steps = _steps(item)
    middle = (steps[0] + steps[-1]) / 2
    return math.ceil(middle) - 1, math.floor(middle) + 1
