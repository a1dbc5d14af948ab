"""Which groups of a report are hidden, on tables small enough to check by eye."""

import random
import time
from collections import Counter
from itertools import combinations

import pytest

from luister.metrics.suppression import hidden_groups, is_shown


def five(dims):
    return 5


def five_or_ten(dims):
    return 10 if "employee" in dims else 5


def hidden(cells, dims, by=None, where=None, minimum=five):
    found = hidden_groups(
        cells, dims, by=dims if by is None else by, where=where or {}, minimum=minimum
    )
    return {"/".join(group) for group in found}


REGIONS = {("North",): 40, ("East",): 12, ("South",): 9, ("West",): 3}


def test_a_small_group_is_hidden_together_with_the_next_smallest():
    assert hidden(REGIONS, ["region"]) == {"West", "South"}


def test_where_no_group_is_small_nothing_is_hidden():
    assert hidden({("North",): 40, ("West",): 5}, ["region"]) == set()


def test_small_groups_that_are_together_too_small_take_another_one_along():
    assert hidden({("a",): 50, ("b",): 1, ("c",): 1, ("d",): 6}, ["x"]) == {"b", "c", "d"}


def test_small_groups_that_are_enough_together_take_no_other_along():
    assert hidden({("a",): 50, ("b",): 2, ("c",): 3, ("d",): 6}, ["x"]) == {"b", "c"}


def test_of_two_groups_both_are_hidden():
    assert hidden({("m",): 90, ("f",): 4}, ["sex"]) == {"m", "f"}


def test_of_equal_groups_the_first_by_name_is_hidden():
    assert hidden({("c",): 9, ("b",): 9, ("a",): 20, ("z",): 1}, ["x"]) == {"b", "z"}


def test_a_total_below_the_minimum_is_hidden_with_all_that_is_in_it():
    cells = {("a",): 2, ("b",): 2}
    assert hidden(cells, ["x"]) == {"a", "b"}
    assert hidden(cells, ["x"], by=[]) == {""}
    assert not is_shown(cells, ["x"], where={}, minimum=five)


def test_a_total_is_shown_although_its_parts_are_hidden():
    assert is_shown(REGIONS, ["region"], where={}, minimum=five)


def test_empty_and_absent_groups_are_no_groups():
    assert hidden({}, ["x"]) == set()
    assert hidden({("a",): 0, ("b",): 0}, ["x"]) == set()
    assert hidden({("a",): 0, ("b",): 8}, ["x"]) == set()


TWO_WAY = {
    ("North", "mail"): 30,
    ("North", "phone"): 25,
    ("North", "shop"): 20,
    ("South", "mail"): 22,
    ("South", "phone"): 3,
    ("South", "shop"): 18,
    ("West", "mail"): 16,
    ("West", "phone"): 14,
    ("West", "shop"): 12,
}


def test_in_a_table_of_two_dimensions_a_rectangle_is_hidden():
    assert hidden(TWO_WAY, ["region", "channel"]) == {
        "South/phone",
        "South/shop",
        "West/phone",
        "West/shop",
    }


def test_a_filter_and_a_grouping_hide_the_same_groups():
    dims = ["region", "channel"]
    assert hidden(TWO_WAY, dims, ["channel"], {"region": ("South",)}) == {"phone", "shop"}
    assert hidden(TWO_WAY, dims, ["region"], {"channel": ("phone",)}) == {"South", "West"}
    assert hidden(TWO_WAY, dims, [], {"region": ("North",), "channel": ("mail",)}) == set()
    assert hidden(TWO_WAY, dims, [], {"region": ("South",), "channel": ("shop",)}) == {""}


def test_groups_come_in_the_order_of_by():
    assert ("phone", "South") in hidden_groups(
        TWO_WAY, ["region", "channel"], by=["channel", "region"], where={}, minimum=five
    )


def test_a_filter_on_a_value_that_nobody_has_leaves_nothing():
    assert hidden(TWO_WAY, ["region", "channel"], where={"region": ("Mars",)}) == set()
    assert hidden(TWO_WAY, ["region", "channel"], where={"region": ()}) == set()


@pytest.mark.parametrize(
    ("regions", "shown"),
    [
        (("North", "East"), True),  # both are published
        (("South", "West"), True),  # the total less what is published
        (("North", "South", "West"), True),  # the same, and North
        (("North", "East", "South", "West"), True),  # the total
        (("North", "South"), False),  # less North, it is South
        (("North", "East", "South"), False),  # the total less this is West
        (("West",), False),
    ],
)
def test_a_filter_of_several_values_is_shown_where_it_says_nothing_new(regions, shown):
    assert is_shown(REGIONS, ["region"], where={"region": regions}, minimum=five) is shown


def test_a_filter_of_several_values_in_two_dimensions_follows_the_same_rule():
    dims = ["region", "channel"]
    both = {"region": ("South", "West"), "channel": ("phone", "shop")}
    assert is_shown(TWO_WAY, dims, where=both, minimum=five)
    assert hidden(TWO_WAY, dims, ["region"], {"channel": ("phone", "shop")}) == set()
    assert hidden(TWO_WAY, dims, ["region"], {"channel": ("mail", "shop")}) == {"South", "West"}


def test_a_filter_on_a_dimension_that_is_grouped_by_only_picks_rows():
    assert hidden(REGIONS, ["region"], where={"region": ("North", "West")}) == {"West"}


def test_what_lies_in_a_hidden_group_is_hidden():
    cells = {("West", "m"): 2, ("West", "f"): 2, ("South", "m"): 4, ("South", "f"): 6}
    cells |= {("North", "m"): 50, ("North", "f"): 60}
    assert hidden(cells, ["region", "sex"]) == {"West/m", "West/f", "South/m", "South/f"}


def test_employees_need_ten_answers():
    cells = {("Ann",): 30, ("Bo",): 25, ("Cy",): 8}
    assert hidden(cells, ["employee"], minimum=five_or_ten) == {"Cy", "Bo"}
    assert hidden(cells, ["employee"]) == set()


TEAMS = {
    ("A", "Ann"): 40,
    ("A", "Bo"): 30,
    ("A", "Cy"): 4,
    ("B", "Di"): 12,
    ("B", "Ed"): 50,
    ("C", "Flo"): 33,
}


def test_an_employee_is_not_found_by_subtracting_colleagues_from_the_team():
    shown = {"A/Bo", "A/Cy"}
    assert hidden(TEAMS, ["team", "employee"], minimum=five_or_ten) == shown
    # Alone, without the team, the next smallest would have been Di of another team.
    assert hidden(TEAMS, ["team", "employee"], ["employee"], minimum=five_or_ten) == {"Bo", "Cy"}
    of_team = {"team": ("A",)}
    assert hidden(TEAMS, ["team", "employee"], ["employee"], of_team, five_or_ten) == {"Bo", "Cy"}


def test_someone_in_two_teams_is_shown_where_both_parts_are_hidden_among_others():
    cells = {("p", "phone"): 3, ("p", "mail"): 60, ("q", "phone"): 40, ("q", "mail"): 70}
    cells |= {("p", "shop"): 30, ("q", "shop"): 20}
    table = hidden(cells, ["process", "touchpoint"])
    assert "p/phone" in table
    assert len(table) == 4
    assert hidden(cells, ["process", "touchpoint"], ["touchpoint"]) == set()


def random_cells(seed, sizes, people):
    rng = random.Random(seed)
    return Counter(
        tuple(str(min(int(rng.expovariate(1.5 / size)), size - 1)) for size in sizes)
        for _ in range(people)
    )


@pytest.mark.parametrize("seed", range(6))
def test_a_finer_report_does_not_change_what_a_coarser_one_shows(seed):
    cells, dims = random_cells(seed, (3, 4, 5), 400), ["x", "y", "z"]
    for size in (0, 1, 2):
        for some in combinations(dims, size):
            alone = Counter()
            for key, n in cells.items():
                alone[tuple(key[dims.index(dim)] for dim in some)] += n
            asked_alone = hidden_groups(alone, some, by=some, where={}, minimum=five)
            assert asked_alone == hidden_groups(cells, dims, by=some, where={}, minimum=five)


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_cells_and_dimensions_does_not_matter(seed):
    cells = random_cells(seed, (4, 5, 3), 500)
    found = hidden_groups(cells, ["x", "y", "z"], by=["x", "y", "z"], where={}, minimum=five)
    turned = {(z, x, y): n for (x, y, z), n in reversed(cells.items())}
    again = hidden_groups(turned, ["z", "x", "y"], by=["x", "y", "z"], where={}, minimum=five)
    small = {key for key, n in cells.items() if n < 5}
    assert small <= found
    assert small <= again
    assert abs(len(found) - len(again)) <= 4


def test_a_report_of_one_dimension_takes_no_time():
    cells = {(f"{number:03}",): 4 + number % 90 for number in range(60)}
    began = time.process_time()
    for _ in range(50):
        hidden(cells, ["team"])
    assert (time.process_time() - began) / 50 < 0.005


def test_a_table_of_two_hundred_thousand_cells_takes_seconds_at_most():
    rng = random.Random(8)
    cells = {
        (str(day), str(team), str(step)): rng.randrange(1, 30)
        for day in range(700)
        for team in range(20)
        for step in range(15)
    }
    began = time.process_time()
    found = hidden(cells, ["day", "team", "step"])
    assert time.process_time() - began < 6
    assert len(found) > sum(n < 5 for n in cells.values())
