"""Views that people keep, share and start with."""

import pytest

from luister_web.dashboard.models import SavedView

VIEW = {"name": "Zuid by month", "address": "/process/moving%20house?where=team%3AZuid"}


@pytest.fixture
def keep(board, signed_in):
    def kept(name="director", **more):
        return signed_in(name).post("/views/keep", VIEW | more)

    return kept


def test_a_view_is_kept_under_its_name_and_opens_again(keep, signed_in):
    assert keep().status_code == 302
    text = signed_in("director").get("/views").content.decode()
    assert "Zuid by month" in text
    assert "/process/moving%20house?where=team%3AZuid" in text


def test_the_same_name_again_means_the_new_view(keep):
    keep()
    keep(address="/answers")
    assert [view.address for view in SavedView.objects.all()] == ["/answers"]


def test_a_view_shared_with_a_role_is_seen_by_that_role_alone(keep, signed_in):
    keep(shared_with="employee")
    assert "Zuid by month" in signed_in("employee").get("/views").content.decode()
    assert "Zuid by month" not in signed_in("manager").get("/views").content.decode()


def test_an_employee_keeps_views_but_shares_none(keep):
    keep("employee", shared_with="everybody")
    assert SavedView.objects.get().shared_with == ""


def test_a_view_may_become_the_page_to_start_with(keep, cast):
    keep(as_start="on")
    cast.director.refresh_from_db()
    assert cast.director.start_page == VIEW["address"]


def test_removing_the_view_one_starts_with_brings_the_overview_back(keep, cast, signed_in):
    keep(as_start="on")
    signed_in("director").post(f"/views/{SavedView.objects.get().pk}/remove")
    cast.director.refresh_from_db()
    assert cast.director.start_page == ""
    assert not SavedView.objects.exists()


def test_nobody_removes_a_view_of_another(keep, signed_in):
    keep(shared_with="everybody")
    response = signed_in("manager").post(f"/views/{SavedView.objects.get().pk}/remove")
    assert response.status_code == 404
    assert SavedView.objects.exists()


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", "x"])
def test_only_pages_of_this_house_are_kept(keep, address):
    response = keep(address=address)
    assert response["Location"] == "/"
    assert not SavedView.objects.exists()


def test_who_opens_a_shared_view_sees_only_their_own_part(keep, signed_in):
    keep(shared_with="everybody", address="/process/moving%20house?period=all")
    response = signed_in("leader_south").get("/process/moving%20house?period=all")
    assert response.context["row"].estimate.n == 60
