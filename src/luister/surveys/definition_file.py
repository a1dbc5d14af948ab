"""A survey as a JSON file of our own: nothing is left out, so that it comes back the same."""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from luister.errors import LuisterError
from luister.events.answer import Scale
from luister.surveys.condition import ALWAYS, Check, Condition
from luister.surveys.definition import Item, Look, Option, Page, SurveyDefinition

FORMAT = "luister-survey/1"
_Plain = dict[str, Any]
_Value = TypeVar("_Value")


class DefinitionError(LuisterError):
    """A survey definition that cannot be read."""


def dump(survey: SurveyDefinition) -> str:
    """The survey as JSON; what has its usual value is not written."""
    plain: _Plain = {"format": FORMAT, **_filled(survey)}
    return json.dumps(plain, ensure_ascii=False, indent=2)


def load(text: str) -> SurveyDefinition:
    """The survey that `dump` wrote, or that somebody wrote alike.

    Raises:
        DefinitionError: it is no JSON, or a part of it is missing, unknown or of the wrong kind.
    """
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DefinitionError(f"This is no JSON: {error}.", hint="Mend that place.") from None
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise DefinitionError(
            f"This is no survey in the format {FORMAT!r}.",
            hint="Export one as an example, or choose the right kind of file.",
        )
    return _survey(_Reader("survey", plain))


def _filled(thing: object) -> _Plain:
    """The fields of a dataclass that differ from their usual value, as plain values."""
    plain: _Plain = {}
    for name, description in thing.__dataclass_fields__.items():  # type: ignore[attr-defined]
        value = getattr(thing, name)
        usual = description.default
        if value == usual or (value in ({}, ()) and name not in {"pages", "items"}):
            continue
        plain[name] = _plain_of(value)
    return plain


def _plain_of(value: object) -> object:
    if isinstance(value, Condition):
        return [[_plain_of(check) for check in group] for group in value.groups]
    if isinstance(value, Scale):
        return value.code
    if hasattr(value, "__dataclass_fields__"):
        return _filled(value)
    if isinstance(value, tuple):
        return [_plain_of(one) for one in value]
    return dict(value) if isinstance(value, Mapping) else value


class _Reader:
    """One object of the file: gives its parts, each of the kind that is asked for."""

    def __init__(self, where: str, plain: object) -> None:
        if not isinstance(plain, dict):
            raise DefinitionError(f"{where} is {plain!r}.", hint="Write an object: {...}.")
        self._where, self._plain, self._asked = where, plain, {"format"}

    def maybe(self, name: str, kind: type[_Value]) -> _Value | None:
        self._asked.add(name)
        value = self._plain.get(name)
        is_other = isinstance(value, bool) and kind is not bool
        if value is not None and (is_other or not isinstance(value, kind)):
            raise self.error(name, f"is {value!r}", f"Write a {kind.__name__}.")
        return value

    def get(self, name: str, kind: type[_Value], usual: _Value) -> _Value:
        found = self.maybe(name, kind)
        return usual if found is None else found

    def need(self, name: str) -> str:
        found = self.maybe(name, str)
        if not found:
            raise self.error(name, "is missing", "Every one needs it.")
        return found

    def texts(self, name: str) -> dict[str, str]:
        found = self.get(name, dict, {})
        if not all(isinstance(text, str) for text in found.values()):
            raise self.error(name, "holds what is no text", 'Write {"nl": "...", "en": "..."}.')
        return {str(language): text for language, text in found.items()}

    def words(self, name: str) -> tuple[str, ...]:
        found = self.get(name, list, [])
        if not all(isinstance(word, str) for word in found):
            raise self.error(name, "holds what is no text", 'Write ["...", "..."].')
        return tuple(found)

    def many(self, name: str) -> list["_Reader"]:
        found = self.get(name, list, [])
        return [_Reader(f"{self._where}.{name}[{n}]", one) for n, one in enumerate(found, 1)]

    def condition(self, name: str) -> Condition | None:
        groups = self.maybe(name, list)
        if groups is None:
            return None
        where = f"{self._where}.{name}"
        if not all(isinstance(group, list) for group in groups):
            raise self.error(name, "holds what is no list of checks", "Write [[{...}], ...].")
        return Condition(
            tuple(tuple(_check(_Reader(where, check)) for check in group) for group in groups)
        )

    def done(self) -> None:
        """Refuses what nobody asked for: a misspelt name must not be swallowed."""
        if unknown := sorted(set(self._plain) - self._asked):
            raise self.error(
                unknown[0], "is not known", f"Known: {', '.join(sorted(self._asked))}."
            )

    def error(self, name: str, problem: str, hint: str) -> DefinitionError:
        return DefinitionError(f"{self._where}: {name} {problem}.", hint=hint)


def _survey(found: _Reader) -> SurveyDefinition:
    look = found.get("look", dict, {})
    survey = SurveyDefinition(
        name=found.need("name"),
        kind=found.need("kind"),
        languages=found.words("languages"),
        title=found.texts("title"),
        pages=tuple(_page(page) for page in found.many("pages")),
        intro=found.texts("intro"),
        thanks=found.texts("thanks"),
        process=found.maybe("process", str),
        look=_look(_Reader("look", look)),
        asks_opt_out=found.get("asks_opt_out", bool, True),
    )
    found.done()
    return survey


def _look(found: _Reader) -> Look:
    look = Look(
        found.get("logo", str, ""),
        found.get("logo_text", str, ""),
        found.get("colour", str, Look().colour),
    )
    found.done()
    return look


def _page(found: _Reader) -> Page:
    page = Page(
        items=tuple(_item(item) for item in found.many("items")),
        title=found.texts("title"),
        show_if=found.condition("show_if") or ALWAYS,
        end_if=found.condition("end_if"),
        is_shuffled=found.get("is_shuffled", bool, False),
    )
    found.done()
    return page


def _item(found: _Reader) -> Item:
    scale = found.maybe("scale", str)
    item = Item(
        id=found.need("id"),
        kind=found.need("kind"),
        text=found.texts("text"),
        help=found.texts("help"),
        is_required=found.get("is_required", bool, False),
        has_no_opinion=found.get("has_no_opinion", bool, False),
        scale=_scale(found, scale) if scale else None,
        low=found.texts("low"),
        high=found.texts("high"),
        options=tuple(_option(one) for one in found.many("options")),
        aspects=tuple(_option(one) for one in found.many("aspects")),
        is_shuffled=found.get("is_shuffled", bool, False),
        show_if=found.condition("show_if") or ALWAYS,
        process=found.maybe("process", str),
        touchpoint=found.maybe("touchpoint", str),
        wording=found.get("wording", int, 1),
        is_headline=found.get("is_headline", bool, False),
    )
    found.done()
    return item


def _scale(found: _Reader, code: str) -> Scale:
    try:
        return Scale.from_code(code)
    except (ValueError, IndexError, OverflowError):
        raise found.error("scale", f"is {code!r}", "Write one such as ces:1-7.") from None


def _option(found: _Reader) -> Option:
    option = Option(found.need("code"), found.texts("text"), found.get("with_text", bool, False))
    found.done()
    return option


def _check(found: _Reader) -> Check:
    check = Check(found.need("field"), found.need("operator"), found.words("values"))
    found.done()
    return check
