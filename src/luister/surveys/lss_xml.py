"""The tables in a LimeSurvey file, read by a parser that refuses declarations and entities of its own."""

from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate

from luister.surveys.converted import LARGEST_FILE, ConversionError

Row = dict[str, str]

_MOST_ROWS = 200_000


@dataclass(slots=True)
class Tables:
    """What a file holds: its kind, and the rows of each of its sections."""

    kind: str = ""
    languages: list[str] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def of(self, *sections: str) -> list[Row]:
        """The rows of the sections, one after another; none where there is no such section."""
        return [row for section in sections for row in self.rows.get(section, ())]


def tables_of(content: str | bytes) -> Tables:
    """The tables in a .lss file.

    Raises:
        ConversionError: it is no XML, declares a document type or entities, or is too large.
    """
    if len(content) > LARGEST_FILE:
        raise ConversionError("The file is too large.", hint="Export the survey structure alone.")
    reader = _Reader()
    # Text was decoded before, so what it says of its encoding no longer holds.
    parser = ParserCreate("utf-8" if isinstance(content, str) else None)
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    try:
        parser.Parse(
            content.encode("utf-8", "replace") if isinstance(content, str) else content, True
        )
    except (ExpatError, ValueError, LookupError) as error:
        raise ConversionError(
            f"This is no LimeSurvey survey: it is no XML ({error}).",
            hint="Export it again as .lss.",
        ) from None
    return reader.tables


def _refuse(*_: object) -> int:
    raise ConversionError(
        "The file declares a document type or entities, which no LimeSurvey file does.",
        hint="Export it again as .lss, and trust nobody who gave you this one.",
    )


class _Reader:
    """Keeps the rows of `document/section/rows/row/field`."""

    def __init__(self) -> None:
        self.tables = Tables()
        self._path: list[str] = []
        self._pieces: list[str] = []
        self._row: Row = {}
        self._kept = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        self._path.append(name)
        self._pieces = []
        if self._is_row():
            self._row = {}

    def text(self, data: str) -> None:
        self._pieces.append(data)

    def end(self, name: str) -> None:
        words = "".join(self._pieces)
        if len(self._path) == 5 and self._path[2] == "rows":
            self._row[name] = words
        elif self._is_row():
            self._keep()
        elif self._path[1:] == ["LimeSurveyDocType"]:
            self.tables.kind = words.strip()
        elif self._path[1:] == ["languages", "language"]:
            self.tables.languages.append(words.strip())
        self._path.pop()

    def _is_row(self) -> bool:
        return len(self._path) == 4 and self._path[2:] == ["rows", "row"]

    def _keep(self) -> None:
        self._kept += 1
        if self._kept > _MOST_ROWS:
            raise ConversionError(
                "The file has too many rows.", hint="Export the structure without answers."
            )
        self.tables.rows.setdefault(self._path[1], []).append(self._row)
