"""The columns of a file as rows of the page: samples, what is proposed and why, and the fields to correct it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from luister.loop.preview import Proposal
from luister_web.imports.core_words import in_words
from luister_web.imports.mapping_draft import (
    FILE_FORM,
    MISSING,
    PLACES,
    column_meaning,
    read_draft,
    shown_fields,
)
from luister_web.imports.meanings import Group, meaning_groups, meaning_words, words_of_meaning
from luister_web.imports.models import ImportJob


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column; `place` is the number behind the names of its fields, `fields` what they hold."""

    place: int
    name: str
    role: str
    groups: list[Group]
    fields: dict[str, str]
    reason: str
    samples: tuple[str, ...] = ()
    filled: int | None = None
    rows: int = 0

    @property
    def missing(self) -> list[tuple[str, str]]:
        """The missing codes, by why there is no answer."""
        return [(word, self.fields[word]) for word in MISSING]


def column_rows(job: ImportJob, proposal: Proposal | None, saved: str | None) -> list[ColumnRow]:
    """The columns of the job's mapping, in their order; `saved` is the mapping of the last file."""
    columns = read_draft(job.mapping)["column"]
    groups = meaning_groups([str(column.get("scale", "")) for column in columns])
    facts = {one.name: one for one in proposal.columns} if proposal else {}
    before = _meanings(saved)
    rows = []
    for place, column in enumerate(columns):
        found = facts.get(str(column["name"]))
        row = ColumnRow(
            place=place,
            name=str(column["name"]),
            role=str(column.get("role", "ignore")),
            groups=groups,
            fields=shown_fields(column),
            reason=_reason(column, job.proposed.get(column["name"]), before),
            samples=found.samples[:5] if found else (),
            filled=found.filled if found else None,
            rows=found.rows if found else 0,
        )
        rows.append(row)
    return rows


def constant_rows(text: str) -> list[tuple[str, str, str]]:
    """What holds for all rows: (name, its words, value), the date last."""
    constants = read_draft(text)["constants"]
    return [
        (name, words_of_meaning(name), str(constants.get(name, ""))) for name in (*PLACES, "date")
    ]


def form_rows(text: str) -> list[tuple[str, str, str]]:
    """How the file is opened, where the mapping says so: (name, its words, value)."""
    words = {
        "sheet": _("Sheet"),
        "heading_rows": _("Rows of headings"),
        "encoding": _("Encoding of the text"),
        "delimiter": _("Sign between the columns"),
        "decimal": _("Decimal sign"),
    }
    form = read_draft(text)["file"]
    return [(name, words[name], str(form.get(name, ""))) for name in FILE_FORM]


def _meanings(saved: str | None) -> dict[str, str]:
    columns = read_draft(saved)["column"] if saved else []
    return {name: column_meaning(one) for one in columns for name in _names(one)}


def _names(column: dict[str, Any]) -> tuple[str, ...]:
    return (*column.get("match", ()), str(column["name"]))


def _reason(column: dict[str, Any], proposed: list[str] | None, before: dict[str, str]) -> str:
    """Why the column means what it means: by the last file, by the proposal, or by a person."""
    now = column_meaning(column)
    if now in {before[name] for name in _names(column) if name in before}:
        return _("As in the last file of this survey.")
    if proposed is None:
        return _("This column is not in the file.")
    meaning, reason = proposed
    if now == meaning:
        return in_words(reason)
    if now == "ignore" and before and column["name"] not in before:
        return _("New in this file. It looks like: %(meaning)s.") % {
            "meaning": meaning_words(meaning)
        }
    return _("Changed by you. Proposed was: %(meaning)s.") % {"meaning": meaning_words(meaning)}
