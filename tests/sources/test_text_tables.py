import re
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.sources.conftest import read_all

from luister.errors import UnreadableFileError
from luister.sources.column_mapping import FileForm
from luister.sources.opening import open_table

MARKS = """
[[column]]
name = "id"
role = "id"
[[column]]
name = "datum"
role = "date"
date = "%d-%m-%Y"
[[column]]
name = "cijfer"
role = "question"
scale = "mark"
missing = { not_answered = ["11"], not_applicable = ["n.v.t."] }
[[column]]
name = "waarom"
role = "question"
scale = "text"
"""
LINES = (
    "id;datum;cijfer;waarom\n"
    '1;31-05-2017;7,5;"Prima, dank"\n'
    '2;01-06-2017;11;"twee\nregels"\n'
    "3;01-06-2017;;\n"
    "4;02-06-2017;n.v.t.;café\n"
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"]
)
def test_the_same_answers_come_out_of_every_encoding(written, encoding):
    found = read_all(written(LINES, encoding=encoding), MARKS)
    assert found.column("value.cijfer") == [7.5, None, None, None]
    assert found.column("status.cijfer") == [0, 1, 1, 2]
    assert found.column("text.waarom") == ["Prima, dank", "twee\nregels", None, "café"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_the_same_answers_come_out_with_every_delimiter_and_line_end(written, delimiter, ending):
    text = delimiter.join(["id", "datum", "cijfer", "waarom"]) + ending
    text += delimiter.join(["1", "31-05-2017", '"7,5"', "ja"]) + ending
    text += delimiter.join(["2", "01-06-2017", "8", "nee"]) + ending
    found = read_all(written(text), MARKS)
    assert found.column("value.cijfer") == [7.5, 8.0]
    assert found.column("row") == [2, 3]


def test_a_day_is_its_midnight_where_the_organisation_is(written):
    found = read_all(written(LINES), MARKS, time_zone="Europe/Amsterdam")
    assert found.column("occurred_at")[0] == datetime(2017, 5, 30, 22, tzinfo=UTC)


def test_every_row_is_kept_or_rejected_with_its_number_column_and_record(written):
    text = (
        "id;datum;cijfer;waarom\n"
        "1;31-05-2017;12;hoog\n"
        "2;30-02-2017;8;geen dag\n"
        "3;01-06-2017;acht;woord\n"
        "4;01-06-2017;8\n"
        "5;01-06-2017;8;goed\n"
        "\n"
        "6;;8;geen datum\n"
        "7;01-06-2017;8;a;b\n"
    )
    found = read_all(written(text), MARKS)
    assert found.column("key") == ["5"]
    assert found.column("row") == [6]
    assert found.read == 7
    told = [(one.row, one.column, one.reason) for one in found.rejects]
    assert told == [
        (2, "cijfer", "'12' is not on the scale from 1 to 10"),
        (3, "datum", "'30-02-2017' is not a date as expected"),
        (4, "cijfer", "'acht' is not a number"),
        (5, None, "the row has 3 cells where the heading has 4"),
        (8, "datum", "there is no date"),
        (9, None, "the row has 5 cells where the heading has 4"),
    ]
    assert found.rejects[0].raw == ("1", "31-05-2017", "12", "hoog")
    assert found.rejects[3].raw == ("4", "01-06-2017", "8")
    assert "1 empty row passed over." in found.notes


def test_what_was_taken_as_missing_is_told_with_its_count(written):
    found = read_all(written(LINES), MARKS)
    assert "cijfer: 1 answer '11' taken as not answered." in found.notes
    assert "cijfer: 1 answer 'n.v.t.' taken as not applicable." in found.notes


def test_columns_left_alone_are_told(written):
    found = read_all(
        written("datum;cijfer;x;y\n31-05-2017;8;1;2\n"),
        MARKS.split('[[column]]\nname = "waarom')[0].replace(
            'name = "id"\nrole = "id"', 'name = "x"\nrole = "ignore"'
        ),
    )
    assert "2 columns left alone: x, y." in found.notes


def test_row_numbers_hold_over_parts_and_rejects(written):
    lines = [f"{n};01-06-2017;{12 if n % 10 == 0 else 8};x" for n in range(2, 502)]
    lines[100] = "102;ragged"
    text = "id;datum;cijfer;waarom\n" + "\n".join(lines) + "\n"
    found = read_all(written(text), MARKS, batch_rows=37)
    assert [str(row) for row in found.column("row")] == found.column("key")
    assert {one.row for one in found.rejects} == {*range(10, 502, 10), 102}
    assert found.read == 500


def test_a_heading_alone_gives_one_empty_part(written):
    found = read_all(written("id;datum;cijfer;waarom\n"), MARKS)
    assert found.rows.num_rows == 0
    assert found.read == 0


def test_excel_s_line_that_names_the_delimiter_is_passed_over(written):
    found = read_all(written("sep=;\n" + LINES), MARKS)
    assert found.column("value.cijfer")[0] == 7.5
    assert found.column("row")[0] == 3


def test_a_packed_text_is_read(written):
    import gzip

    found = read_all(written(gzip.compress(LINES.encode()), "answers.csv.gz"), MARKS)
    assert found.read == 4


def test_latin_letters_late_in_a_long_file_do_not_break_it_off(written):
    text = "id;datum;cijfer;waarom\n" + "1;01-06-2017;8;x\n" * 100_000 + "2;01-06-2017;8;café\n"
    found = read_all(written(text, encoding="cp1252"), MARKS)
    assert found.column("text.waarom")[-1] == "café"


_cells = st.text(
    st.characters(codec="cp1252", exclude_categories=["Cc", "Cf", "Zl", "Zp"]), max_size=12
).map(str.strip)


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    comments=st.lists(_cells, min_size=3, max_size=8),
    marks=st.lists(st.integers(10, 100), min_size=8, max_size=8),
    delimiter=st.sampled_from([";", "\t", "|", ","]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    comma=st.booleans(),
)
def test_what_is_written_is_what_is_read(written, comments, marks, delimiter, encoding, comma):
    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"'

    lines = [delimiter.join(["id", "datum", "cijfer", "waarom"])]
    for place, comment in enumerate(comments):
        mark = f"{marks[place] / 10:.1f}"
        shown = mark.replace(".", ",") if comma else mark
        lines.append(delimiter.join([str(place), "01-06-2017", cell(shown), cell(comment)]))
    # Latin letters that also spell UTF-8 may be either: such a file is refused, see below.
    looks_like_utf8 = re.search(rb"[\xc2-\xf4][\x80-\xbf]", "".join(comments).encode("cp1252"))
    assume(encoding != "cp1252" or not looks_like_utf8)
    found = read_all(written("\n".join(lines), encoding=encoding), MARKS)
    assert found.column("text.waarom") == [comment or None for comment in comments]
    assert found.column("value.cijfer") == [marks[place] / 10 for place in range(len(comments))]


def test_an_unclosed_quote_is_told_and_nothing_is_half_read(written):
    path = written('id;datum;cijfer;waarom\n1;01-06-2017;8;"open\n2;01-06-2017;8;x\n')
    with pytest.raises(UnreadableFileError, match="never closed"):
        read_all(path, MARKS)


def test_the_form_that_a_person_states_goes_first(written):
    table = open_table(written("a,b|c\n1,2|3\n"), FileForm(delimiter="|"))
    assert table.names == ("a,b", "c")


def test_damaged_utf_8_is_refused_rather_than_read_as_gibberish(written):
    content = (
        "id;datum;cijfer;waarom\n1;01-06-2017;8;café naïef\n".encode() + b"2;01-06-2017;8;caf\xc3"
    )
    with pytest.raises(UnreadableFileError, match="damaged"):
        read_all(written(content), MARKS)
