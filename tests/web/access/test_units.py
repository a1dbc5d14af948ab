"""The tree of units grows by hand, from a file and from the answers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from luister_web.access import units_pages
from luister_web.access.models import AuditEntry, Unit
from luister_web.access.unit_rows import UnitFileError, UnitRow, rows_of_csv
from luister_web.access.units import import_units, rows_for_values, tree

pytestmark = pytest.mark.django_db

CSV = """parent;name;kind;value
Service;Noord;team;N1
;Energie;organisatie;
Energie;Service;afdeling;
Noord;Zoë;medewerker;007
"""


def names(branches) -> list:
    return [(branch.unit.name, names(branch.parts)) for branch in branches]


def test_a_file_in_any_order_makes_the_tree():
    done = import_units(rows_of_csv(CSV.encode()))
    assert done.made == 4
    assert names(tree()) == [("Energie", [("Service", [("Noord", [("Zoë", [])])])])]
    assert Unit.objects.get(name="Zoë").value == "007"


def test_the_same_file_twice_adds_nothing():
    import_units(rows_of_csv(CSV.encode()))
    again = import_units(rows_of_csv(CSV.encode()))
    assert (again.made, again.known) == (0, 4)
    assert Unit.objects.count() == 4


def test_a_later_file_moves_and_renames_what_it_names():
    import_units(rows_of_csv(CSV.encode()))
    import_units([UnitRow("Noordoost", "team", "Energie", "N1")])
    moved = Unit.objects.get(value="N1")
    assert (moved.name, str(moved.parent)) == ("Noordoost", "Energie")


def test_a_file_of_another_office_is_read_too():
    rows = rows_of_csv("name,kind,parent\nZoë,employee,\n".encode("cp1252"))
    assert rows == [UnitRow("Zoë", "employee")]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "empty"),
        ("name;kind\nA;team", "no column parent"),
        ("parent;name;kind\n;A;squad", "Row 2, column kind: 'squad'"),
        ("parent;name;kind\n;;team", "Row 2 has no name"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_with_the_row(content, problem):
    with pytest.raises(UnitFileError, match=problem):
        rows_of_csv(content.encode())


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([UnitRow("A", "team", "Nowhere")], "Nowhere is no unit"),
        ([UnitRow("A", "employee"), UnitRow("B", "team", "A")], "A is no unit that can stand"),
        ([UnitRow("A", "department", "B"), UnitRow("B", "department", "A")], "in a circle"),
    ],
)
def test_rows_that_hang_nowhere_are_refused_and_none_is_kept(rows, problem):
    with pytest.raises(UnitFileError, match=problem):
        import_units([UnitRow("Energie", "organisation"), *rows])
    assert not Unit.objects.exists()


def test_values_of_the_answers_without_a_unit_come_under_the_organisation(units):
    rows = rows_for_values("team", ["Noord", "West", ""])
    assert rows == [UnitRow("West", "team", "Energy", "West")]


def test_the_page_makes_units_of_the_answers(signed_in, units, monkeypatch):
    monkeypatch.setattr(units_pages.measure, "values", lambda home, dimension: ["Noord", "West"])
    browser = signed_in("administrator")
    browser.post("/people/units/from-answers/", {"dimension": "team"})
    assert Unit.objects.get(name="West").parent == units["Energy"]
    assert AuditEntry.objects.get(action="imported").detail == "answers, team: 1 made, 0 known"


def test_the_page_takes_a_file(signed_in, cast):
    browser = signed_in("administrator")
    file = SimpleUploadedFile("units.csv", CSV.encode())
    assert browser.post("/people/units/from-file/", {"file": file}).status_code == 302
    assert Unit.objects.filter(value="007").exists()


def test_the_page_tells_what_is_wrong_with_a_file(signed_in, cast):
    browser = signed_in("administrator")
    file = SimpleUploadedFile("units.csv", b"parent;name;kind\nNowhere;A;team\n")
    page = browser.post("/people/units/from-file/", {"file": file})
    assert "Nowhere" in page.content.decode()
    assert not Unit.objects.filter(name="A").exists()


def test_a_unit_is_no_part_of_itself(signed_in, units):
    browser = signed_in("administrator")
    form = {"name": "Service", "kind": "department", "parent": units["Service"].pk}
    assert browser.post(f"/people/units/{units['Service'].pk}/", form).status_code == 200


def test_a_unit_with_people_or_parts_is_not_removed(signed_in, units):
    browser = signed_in("administrator")
    browser.post(f"/people/units/{units['Service'].pk}/remove/")
    browser.post(f"/people/units/{units['Oost'].pk}/remove/")
    assert Unit.objects.filter(name="Service").exists()
    assert not Unit.objects.filter(name="Oost").exists()
