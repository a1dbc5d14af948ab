"""A LimeSurvey survey (.lss) read into a survey of ours; what is not taken over is listed."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from luister.surveys.condition import ALWAYS, Condition
from luister.surveys.condition_groups import (
    ALWAYS_GROUPS,
    NEVER,
    Groups,
    both,
    condition_of,
    either,
)
from luister.surveys.converted import (
    ConversionError,
    Converted,
    NoteBook,
    UnsayableError,
    named,
    settled,
)
from luister.surveys.definition import Item, Page, SurveyDefinition
from luister.surveys.expression import groups_said
from luister.surveys.foreign_fields import (
    Places,
    converted_condition,
    looked_up,
    whole_fields,
)
from luister.surveys.language_codes import language_code
from luister.surveys.lss_parts import Asked, Group, groups_in
from luister.surveys.lss_questions import made_of
from luister.surveys.lss_xml import Row, Tables, tables_of
from luister.surveys.plain_words import plain_words

_HIDDEN = "A hidden question is left out"
_RANDOM = "The random order of groups is not converted: the order is fixed"
_TAILORED = "The text holds an expression, which is shown as it is"
_LEFT_OUT = {
    "quota": "Quotas are not converted",
    "assessments": "Assessments are not converted",
    "defaultvalues": "Answers filled in beforehand are not converted",
}
_EXPRESSION = re.compile(r"\{[^{}\s][^{}]*\}")
_SUFFIX = re.compile(r"\.(NAOK|value|code|valueNAOK|codeNAOK)$", re.IGNORECASE)
_CODE = re.compile(r"\+?(\d+)X(\d+)X(\d+)(.*)")


@dataclass(slots=True)
class _Reading:
    languages: tuple[str, ...]
    conditions: dict[str, list[Row]]
    titles: dict[str, str]
    book: NoteBook = field(default_factory=NoteBook)
    places: Places = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def look(self, name: str, operator: str, values: Sequence[str]) -> Groups:
        """Says a comparison with a field by its code (`Q1_SQ001.NAOK`) or number (`123X1X2SQ001`)."""
        name = _SUFFIX.sub("", name)
        numbered = _CODE.fullmatch(name)
        if numbered:
            title = self.titles.get(numbered[3], numbered[3])
            name = f"{title}_{numbered[4].replace('#', '_')}" if numbered[4] else title
        return looked_up(self.places)(name, operator, values)

    def said(self, expression: str) -> Groups:
        """The groups that a relevance equation says; one that is empty always holds."""
        text = expression.strip()
        if text in {"", "1"}:
            return ALWAYS_GROUPS
        return groups_said(
            text,
            self.look,
            is_whole=whole_fields(self.places),
            bare_names_are_fields=True,
        )


def read(content: str | bytes) -> Converted:
    """The survey that a .lss file is, its relevance equations and conditions converted or listed.

    Raises:
        ConversionError: it is no LimeSurvey survey, or holds no question we have.
    """
    tables = tables_of(content)
    if tables.kind != "Survey":
        raise ConversionError(
            f"This is no LimeSurvey survey but {tables.kind or 'something else'!r}.",
            hint="Export the whole survey structure as .lss.",
        )
    groups = groups_in(tables)
    reading = _reading(tables, groups)
    by_question = _is_by_question(tables)
    pages = [page for group in groups for page in _pages(group, reading, by_question=by_question)]
    for section, what in _LEFT_OUT.items():
        for row in tables.of(section):
            reading.book.add("survey", what, row.get("name") or row.get("qid") or "")
    title = _setting(tables, "surveyls_title")
    base = reading.languages[0]
    survey = SurveyDefinition(
        name=named(title.get(base) or "survey", (), "survey"),
        kind="other",
        languages=reading.languages,
        title=title or {base: "survey"},
        intro=_joined(
            _setting(tables, "surveyls_welcometext"), _setting(tables, "surveyls_description")
        ),
        thanks=_setting(tables, "surveyls_endtext"),
        pages=tuple(pages),
    )
    return settled(survey, reading.book)


def _reading(tables: Tables, groups: list[Group]) -> _Reading:
    row = next(iter(tables.of("surveys")), {})
    told = [row.get("language", ""), *row.get("additional_languages", "").split()]
    codes = [code for code in map(language_code, [*told, *tables.languages]) if code]
    conditions: dict[str, list[Row]] = {}
    for one in tables.of("conditions"):
        conditions.setdefault(one.get("qid", ""), []).append(one)
    titles = {one.qid: one.title for group in groups for one in group.questions}
    return _Reading(tuple(dict.fromkeys(codes)) or ("en",), conditions, titles)


def _is_by_question(tables: Tables) -> bool:
    return any(row.get("format") == "S" for row in tables.of("surveys"))


def _setting(tables: Tables, name: str) -> dict[str, str]:
    found = {
        language_code(row.get("surveyls_language", "")): plain_words(row.get(name, ""))
        for row in tables.of("surveys_languagesettings")
    }
    return {code: text for code, text in found.items() if code and text}


def _joined(one: dict[str, str], other: dict[str, str]) -> dict[str, str]:
    codes = dict.fromkeys([*one, *other])
    return {code: "\n".join(filter(None, (other.get(code), one.get(code)))) for code in codes}


def _pages(group: Group, reading: _Reading, *, by_question: bool) -> Iterator[Page]:
    name = next(iter(group.title.values()), group.row.get("gid", ""))
    where = f"group {name}"
    if group.row.get("randomization_group"):
        reading.book.add(where, _RANDOM, group.row["randomization_group"])
    relevance = group.row.get("grelevance", "")
    told = converted_condition(where, relevance, lambda: reading.said(relevance), reading.book)
    show_if = told or ALWAYS
    items = list(_about(group, reading))
    for asked in group.questions:
        items += _items(asked, reading)
    if by_question:
        for item in items:
            yield Page(items=(item,), title=group.title, show_if=show_if)
    else:
        yield Page(items=tuple(items), title=group.title, show_if=show_if)


def _about(group: Group, reading: _Reading) -> Iterator[Item]:
    """What a group says of itself, as a statement before its questions."""
    if group.about and group.questions:
        name = named(f"about_{group.row.get('gid')}", reading.taken, "about")
        reading.taken.add(name)
        yield Item(id=name, kind="statement", text=group.about)


def _items(asked: Asked, reading: _Reading) -> tuple[Item, ...]:
    if asked.attributes.get("hidden") == "1":
        reading.book.add(asked.title, _HIDDEN, asked.kind)
        return ()
    made = made_of(asked, reading.languages, reading.taken, reading.book)
    reading.taken.update(item.id for item in made.items)
    # The question's own logic may only look at what came before it.
    show_if = _shown(asked, reading) if made.items else _listed(asked, reading)
    reading.places |= made.places
    for text in asked.text.values():
        for found in _EXPRESSION.findall(text):
            reading.book.add(asked.title, _TAILORED, found)
    return tuple(replace(item, show_if=show_if) for item in made.items)


def _shown(asked: Asked, reading: _Reading) -> Condition:
    relevance = asked.row.get("relevance", "")
    rows = reading.conditions.get(asked.qid, [])
    ways: list[Callable[[], Groups]] = []
    if rows and relevance.strip() in {"", "1"}:
        ways = [lambda: _conditions_said(rows, reading)]
    elif rows:
        ways = [lambda: reading.said(relevance), lambda: _conditions_said(rows, reading)]
    else:
        ways = [lambda: reading.said(relevance)]
    for way in ways[:-1]:
        try:
            return condition_of(way())
        except UnsayableError:
            continue
    told = relevance if relevance.strip() not in {"", "1"} else _told(rows)
    return converted_condition(asked.title, told, ways[-1], reading.book) or ALWAYS


def _listed(asked: Asked, reading: _Reading) -> Condition:
    """Lists the logic of a question that is left out."""
    relevance = asked.row.get("relevance", "").strip()
    rows = reading.conditions.get(asked.qid, [])
    if relevance not in {"", "1"} or rows:
        told = relevance if relevance not in {"", "1"} else _told(rows)
        reading.book.add(
            asked.title, "The logic of a question that is left out goes with it", told
        )
    return ALWAYS


def _told(rows: list[Row]) -> str:
    return "; ".join(
        f"{row.get('cfieldname')} {row.get('method')} {row.get('value')}" for row in rows
    )


def _conditions_said(rows: list[Row], reading: _Reading) -> Groups:
    """Rows of one scenario must all hold, those on the same field any of them; one scenario is enough."""
    scenarios: dict[str, dict[str, Groups]] = {}
    for row in rows:
        fields = scenarios.setdefault(row.get("scenario", "1"), {})
        name, method = row.get("cfieldname", ""), row.get("method", "").strip()
        if method not in {"==", "!=", "<", "<=", ">", ">="} or row.get("value", "").startswith(
            "@"
        ):
            raise UnsayableError(f"It compares with {method} {row.get('value')}.")
        operator = "=" if method == "==" else method
        groups = reading.look(name, operator, [row.get("value", "").strip()])
        joins = either if operator == "=" else both
        fields[name] = joins(fields[name], groups) if name in fields else groups
    found = NEVER
    for fields in scenarios.values():
        held = ALWAYS_GROUPS
        for groups in fields.values():
            held = both(held, groups)
        found = either(found, held)
    return found
