"""Whose answers somebody sees."""

import pytest
from django.contrib.auth.models import AnonymousUser

from luister_web.access.models import Role, Unit, UnitKind, User
from luister_web.access.rights import NOTHING, scope, teams_of

pytestmark = pytest.mark.django_db


def someone(role: Role, unit: Unit | None = None) -> User:
    return User(username="someone", role=role, unit=unit)


def test_a_stranger_sees_nothing():
    assert scope(AnonymousUser()) == NOTHING == {"team": ()}


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.ANALYST, Role.ADMINISTRATOR])
def test_who_looks_after_the_whole_house_sees_all_without_a_unit(role):
    assert scope(someone(role)) == {}


@pytest.mark.parametrize("role", [Role.MANAGER, Role.TEAM_LEADER, Role.EMPLOYEE])
def test_others_see_nothing_without_a_unit(role):
    assert scope(someone(role)) == NOTHING


def test_the_organisation_is_everything(cast):
    assert scope(cast.director) == {}


def test_a_department_is_all_teams_below_it(cast):
    assert scope(cast.manager) == {"team": ("Noord", "Zuid")}


def test_a_team_is_that_team_and_not_its_neighbour(cast):
    assert scope(cast.leader_north) == {"team": ("Noord",)}
    assert scope(cast.leader_south) == {"team": ("Zuid",)}


def test_an_employee_sees_own_results_alone(cast):
    assert scope(cast.employee) == {"employee": ("Anna",)}


def test_an_employee_who_was_put_in_a_team_does_not_see_the_team(units):
    assert scope(someone(Role.EMPLOYEE, units["Noord"])) == NOTHING


def test_a_director_of_a_department_sees_that_department(units):
    assert scope(someone(Role.DIRECTOR, units["Sales"])) == {"team": ("Oost",)}


def test_a_department_without_teams_sees_nothing(units):
    empty = Unit.objects.create(name="New", kind=UnitKind.DEPARTMENT, parent=units["Energy"])
    assert scope(someone(Role.MANAGER, empty)) == NOTHING


def test_departments_under_a_department_count(units):
    units["Sales"].parent = units["Service"]
    units["Sales"].save()
    assert teams_of(units["Service"]) == ("Noord", "Oost", "Zuid")


def test_a_unit_without_a_value_is_known_by_its_name(units):
    assert units["Anna"].value == "Anna"


def test_an_empty_value_is_never_in_a_scope(units):
    # The empty value would mean "employee unknown", which is everybody else's answers.
    Unit.objects.filter(name__in=("Anna", "Noord")).update(value="", dimension="")
    nameless, anna = Unit.objects.get(name="Noord"), Unit.objects.get(name="Anna")
    assert scope(someone(Role.TEAM_LEADER, nameless)) == NOTHING
    assert scope(someone(Role.EMPLOYEE, anna)) == {"employee": ()}


def test_a_closed_account_sees_nothing(cast):
    cast.director.is_active = False
    assert scope(cast.director) == NOTHING
