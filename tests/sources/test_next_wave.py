"""A mapping that was saved with one file, used on the next one."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.sources.conftest import read_all

from luister.errors import MappingError
from luister.sources.asking import LEAVE, SAME, answered
from luister.sources.mapping import dump_mapping, load_mapping
from luister.sources.proposal import propose

SAVED = """
[[column]]
name = "Respondent nr"
role = "id"
[[column]]
name = "Datum"
role = "date"
date = "%d-%m-%Y"
[[column]]
name = "Zou u ons aanbevelen"
role = "question"
question = "nps"
scale = "nps"
[[column]]
name = "Gemak"
role = "question"
scale = "ces:1-5"
[[column]]
name = "Regio"
role = "dimension"
[[column]]
name = "Intern"
role = "ignore"
"""
MAPPING = load_mapping(SAVED, "saved")
NAMES = ["Respondent nr", "Datum", "Zou u ons aanbevelen", "Gemak", "Regio"]
ROWS = [[n, "31-05-2024", n % 11, 1 + n % 5, "NZ"[n % 2]] for n in range(40)]


def wave(names: list[str], rows: list[list] = ROWS) -> str:
    return "\n".join(";".join(map(str, row)) for row in [names, *rows]) + "\n"


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    order=st.permutations(range(5)),
    form=st.sampled_from([str.upper, str.lower, str.title, "  {} ".format]),
)
def test_reordered_recased_and_padded_headings_need_no_question(written, order, form):
    names = [form(NAMES[place]) for place in order]
    path = written(wave(names, [[row[place] for place in order] for row in ROWS]))
    found = propose(path, mapping=MAPPING)
    assert found.asks == ()
    result = read_all(path, dump_mapping(found.mapping))
    assert result.column("value.nps") == [float(row[2]) for row in ROWS]
    assert result.column("value.Gemak") == [float(row[3]) for row in ROWS]
    assert result.column("dimension.regio") == [row[4] for row in ROWS]


def test_underscores_for_blanks_are_the_same_heading(written):
    path = written(wave([name.replace(" ", "_") for name in NAMES]))
    assert propose(path, mapping=MAPPING).asks == ()
    assert read_all(path, SAVED).read == 40


def test_a_column_that_is_renamed_is_proposed_and_asked_about(written):
    path = written(
        wave(["Respondent nr", "Datum", "Zou u ons aanbevelen?!", "Gemak van contact", "Regio"])
    )
    found = propose(path, mapping=MAPPING)
    asked = [(ask.kind, ask.column) for ask in found.asks]
    assert ("renamed", "Zou u ons aanbevelen?!") in asked
    assert all(kind in {"renamed", "lacking"} for kind, _ in asked)
    with pytest.raises(MappingError, match="no column 'Zou u ons aanbevelen'"):
        read_all(path, SAVED)


def test_a_renamed_column_keeps_its_question_once_a_person_says_so(written):
    path = written(wave(["Respondent nr", "Datum", "Zou u ons aanbevelen?!", "Gemak", "Regio"]))
    found = propose(path, mapping=MAPPING)
    mapping = answered(found.mapping, found.asks[0], SAME)
    assert propose(path, mapping=mapping).asks == ()
    result = read_all(path, dump_mapping(mapping))
    assert result.column("value.nps")[:3] == [0.0, 1.0, 2.0]
    column = next(one for one in mapping.columns if one.question == "nps")
    assert column.match == ("Zou u ons aanbevelen",)
    # The wave after that may use either heading.
    assert propose(written(wave(NAMES)), mapping=mapping).asks == ()


def test_a_heading_that_looks_alike_but_holds_other_values_is_not_proposed(written):
    rows = [[*row[:2], "heel lange tekst", *row[3:]] for row in ROWS]
    names = ["Respondent nr", "Datum", "Zou u ons aanbevelen, waarom", "Gemak", "Regio"]
    found = propose(written(wave(names, rows)), mapping=MAPPING)
    assert [(ask.kind, ask.column) for ask in found.asks] == [("lacking", "Zou u ons aanbevelen")]


def test_a_column_that_is_gone_is_left_out_or_found_by_a_person(written):
    names = ["Respondent nr", "Datum", "X1", "Gemak", "Regio"]
    path = written(wave(names))
    found = propose(path, mapping=MAPPING)
    assert [ask.kind for ask in found.asks] == ["lacking"]
    assert found.asks[0].options == (LEAVE, "X1")
    chosen = answered(found.mapping, found.asks[0], "X1")
    assert propose(path, mapping=chosen).asks == ()
    assert read_all(path, dump_mapping(chosen)).column("value.nps")[10] == 10.0
    left = answered(found.mapping, found.asks[0], LEAVE)
    assert propose(path, mapping=left).asks == ()
    assert "value.nps" not in read_all(path, dump_mapping(left)).rows.column_names


def test_new_columns_are_left_alone(written):
    found = propose(
        written(wave([*NAMES, "Nieuw"], [[*row, "x"] for row in ROWS])), mapping=MAPPING
    )
    assert found.asks == ()
    assert found.mapping.columns[-1].name == "Nieuw"
    assert found.mapping.columns[-1].role == "ignore"


def test_ignored_columns_may_be_gone(written):
    found = propose(written(wave(NAMES)), mapping=MAPPING)
    assert "Intern" not in [column.name for column in found.mapping.columns]


def test_headings_that_differ_in_more_than_blanks_and_case_are_not_mixed_up(written):
    text = SAVED.replace('"Gemak"', '"Q1_1"')
    rows = [[*row, 3] for row in ROWS]
    path = written(
        wave(["Respondent nr", "Datum", "Zou u ons aanbevelen", "Q11", "Regio", "Q1 1"], rows)
    )
    result = read_all(path, text)
    assert set(result.column("value.Q1_1")) == {3.0}
