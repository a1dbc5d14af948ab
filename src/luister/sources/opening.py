"""Opens a file of answers, in whatever form it is, as a table of text."""

from pathlib import Path

from luister.sources.column_mapping import FileForm
from luister.sources.excel_table import open_excel
from luister.sources.json_table import open_json
from luister.sources.parquet_table import open_parquet
from luister.sources.raw_table import RawTable
from luister.sources.recognition import EXCEL, JSON, PARQUET, SPSS, recognise
from luister.sources.spss_table import open_spss
from luister.sources.text_table import open_text


def open_table(path: Path, form: FileForm) -> RawTable:
    """The table in the file; its form is found out, save for what `form` says.

    Raises:
        UnreadableFileError: the file is in no form that we know, or is damaged.
    """
    found = recognise(path)
    if found.family == EXCEL:
        return open_excel(path, form, name=found.name)
    if found.family == PARQUET:
        return open_parquet(path)
    if found.family == SPSS:
        return open_spss(path)
    if found.family == JSON:
        return open_json(path, name=found.name)
    return open_text(path, form)
