"""Opens a file of answers, in whatever form it is, as a table of text."""

from pathlib import Path

from luister.errors import UnreadableFileError
from luister.sources.column_mapping import FileForm
from luister.sources.raw_table import RawTable
from luister.sources.text_table import open_text


def open_table(path: Path, form: FileForm) -> RawTable:
    """The table in the file; its form is found out, save for what `form` says.

    Raises:
        UnreadableFileError: the file is in no form that we know, or is damaged.
    """
    if not path.is_file():
        raise UnreadableFileError(f"{path.name} is no file.", hint="Name a file of answers.")
    return open_text(path, form)
