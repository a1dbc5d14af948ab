"""What the mapping of one file says of that file alone, and must be asked of the next one."""

from dataclasses import replace

from luister.sources.column_mapping import DAY_OF_MONTH, ColumnMapping
from luister.sources.mapping import Mapping


def for_next_file(mapping: Mapping) -> Mapping:
    """The mapping with a question about all that may have held for its own file only.

    That is the wave or the day of all rows, and the year and month of a column with days of a month:
    taken over in silence, they would date this year's answers in the year before.
    """
    check = [*mapping.check]
    check += ["wave"] if "wave" in mapping.constants else []
    check += ["day"] if mapping.day else []
    columns = tuple(_asked(column) for column in mapping.columns)
    return replace(mapping, columns=columns, check=tuple(dict.fromkeys(check)))


def _asked(column: ColumnMapping) -> ColumnMapping:
    if column.role != "date" or column.date.format != DAY_OF_MONTH:
        return column
    return replace(column, check=tuple(dict.fromkeys((*column.check, "days"))))
