"""A survey as SurveyJS JSON, as `survey-core` reads it without an error."""

import base64
import html
import json
from collections.abc import Mapping
from typing import Any

from luister.surveys.condition import NO_OPINION, Check, Condition
from luister.surveys.condition_groups import (
    both,
    condition_of,
    groups_of,
    is_whole,
    negated,
)
from luister.surveys.converted import UnsayableError
from luister.surveys.definition import Item, Option, Page, SurveyDefinition, Texts
from luister.surveys.filled_form import LONGEST_TEXT

KEEPSAKE = "luister"
"""The calculated value that carries what SurveyJS has no place for; it does not come into the answers."""

MARK = "luister1:"
NO_OPINION_TEXTS = {"default": "No opinion", "nl": "Geen mening", "de": "Keine Meinung"}
_ONLY_WHEN_GIVEN = frozenset({"is", "at least", "at most", "answered"})
_Json = dict[str, Any]


def write(survey: SurveyDefinition) -> str:
    """The survey as SurveyJS JSON; `read` of the reader gives the same survey back.

    A page after which the survey may end becomes a `complete` trigger where that says the same; else the pages after
    it are shown only where it did not end.
    """
    plain: _Json = {
        "locale": survey.languages[0],
        "title": _text(survey, survey.title),
        "description": _text(survey, survey.intro),
        "completedHtml": _html(survey, survey.thanks),
        "logo": survey.look.logo,
        "showProgressBar": True,
        "pages": _pages(survey),
        "triggers": [
            {"type": "complete", "expression": _expression(survey, page.end_if)}
            for page in survey.pages
            if page.end_if is not None and _is_trigger(page, page.end_if)
        ],
        "calculatedValues": [{"name": KEEPSAKE, "expression": f"'{MARK}{_keepsake(survey)}'"}],
    }
    return json.dumps(_given(plain), ensure_ascii=False, indent=2)


def _pages(survey: SurveyDefinition) -> list[_Json]:
    found: list[_Json] = []
    ended: list[tuple[Page, Condition]] = []
    for number, page in enumerate(survey.pages, 1):
        found.append(
            _given(
                {
                    "name": f"page{number}",
                    "title": _text(survey, page.title),
                    "visibleIf": _expression(survey, _not_ended(survey, page.show_if, ended)),
                    "questionOrder": "random" if page.is_shuffled else "",
                    "elements": [_element(survey, item) for item in page.items],
                }
            )
        )
        if page.end_if is not None and not _is_trigger(page, page.end_if):
            ended.append((page, page.end_if))
    return found


def _not_ended(
    survey: SurveyDefinition, show_if: Condition, ended: list[tuple[Page, Condition]]
) -> Condition:
    whole = {name for name, item in survey.fields() if is_whole(item)}
    groups = groups_of(show_if)
    for page, end_if in ended:
        over = both(groups_of(page.show_if), groups_of(end_if))
        groups = both(groups, negated(over, whole.__contains__))
    try:
        return condition_of(groups)
    except UnsayableError:
        # Never shown: said with an answer that is and is not there.
        name = next(name for name, _ in survey.fields())
        return Condition(((Check(name, "answered"), Check(name, "not answered")),))


def _is_trigger(page: Page, end_if: Condition) -> bool:
    """True where a trigger, which looks at every step, can only fire on this page."""
    here = {name for item in page.items for name in item.fields}
    return bool(end_if.groups) and all(
        check.field in here and check.operator in _ONLY_WHEN_GIVEN
        for group in end_if.groups
        for check in group
    )


def _element(survey: SurveyDefinition, item: Item) -> _Json:
    plain: _Json = {
        "type": _TYPES.get(item.kind, "rating"),
        "name": item.id,
        "title": _text(survey, item.text),
        "description": _text(survey, item.help),
        "isRequired": item.is_required,
        "visibleIf": _expression(survey, item.show_if),
    }
    if item.kind == "statement":
        plain |= {"title": "", "html": _html(survey, item.text), "isRequired": False}
    elif item.kind == "date":
        plain["inputType"] = "date"
    elif item.kind == "text":
        plain["maxLength"] = LONGEST_TEXT
    elif item.kind == "matrix":
        plain |= _matrix(survey, item)
    elif item.is_rated:
        plain |= _rating(survey, item)
    else:
        plain["choices"] = [*(_choice(survey, one) for one in item.options), *_no_opinion(item)]
        plain["choicesOrder"] = "random" if item.is_shuffled else ""
    return _given(plain)


_TYPES = {
    "matrix": "matrix",
    "choice": "radiogroup",
    "choices": "checkbox",
    "text": "comment",
    "date": "text",
    "statement": "html",
}


def _rating(survey: SurveyDefinition, item: Item) -> _Json:
    low, high = int(item.asked_scale.low or 0), int(item.asked_scale.high or 0)
    plain: _Json = {
        "minRateDescription": _text(survey, item.low),
        "maxRateDescription": _text(survey, item.high),
        "displayMode": "buttons",
    }
    if item.has_no_opinion:
        steps = [*range(low, high + 1), *_no_opinion(item)]
        return plain | {"autoGenerate": False, "rateValues": steps}
    return plain | {"rateMin": low, "rateMax": high, "rateCount": high - low + 1}


def _matrix(survey: SurveyDefinition, item: Item) -> _Json:
    low, high = int(item.asked_scale.low or 0), int(item.asked_scale.high or 0)
    ends = {low: _text(survey, item.low), high: _text(survey, item.high)}
    columns = [
        {"value": step, "text": ends.get(step) or str(step)} for step in range(low, high + 1)
    ]
    return {
        "columns": [*columns, *_no_opinion(item)],
        "rows": [{"value": one.code, "text": _text(survey, one.text)} for one in item.aspects],
        "eachRowRequired": item.is_required,
        "rowOrder": "random" if item.is_shuffled else "",
    }


def _choice(survey: SurveyDefinition, option: Option) -> _Json:
    return _given(
        {
            "value": option.code,
            "text": _text(survey, option.text),
            "showCommentArea": option.with_text,
        }
    )


def _no_opinion(item: Item) -> list[_Json]:
    return [{"value": NO_OPINION, "text": NO_OPINION_TEXTS}] if item.has_no_opinion else []


def _expression(survey: SurveyDefinition, condition: Condition) -> str:
    kinds = dict(survey.fields())
    groups = [
        " and ".join(_check(kinds.get(check.field), check) for check in group)
        for group in condition.groups
    ]
    return " or ".join(f"({group})" for group in groups) if len(groups) > 1 else "".join(groups)


def _check(item: Item | None, check: Check) -> str:
    name = "{" + check.field + "}"
    if check.operator in {"answered", "not answered"}:
        return f"{name} {'notempty' if check.operator == 'answered' else 'empty'}"
    if check.operator in {"at least", "at most"}:
        return f"{name} {'>=' if check.operator == 'at least' else '<='} {check.values[0]}"
    is_number = item is not None and is_whole(item)
    values = [_value(value, is_number) for value in check.values]
    many = item is not None and item.kind == "choices"
    if len(values) == 1 and not many:
        return f"{name} {'=' if check.operator == 'is' else '<>'} {values[0]}"
    return f"{name} {'anyof' if check.operator == 'is' else 'noneof'} [{', '.join(values)}]"


def _value(value: str, is_number: bool) -> str:
    if is_number and value.lstrip("-").isdigit():
        return value
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _text(survey: SurveyDefinition, texts: Texts) -> object:
    """A text as SurveyJS has it: English, or else the first language, is called `default`."""
    usual = default_language(survey.languages)
    named = {"default" if one == usual else one: text for one, text in texts.items() if text}
    return named["default"] if set(named) == {"default"} else named


def default_language(languages: tuple[str, ...]) -> str:
    """The language that SurveyJS calls `default` in what we write."""
    return "en" if "en" in languages else languages[0]


def _html(survey: SurveyDefinition, texts: Texts) -> object:
    lines = {
        one: "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines())
        for one, text in texts.items()
    }
    return _text(survey, lines)


def _keepsake(survey: SurveyDefinition) -> str:
    items = {item.id: _kept(item) for item in survey.items}
    kept: _Json = {
        "name": survey.name,
        "kind": survey.kind,
        "languages": list(survey.languages),
        "process": survey.process,
        "colour": survey.look.colour,
        "logo_text": survey.look.logo_text,
        "asks_opt_out": survey.asks_opt_out,
        "items": items,
    }
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _kept(item: Item) -> _Json:
    return _given(
        {
            "kind": item.kind,
            "scale": item.scale.code if item.scale else "",
            "process": item.process,
            "touchpoint": item.touchpoint,
            "wording": item.wording if item.wording != 1 else None,
            "is_headline": item.is_headline,
            "is_required": item.is_required if item.kind == "statement" else None,
            "texts": [dict(item.text), dict(item.help)] if item.kind == "statement" else None,
        }
    )


def _given(plain: Mapping[str, Any]) -> _Json:
    """Without what is empty: SurveyJS has its own usual values."""
    return {
        name: value
        for name, value in plain.items()
        if value is not None and value != "" and value is not False and value not in ({}, [])
    } | {name: value for name, value in plain.items() if name == "autoGenerate"}
