"""Who may do what."""

import pytest
from django.contrib.auth.models import AnonymousUser

from luister_web.access.models import HiddenComments, Role
from luister_web.access.rights import RIGHTS, Right, has_right, needs, rights_of

pytestmark = pytest.mark.django_db


def test_every_role_has_its_rights_written_down():
    assert set(RIGHTS) == set(Role)


def test_the_administrator_may_do_everything():
    assert RIGHTS[Role.ADMINISTRATOR] == set(Right)


def test_a_stranger_may_do_nothing():
    assert rights_of(AnonymousUser()) == frozenset()


def test_a_closed_account_may_do_nothing(cast):
    cast.administrator.is_active = False
    assert rights_of(cast.administrator) == frozenset()


def test_an_employee_does_not_see_the_customer_and_takes_nothing_along(cast):
    assert not has_right(cast.employee, Right.SEE_CUSTOMERS)
    assert not has_right(cast.employee, Right.EXPORT)


@pytest.mark.parametrize("right", [Right.PEOPLE, Right.AUDIT, Right.ERASE])
def test_only_the_administrator_looks_after_people(right):
    assert [role for role in Role if right in RIGHTS[role]] == [Role.ADMINISTRATOR]


def test_comments_can_be_hidden_for_a_role(cast):
    assert has_right(cast.leader_north, Right.SEE_COMMENTS)
    HiddenComments.objects.create(role=Role.TEAM_LEADER)
    assert not has_right(cast.leader_north, Right.SEE_COMMENTS)
    assert has_right(cast.manager, Right.SEE_COMMENTS)


def test_a_right_that_does_not_exist_stops_the_start():
    with pytest.raises(ValueError, match="fly"):
        needs("fly")
