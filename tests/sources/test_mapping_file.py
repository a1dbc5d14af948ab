import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sources.conftest import REPOSITORY, read_all

from luister.errors import MappingError
from luister.events.answer import AnswerStatus, Scale
from luister.sources.column_mapping import PLACES, ColumnMapping, DateForm, FileForm
from luister.sources.mapping import Mapping, dump_mapping, load_mapping

DOCUMENT = REPOSITORY / "docs" / "mapping_files.md"


@pytest.mark.parametrize(
    ("text", "problem", "cure"),
    [
        ("x = ", "is not TOML", "Mend"),
        ('colum = "x"', "unknown key 'colum'", "Did you mean 'column'"),
        ('[[column]]\nrole = "id"', "no name", "name ="),
        ('[[column]]\nname = "a"\nrole = "custmer"', "role is 'custmer'", "Did you mean 'customer'"),
        ('[[column]]\nname = "a"\nroll = "id"', "unknown key 'roll'", "Did you mean 'role'"),
        ('[[column]]\nname = "a"\nrole = "question"', "without a scale", "scale ="),
        ('[[column]]\nname = "a"\nrole = "question"\nscale = "nsp"', "'nsp'", "nps"),
        ('[[column]]\nname = "a"\nrole = "question"\nscale = "rating"', "lacks its ends", "rating:1-5"),
        ('[[column]]\nname = "a"\nrole = "question"\nscale = "rating:5-1"', "backwards", "Low"),
        ('[[column]]\nname = "a"\nrole = "team"\nscale = "nps"', "means nothing", "Change the role"),
        ('[[column]]\nname = "a"\nrole = "date"\ndate = "dmy"', "unknown", "%d-%m-%Y"),
        ('[[column]]\nname = "a"\nrole = "date"\ndate = "day of month"', "needs `year`", "Add"),
        ('[[column]]\nname = "a"\nrole = "dimension"\ndimension = "wave"', "built-in", "another name"),
        ('[[column]]\nname = "a/b"\nrole = "dimension"', "cannot be named", "letters"),
        ('[[column]]\nname = "a"\n[[column]]\nname = "A"', "twice", "same"),
        ('[[column]]\nname = "a"\nrole = "id"\n[[column]]\nname = "b"\nrole = "id"', "all have role", "Only one"),
        ('[[column]]\nname = "a"\nrole = "id"\nmissing = { blank = [1] }', "unknown key 'blank'", "not_answered"),
        ('[constants]\nregion = "x"', "unknown key 'region'", "dimensions"),
        ('[constants]\ndate = "31 mei"', "no date", "2017-05-31"),
        ('[file]\ndecimal = ";"', "decimal is", '","'),
        ("[file]\nheading_rows = 0", "heading_rows", "how many"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_mapping_is_told_with_its_cure(text, problem, cure):
    with pytest.raises(MappingError) as caught:
        load_mapping(text, "next.toml")
    assert "next.toml" in caught.value.problem
    assert problem in caught.value.problem
    assert cure in caught.value.hint


def test_a_column_the_file_lacks_is_told_with_the_one_that_may_be_meant(written):
    text = '[constants]\ndate = 2024-05-01\n[[column]]\nname = "Cijfers"\nrole = "question"\nscale = "mark"\n'
    with pytest.raises(MappingError) as caught:
        read_all(written("Rapportcijfer;x\n8;1\n"), text)
    assert "no column 'Cijfers'" in caught.value.problem
    assert "Rapportcijfer" in caught.value.hint


def test_a_file_without_dates_needs_a_constant(written):
    text = '[[column]]\nname = "cijfer"\nrole = "question"\nscale = "mark"\n'
    path = written("cijfer;x\n8;1\n")
    with pytest.raises(MappingError, match="when the answers were given"):
        read_all(path, text)
    found = read_all(path, "[constants]\ndate = 2024-05-01\n" + text, time_zone="UTC")
    assert found.column("occurred_at")[0].date() == date(2024, 5, 1)


FULL = """
survey = "klanten"
[file]
decimal = ","
[constants]
wave = "2024"
process = "verhuizen"
[constants.dimensions]
land = "NL"
[[column]]
name = "nr"
role = "id"
[[column]]
name = "dag"
role = "date"
date = { format = "day of month", year = 2024, month = 5 }
[[column]]
name = "klant"
role = "customer"
[[column]]
name = "klaar"
role = "complete"
values = ["ja"]
[[column]]
name = "gewicht"
role = "weight"
[[column]]
name = "taal"
role = "language"
labels = { "1" = "Nederlands", "2" = "Engels" }
[[column]]
name = "regio"
role = "dimension"
missing = { not_answered = ["?"] }
[[column]]
name = "Q1"
role = "question"
label = "Hoe tevreden bent u?"
scale = "csat"
touchpoint = "monteur"
headline = true
missing = { not_answered = ["9", "99..199"], not_applicable = ["n.v.t."], not_asked = [""] }
labels = { "1" = "zeer ontevreden", "5" = "zeer tevreden" }
[[column]]
name = "Q2"
role = "question"
scale = "choice"
labels = { "1" = "bellen", "2" = "mailen" }
"""
CELLS = """nr;dag;klant;klaar;gewicht;taal;regio;Q1;Q2
1;31;K1;ja;1,5;1;N;5;1
2;1;K2;nee;0,5;2;?;Zeer tevreden;2
3;2;;ja;1;1;Z;9;3
4;3;K4;;1;9;Z;n.v.t.;
5;4;K5;ja;1;1;Z;;1
6;5;K6;ja;1;1;Z;150;1
7;32;K7;ja;1;1;Z;4;1
8;5;K8;ja;-1;1;Z;4;1
9;5;K8;ja;;1;Z;4;1
10;5;K8;ja;1;1;Z;4,5;1
"""


def test_every_part_of_a_mapping_does_what_it_says(written):
    found = read_all(written(CELLS), FULL, time_zone="UTC")
    assert found.column("key") == ["1", "2", "3", "4", "5", "6"]
    assert [str(moment.date()) for moment in found.column("occurred_at")[:2]] == [
        "2024-05-31",
        "2024-05-01",
    ]
    assert found.column("customer")[:3] == ["K1", "K2", None]
    assert found.column("complete")[:4] == [True, False, True, False]
    assert found.column("weight")[:2] == [1.5, 0.5]
    assert found.column("language")[:4] == ["Nederlands", "Engels", "Nederlands", "9"]
    assert found.column("dimension.regio")[:3] == ["N", None, "Z"]
    assert set(found.column("dimension.land")) == {"NL"}
    assert set(found.column("wave")) == {"2024"}
    assert set(found.column("process")) == {"verhuizen"}
    assert found.column("value.Q1") == [5.0, 5.0, None, None, None, None]
    assert found.column("status.Q1") == [0, 0, 1, 2, 3, 1]
    assert found.column("text.Q2") == ["bellen", "mailen", "3", None, "bellen", "bellen"]
    assert [(one.row, one.column) for one in found.rejects] == [
        (8, "dag"), (9, "gewicht"), (10, "gewicht"), (11, "Q1"),
    ]  # fmt: skip


def test_the_question_carries_what_the_mapping_says():
    question = load_mapping(FULL, "m").of_role("question")[0]
    assert (question.touchpoint, question.headline, question.scale) == (
        "monteur",
        True,
        Scale("csat", 1, 5),
    )


def test_several_dates_stand_in_for_one_another(written):
    text = '[[column]]\nname = "ingevuld"\nrole = "date"\n[[column]]\nname = "verstuurd"\nrole = "date"\n'
    text += '[[column]]\nname = "nps"\nrole = "question"\nscale = "nps"\n'
    path = written("verstuurd;ingevuld;nps\n2024-05-01;2024-05-03;9\n2024-05-02;;8\n;;7\n")
    found = read_all(path, text, time_zone="UTC")
    assert [str(moment.date()) for moment in found.column("occurred_at")] == [
        "2024-05-03",
        "2024-05-02",
    ]
    assert [one.row for one in found.rejects] == [4]


def test_the_example_in_the_documentation_is_a_mapping():
    blocks = re.findall(r"```toml\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) >= 2
    assert load_mapping(blocks[0], "docs").of_role("question")
    for block in blocks[1:]:
        load_mapping(block, "docs")


_words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12
)
_numbers = st.integers(-99, 999).map(str)
_scales = st.sampled_from(
    [Scale("nps", 0, 10), Scale("rating", -2, 2), Scale("text"), Scale("choice"), Scale("number")]
)


@st.composite
def mappings(draw: st.DrawFn) -> Mapping:
    names = draw(st.lists(_words, min_size=1, max_size=4, unique_by=str.casefold))
    columns = [
        ColumnMapping(
            name,
            role="question",
            label=draw(_words),
            scale=draw(_scales),
            wording=draw(st.integers(1, 3)),
            headline=draw(st.booleans()),
            match=tuple(draw(st.lists(_words, max_size=2))),
            touchpoint=draw(st.none() | _words),
            missing=draw(
                st.dictionaries(
                    _numbers | st.just(""), st.sampled_from(list(AnswerStatus)[1:]), max_size=3
                )
            ),
            labels=draw(st.dictionaries(_numbers, _words, max_size=3)),
            check=draw(st.sampled_from([(), ("missing",)])),
        )
        for name in names
    ]
    day = ColumnMapping("\x7f date", role="date", date=DateForm("day of month", 2024, 5))
    constants = draw(st.dictionaries(st.sampled_from(PLACES), _words, max_size=2))
    form = FileForm(
        decimal=draw(st.sampled_from([None, ".", ","])),
        heading_rows=draw(st.none() | st.integers(1, 3)),
    )
    return Mapping(
        (*columns, day),
        "s",
        constants,
        {"land": "NL"},
        date(2024, 5, 1),
        form,
        draw(st.sampled_from([(), ("sheet",)])),
    )


@settings(max_examples=60, deadline=None)
@given(mappings())
def test_what_is_written_down_is_read_back_the_same(mapping):
    assert load_mapping(dump_mapping(mapping), "again") == mapping
