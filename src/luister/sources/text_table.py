"""Opens CSV and its relatives, with one heading row or those of the survey tools."""

from pathlib import Path

from luister.errors import UnreadableFileError
from luister.sources.column_mapping import FileForm
from luister.sources.csv_rows import TextTable, csv_batches
from luister.sources.delimiter import delimiter_of, records
from luister.sources.raw_table import RawTable, SourceColumn, distinct_names
from luister.sources.text_encoding import text_form


def open_text(path: Path, form: FileForm) -> RawTable:
    """The table in a text file."""
    text = text_form(path, encoding=form.encoding)
    delimiter = form.delimiter or delimiter_of(text.sample, is_whole=text.is_whole)
    first = records(text.sample, delimiter, is_whole=text.is_whole)
    if not first:
        raise UnreadableFileError(f"{path.name} is empty.", hint="Export it again, with answers.")
    heading = form.heading_rows or 1
    table = TextTable(
        path=path,
        encoding=text.encoding,
        delimiter=delimiter,
        width=len(first[0]),
        heading_rows=heading,
        is_gzipped=text.is_gzipped,
        has_odd_quotes=text.has_odd_quotes,
    )
    columns = tuple(SourceColumn(name) for name in distinct_names(first[0]))
    header = tuple(tuple(row) for row in first[:heading])
    return RawTable(header, columns, lambda: csv_batches(table))
