"""Surveys of our own: a draft that changes, and published versions that never do."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from luister.errors import StoreError, UnknownNameError
from luister.store.truth import Truth

_LINK_BYTES = 9


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A survey as a list shows it.

    `stamp` counts the changes of the draft; `link` is the part of its address that everybody may have; `hosts` may
    show it in a frame; `answers` counts forms, finished or not.
    """

    name: str
    draft: str | None
    draft_at: datetime | None
    stamp: int
    is_open: bool
    link: str
    hosts: tuple[str, ...]
    version: int | None
    definition: str | None
    published_at: datetime | None
    answers: int


_COUNT = "(SELECT count(*) FROM store_form f WHERE f.survey = s.name)"
_SELECT = (
    "SELECT s.name, s.draft, s.draft_at, s.stamp, s.is_open, s.link, s.hosts, v.number, v.definition, "
    f"v.published_at, {_COUNT} FROM store_survey s "
    "LEFT JOIN store_survey_version v ON v.survey = s.name AND v.number = "
    "(SELECT max(number) FROM store_survey_version w WHERE w.survey = s.name) "
)
# What every look at a respondent's page asks; to count a million forms each time would be felt.
_UNCOUNTED = _SELECT.replace(_COUNT, "0")


def all_surveys(truth: Truth) -> list[SurveyRow]:
    """Every survey of our own, by name, with its draft and its last version."""
    return [_row(row) for row in truth.execute(_SELECT + "ORDER BY s.name")]


def survey_named(truth: Truth, name: str, *, is_counted: bool = True) -> SurveyRow:
    """One survey; its forms are counted unless told otherwise.

    Raises:
        UnknownNameError: there is none of that name.
    """
    select = _SELECT if is_counted else _UNCOUNTED
    rows = truth.execute(select + "WHERE s.name = ?", (name,))
    if not rows:
        raise UnknownNameError(
            f"There is no survey {name!r}.", hint="`luister survey list` tells which there are."
        )
    return _row(rows[0])


def survey_of_link(truth: Truth, link: str) -> SurveyRow | None:
    """The survey whose open link this is, its forms not counted; None where nobody has it."""
    rows = truth.execute(_UNCOUNTED + "WHERE s.link = ?", (link,))
    return _row(rows[0]) if rows else None


def keep_draft(
    truth: Truth, name: str, text: str, *, now: datetime, stamp: int | None = None
) -> int:
    """The stamp of the draft, which is kept now; a survey of a new name begins with it.

    Raises:
        StoreError: `stamp` is not that of the draft any more: somebody else changed it.
    """
    with truth.transaction():
        rows = truth.execute("SELECT stamp FROM store_survey WHERE name = ?", (name,))
        before = int(rows[0][0]) if rows else 0
        if stamp is not None and stamp != before:
            raise StoreError(
                f"The draft of {name!r} was changed by somebody else.",
                hint="Look at what they changed, then make your change again.",
            )
        truth.execute(
            "INSERT INTO store_survey (name, draft, draft_at, stamp, is_open, link, hosts) "
            "VALUES (?, ?, ?, 1, 0, ?, '[]') ON CONFLICT (name) DO UPDATE SET "
            "draft = excluded.draft, draft_at = excluded.draft_at, stamp = store_survey.stamp + 1",
            (name, text, now.isoformat(), secrets.token_urlsafe(_LINK_BYTES)),
        )
    return before + 1


def remove_draft(truth: Truth, name: str) -> None:
    """Throws the draft away; a survey that was never published goes with it."""
    with truth.transaction():
        truth.execute(
            "UPDATE store_survey SET draft = NULL, draft_at = NULL WHERE name = ?", (name,)
        )
        truth.execute(
            "DELETE FROM store_survey WHERE name = ? AND NOT EXISTS "
            "(SELECT 1 FROM store_survey_version v WHERE v.survey = store_survey.name)",
            (name,),
        )


def add_version(truth: Truth, name: str, definition: str, *, now: datetime) -> int:
    """The number of the new version, which never changes; the draft is done with. Call inside a transaction."""
    rows = truth.execute(
        "SELECT coalesce(max(number), 0) FROM store_survey_version WHERE survey = ?", (name,)
    )
    number = int(rows[0][0]) + 1
    truth.execute(
        "INSERT INTO store_survey_version VALUES (?, ?, ?, ?)",
        (name, number, definition, now.isoformat()),
    )
    truth.execute(
        "UPDATE store_survey SET draft = NULL, draft_at = NULL, is_open = 1 WHERE name = ?",
        (name,),
    )
    return number


def version_text(truth: Truth, name: str, number: int) -> str:
    """The definition of a version.

    Raises:
        UnknownNameError: there is no such version.
    """
    rows = truth.execute(
        "SELECT definition FROM store_survey_version WHERE survey = ? AND number = ?",
        (name, number),
    )
    if not rows:
        raise UnknownNameError(
            f"Survey {name!r} has no version {number}.", hint="Look at its list of versions."
        )
    return str(rows[0][0])


def versions(truth: Truth, name: str) -> list[tuple[int, datetime]]:
    """Every version with the moment it was published, the last first."""
    rows = truth.execute(
        "SELECT number, published_at FROM store_survey_version WHERE survey = ? ORDER BY number DESC",
        (name,),
    )
    return [(int(number), datetime.fromisoformat(at)) for number, at in rows]


def set_open(truth: Truth, name: str, is_open: bool) -> None:
    """Lets a survey take answers, or no longer."""
    truth.execute("UPDATE store_survey SET is_open = ? WHERE name = ?", (int(is_open), name))


def set_hosts(truth: Truth, name: str, hosts: Sequence[str]) -> None:
    """Keeps which web sites may show the survey in a frame."""
    truth.execute(
        "UPDATE store_survey SET hosts = ? WHERE name = ?", (json.dumps(list(hosts)), name)
    )


def _row(row: tuple[Any, ...]) -> SurveyRow:
    return SurveyRow(
        name=row[0],
        draft=row[1],
        draft_at=datetime.fromisoformat(row[2]) if row[2] else None,
        stamp=row[3],
        is_open=bool(row[4]),
        link=row[5],
        hosts=tuple(json.loads(row[6])),
        version=row[7],
        definition=row[8],
        published_at=datetime.fromisoformat(row[9]) if row[9] else None,
        answers=row[10],
    )
