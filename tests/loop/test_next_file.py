"""The next file of a survey: what held for the last file alone is asked, never taken over in silence."""

from datetime import UTC, datetime

import pytest

from luister.errors import MappingError
from luister.loop import collect
from luister.loop.preview import answered_mapping
from luister.sources.asking import LEAVE, RIGHT_HERE

NOW = datetime(2026, 5, 1, tzinfo=UTC)
MAPPING = """
[constants]
wave = "2025"

[[column]]
name = "nr"
role = "id"

[[column]]
name = "day"
role = "date"
date = { format = "day of month", year = 2025, month = 5 }

[[column]]
name = "nps"
role = "question"
scale = "nps"
"""


def rows(*days):
    lines = [f"{number},{days[number % len(days)]},{number % 11}" for number in range(60)]
    return "nr,day,nps\n" + "\n".join(lines) + "\n"


@pytest.fixture
def brought_in(sqlite_store, tmp_path):
    """Brings in a file of a survey that has the wave of 2025."""

    def bring(name, text, mapping=None):
        path = tmp_path / name
        path.write_text(text)
        return collect.import_file(
            sqlite_store, path, survey="airport", mapping_text=mapping, now=NOW
        )

    bring("first.csv", rows(1, 2, 30), MAPPING)
    return bring


def asked(store, path):
    return {ask.kind: ask for ask in collect.propose_file(store, path, survey="airport").asks}


def test_wave_and_month_are_asked_of_a_file_of_another_name(brought_in, sqlite_store, tmp_path):
    with pytest.raises(MappingError, match=r"2 question.*wave '2025'.*right for this file"):
        brought_in("second.csv", rows(1, 2, 30))
    found = asked(sqlite_store, tmp_path / "second.csv")
    assert found.keys() == {"wave", "days"}
    assert "2025-05" in found["days"].text


def test_the_same_file_corrected_is_not_asked_about_again(brought_in):
    result = brought_in("first.csv", rows(1, 2, 31))
    assert (result.replaced, result.unchanged) == (20, 40)


def test_once_corrected_and_said_to_be_right_the_next_year_comes_in(
    brought_in, sqlite_store, tmp_path
):
    path = tmp_path / "second.csv"
    path.write_text(rows(1, 2, 30).replace("\n", "\n9", 60))
    text = collect.mapping_text(collect.propose_file(sqlite_store, path, survey="airport"))
    text = text.replace('"2025"', '"2026"').replace("year = 2025", "year = 2026")
    kinds = range(len(collect.propose_file(sqlite_store, path, survey="airport").asks))
    settled = answered_mapping(path, text, dict.fromkeys(kinds, RIGHT_HERE), name="second.csv")
    assert "check" not in settled
    result = brought_in("second.csv", path.read_text(), settled)
    assert (result.added, result.rejected) == (60, 0)


def test_dates_written_otherwise_are_asked_about_and_read_as_said(
    brought_in, sqlite_store, tmp_path
):
    path = tmp_path / "second.csv"
    path.write_text(rows("05/13/2026", "05/14/2026"))
    found = asked(sqlite_store, path)
    assert found.keys() == {"wave", "date_form"}
    form, as_mapped, leave = found["date_form"].options
    assert (form, leave) == ("Read them as %m/%d/%Y.", LEAVE)
    text = collect.mapping_text(collect.propose_file(sqlite_store, path, survey="airport"))
    insisted, said = (
        answered_mapping(path, text, {0: RIGHT_HERE, 1: option}, name="second.csv")
        for option in (as_mapped, form)
    )
    # Who insists that they are days of a month is asked of which.
    insisted = answered_mapping(path, insisted, {0: RIGHT_HERE}, name="second.csv")
    assert brought_in("second.csv", path.read_text(), insisted).rejected == 60
    result = brought_in("second.csv", path.read_text(), said)
    assert (result.kept, result.rejected) == (60, 0)


def test_a_file_of_another_survey_is_named_as_such(brought_in):
    with pytest.raises(MappingError, match=r"1 question.*give it a name of its own"):
        brought_in("other.csv", "ticket,opened,mark\n1,2026-01-02,7\n2,2026-01-03,8\n")
