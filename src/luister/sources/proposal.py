"""What the columns of a file seem to mean, with reasons, and what a person must say first."""

from dataclasses import dataclass, replace
from pathlib import Path

from luister.sources.asking import Ask, asks_of
from luister.sources.column_mapping import ColumnMapping, FileForm
from luister.sources.guessing import guesses
from luister.sources.mapping import Mapping
from luister.sources.opening import open_table
from luister.sources.profile import ColumnProfile, Profile, profile_of
from luister.sources.raw_table import RawTable
from luister.sources.refit import refit


@dataclass(frozen=True, slots=True)
class ColumnProposal:
    """A column: what it is taken to mean, why, and what stands in it.

    `filled` of the `rows` looked at hold something; `distinct` different texts; `samples` are some.
    """

    name: str
    mapping: ColumnMapping
    reason: str
    samples: tuple[str, ...]
    rows: int
    filled: int
    distinct: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a file seems to be; `mapping` reads it once `asks` is empty.

    `header` holds the heading rows as they stand; `preview` the first twenty rows of answers, in
    the order of the file's columns. `encoding` and `delimiter` are empty where the form has none.
    `table` is the file as it was opened, so that it need not be looked through again to be read.
    """

    format: str
    encoding: str
    delimiter: str
    header: tuple[tuple[str, ...], ...]
    columns: tuple[ColumnProposal, ...]
    mapping: Mapping
    asks: tuple[Ask, ...]
    preview: tuple[tuple[str, ...], ...]
    table: RawTable


def propose(path: Path, *, mapping: Mapping | None = None) -> Proposal:
    """What the columns of a file seem to mean; with a mapping, how that fits the file.

    Raises:
        UnreadableFileError: the file is in no form that we know, or is damaged.
    """
    table = open_table(path, mapping.file if mapping else FileForm())
    profile = profile_of(table, decimal=mapping.file.decimal if mapping else None)
    reasons: dict[str, str] = {}
    if mapping is None:
        found = guesses(profile.columns)
        reasons = {guess.mapping.name: guess.reason for guess in found}
        chosen = _first_mapping(table, profile, tuple(guess.mapping for guess in found))
    else:
        chosen = refit(mapping, table, profile)
    return Proposal(
        format=table.tool,
        encoding=table.encoding,
        delimiter=table.delimiter,
        header=table.header,
        columns=_column_proposals(chosen, profile, reasons),
        mapping=chosen,
        asks=asks_of(chosen, table, profile),
        preview=profile.preview,
        table=table,
    )


def _first_mapping(
    table: RawTable, profile: Profile, columns: tuple[ColumnMapping, ...]
) -> Mapping:
    facts = {column.name: column for column in profile.columns}
    form = FileForm(decimal=profile.decimal, sheet=table.sheet or None)
    check = ("sheet",) if len(table.sheets) > 1 else ()
    if table.sheet:
        columns = tuple(_with_cell_checks(column, facts[column.name]) for column in columns)
    return Mapping(columns, file=form, check=check)


def _with_cell_checks(column: ColumnMapping, facts: ColumnProfile) -> ColumnMapping:
    """The column, to be asked about where its numbers are stored as text."""
    is_number = column.scale is not None and column.scale.is_numeric
    if not is_number or not facts.kinds.get("text number"):
        return column
    return replace(column, check=(*column.check, "text_numbers"))


def _column_proposals(
    mapping: Mapping, profile: Profile, reasons: dict[str, str]
) -> tuple[ColumnProposal, ...]:
    mapped = {column.name: column for column in mapping.columns}
    return tuple(
        ColumnProposal(
            name=facts.name,
            mapping=mapped.get(facts.name, ColumnMapping(facts.name)),
            reason=reasons.get(facts.name, ""),
            samples=facts.samples,
            rows=facts.rows,
            filled=facts.filled,
            distinct=facts.distinct,
        )
        for facts in profile.columns
    )
