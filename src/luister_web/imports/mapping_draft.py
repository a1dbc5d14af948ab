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
MISSING = ("not_answered", "not_applicable", "not_asked")
_QUESTION_KEYS = frozenset({"question", "scale", "wording", "headline"})
_TEXTS = {
    "question": ("label", "question", "process", "touchpoint"),
    "dimension": ("dimension",),
}
_EMPTY_CELL = "(empty)"


def read_draft(text: str) -> Entry:
    """The mapping as plain values; without columns where it is empty."""
    document = tomllib.loads(text)
    document.setdefault("column", [])
    document.setdefault("constants", {})
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


def corrected(text: str, given: Mapping[str, str]) -> str:
    """The mapping after the corrections of the page: fields named `meaning-3`, `label-3`, ...

    A column whose fields are not on the page stays as it was.
    """
    document = read_draft(text)
    for place, column in enumerate(document["column"]):
        if f"meaning-{place}" in given:
            fields = _fields_of(place, given)
            document["column"][place] = _corrected_column(column, fields)
    document["constants"] = _corrected_constants(document["constants"], given)
    return written(document)


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


def _fields_of(place: int, given: Mapping[str, str]) -> dict[str, str]:
    ending = f"-{place}"
    return {
        key.removesuffix(ending): value.strip()
        for key, value in given.items()
        if re.fullmatch(rf"[a-z_]+{ending}", key)
    }


def _corrected_column(column: Entry, fields: Mapping[str, str]) -> Entry:
    role, scale = role_and_scale(fields["meaning"])
    kept = {key: value for key, value in column.items() if _still_fits(key, role)}
    kept["role"] = role
    if role == "question":
        kept["scale"] = scale
    for key in _TEXTS.get(role, ()):
        if key in fields:
            kept = _set(kept, key, fields[key])
    if role == "question" and "is_shown" in fields:
        kept = _set(kept, "missing", _missing(fields))
        kept = _set(kept, "headline", "headline" in fields)
    if role == "date" and fields.get("date"):
        kept["date"] = _date_form(fields)
    return kept


def _still_fits(key: str, role: str) -> bool:
    """False for what means nothing any more once the column has this role."""
    if key in _QUESTION_KEYS:
        return role == "question"
    return role == key if key in {"dimension", "date"} else True


def _missing(fields: Mapping[str, str]) -> Entry:
    found = {word: codes_written(fields.get(word, "")) for word in MISSING}
    return {word: codes for word, codes in found.items() if codes}


def _date_form(fields: Mapping[str, str]) -> object:
    numbers = {key: int(fields[key]) for key in ("year", "month") if fields.get(key, "").isdigit()}
    return {"format": fields["date"], **numbers} if numbers else fields["date"]


def _corrected_constants(constants: Entry, given: Mapping[str, str]) -> Entry:
    found = dict(constants)
    for place in PLACES:
        if f"constant-{place}" in given:
            found = _set(found, place, given[f"constant-{place}"].strip())
    if "constant-date" in given:
        found = _set(found, "date", _day(given["constant-date"].strip()))
    return found


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
    """Columns whose part differs between two mappings: ("gone", name), ("new", ...), ("changed", ...)."""
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
