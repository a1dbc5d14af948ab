"""The form of one question: what it shows, and the question that was posted in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from luister.events.answer import Scale
from luister.loop.edit import (
    ITEM_KINDS,
    SCALES,
    Item,
    Option,
    SurveyDefinition,
    code_of,
    items_before,
    options_of_lines,
)
from luister_web.surveys.condition_form import (
    ConditionForm,
    condition_after,
    condition_form,
    condition_of,
)
from luister_web.surveys.texts import TextBox, text_boxes, texts_of

MOST_OPTIONS = 60
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_ENDS = {
    "ces": ((1, 7), (1, 5)),
    "cas": ((1, 5), (1, 7)),
    "csat": ((1, 5), (1, 7)),
    "matrix": ((1, 5), (1, 4), (1, 7), (1, 10)),
}


@dataclass(frozen=True, slots=True)
class OptionRow:
    """An option or aspect in the form; the last row is empty, for one more."""

    number: int
    code: str
    boxes: tuple[TextBox, ...]
    with_text: bool
    is_new: bool
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemForm:
    """All that the form of a question shows."""

    item: Item
    number: int
    text: tuple[TextBox, ...]
    help: tuple[TextBox, ...]
    low: tuple[TextBox, ...]
    high: tuple[TextBox, ...]
    scales: tuple[tuple[str, str], ...]
    scale: str
    options: tuple[OptionRow, ...]
    show: ConditionForm

    @property
    def has_options(self) -> bool:
        """True where there is something to choose from."""
        return self.item.kind in {"choice", "choices"}

    @property
    def has_ends(self) -> bool:
        """True where the answer is on a scale, whose ends may have words."""
        return self.item.is_rated or self.item.kind == "matrix"

    @property
    def is_answered(self) -> bool:
        """True where there is something to answer."""
        return self.item.kind != "statement"

    @property
    def may_have_no_opinion(self) -> bool:
        """True where "no opinion" is a choice to offer; in a text it is an answer left open."""
        return self.is_answered and self.item.kind not in {"text", "date"}


def item_form(survey: SurveyDefinition, item: Item, *, language: str) -> ItemForm:
    """The form of `item` as it stands in `survey`; `language` is that of the reader."""
    chosen = item.aspects if item.kind == "matrix" else item.options
    parts = chosen if item.kind in {"choice", "choices", "matrix"} else ()
    return ItemForm(
        item=item,
        number=[one.id for one in survey.items].index(item.id) + 1,
        text=text_boxes("text", survey, item.text),
        help=text_boxes("help", survey, item.help),
        low=text_boxes("low", survey, item.low),
        high=text_boxes("high", survey, item.high),
        scales=_scales(item),
        scale=_ends_of(item.asked_scale) if item.kind in _ENDS else "",
        options=_option_rows(survey, parts),
        show=condition_form(
            "show",
            survey,
            item.show_if,
            items=items_before(survey, item.id),
            language=language,
        ),
    )


def item_of(posted: QueryDict, survey: SurveyDefinition, item: Item) -> Item:
    """The question as it was posted, in the place of `item`.

    An id that cannot be one, or that another question has, is passed over.
    """
    kind = posted.get("kind", item.kind)
    kind = kind if kind in ITEM_KINDS else item.kind
    given = replace(
        item,
        id=_id_of(posted, survey, item),
        kind=kind,
        text=texts_of("text", posted, item.text, languages=survey.languages),
        help=texts_of("help", posted, item.help, languages=survey.languages),
        low=texts_of("low", posted, item.low, languages=survey.languages),
        high=texts_of("high", posted, item.high, languages=survey.languages),
        scale=_scale_of(posted.get("scale", ""), item.kind) if kind == item.kind else None,
        is_required="required" in posted,
        has_no_opinion="no_opinion" in posted,
        is_shuffled="shuffled" in posted,
        is_headline="headline" in posted,
        process=posted.get("process", "").strip()[:100] or None,
        touchpoint=posted.get("touchpoint", "").strip()[:100] or None,
        show_if=condition_of("show", posted, item.show_if),
    )
    return _of_kind(given, _parts_of(posted, survey, item))


def item_after(item: Item, do: Sequence[str], survey: SurveyDefinition, *, at: str) -> Item:
    """The question after a button of its form was pressed; `at` is the id under which the survey knows it."""
    verb, rest = (do[0], do[1:]) if do else ("", [])
    if verb == "show":
        fields = [field for one in items_before(survey, at) for field in one.fields]
        return replace(item, show_if=condition_after(item.show_if, rest, fields, survey))
    parts = item.aspects if item.kind == "matrix" else item.options
    if verb in {"option-up", "option-down", "option-drop"} and rest and rest[0].isdecimal():
        return _of_kind(item, _parts_after(parts, verb, int(rest[0])))
    return item


def wrong_id(posted: QueryDict, survey: SurveyDefinition, item: Item) -> str | None:
    """The id that was posted, where it cannot be used; None where it can."""
    wanted = posted.get("id", item.id).strip()
    return wanted if wanted != _id_of(posted, survey, item) else None


def _id_of(posted: QueryDict, survey: SurveyDefinition, item: Item) -> str:
    wanted = posted.get("id", item.id).strip()
    others = {one.id for one in survey.items} - {item.id}
    return wanted if _ID.fullmatch(wanted) and wanted not in others else item.id


def _scales(item: Item) -> tuple[tuple[str, str], ...]:
    ends = [f"{low}-{high}" for low, high in _ENDS.get(item.kind, ())]
    if not ends:
        return ()
    own = _ends_of(item.asked_scale)
    return tuple(
        (one, _("%(low)s to %(high)s") % dict(zip(("low", "high"), one.split("-"), strict=True)))
        for one in dict.fromkeys([*ends, own])
    )


def _ends_of(scale: Scale) -> str:
    return scale.code.partition(":")[2]


def _scale_of(ends: str, kind: str) -> Scale | None:
    """The scale with these ends; None for the usual one of its kind."""
    low, _dash, high = ends.partition("-")
    usual = SCALES.get(kind)
    if usual is None or kind not in _ENDS or not (low.isdecimal() and high.isdecimal()):
        return None
    if not int(low) < int(high) <= 20:
        return None
    scale = Scale(usual.kind, float(low), float(high))
    return None if scale == usual else scale


def _option_rows(survey: SurveyDefinition, parts: Sequence[Option]) -> tuple[OptionRow, ...]:
    rows = [
        OptionRow(
            number=number,
            code=part.code,
            boxes=text_boxes(f"option_{number}", survey, part.text),
            with_text=part.with_text,
            is_new=False,
            is_first=number == 0,
            is_last=number == len(parts) - 1,
        )
        for number, part in enumerate(parts)
    ]
    number = len(rows)
    empty = text_boxes(f"option_{number}", survey, {})
    return (*rows, OptionRow(number, "", empty, False, True, True, True))


def _parts_of(posted: QueryDict, survey: SurveyDefinition, item: Item) -> tuple[Option, ...]:
    """The rows that were posted, and the lines below them; a row without any words is taken away."""
    before = item.aspects if item.kind == "matrix" else item.options
    found: list[Option] = []
    codes: set[str] = set()
    for number in range(MOST_OPTIONS):
        known = before[number] if number < len(before) else None
        name = f"option_{number}"
        texts = texts_of(name, posted, known.text if known else {}, languages=survey.languages)
        if f"{name}_{survey.languages[0]}" not in posted or not any(texts.values()):
            continue
        wanted = _code(posted.get(f"{name}_code", ""))
        first = next(text for text in (texts.get(survey.languages[0]), *texts.values()) if text)
        code = wanted if wanted and wanted not in codes else code_of(wanted or first, codes)
        codes.add(code)
        found.append(Option(code, texts, f"{name}_own" in posted))
    more = options_of_lines(posted.get("option_lines", ""), survey.languages[0], taken=codes)
    return (*found, *more)[:MOST_OPTIONS]


def _code(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "", text)[:40]


def _of_kind(item: Item, parts: tuple[Option, ...]) -> Item:
    """The item with its parts where its kind has them: aspects of a matrix, or options to choose from."""
    return replace(
        item,
        aspects=parts if item.kind == "matrix" else (),
        options=parts if item.kind in {"choice", "choices"} else (),
        is_shuffled=item.is_shuffled and item.kind in {"choice", "choices", "matrix"},
        is_required=item.is_required and item.kind != "statement",
        has_no_opinion=item.has_no_opinion and item.kind not in {"statement", "text", "date"},
    )


def _parts_after(parts: tuple[Option, ...], verb: str, number: int) -> tuple[Option, ...]:
    if number >= len(parts):
        return parts
    moved = list(parts)
    part = moved.pop(number)
    if verb != "option-drop":
        moved.insert(max(0, number + (-1 if verb == "option-up" else 1)), part)
    return tuple(moved)
