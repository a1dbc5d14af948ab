"""What one column of a file means, and how its cells are to be read."""

from dataclasses import dataclass, field

from luister.events.answer import AnswerStatus, Question, Scale

ROLES = (
    "question",
    "id",
    "customer",
    "date",
    "wave",
    "weight",
    "complete",
    "language",
    "channel",
    "team",
    "employee",
    "process",
    "touchpoint",
    "dimension",
    "ignore",
)
"""What a column can be. Of `id`, `customer`, `weight` and `complete` a file has one at most; several
columns of role `date` stand in for one another, the first that is filled counts."""

PLACES = ("wave", "language", "channel", "team", "employee", "process", "touchpoint")
"""The roles that say where an answer belongs; a constant may give each of them."""

ISO = "iso"
DAY_OF_MONTH = "day of month"
EXCEL_DAYS = "excel days"
UNIX_SECONDS, UNIX_MILLISECONDS = "unix seconds", "unix milliseconds"
NAMED_DATE_FORMATS = (ISO, DAY_OF_MONTH, EXCEL_DAYS, UNIX_SECONDS, UNIX_MILLISECONDS)


@dataclass(frozen=True, slots=True)
class DateForm:
    """How a date is written: a named form or strptime's signs, such as "%d-%m-%Y %H:%M".

    `year` and `month` complete a "day of month".
    """

    format: str = ISO
    year: int | None = None
    month: int | None = None


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What one column means.

    `match` holds other headings under which the column may come. `missing` says which cells mean
    that there is no answer, and why; the empty cell is "". `labels` names values, as they stand in
    the file: a numeric question takes the label for its value too. `values` are the cells that
    mean a complete form, for the role `complete`; "*" is any cell that is filled.

    `check` lists what was proposed and waits for a person's word: the file is not read before.
    `checked` lists what a person has said to be right although it looks odd.
    """

    name: str
    role: str = "ignore"
    match: tuple[str, ...] = ()
    question: str = ""
    label: str = ""
    scale: Scale | None = None
    wording: int = 1
    headline: bool = False
    process: str | None = None
    touchpoint: str | None = None
    dimension: str = ""
    date: DateForm = field(default_factory=DateForm)
    missing: dict[str, AnswerStatus] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    values: tuple[str, ...] = ()
    check: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileForm:
    """What a person says about the file itself; None where it is to be found out."""

    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    sheet: str | None = None
    heading_rows: int | None = None


def question_id(column: ColumnMapping) -> str:
    """The id of the question in a column: its own, or the heading."""
    return column.question or column.name


def question_of(column: ColumnMapping) -> Question:
    """The question that a column answers."""
    scale = column.scale or Scale("text")
    return Question(
        id=question_id(column),
        label=column.label or column.name,
        scale=scale,
        wording=column.wording,
        process=column.process,
        touchpoint=column.touchpoint,
        labels=_numbered(column.labels) if scale.is_numeric else {},
        is_headline=column.headline,
    )


def dimension_name(column: ColumnMapping) -> str:
    """The name of the dimension in a column: its own, or the heading, in small letters."""
    return (column.dimension or column.name).lower()


def _numbered(labels: dict[str, str]) -> dict[float, str]:
    found = {}
    for value, label in labels.items():
        try:
            found[float(value)] = label
        except ValueError:
            continue
    return found
