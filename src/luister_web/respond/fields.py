"""What a template needs of each question: its words, its choices, what was given, what is wrong."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from luister.loop.lay_out import LONGEST_TEXT, NO_OPINION, ON_A_SCALE, PlacedItem, laid_out
from luister.loop.open_form import OpenForm

Reasons = Mapping[str, str]

_SHORT_SCALE = 7  # As many steps get room for a finger and air; more stand closer together.


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One radio button or box. `spoken` is what a screen reader hears after its label: the word at the scale's end."""

    id: str
    value: str
    label: str
    is_chosen: bool
    spoken: str = ""
    own_words: "OwnWords | None" = None


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The line for words of one's own beside an option."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One set of choices under one name: a whole question, or one aspect of a matrix."""

    id: str
    name: str
    legend: str
    choices: tuple[Choice, ...]
    no_opinion: Choice | None = None
    problem: str = ""

    @property
    def is_close(self) -> bool:
        """True where the scale has so many steps that they must stand close together."""
        return len(self.choices) > _SHORT_SCALE


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownItem:
    """One question as the page shows it. `depends` is its condition for the script, empty where there is none."""

    id: str
    kind: str
    title: str
    help: str
    is_required: bool
    is_hidden: bool
    depends: str
    fields: str
    low: str = ""
    high: str = ""
    rows: tuple[Row, ...] = ()
    value: str = ""
    longest: int = LONGEST_TEXT
    problem: str = ""
    first_input: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def row(self) -> Row | None:
        """The only row of a question that has one."""
        return self.rows[0] if self.rows else None


def shown_fields(form: OpenForm, reasons: Reasons) -> tuple[ShownItem, ...]:
    """The questions of the form's page, with what the form holds, and what is wrong with it: field -> words."""
    return tuple(_shown(form, placed, reasons) for placed in laid_out(form))


def _shown(form: OpenForm, placed: PlacedItem, reasons: Reasons) -> ShownItem:
    item = placed.item
    rows = tuple(_rows(form, placed, reasons))
    problem = next((reasons[name] for name in item.fields if name in reasons), "")
    return ShownItem(
        id=item.id,
        kind="scale" if item.kind in ON_A_SCALE else item.kind,
        title=_text(form, item.text),
        help=_text(form, item.help),
        is_required=item.is_required,
        is_hidden=not placed.is_shown,
        depends=_depends(placed),
        fields=" ".join(item.fields),
        low=_text(form, item.low),
        high=_text(form, item.high),
        rows=rows,
        value=next(iter(form.given.get(item.id, ())), ""),
        problem=problem,
        first_input=_first_input(item.id, rows, reasons),
    )


def _rows(form: OpenForm, placed: PlacedItem, reasons: Reasons) -> Iterator[Row]:
    item = placed.item
    if item.kind == "matrix":
        for option in placed.options:
            name = f"{item.id}.{option.code}"
            legend = _text(form, option.text)
            yield _row(form, placed, reasons, (name, legend))
    elif item.kind in ON_A_SCALE or item.kind in {"choice", "choices"}:
        yield _row(form, placed, reasons, (item.id, _text(form, item.text)))


def _row(form: OpenForm, placed: PlacedItem, reasons: Reasons, named: tuple[str, str]) -> Row:
    name, legend = named
    given = tuple(form.given.get(name, ()))
    no_opinion = Choice(
        id=f"{_id(name)}-none", value=NO_OPINION, label="", is_chosen=NO_OPINION in given
    )
    return Row(
        id=_id(name),
        name=name,
        legend=legend,
        choices=tuple(_choices(form, placed, name)),
        no_opinion=no_opinion if placed.item.has_no_opinion else None,
        problem=reasons.get(name, ""),
    )


def _choices(form: OpenForm, placed: PlacedItem, name: str) -> Iterator[Choice]:
    item, given = placed.item, tuple(form.given.get(name, ()))
    if item.kind in {"choice", "choices"}:
        for place, option in enumerate(placed.options):
            own = f"{item.id}.{option.code}.text"
            yield Choice(
                id=f"{_id(name)}-{place}",
                value=option.code,
                label=_text(form, option.text),
                is_chosen=option.code in given,
                own_words=OwnWords(own, next(iter(form.given.get(own, ())), ""))
                if option.with_text
                else None,
            )
        return
    low, high = int(item.asked_scale.low or 0), int(item.asked_scale.high or 0)
    ends = {low: _text(form, item.low), high: _text(form, item.high)}
    for step in range(low, high + 1):
        yield Choice(
            id=f"{_id(name)}-{step}",
            value=str(step),
            label=str(step),
            is_chosen=str(step) in given,
            spoken=ends.get(step, ""),
        )


def _first_input(item_id: str, rows: tuple[Row, ...], reasons: Reasons) -> str:
    """The id of the input that a problem leads to: the first of the row that is wrong."""
    wrong = next((row for row in rows if row.name in reasons), rows[0] if rows else None)
    if wrong is None:
        return _id(item_id)
    chosen = next((one for one in wrong.choices if one.is_chosen), None)
    return (chosen or wrong.choices[0]).id if wrong.choices else _id(item_id)


def _depends(placed: PlacedItem) -> str:
    if not placed.rest.groups:
        return ""
    groups: list[Any] = [
        [[check.field, check.operator, list(check.values)] for check in group]
        for group in placed.rest.groups
    ]
    return json.dumps(groups, separators=(",", ":"), ensure_ascii=False)


def _id(name: str) -> str:
    return "q-" + name.replace(".", "-")


def _text(form: OpenForm, texts: Mapping[str, str]) -> str:
    return form.survey.text(texts, form.language)
