"""An administrator looks after people."""

import pytest

from luister_web.access.models import AuditEntry, Role, User

pytestmark = pytest.mark.django_db


def form_of(user: User, **changes: object) -> dict[str, object]:
    kept = {
        "username": user.username,
        "display_name": user.display_name,
        "email": user.email,
        "role": user.role,
        "unit": user.unit_id or "",
        "language": user.language,
        "is_active": "on" if user.is_active else "",
        "password": "",
    }
    return kept | changes


def test_a_person_is_added_with_a_role_and_a_unit(signed_in, units):
    browser = signed_in("administrator")
    browser.post(
        "/people/add/",
        {"username": "piet", "role": "team_leader", "unit": units["Oost"].pk, "is_active": "on"},
    )
    piet = User.objects.get(username="piet")
    assert (piet.role, piet.unit) == (Role.TEAM_LEADER, units["Oost"])
    assert not piet.has_usable_password()


def test_a_change_is_logged_with_what_changed_and_never_a_password(signed_in, cast):
    browser = signed_in("administrator")
    form = form_of(cast.manager, role="analyst", password="a very new password")
    assert browser.post(f"/people/{cast.manager.pk}/", form).status_code == 302
    entry = AuditEntry.objects.get(action="changed")
    assert (entry.who, entry.object) == ("administrator", "user manager")
    assert entry.detail == "role: manager -> analyst; password"


def test_the_last_administrator_stays(signed_in, cast):
    browser = signed_in("administrator")
    for change in ({"role": "analyst"}, {"is_active": ""}):
        browser.post(f"/people/{cast.administrator.pk}/", form_of(cast.administrator, **change))
    kept = User.objects.get(username="administrator")
    assert (kept.role, kept.is_active) == (Role.ADMINISTRATOR, True)


def test_a_user_name_is_taken_whatever_its_capitals(signed_in, cast):
    browser = signed_in("administrator")
    answer = browser.post(
        "/people/add/", {"username": "Director", "role": "analyst", "is_active": "on"}
    )
    assert answer.status_code == 200
    assert User.objects.filter(username__iexact="director").count() == 1


def test_people_are_found_by_name(signed_in, cast):
    page = signed_in("administrator").get("/people/?q=leader-n")
    assert [one.username for one in page.context["page"]] == ["leader-north"]


def test_everybody_chooses_language_colours_and_start_page(signed_in, cast):
    browser = signed_in("employee")
    form = {"display_name": "Anna", "language": "en", "theme": "dark", "start_page": "/?by=team"}
    browser.post("/people/me/", form)
    anna = User.objects.get(username="anna")
    assert (anna.language, anna.theme, anna.start_page) == ("en", "dark", "/?by=team")
    assert browser.get("/people/me/").headers["Content-Language"] == "en"


@pytest.mark.parametrize("page", ["https://elsewhere.example/", "//elsewhere.example/", "x"])
def test_a_start_page_lies_within_this_house(signed_in, page):
    browser = signed_in("employee")
    form = {"theme": "dark", "start_page": page}
    assert browser.post("/people/me/", form).status_code == 200
    assert User.objects.get(username="anna").start_page == ""


def test_nobody_changes_the_own_role_on_the_own_page(signed_in, cast):
    signed_in("employee").post("/people/me/", {"theme": "dark", "role": "administrator"})
    assert User.objects.get(username="anna").role == Role.EMPLOYEE


def test_comments_are_hidden_for_a_role_on_the_page_of_rights(signed_in, cast):
    browser = signed_in("administrator")
    browser.post("/people/rights/", {"roles": ["employee"]})
    entry = AuditEntry.objects.get(object="comments hidden for")
    assert entry.detail == "employee"
    page = signed_in("employee").get("/people/rights/")
    assert "see_comments" not in page.context["rights"]
