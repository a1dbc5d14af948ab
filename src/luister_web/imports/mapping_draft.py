"""A mapping under correction: what a person changed on the page goes into its TOML."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import tomlkit

from luister_web.imports.meanings import meaning_of, role_and_scale

Entry = dict[str, Any]

PLACES = ("wave", "process", "touchpoint", "channel", "team", "employee", "language")
FILE_FORM = ("sheet", "heading_rows", "encoding", "delimiter", "decimal")
MISSING = ("not_answered", "not_applicable", "not_asked")
_QUESTION_KEYS = frozenset({"question", "scale", "wording", "headline"})
_TEXTS = ("label", "question", "process", "touchpoint", "dimension")
_EMPTY_CELL = "(empty)"


def read_draft(text: str) -> Entry:
    """The mapping as plain values; without columns where it is empty."""
    document = tomllib.loads(text)
    document.setdefault("column", [])
    document.setdefault("constants", {})
    document.setdefault("file", {})
    return document


def written(document: Entry) -> str:
    """The mapping as TOML; tables that hold nothing are left out."""
    head = {key: value for key, value in document.items() if key != "column" and value != {}}
    text = tomlkit.document()
    for key, value in head.items():
        text[key] = value
    columns = tomlkit.aot()
    for column in document["column"]:
        columns.append(tomlkit.item({key: _inline(value) for key, value in column.items()}))
    text["column"] = columns
    return tomlkit.dumps(text)


def corrected(text: str, given: Mapping[str, str], *, shown: str) -> str:
    """The mapping `text` with what a person changed on a page that showed the mapping `shown`.

    Fields are named `meaning-3`, `label-3`, ... after the column's place in `shown`. Only what
    differs from what was shown counts, so that an answer given on the same page is not undone by
    fields that merely repeat what stood there before.
    """
    document, before = read_draft(text), read_draft(shown)
    places = {name: at for at, one in enumerate(document["column"]) for name in _names(one)}
    for place, column in enumerate(before["column"]):
        changes = _changes(column, _fields_of(place, given))
        at = places.get(str(column["name"]))
        if changes and at is not None:
            document["column"][at] = _changed_column(document["column"][at], changes)
    document["constants"] = _changed_constants(document["constants"], before["constants"], given)
    document["file"] = _changed_form(document["file"], before["file"], given)
    return written(document)


def shown_fields(column: Entry) -> dict[str, str]:
    """What the page shows in the fields of a column."""
    date_form = column.get("date", "iso")
    form = date_form if isinstance(date_form, dict) else {"format": date_form}
    missing = column.get("missing", {})
    return {
        "meaning": column_meaning(column),
        **{key: _line(str(column.get(key, ""))) for key in _TEXTS},
        **{word: codes_shown(missing.get(word, [])) for word in MISSING},
        "headline": "yes" if column.get("headline") else "",
        "date": str(form["format"]),
        "year": str(form.get("year", "")),
        "month": str(form.get("month", "")),
    }


def column_places(text: str) -> dict[str, int]:
    """At which place each column of a mapping stands."""
    return {str(one["name"]): place for place, one in enumerate(read_draft(text)["column"])}


def opens_otherwise(before: str, after: str) -> bool:
    """True where two mappings open the file so differently that it may have other columns."""
    forms = [read_draft(text)["file"] for text in (before, after)]
    return any(forms[0].get(name) != forms[1].get(name) for name in FILE_FORM[:4])


def column_meaning(column: Entry) -> str:
    """What a column means, as one word of the list of meanings."""
    return meaning_of(str(column.get("role", "ignore")), str(column.get("scale", "")))


def codes_shown(codes: object) -> str:
    """Missing codes as a person reads and writes them: with commas, the empty cell in words.

    >>> codes_shown(["", 11])
    '(empty), 11'
    """
    listed = codes if isinstance(codes, list) else [codes]
    return ", ".join(str(code) or _EMPTY_CELL for code in listed)


def codes_written(text: str) -> list[str]:
    """The missing codes that a person wrote.

    >>> codes_written("(empty), 11")
    ['', '11']
    """
    parts = (part.strip() for part in text.split(","))
    return ["" if part == _EMPTY_CELL else part for part in parts if part]


def _names(column: Entry) -> tuple[str, ...]:
    return (*column.get("match", ()), column["name"])


def _fields_of(place: int, given: Mapping[str, str]) -> dict[str, str]:
    ending = f"-{place}"
    fields = {
        key.removesuffix(ending): _line(value)
        for key, value in given.items()
        if re.fullmatch(rf"[a-z_]+{ending}", key)
    }
    if "is_shown" in fields:
        fields.setdefault("headline", "")  # A box that is not ticked sends nothing.
    return fields


def _changes(column: Entry, fields: Mapping[str, str]) -> dict[str, str]:
    was = shown_fields(column)
    return {key: fields[key] for key in was if key in fields and fields[key] != was[key]}


def _changed_column(column: Entry, changes: Mapping[str, str]) -> Entry:
    found = _with_meaning(column, changes["meaning"]) if "meaning" in changes else dict(column)
    for key in _TEXTS:
        if key in changes and _still_fits(key, str(found.get("role"))):
            found = _set(found, key, changes[key])
    if found.get("role") == "question":
        if any(word in changes for word in MISSING):
            found = _set(found, "missing", _missing(found, changes))
        if "headline" in changes:
            found = _set(found, "headline", bool(changes["headline"]))
    if found.get("role") == "date" and {"date", "year", "month"} & set(changes):
        found["date"] = _date_form(shown_fields(found) | dict(changes))
    return found


def _with_meaning(column: Entry, meaning: str) -> Entry:
    """The column in another part; what meant something only in the earlier one is dropped."""
    role, scale = role_and_scale(meaning)
    kept = {key: value for key, value in column.items() if _still_fits(key, role)}
    kept |= {"role": role} | ({"scale": scale} if role == "question" else {})
    return kept


def _still_fits(key: str, role: str) -> bool:
    if key in {"check", "checked"}:
        return False  # What was to be asked, or was answered, was about the earlier meaning.
    if key in _QUESTION_KEYS:
        return role == "question"
    return role == key if key in {"dimension", "date"} else True


def _missing(column: Entry, changes: Mapping[str, str]) -> Entry:
    found = dict(column.get("missing", {}))
    found |= {word: codes_written(changes[word]) for word in MISSING if word in changes}
    return {word: codes for word, codes in found.items() if codes}


def _date_form(fields: Mapping[str, str]) -> object:
    numbers = {key: int(fields[key]) for key in ("year", "month") if fields[key].isdigit()}
    return {"format": fields["date"], **numbers} if numbers else fields["date"]


def _changed_constants(constants: Entry, shown: Entry, given: Mapping[str, str]) -> Entry:
    found = dict(constants)
    for name in (*PLACES, "date"):
        value = given.get(f"constant-{name}")
        if value is not None and _line(value) != str(shown.get(name, "")):
            found = _set(found, name, _day(_line(value)) if name == "date" else _line(value))
    return found


def _changed_form(form: Entry, shown: Entry, given: Mapping[str, str]) -> Entry:
    found = dict(form)
    for name in FILE_FORM:
        value = given.get(f"file-{name}")
        if value is not None and value != str(shown.get(name, "")):
            number = name == "heading_rows" and value.strip().isdigit()
            found = _set(found, name, int(value) if number else value)
    return found


def _line(text: str) -> str:
    """The text as one line, as a field of a page sends it back."""
    return " ".join(text.split())


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text  # The mapping's own check says what is wrong with it.


def _set(entry: Entry, key: str, value: object) -> Entry:
    """The entry with this value; without the key where the value is empty."""
    rest = {name: one for name, one in entry.items() if name != key}
    return {**rest, key: value} if value else rest


def _inline(value: object) -> object:
    if not isinstance(value, dict):
        return value
    table = tomlkit.inline_table()
    table.update(value)
    return table


def differences(before: str, after: str) -> Iterator[tuple[str, str]]:
    """How the columns of two mappings differ: pairs of new, renamed or gone, and the name."""
    earlier = {column["name"]: column for column in read_draft(before)["column"]}
    later = {column["name"]: column for column in read_draft(after)["column"]}
    for name, column in later.items():
        known = [old for old in (name, *column.get("match", ())) if old in earlier]
        if not known:
            yield "new", name
        elif known[0] != name:
            yield "renamed", f"{known[0]} → {name}"
    taken = {old for name, column in later.items() for old in (name, *column.get("match", ()))}
    for name in earlier:
        if name not in taken:
            yield "gone", name
