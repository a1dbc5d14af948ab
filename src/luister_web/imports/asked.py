"""The questions that only a person can answer before a file is read, as radio choices."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from luister.loop.preview import Proposal, answered_mapping
from luister_web.imports.core_words import in_words

_FREE = 12
"""Up to this many answers stand as radio buttons; more (such as all headings) as a list."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the name of its field and the answers to choose from: (value, words)."""

    field: str
    kind: str
    column: str
    text: str
    options: tuple[tuple[str, str], ...]

    @property
    def is_long(self) -> bool:
        """True where the answers are better chosen from a list."""
        return len(self.options) > _FREE


def asked(proposal: Proposal | None) -> list[Asked]:
    """The questions of a proposal, as the page puts them."""
    return [
        Asked(
            field=f"ask-{place}",
            kind=ask.kind,
            column=ask.column or "",
            text=in_words(ask.text),
            options=tuple((option, in_words(option)) for option in ask.options),
        )
        for place, ask in enumerate(proposal.asks if proposal else ())
    ]


def answered(path: Path, text: str, given: Mapping[str, str], *, name: str) -> str:
    """The mapping after the answers that were given on the page.

    Raises:
        LuisterError: the file or the mapping cannot be read.
    """
    answers = {
        int(field.removeprefix("ask-")): option
        for field, option in given.items()
        if field.startswith("ask-") and field.removeprefix("ask-").isdigit() and option
    }
    return answered_mapping(path, text, answers, name=name) if answers else text


def with_date(given: Mapping[str, str], places: Mapping[str, int]) -> dict[str, str]:
    """The fields sent, with the answer to "which is the date?" put into the fields of that column.

    `places` says at which place each column stands on the page.
    """
    fields = dict(given)
    if given.get("date-day"):
        return fields | {"constant-date": given["date-day"]}
    place = places.get(given.get("date-column", ""))
    year, month = given.get("date-year", ""), given.get("date-month", "")
    if place is None:
        return fields
    if year.isdigit() and month.isdigit():
        days = {f"date-{place}": "day of month", f"year-{place}": year, f"month-{place}": month}
        return fields | {f"meaning-{place}": "date"} | days
    if given["date-column"] == given.get("date-days"):
        return fields  # It holds days alone: without year and month they are no dates yet.
    return fields | {f"meaning-{place}": "date"}
