"""Turns the entries of a mapping file into columns, and columns into entries."""

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import Any

import tomlkit

from luister.errors import MappingError
from luister.events.answer import AnswerStatus, Scale
from luister.sources.column_mapping import NAMED_DATE_FORMATS, ROLES, ColumnMapping, DateForm

Entry = dict[str, Any]

_COLUMN = (
    "name",
    "role",
    "match",
    "question",
    "label",
    "scale",
    "wording",
    "headline",
    "process",
    "touchpoint",
    "dimension",
    "date",
    "missing",
    "labels",
    "values",
    "check",
    "checked",
)
_MISSING = {
    "not_answered": AnswerStatus.NOT_ANSWERED,
    "not_applicable": AnswerStatus.NOT_APPLICABLE,
    "not_asked": AnswerStatus.NOT_ASKED,
}
_USUAL_ENDS = {"nps": (0, 10), "ces": (1, 7), "cas": (1, 5), "csat": (1, 5), "mark": (1, 10)}
_KINDS = (*_USUAL_ENDS, "rating", "number", "choice", "text")
CHECKS = (
    *("missing", "date_order", "date_cells", "date_form", "text_numbers", "scale", "renamed"),
    *("sheet", "wave", "day", "days"),
)
_SCALE = re.compile(r"([a-z]+)(?::(-?\d+(?:\.\d+)?)-(-?\d+(?:\.\d+)?))?")
_ONLY_QUESTIONS = ("question", "scale", "wording", "headline")
_DIMENSION_NAME = re.compile(r"\w[\w ]{0,59}")


def column_of_entry(entry: Entry) -> ColumnMapping:
    """The column that an entry `[[column]]` describes.

    Raises:
        MappingError: a key or a value in it means nothing; the message names the column.
    """
    name = str(entry.get("name", ""))
    if not name:
        raise MappingError("a column has no name.", hint='Write name = "the heading in the file".')
    where = f"column {name!r}"
    checked_keys(entry, _COLUMN, where)
    role = _one_of(str(entry.get("role", "ignore")), ROLES, f"{where}: role")
    _refuse_lost_keys(entry, role, where)
    return ColumnMapping(
        name=name,
        role=role,
        match=_texts(entry.get("match", ()), f"{where}: match"),
        question=str(entry.get("question", "")),
        label=str(entry.get("label", "")),
        scale=_scale_of(entry, role, where),
        wording=_wording(entry.get("wording", 1), where),
        headline=bool(entry.get("headline", False)),
        process=entry.get("process"),
        touchpoint=entry.get("touchpoint"),
        dimension=_dimension(entry, role, where),
        date=_date_form(entry.get("date", "iso"), where),
        missing=_missing(entry.get("missing", {}), where),
        labels=text_table(entry.get("labels", {}), f"{where}: labels"),
        values=_texts(entry.get("values", ()), f"{where}: values"),
        check=checks(entry.get("check", ()), where),
        checked=checks(entry.get("checked", ()), where),
    )


def scale_named(code: str, where: str) -> Scale:
    """The scale that a mapping means by a word such as "nps", "ces:1-5" or "rating:1-5".

    Raises:
        MappingError: there is no such scale, or it lacks its ends.

    >>> scale_named("mark", "column 'Cijfer'").code
    'mark:1-10'
    """
    found = _SCALE.fullmatch(code.strip().lower())
    kind = _one_of(found[1] if found else code, _KINDS, f"{where}: scale")
    if kind in {"number", "choice", "text"} or not found:
        return Scale(kind)
    low, high = found[2], found[3]
    if low is None:
        if kind not in _USUAL_ENDS:
            raise MappingError(
                f"{where}: scale {code!r} lacks its ends.", hint=f'Write them: "{kind}:1-5".'
            )
        low, high = _USUAL_ENDS[kind]
    if not float(low) < float(high):
        raise MappingError(f"{where}: scale {code!r} runs backwards.", hint="Low end first.")
    return Scale(kind, float(low), float(high))


def checked_keys(entry: object, known: Sequence[str], where: str) -> None:
    """Nothing where each key of the entry is known.

    Raises:
        MappingError: one is not; the hint names the nearest that is.
    """
    if not isinstance(entry, dict):
        raise MappingError(f"{where} is {entry!r}.", hint="Write it as a table of keys.")
    for key in entry:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            meant = f"Did you mean {near[0]!r}? " if near else ""
            raise MappingError(
                f"{where} has an unknown key {key!r}.",
                hint=f"{meant}Known keys: {', '.join(known)}.",
            )


def checks(entry: object, where: str) -> tuple[str, ...]:
    """The names of what waits for a person's word.

    Raises:
        MappingError: there is no such thing to say.
    """
    return tuple(
        _one_of(one, CHECKS, f"{where}: check") for one in _texts(entry, f"{where}: check")
    )


def text_table(entry: object, where: str) -> dict[str, str]:
    """The table, its values as text.

    Raises:
        MappingError: it is no table of single values.
    """
    if not isinstance(entry, dict) or any(isinstance(one, dict | list) for one in entry.values()):
        raise MappingError(f"{where} is {entry!r}.", hint='Write it as { "1" = "very bad" }.')
    return {str(key): str(value) for key, value in entry.items()}


def document_of(
    head: Entry, form: Entry, constants: Entry, columns: Iterable[ColumnMapping]
) -> str:
    """The TOML text of a mapping."""
    document = tomlkit.document()
    for key, value in head.items():
        if value:
            document[key] = value
    for name, table in (("file", form), ("constants", constants)):
        filled = {key: value for key, value in table.items() if value is not None}
        if filled:
            document[name] = filled
    array = tomlkit.aot()
    for column in columns:
        array.append(tomlkit.item(_entry_of(column)))
    document["column"] = array
    return tomlkit.dumps(document)


def _entry_of(column: ColumnMapping) -> Entry:
    """The entry of a column; what says no more than the default is left out."""
    entry: Entry = {"name": column.name, "role": column.role}
    plain = ("question", "label", "process", "touchpoint", "dimension")
    entry |= {key: getattr(column, key) for key in plain if getattr(column, key)}
    if column.scale:
        entry["scale"] = column.scale.code
    if column.wording != 1:
        entry["wording"] = column.wording
    if column.headline:
        entry["headline"] = True
    if column.date != DateForm():
        entry["date"] = _inline(_date_entry(column.date))
    if column.missing:
        entry["missing"] = _inline(_missing_entry(column.missing))
    if column.labels:
        entry["labels"] = _inline(column.labels)
    lists = ("match", "values", "check", "checked")
    entry |= {key: list(getattr(column, key)) for key in lists if getattr(column, key)}
    return entry


def _inline(entry: Entry | dict[str, str]) -> Any:  # noqa: ANN401 - tomlkit's own kind of table
    table = tomlkit.inline_table()
    table.update(entry)
    return table


def _date_entry(form: DateForm) -> Entry:
    entry: Entry = {"format": form.format, "year": form.year, "month": form.month}
    return {key: value for key, value in entry.items() if value is not None}


def _missing_entry(missing: dict[str, AnswerStatus]) -> Entry:
    return {
        word: codes
        for word, status in _MISSING.items()
        if (codes := [code for code, one in missing.items() if one is status])
    }


def _one_of(word: str, known: Sequence[str], where: str) -> str:
    if word in known:
        return word
    near = difflib.get_close_matches(word, known, 1)
    meant = f"Did you mean {near[0]!r}? " if near else ""
    raise MappingError(f"{where} is {word!r}.", hint=f"{meant}Choose from: {', '.join(known)}.")


def _refuse_lost_keys(entry: Entry, role: str, where: str) -> None:
    """Turns down what would have no effect: whoever wrote it meant something else."""
    lost = [key for key in _ONLY_QUESTIONS if key in entry and role != "question"]
    lost += ["dimension"] if "dimension" in entry and role != "dimension" else []
    lost += ["date"] if "date" in entry and role != "date" else []
    if lost:
        raise MappingError(
            f"{where} has role {role!r}, for which {lost[0]!r} means nothing.",
            hint=f"Change the role, or leave {lost[0]!r} out.",
        )


def _texts(entry: object, where: str) -> tuple[str, ...]:
    if isinstance(entry, str | int | float):
        return (str(entry),)
    if isinstance(entry, list | tuple):
        return tuple(str(one) for one in entry)
    raise MappingError(f"{where} is {entry!r}.", hint='Write it as a list: ["a", "b"].')


def _scale_of(entry: Entry, role: str, where: str) -> Scale | None:
    if role != "question":
        return None
    if "scale" not in entry:
        raise MappingError(f"{where} is a question without a scale.", hint='Write scale = "nps".')
    return scale_named(str(entry["scale"]), where)


def _wording(value: object, where: str) -> int:
    if isinstance(value, int) and value >= 1:
        return value
    raise MappingError(f"{where}: wording is {value!r}.", hint="Write its version: 1, 2, ...")


def _dimension(entry: Entry, role: str, where: str) -> str:
    name = str(entry.get("dimension", ""))
    if role == "dimension" and not _DIMENSION_NAME.fullmatch(name or str(entry["name"])):
        raise MappingError(
            f"{where}: a dimension cannot be named {name or entry['name']!r}.",
            hint="Give it a name of letters, digits and underscores with `dimension = ...`.",
        )
    return name


def _date_form(entry: object, where: str) -> DateForm:
    if isinstance(entry, str):
        entry = {"format": entry}
    checked_keys(entry, ("format", "year", "month"), f"{where}: date")
    form = DateForm(**entry)  # type: ignore[arg-type]
    if form.format not in NAMED_DATE_FORMATS and "%" not in form.format:
        raise MappingError(
            f"{where}: date format {form.format!r} is unknown.",
            hint=f'Choose from {", ".join(NAMED_DATE_FORMATS)}, or write signs: "%d-%m-%Y".',
        )
    if form.format == "day of month" and not (form.year and form.month):
        raise MappingError(
            f"{where}: a day of the month needs `year` and `month`.", hint="Add them."
        )
    return form


def _missing(entry: object, where: str) -> dict[str, AnswerStatus]:
    checked_keys(entry, tuple(_MISSING), f"{where}: missing")
    found: dict[str, AnswerStatus] = {}
    for word, codes in entry.items():  # type: ignore[attr-defined]
        for code in _texts(codes, f"{where}: missing.{word}"):
            found[code] = _MISSING[word]
    return found
