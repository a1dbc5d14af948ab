"""The guide's attack: a reader subtracts published groups from one another to find a hidden one."""

import numpy as np
import pytest

from metrics.attacker import (
    asked_everything,
    found_by_solving,
    found_by_subtracting_on,
    found_by_subtracting_once,
)


def people(seed, many, sizes, evenness=None):
    """People with attributes of these sizes; the smaller `evenness`, the rarer some values."""
    rng = np.random.default_rng(seed)
    columns = []
    for size in sizes:
        chances = None if evenness is None else rng.dirichlet(np.full(size, evenness))
        columns.append(rng.choice(size, many, p=chances))
    return [tuple(map(str, row)) for row in np.array(columns).T]


def at_least(k):
    return lambda dims: k


@pytest.mark.parametrize("k", [3, 5, 10])
@pytest.mark.parametrize("evenness", [None, 10])
def test_no_hidden_group_of_two_thousand_people_is_found(k, evenness):
    for seed in range(2):
        known = asked_everything(people(seed, 2000, (2, 5, 8, 12, 3), evenness), at_least(k))
        assert len(known.hidden) > 100
        assert len(known.shown) > 300
        assert found_by_subtracting_once(known) == set()
        assert found_by_subtracting_on(known) == set()


@pytest.mark.parametrize("k", [3, 5, 10])
def test_no_small_group_is_found_where_some_values_are_very_rare(k):
    # Here groups that are not small may be found: one that lies wholly in another one, by chance,
    # repeats its number.
    for seed in range(2):
        known = asked_everything(people(seed, 2000, (2, 5, 8, 12, 3), 2), at_least(k))
        found = found_by_subtracting_once(known)
        assert [group for group in found if known.numbers[group] < k] == []
        assert len(found) <= 2


@pytest.mark.parametrize("sizes", [(6, 9), (12, 30), (3, 4, 5), (2, 8, 4)])
def test_solving_all_sums_together_finds_no_hidden_group_either(sizes):
    for seed in range(6):
        known = asked_everything(people(seed, 150 * len(sizes), sizes, 10), at_least(5))
        assert len(known.hidden) > 2
        assert found_by_solving(known) == set()


def test_without_protection_the_attack_does_find_groups():
    known = asked_everything(people(1, 2000, (2, 5, 8, 12, 3), 2), at_least(0))
    known.shown = {group for group, n in known.numbers.items() if n >= 10}
    assert len(found_by_subtracting_once(known)) > 50
    assert found_by_subtracting_once(known) <= found_by_subtracting_on(known)


def test_employees_are_not_found_from_their_teams():
    rng = np.random.default_rng(3)
    team_of = {f"employee {i}": f"team {i % 6}" for i in range(40)}
    for _ in range(5):
        busy = rng.dirichlet(np.full(40, 2.0))
        names = rng.choice(list(team_of), 900, p=busy)
        months = rng.integers(1, 4, 900)
        rows = [
            (team_of[name], name, f"{month}") for name, month in zip(names, months, strict=True)
        ]
        known = asked_everything(
            rows,
            lambda dims: 10 if "employee" in dims else 5,
            names=["team", "employee", "month"],
        )
        assert any(len(group) == 2 for group in known.hidden)
        assert small_found(known) == set()


def small_found(known):
    return {
        group
        for group in found_by_subtracting_on(known)
        if known.numbers[group] < (10 if "employee" in dict(group) else 5)
    }
