"""The columns of a file as rows of the page: samples, what is proposed and why, and the fields to correct it."""

from dataclasses import dataclass, field
from typing import Any

from luister.loop.preview import Proposal
from luister_web.imports.mapping_draft import (
    MISSING,
    PLACES,
    codes_shown,
    column_meaning,
    read_draft,
)
from luister_web.imports.meanings import Group, meaning_groups, words_of_meaning


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column; `place` is the number behind the names of its fields."""

    place: int
    name: str
    meaning: str
    groups: list[Group]
    entry: dict[str, Any]
    samples: tuple[str, ...] = ()
    reason: str = ""
    missing: list[tuple[str, str]] = field(default_factory=list)

    @property
    def role(self) -> str:
        """What part the column plays."""
        return str(self.entry.get("role", "ignore"))

    @property
    def date(self) -> dict[str, Any]:
        """How a date in it is written: `format`, and for a day of the month its `year` and `month`."""
        form = self.entry.get("date", "iso")
        return form if isinstance(form, dict) else {"format": form}


def column_rows(text: str, proposal: Proposal | None) -> list[ColumnRow]:
    """The columns of the mapping, in their order."""
    columns = read_draft(text)["column"]
    groups = meaning_groups([str(column.get("scale", "")) for column in columns])
    facts = {one.name: one for one in getattr(proposal, "columns", ())}
    return [
        ColumnRow(
            place=place,
            name=str(column["name"]),
            meaning=column_meaning(column),
            groups=groups,
            entry=column,
            samples=tuple(getattr(facts.get(column["name"]), "samples", ())),
            reason=str(getattr(facts.get(column["name"]), "reason", "")),
            missing=[
                (word, codes_shown(column.get("missing", {}).get(word, []))) for word in MISSING
            ],
        )
        for place, column in enumerate(columns)
    ]


def constant_rows(text: str) -> list[tuple[str, str, str]]:
    """What holds for all rows: (name, its words, value), the date last."""
    constants = read_draft(text)["constants"]
    return [
        (name, words_of_meaning(name), str(constants.get(name, ""))) for name in (*PLACES, "date")
    ]
