"""Who answers: the customer and what goes with him, the channel, the team and the employee."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from luister.demo.energy.coded import (
    Coded,
    Floats,
    Truths,
    Whole,
    chance_of,
    drawn,
    is_one_of,
    nothing,
)
from luister.demo.energy.company import SMALL_TEAM, TEAMS, TEAMS_OF_SURVEY, WORK
from luister.demo.energy.questionnaire import WAITING

_REGIONS = {
    "Groningen": 0.16,
    "Friesland": 0.15,
    "Drenthe": 0.13,
    "Overijssel": 0.16,
    "Gelderland": 0.14,
    "Flevoland": 0.08,
    "Noord-Holland": 0.10,
    "Utrecht": 0.08,
}
_PRODUCTS = {"variable": 0.45, "fixed 1 year": 0.30, "fixed 3 years": 0.15, "dynamic": 0.10}
_SEGMENTS = {"household": 0.66, "senior household": 0.24, "small business": 0.10}
_LANGUAGES = {"nl": 0.94, "en": 0.06}
_CHANNELS: dict[str, dict[str, float]] = {
    "relation": {"app": 0.35, "website": 0.35, "telephone": 0.25, "letter": 0.05},
    "moving": {"app": 0.30, "website": 0.30, "telephone": 0.35, "chat": 0.05},
    "complaints": {"telephone": 0.50, "website": 0.25, "chat": 0.15, "letter": 0.10},
    "payment": {"app": 0.45, "website": 0.25, "telephone": 0.25, "chat": 0.05},
}
_SALT = 11
_SMALL_TEAM_AT = (0.955, 0.97, 0.985)
"""Where among all complaints the three answers of the small team stand."""


@dataclass(frozen=True, slots=True)
class Respondents:
    """Rows of people: customer numbers, columns of words, and days waited (complaints only).

    `temper` is how much milder or stricter a customer always is; `skill` how much better or worse
    an employee is than the team; both with mean 0 and standard deviation 1.
    """

    customers: Whole
    columns: dict[str, Coded]
    waiting_days: Floats
    temper: Floats
    skill: Floats


@dataclass(frozen=True, slots=True)
class Surge:
    """Rows that come, besides the usual ones, from customers of some regions and to some teams."""

    chosen: Truths
    regions: tuple[str, ...]
    teams: tuple[str, ...]


def respondents(
    survey: str,
    rows: Whole,
    total: int,
    *,
    customers: int,
    rng: np.random.Generator,
    surges: Sequence[Surge] = (),
) -> Respondents:
    """The people behind the rows with these numbers (from 0), out of `total` of the survey."""
    surges = _spared(survey, rows, total, surges)
    number = _of_regions(rng.integers(0, customers, len(rows)), customers, surges)
    employee, skill = _employees(survey, rows, total, rng, surges)
    waiting_days = np.floor(rng.gamma(1.6, 2.4, len(rows)))
    columns = {
        **kept_of(number),
        "channel": drawn(rng.random(len(rows)), _CHANNELS[survey]),
        "employee": employee,
        "team": _teams(employee),
        "waiting": Coded((waiting_days > 2).astype(np.int64) + (waiting_days > 5), WAITING),
    }
    temper = (chance_of(number, 5) + chance_of(number, 6) + chance_of(number, 7) - 1.5) * 2.0
    return Respondents(number, columns, waiting_days, temper, skill)


def _spared(survey: str, rows: Whole, total: int, surges: Sequence[Surge]) -> tuple[Surge, ...]:
    """The surges without the answers of the small team: they would hide the region they came to."""
    small = np.isin(rows, _small_places(total)) & (SMALL_TEAM in TEAMS_OF_SURVEY[survey])
    return tuple(replace(surge, chosen=surge.chosen & ~small) for surge in surges)


def _small_places(total: int) -> list[int]:
    return [int(total * place) for place in _SMALL_TEAM_AT]


def _of_regions(number: Whole, customers: int, surges: Sequence[Surge]) -> Whole:
    """The customers, in a surge the next one who lives there: a region is for life."""
    for surge in surges:
        for _ in range(customers):
            region = drawn(chance_of(number, 1), _REGIONS)
            elsewhere = surge.chosen & ~is_one_of(region, surge.regions)
            if not elsewhere.any():
                break
            number = np.where(elsewhere, (number + 1) % customers, number)
    return number


def kept_of(numbers: Whole) -> dict[str, Coded]:
    """What a customer of a number always is: region, product, segment and language."""
    return {
        "region": drawn(chance_of(numbers, 1), _REGIONS),
        "product": drawn(chance_of(numbers, 2), _PRODUCTS),
        "segment": drawn(chance_of(numbers, 3), _SEGMENTS),
        "language": drawn(chance_of(numbers, 4), _LANGUAGES),
    }


def _employees(
    survey: str,
    rows: Whole,
    total: int,
    rng: np.random.Generator,
    surges: Sequence[Surge],
) -> tuple[Coded, Floats]:
    teams = TEAMS_OF_SURVEY[survey]
    if not teams:
        return nothing(len(rows)), np.zeros(len(rows))
    shares = {name: WORK.get(team, 1.0) for team in teams for name in TEAMS[team]}
    column = drawn(rng.random(len(rows)), shares)
    for surge in surges:
        theirs = [column.names.index(name) for team in surge.teams for name in TEAMS[team]]
        place = (chance_of(rows, _SALT) * len(theirs)).astype(np.int64)
        column.codes[surge.chosen] = np.array(theirs)[place[surge.chosen]]
    if SMALL_TEAM in teams:
        column.codes[np.isin(rows, _small_places(total))] = column.names.index(
            TEAMS[SMALL_TEAM][0]
        )
    return column, _skills(teams)[column.codes]


def _skills(teams: tuple[str, ...]) -> Floats:
    # Evenly spread within each team, so that the teams themselves stay equal.
    return np.concatenate([_spread(len(TEAMS[team])) for team in teams])


def _spread(people: int) -> Floats:
    if people == 1:
        return np.zeros(1)
    evenly = np.linspace(-1.0, 1.0, people)
    spread: Floats = evenly / evenly.std()
    return spread


def _teams(employees: Coded) -> Coded:
    names = tuple(TEAMS)
    team_of = {name: place for place, team in enumerate(names) for name in TEAMS[team]}
    table = np.array([*(team_of[name] for name in employees.names), -1], dtype=np.int64)
    return Coded(table[employees.codes], names)
