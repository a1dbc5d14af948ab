"""Counts of who was invited, held back, reached, and who answered; by survey, wave, channel and segment."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from luister.store.truth import Truth

BY = ("survey", "wave", "channel", "segment")
"""What the counts may be split by."""


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """How many came how far in one group; `group` goes by the names asked for.

    `sent` counts those whose first letter left, `asked` also those who opened a page of whose letter nobody can
    tell whether it left, `bounced` those whose letter came back, `opened`
    those who opened the page, `started` those who gave a first answer.
    """

    group: dict[str, str]
    invited: int
    asked: int
    sent: int
    bounced: int
    opened: int
    started: int
    finished: int


@dataclass(frozen=True, slots=True)
class HeldBackRow:
    """How many asks a rule held back in one group."""

    group: dict[str, str]
    rule: str
    asks: int
    people: int


def funnel(
    truth: Truth, by: Sequence[str], *, survey: str | None = None, wave: str | None = None
) -> list[FunnelRow]:
    """The counts by group, in the order of the groups; those withdrawn before they were sent are left out."""
    columns = ", ".join(by)
    group = f" GROUP BY {columns} ORDER BY {columns}" if by else ""
    condition, values = _where(survey, wave)
    rows = truth.execute(
        f"SELECT {columns}{', ' if by else ''}count(*), "
        "count(coalesce(sent_at, opened_at)), count(sent_at), count(bounced_at), "
        "count(opened_at), count(started_at), count(finished_at) FROM store_invitation "
        f"WHERE withdrawn_at IS NULL{condition}{group}",
        values,
    )
    return [
        FunnelRow(
            dict(zip(by, row[: len(by)], strict=True)), *(int(number) for number in row[len(by) :])
        )
        for row in rows
    ]


def held_back(
    truth: Truth, by: Sequence[str], *, survey: str | None = None, wave: str | None = None
) -> list[HeldBackRow]:
    """What each rule held back, by group; the rule that held back most comes first within a group."""
    columns = ", ".join((*by, "rule"))
    condition, values = _where(survey, wave)
    rows = truth.execute(
        f"SELECT {columns}, count(*), count(DISTINCT customer) FROM store_held_back "
        f"WHERE 1 = 1{condition} GROUP BY {columns} "
        f"ORDER BY {', '.join((*by, 'count(*) DESC', 'rule'))}",
        values,
    )
    return [
        HeldBackRow(
            dict(zip(by, row[: len(by)], strict=True)), row[-3], int(row[-2]), int(row[-1])
        )
        for row in rows
    ]


def invited_by(
    truth: Truth, survey: str, dimensions: Sequence[str]
) -> list[tuple[tuple[str, ...], int]]:
    """How many were invited to a survey by the dimensions that their invitations carry; empty where one carries none.

    Channel and wave are told for every invitation. Those withdrawn are left out.
    """
    rows = truth.execute(
        "SELECT channel, wave, dimensions, count(*) FROM store_invitation "
        "WHERE survey = ? AND withdrawn_at IS NULL GROUP BY channel, wave, dimensions",
        (survey,),
    )
    found: Counter[tuple[str, ...]] = Counter()
    for channel, wave, carried, people in rows:
        known = {**json.loads(carried), "channel": channel, "wave": wave}
        found[tuple(str(known.get(name, "")) for name in dimensions)] += int(people)
    return sorted(found.items())


def _where(survey: str | None, wave: str | None) -> tuple[str, list[str]]:
    parts = [("survey", survey), ("wave", wave)]
    given = [(name, value) for name, value in parts if value is not None]
    return "".join(f" AND {name} = ?" for name, _ in given), [value for _, value in given]
