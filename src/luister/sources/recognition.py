"""Tells by its content what form a file has, and turns down what is no table of answers."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from luister.errors import UnreadableFileError
from luister.sources.zip_safety import DAMAGED_ZIP, safe_names

TEXT, EXCEL, PARQUET, SPSS, JSON = "text", "excel", "parquet", "spss", "json"


@dataclass(frozen=True, slots=True)
class Format:
    """The form of a file: how it is opened (`family`), and its name for people."""

    family: str
    name: str


_EXPORT_IT = "Export the answers as CSV, Excel, SPSS or Parquet, and import that file."
_FOREIGN = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a text document"),
    (b"7z\xbc\xaf", "a packed archive"),
    (b"Rar!", "a packed archive"),
    (b"BZh", "a packed archive"),
    (b"\xfd7zXZ", "a packed archive"),
    (b"\x28\xb5\x2f\xfd", "a packed archive"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)
_MARKUP = re.compile(r"\ufeff?\s*<(\?xml|!doctype|html|table|document|[a-z]+[ >])", re.IGNORECASE)
_HEAD = 1 << 16


def recognise(path: Path) -> Format:
    """The form of the file, by what is in it; its name does not count.

    Raises:
        UnreadableFileError: it is a folder, is empty, is no table of answers, or would unpack to
            more than can be meant.
    """
    head = _head(path)
    if head.startswith(b"PK\x03\x04"):
        return _of_zip(path)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Format(EXCEL, "Excel (.xls)")
    if head[:4] == b"PAR1":
        return Format(PARQUET, "Parquet")
    if head[:4] in {b"$FL2", b"$FL3"}:
        return Format(SPSS, "SPSS")
    for start, kind in _FOREIGN:
        if head.startswith(start):
            raise _foreign(path, kind)
    return _of_text(path, head)


def _head(path: Path) -> bytes:
    if path.is_dir():
        raise UnreadableFileError(f"{path.name} is a folder.", hint="Name the file in it.")
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError as error:
        raise UnreadableFileError(
            f"There is no file {path.name}.", hint="Look at how the name is written."
        ) from error
    except OSError as error:
        raise UnreadableFileError(
            f"{path.name} cannot be opened: {error.strerror}.", hint="See that you may read it."
        ) from error
    if not head.strip(b"\0\t\r\n \xef\xbb\xbf\xff\xfe"):
        what = "is empty" if not head.strip(b"\r\n\t ") else "holds nothing that can be read"
        raise UnreadableFileError(f"{path.name} {what}.", hint="Export it again, with answers.")
    return head


def _of_zip(path: Path) -> Format:
    try:
        names = safe_names(path)
    except DAMAGED_ZIP as error:
        raise UnreadableFileError(
            f"{path.name} is cut off or damaged: it cannot be unpacked.",
            hint="Copy or download the file again, or save it anew in Excel.",
        ) from error
    if "xl/workbook.bin" in names:
        raise UnreadableFileError(
            f"{path.name} is a binary Excel workbook.", hint="Save it as .xlsx or CSV."
        )
    if any(name.startswith("xl/") for name in names):
        return Format(EXCEL, "Excel")
    if "content.xml" in names and "mimetype" in names:
        return Format(EXCEL, "OpenDocument spreadsheet")
    if any(name.startswith("word/") for name in names):
        raise _foreign(path, "a Word document")
    raise UnreadableFileError(
        f"{path.name} is a packed archive.", hint="Unpack it, and import the file inside."
    )


def _of_text(path: Path, head: bytes) -> Format:
    text = head.decode("utf-8", errors="replace").lstrip("\ufeff \t\r\n")
    if text[:1] in "{[" and re.match(r"[{\[]\s*[\"{\[\]}]", text):
        return _of_json(path, text)
    if _MARKUP.match(text):
        if "LimeSurvey" in text:
            raise UnreadableFileError(
                f"{path.name} is the questionnaire of LimeSurvey; the answers are not in it.",
                hint="In LimeSurvey choose Responses, Export, CSV.",
            )
        raise _foreign(path, "a web page or XML document")
    return Format(TEXT, "CSV")


def _of_json(path: Path, text: str) -> Format:
    if re.match(r'\{\s*"Survey(Entry|Elements)"', text):
        raise UnreadableFileError(
            f"{path.name} is the questionnaire of Qualtrics; the answers are not in it.",
            hint="Export the responses as CSV, and leave this file beside it for the labels.",
        )
    return Format(JSON, "Formbricks JSON" if '"data"' in text else "JSON")


def _foreign(path: Path, kind: str) -> UnreadableFileError:
    return UnreadableFileError(f"{path.name} is {kind}, not a table of answers.", hint=_EXPORT_IT)


def import_id(cell: str) -> str:
    """Qualtrics' own name of a column, out of the third heading row; empty where there is none.

    >>> import_id('{"ImportId":"QID1"}'), import_id("{'ImportId': 'QID2-TEXT'}"), import_id("x")
    ('QID1', 'QID2-TEXT', '')
    """
    try:
        entry = json.loads(cell)
    except (json.JSONDecodeError, RecursionError):
        # Some exports write the cell as Python does, with single quotes.
        found = re.match(r"\s*\{\s*['\"]ImportId['\"]\s*:\s*u?['\"](.*?)['\"]\s*[,}]", cell)
        return found[1] if found else ""
    return str(entry.get("ImportId", "")) if isinstance(entry, dict) else ""
