"""Fits a mapping of an earlier file to the next one, in which columns may be called otherwise."""

import difflib
from dataclasses import replace

from luister.sources.column_mapping import ColumnMapping
from luister.sources.fitting import normal_name, place_of
from luister.sources.mapping import Mapping
from luister.sources.profile import ColumnProfile, Profile
from luister.sources.raw_table import RawTable

_ALIKE = 0.7


def refit(mapping: Mapping, table: RawTable, profile: Profile) -> Mapping:
    """The mapping with the headings of this file, and with all its columns.

    Headings that differ in blanks, case or order are the same. A column that is not found is
    proposed under the heading most like it in name and values, and marked to be asked about; where
    none is like it, it stays as it was, to be asked about too. Columns that are new are left alone.
    """
    places = {column.name: place_of(column, table) for column in mapping.columns}
    taken = {place for place in places.values() if place is not None}
    columns: dict[str, ColumnMapping] = {}
    for column in mapping.columns:
        found = places[column.name]
        if found is not None:
            one = _called(column, table.names[found])
        elif column.role == "ignore":
            continue
        else:
            one = _renamed(column, profile, taken)
            taken |= {table.names.index(one.name)} if one.name in table.names else set()
        if one.name not in columns or columns[one.name].role == "ignore":
            columns[one.name] = one
    new = [ColumnMapping(name) for name in table.names if name not in columns]
    return replace(mapping, columns=(*columns.values(), *new))


def _called(column: ColumnMapping, name: str) -> ColumnMapping:
    """The column under the file's own heading, the earlier one kept as another name."""
    if column.name == name:
        return column
    match = tuple(one for one in dict.fromkeys((*column.match, column.name)) if one != name)
    called = replace(column, name=name, match=match)
    # What was named after the old heading keeps that name, so that waves compare.
    if column.role == "question":
        return replace(called, question=column.question or column.name)
    if column.role == "dimension":
        return replace(called, dimension=column.dimension or column.name)
    return called


def _renamed(column: ColumnMapping, profile: Profile, taken: set[int]) -> ColumnMapping:
    """The column under the heading most like it, to be asked about; as it was where none is."""
    free = [one for place, one in enumerate(profile.columns) if place not in taken]
    likeness = {one.name: _likeness(column, one) for one in free}
    best = max(likeness, key=lambda name: likeness[name], default=None)
    if best is None or likeness[best] < _ALIKE:
        return column
    check = tuple(dict.fromkeys((*column.check, "renamed")))
    return replace(_called(column, best), check=check)


def _likeness(column: ColumnMapping, found: ColumnProfile) -> float:
    """How alike a mapped column and one of the file are, 0 to 1: by name and wording, and by values."""
    names = [normal_name(one) for one in (column.name, *column.match, column.label) if one]
    others = [normal_name(one) for one in (found.name, found.source.label) if one]
    alike = max(difflib.SequenceMatcher(None, a, b).ratio() for a in names for b in others)
    fit = _value_fit(column, found)
    return 0.0 if fit == 0.0 else 0.75 * alike + 0.25 * fit


def _value_fit(column: ColumnMapping, found: ColumnProfile) -> float:
    """The share of the cells that the column's scale, codes or labels allow; 0.5 where none are set."""
    total = sum(found.counts.values())
    if not total:
        return 0.5
    known = {*column.labels, *column.labels.values(), *column.missing}
    if column.scale and column.scale.low is not None and column.scale.high is not None:
        good = {
            text
            for text, value in found.numeric.items()
            if column.scale.low <= value <= column.scale.high
        }
        return sum(count for text, count in found.counts.items() if text in good | known) / total
    if column.role == "weight" or (column.scale and column.scale.is_numeric):
        return found.numeric_share
    if column.labels:
        return sum(count for text, count in found.counts.items() if text in known) / total
    return 0.5
