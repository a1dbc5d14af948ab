"""Finds the columns of a mapping in a file, where a heading leaves no doubt."""

import difflib
import re
from collections import Counter

from luister.errors import MappingError
from luister.sources.column_mapping import ColumnMapping
from luister.sources.mapping import Mapping
from luister.sources.raw_table import RawTable, headings_of


def normal_name(name: str) -> str:
    """A heading without what a new export may change: blanks, case, underscores and stars.

    >>> normal_name("  *Q13_County ")
    'q13 county'
    """
    return " ".join(re.sub(r"[\s_\-*.:]+", " ", name).split()).casefold()


def place_of(column: ColumnMapping, table: RawTable) -> int | None:
    """The place of a column: by its heading or another that it may have, then by the like of it."""
    wanted = (column.name, *column.match)
    for name in wanted:
        if name in table.names:
            return table.names.index(name)
    known = headings_of(table)
    for form in (str, normal_name):
        often = Counter(name for names in known for name in {form(one) for one in names})
        for name in wanted:
            if often[form(name)] == 1:
                return next(
                    place for place, names in enumerate(known) if form(name) in map(form, names)
                )
    return None


def fitted_places(mapping: Mapping, table: RawTable, file_name: str) -> dict[str, int]:
    """The place in the file of each column of a mapping; a column that is ignored may be absent.

    Raises:
        MappingError: a column is not there, or two columns of the mapping are the same one.
    """
    places: dict[str, int] = {}
    taken: dict[int, str] = {}
    for column in mapping.columns:
        place = place_of(column, table)
        if place is None:
            if column.role != "ignore":
                raise _lacking(column, table, file_name)
            continue
        if place in taken and column.role != "ignore":
            raise MappingError(
                f"{file_name}: columns {taken[place]!r} and {column.name!r} of the mapping are both "
                f"{table.names[place]!r}.",
                hint="Take one of them out of the mapping.",
            )
        places[column.name] = place
        if column.role != "ignore":
            taken[place] = column.name
    return places


def _lacking(column: ColumnMapping, table: RawTable, file_name: str) -> MappingError:
    near = difflib.get_close_matches(column.name, table.names, 1, cutoff=0.5)
    meant = f"If {near[0]!r} is the same, add match = [{near[0]!r}] to it. " if near else ""
    return MappingError(
        f"{file_name} has no column {column.name!r}.",
        hint=f"{meant}Otherwise give it role `ignore` or take it out of the mapping.",
    )
