"""What a SurveyJS file of ours carries along that SurveyJS has no place for."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from luister.events.answer import Scale
from luister.surveys.definition import ITEM_KINDS, SCALES, Item, Look
from luister.surveys.surveyjs_write import KEEPSAKE, MARK


@dataclass(frozen=True, slots=True, kw_only=True)
class Keepsake:
    """What was carried along; all empty in a file that others wrote."""

    name: str = ""
    kind: str = ""
    languages: tuple[str, ...] = ()
    process: str | None = None
    colour: str = Look().colour
    logo_text: str = ""
    asks_opt_out: bool = True
    items: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def kept_of(plain: Mapping[str, Any]) -> Keepsake:
    """The keepsake in a file; an empty one where there is none, or somebody spoilt it."""
    values = plain.get("calculatedValues")
    for one in values if isinstance(values, list) else ():
        if isinstance(one, dict) and one.get("name") == KEEPSAKE:
            return _opened(str(one.get("expression", "")).strip("'"))
    return Keepsake()


def _opened(text: str) -> Keepsake:
    if not text.startswith(MARK):
        return Keepsake()
    try:
        packed = text.removeprefix(MARK)
        found = json.loads(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    except (ValueError, RecursionError):
        return Keepsake()
    if not isinstance(found, dict):
        return Keepsake()
    languages, items = found.get("languages"), found.get("items")
    process = found.get("process")
    return Keepsake(
        name=str(found.get("name") or ""),
        kind=str(found.get("kind") or ""),
        languages=tuple(map(str, languages)) if isinstance(languages, list) else (),
        process=process if isinstance(process, str) else None,
        colour=str(found.get("colour") or Look().colour),
        logo_text=str(found.get("logo_text") or ""),
        asks_opt_out=found.get("asks_opt_out") is not False,
        items={
            str(name): one
            for name, one in (items.items() if isinstance(items, dict) else ())
            if isinstance(one, dict)
        },
    )


def restored(item: Item, kept: Mapping[str, Any]) -> Item:
    """The item as it was when we wrote the file, where it is still of that shape."""
    kind = str(kept.get("kind") or item.kind)
    if kind not in ITEM_KINDS or (kind in SCALES) != (item.kind in SCALES):
        return item
    wording = kept.get("wording")
    item = replace(
        item,
        process=_text(kept.get("process")),
        touchpoint=_text(kept.get("touchpoint")),
        wording=wording if isinstance(wording, int) else 1,
        is_headline=kept.get("is_headline") is True,
    )
    if item.kind == "statement" == kind:
        return _restored_words(item, kept.get("texts"))
    if item.kind not in SCALES or (kind == "matrix") != (item.kind == "matrix"):
        return item
    scale = _scale(str(kept.get("scale") or ""))
    asked = scale or SCALES[kind]
    ends = (item.asked_scale.low, item.asked_scale.high)
    return replace(item, kind=kind, scale=scale) if (asked.low, asked.high) == ends else item


def _restored_words(item: Item, texts: object) -> Item:
    if not isinstance(texts, list) or len(texts) != 2:
        return item
    words, more = (
        {str(k): str(v) for k, v in one.items()} for one in texts if isinstance(one, dict)
    )
    return replace(item, text=words, help=more)


def _scale(code: str) -> Scale | None:
    try:
        return Scale.from_code(code) if code else None
    except (ValueError, IndexError):
        return None


def _text(found: object) -> str | None:
    return found if isinstance(found, str) else None
