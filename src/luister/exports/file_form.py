"""How a file is made, whatever its kind."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from luister.exports.csv_file import CsvForm


@dataclass(frozen=True, slots=True, kw_only=True)
class FileForm:
    """When the file is made (aware), in whose words, on whose clock, and what a CSV looks like.

    `translate` turns the English words of headings into the reader's. `time_zone` names the clock
    by which spreadsheets and SPSS show moments; the other kinds keep UTC.
    """

    generated_at: datetime
    translate: Callable[[str], str] = str
    time_zone: str = "UTC"
    csv: CsvForm = field(default_factory=CsvForm)
    product: str = "Luister"
