"""What lies near a change is told with how far away it lies."""

from datetime import date

from luister.warning.happenings import Happening, near

FIRST, LAST = date(2026, 5, 4), date(2026, 5, 8)


def days(*happenings, process="complaints"):
    found = near(happenings, first=FIRST, last=LAST, process=process)
    return [(one.label, one.days_away) for one in found]


def test_the_nearest_comes_first_and_the_far_ones_are_left_out():
    assert days(
        Happening("mark", date(2026, 5, 20), "app"),
        Happening("mark", date(2026, 5, 3), "menu"),
        Happening("mark", date(2026, 4, 1), "price"),
        Happening("version", date(2026, 5, 6), "survey"),
    ) == [("survey", 0), ("menu", -1), ("app", 12)]


def test_what_is_told_of_another_process_is_left_out():
    assert days(Happening("mark", FIRST, "invoices", "payment")) == []
    assert days(Happening("mark", FIRST, "strike", "complaints")) == [("strike", 0)]
    assert days(Happening("mark", FIRST, "invoices", "payment"), process="") == [("invoices", 0)]
