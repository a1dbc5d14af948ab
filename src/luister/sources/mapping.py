"""What a file means, as a person said it: kept beside the file as TOML, and used for the next one."""

import tomllib
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from datetime import date

from luister.errors import MappingError
from luister.sources.column_mapping import (
    PLACES,
    ColumnMapping,
    FileForm,
    dimension_name,
    question_id,
)
from luister.sources.mapping_entries import (
    Entry,
    checked_keys,
    checks,
    column_of_entry,
    document_of,
    text_table,
)

_TOP = ("survey", "check", "file", "constants", "column")
_FILE = ("encoding", "delimiter", "decimal", "sheet", "heading_rows")
_ONE_AT_MOST = ("id", "customer", "weight", "complete", *PLACES)
_TAKEN_NAMES = {*PLACES, "survey", "question", "customer", "response", "day", "value", "weight"}


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a file means: each column's part, and what holds for all its rows.

    `constants` gives places (such as wave or process) that no column gives, `dimensions` the same
    for own dimensions, and `day` the date of rows without one. `survey` is the survey to which the
    file belongs where its importer names none. `check` is what waits for a person's word on the
    whole file, as each column's own does.
    """

    columns: tuple[ColumnMapping, ...]
    survey: str = ""
    constants: dict[str, str] = field(default_factory=dict)
    dimensions: dict[str, str] = field(default_factory=dict)
    day: date | None = None
    file: FileForm = field(default_factory=FileForm)
    check: tuple[str, ...] = ()

    def of_role(self, role: str) -> tuple[ColumnMapping, ...]:
        """The columns with a role, in the order of the mapping."""
        return tuple(column for column in self.columns if column.role == role)


def load_mapping(text: str, name: str) -> Mapping:
    """The mapping that the TOML in `text` describes; `name` says in errors which file it is.

    Raises:
        MappingError: it is no TOML, has a key that means nothing, or contradicts itself.

    >>> text = '[[column]]' + chr(10) + 'name = "Cijfer"' + chr(10) + 'role = "question"'
    >>> text += chr(10) + 'scale = "mark"'
    >>> load_mapping(text, "next.toml").columns[0].scale.code
    'mark:1-10'
    """
    try:
        entry = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MappingError(
            f"Mapping {name} is not TOML: {error}.", hint="Mend that line of the mapping."
        ) from error
    try:
        return checked(_mapping(entry))
    except MappingError as error:
        raise MappingError(f"Mapping {name}: {error.problem}", hint=error.hint) from error


def dump_mapping(mapping: Mapping) -> str:
    """The mapping as TOML, which `load_mapping` reads back to the same."""
    constants: Entry = dict(mapping.constants)
    if mapping.day:
        constants["date"] = mapping.day
    if mapping.dimensions:
        constants["dimensions"] = dict(mapping.dimensions)
    form = {key: getattr(mapping.file, key) for key in _FILE}
    head: Entry = {"survey": mapping.survey, "check": list(mapping.check)}
    return document_of(head, form, constants, mapping.columns)


def checked(mapping: Mapping) -> Mapping:
    """The mapping, once it is sure that its columns do not contradict one another.

    Raises:
        MappingError: two columns have one name, one question, one dimension or one single role, or
            a dimension's name is taken.
    """
    _refuse_twice([column.name for column in mapping.columns], "column")
    _refuse_twice([question_id(one) for one in mapping.of_role("question")], "question")
    own = [dimension_name(column) for column in mapping.of_role("dimension")]
    own += [name.lower() for name in mapping.dimensions]
    _refuse_twice(own, "dimension")
    for name in own:
        if name in _TAKEN_NAMES:
            raise MappingError(
                f"dimension {name!r} has the name of a built-in one.",
                hint="Give it another name with `dimension = ...`, or use the role of that name.",
            )
    for role in _ONE_AT_MOST:
        named = [column.name for column in mapping.of_role(role)]
        if len(named) > 1:
            raise MappingError(
                f"columns {', '.join(map(repr, named))} all have role {role!r}.",
                hint="Only one column can. Make the others `dimension` or `ignore`.",
            )
    return mapping


def _mapping(entry: Entry) -> Mapping:
    checked_keys(entry, _TOP, "the mapping")
    form = entry.get("file", {})
    checked_keys(form, _FILE, "[file]")
    constants = dict(entry.get("constants", {}))
    checked_keys(constants, (*PLACES, "date", "dimensions"), "[constants]")
    own = text_table(constants.pop("dimensions", {}), "[constants.dimensions]")
    day = constants.pop("date", None)
    columns = entry.get("column", [])
    if not isinstance(columns, list):
        raise MappingError("a column is written [[column]], with two brackets.", hint="Mend that.")
    return Mapping(
        columns=tuple(column_of_entry(column) for column in columns),
        survey=str(entry.get("survey", "")),
        constants=text_table(constants, "[constants]"),
        dimensions=own,
        day=_day(day),
        file=_file_form(form),
        check=checks(entry.get("check", ()), "the mapping"),
    )


def _file_form(entry: Dict[str, object]) -> FileForm:
    rows = entry.get("heading_rows")
    if rows is not None and (not isinstance(rows, int) or not 1 <= rows <= 20):
        raise MappingError(
            f"heading_rows is {rows!r}.", hint="Write how many rows stand above the answers: 1."
        )
    texts = {key: str(value) for key, value in entry.items() if key != "heading_rows"}
    if texts.get("decimal", ".") not in {".", ","}:
        raise MappingError(f"decimal is {texts['decimal']!r}.", hint='Write "." or ",".')
    return FileForm(
        encoding=texts.get("encoding"),
        delimiter=texts.get("delimiter"),
        decimal=texts.get("decimal"),
        sheet=texts.get("sheet"),
        heading_rows=rows,
    )


def _day(value: object) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise MappingError(
            f"the constant date {value!r} is no date.", hint="Write it as 2017-05-31."
        ) from error


def _refuse_twice(names: list[str], kind: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            raise MappingError(
                f"{kind} {name!r} stands there twice.",
                hint="Large and small letters count as the same. Rename one or leave it out.",
            )
        seen.add(name.casefold())
