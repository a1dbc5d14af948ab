"""Accounts made from the command line."""

import pytest

from luister.loop import demonstrate
from luister_web.access.accounts import AccountError, make_administrator, make_demo_accounts
from luister_web.access.models import Role, User
from luister_web.access.rights import scope
from luister_web.access.unit_rows import UnitRow

pytestmark = pytest.mark.django_db


def test_the_demo_brings_one_login_of_each_role(client):
    logins = make_demo_accounts(demonstrate.demo_units(), demonstrate.demo_accounts())
    assert {login.role for login in logins} == set(Role)
    for login in logins:
        user = User.objects.get(email=login.email)
        assert user.check_password(login.password)
        assert scope(user) != {"team": ()}


def test_no_two_demos_share_a_password():
    first = make_demo_accounts(UNITS, ACCOUNTS)[0].password
    User.objects.filter(username="boss").update(username="other", email="")
    assert make_demo_accounts(UNITS, ACCOUNTS)[0].password != first


class Boss:
    email, name, role, unit = "boss@example.org", "Boss", "team leader", "Energy"


UNITS = [UnitRow("Energy", "organisation")]
ACCOUNTS = [Boss()]


def test_an_account_in_a_unit_that_is_not_there_is_refused():
    with pytest.raises(AccountError, match="no unit Energy"):
        make_demo_accounts([], ACCOUNTS)


def test_an_administrator_is_made():
    make_administrator("els", "a long walk by the sea", email="els@example.org")
    assert User.objects.get(username="els").role == Role.ADMINISTRATOR


def test_a_weak_password_or_a_taken_name_is_refused():
    with pytest.raises(AccountError):
        make_administrator("els", "123")
    make_administrator("els", "a long walk by the sea")
    with pytest.raises(AccountError):
        make_administrator("Els", "a long walk by the sea")
