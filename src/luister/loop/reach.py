"""Reach: how many were invited, whom each rule held back, and how far the others came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from luister.errors import UnknownNameError
from luister.estimates.estimate import Estimate
from luister.metrics.fitting import minimum_group
from luister.metrics.response_rate import response_rate
from luister.store import reach as counts
from luister.store.contacts import ContactCounts, contact_counts
from luister.store.home import Store
from luister.store.letters import letters_in_state
from luister.store.reach import BY, FunnelRow, HeldBackRow


@dataclass(frozen=True, slots=True)
class Reach:
    """Of `asks` wanted, how many became invitations, and how many each rule held back."""

    asks: int
    invited: int
    held_back: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ResponseRate:
    """Which share of those asked answered in one group.

    `finished` counts whole forms only (AAPOR's RR1), `started` also those left half-way (RR2); their n are those who
    were asked, bounced letters included. None where nobody was asked yet.
    """

    group: Mapping[str, str]
    finished: Estimate | None
    started: Estimate | None


def response_rates(
    store: Store, *, by: Sequence[str] = (), survey: str | None = None, wave: str | None = None
) -> list[ResponseRate]:
    """The response rate of each group, with its interval.

    Raises:
        UnknownNameError: a group that the counts cannot be split by.
    """
    return [
        ResponseRate(
            row.group,
            response_rate(row.finished, row.asked),
            response_rate(row.started, row.asked),
        )
        for row in funnel(store, by=by, survey=survey, wave=wave)
    ]


@dataclass(frozen=True, slots=True)
class RatedRow:
    """A group of invitations with its response rate; None where too few were asked to tell."""

    row: FunnelRow
    rate: Estimate | None


def rated(
    store: Store, *, by: Sequence[str] = (), survey: str | None = None, wave: str | None = None
) -> list[RatedRow]:
    """The funnel by group, each with its response rate and how sure we are of it.

    Raises:
        UnknownNameError: a group that the counts cannot be split by.
    """
    return [RatedRow(row, _rate(row)) for row in funnel(store, by=by, survey=survey, wave=wave)]


def funnel(
    store: Store, *, by: Sequence[str] = (), survey: str | None = None, wave: str | None = None
) -> list[FunnelRow]:
    """Invited, sent, bounced, opened, started and finished, by group.

    Raises:
        UnknownNameError: a group that the counts cannot be split by.
    """
    return counts.funnel(store.truth, _known(by), survey=survey, wave=wave)


def held_back(
    store: Store, *, by: Sequence[str] = (), survey: str | None = None, wave: str | None = None
) -> list[HeldBackRow]:
    """What each rule held back, by group.

    Raises:
        UnknownNameError: a group that the counts cannot be split by.
    """
    return counts.held_back(store.truth, _known(by), survey=survey, wave=wave)


def reach(store: Store, *, survey: str | None = None, wave: str | None = None) -> Reach:
    """How many of the asks wanted each rule held back, for a survey, one wave of it, or in all."""
    invited = sum(row.invited for row in counts.funnel(store.truth, (), survey=survey, wave=wave))
    rules = {
        row.rule: row.asks for row in counts.held_back(store.truth, (), survey=survey, wave=wave)
    }
    return Reach(invited + sum(rules.values()), invited, rules)


def contacts_in_all(store: Store) -> ContactCounts:
    """How many contacts there are, and how many of them cannot be asked."""
    return contact_counts(store.truth)


def letters(
    store: Store, state: str, *, limit: int = 100, offset: int = 0
) -> tuple[int, list[dict[str, Any]]]:
    """How many letters are in a state, and one page of them, the latest first."""
    return letters_in_state(store.truth, state, limit=limit, offset=offset)


def _rate(row: FunnelRow) -> Estimate | None:
    is_enough = row.asked >= minimum_group(frozenset())
    return response_rate(row.finished, row.asked) if is_enough else None


def _known(by: Sequence[str]) -> tuple[str, ...]:
    for name in by:
        if name not in BY:
            raise UnknownNameError(
                f"Invitations are not counted by {name!r}.", hint=f"Use {', '.join(BY)}."
            )
    return tuple(by)
