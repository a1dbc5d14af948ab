from datetime import UTC, date, datetime

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.sources.conftest import read_all

from luister.events.answer import AnswerStatus
from luister.sources.asking import (
    AS_NUMBERS,
    LEAVE,
    MONTH_FIRST,
    ONE_SCALE,
    REJECT,
    RIGHT,
    STEPS,
    answered,
)
from luister.sources.mapping import dump_mapping, load_mapping
from luister.sources.proposal import Proposal, propose

NOT_ANSWERED, NOT_APPLICABLE = AnswerStatus.NOT_ANSWERED, AnswerStatus.NOT_APPLICABLE


def roles(proposal: Proposal) -> dict[str, str]:
    return {
        one.name: one.mapping.scale.code if one.mapping.scale else one.mapping.role
        for one in proposal.columns
    }


def table(columns: dict[str, list]) -> str:
    lines = [";".join(columns)]
    lines += [";".join(str(cell) for cell in row) for row in zip(*columns.values(), strict=True)]
    return "\n".join(lines) + "\n"


def repeated(values: list, count: int = 60) -> list:
    return [values[place % len(values)] for place in range(count)]


DUTCH = {
    "respondentnummer": list(range(60)),
    "klantnummer": [f"K{n}" for n in range(60)],
    "datum": repeated(["13-05-2024", "14-05-2024", "15-06-2024"]),
    "Zou u ons aanbevelen?": repeated(list(range(11))),
    "rapportcijfer": repeated(["7,5", "8", "6,0", "9"]),
    "Hoeveel moeite kostte het?": repeated(list(range(1, 8))),
    "tevredenheid medewerker": repeated([1, 2, 3, 4, 5]),
    "afdeling": repeated(["Noord", "Zuid"]),
    "medewerker": repeated(["An", "Bo", "Cy"]),
    "regio": repeated(["Drenthe", "Zeeland", "Utrecht"]),
    "weging": repeated(["0,8", "1,2"]),
    "taal": repeated(["nl", "en"]),
    "toelichting": [f"Het ging goed, dank u wel voor keer {n}" for n in range(60)],
    "e-mailadres": [f"a{n}@example.org" for n in range(60)],
}


def test_dutch_headings_are_understood(written):
    found = propose(written(table(DUTCH)))
    assert roles(found) == {
        "respondentnummer": "id",
        "klantnummer": "customer",
        "datum": "date",
        "Zou u ons aanbevelen?": "nps:0-10",
        "rapportcijfer": "mark:1-10",
        "Hoeveel moeite kostte het?": "ces:1-7",
        "tevredenheid medewerker": "csat:1-5",
        "afdeling": "team",
        "medewerker": "employee",
        "regio": "dimension",
        "weging": "weight",
        "taal": "language",
        "toelichting": "text",
        "e-mailadres": "ignore",
    }
    assert found.asks == ()
    assert found.mapping.file.decimal == ","
    assert all(column.reason for column in found.columns)


def test_english_headings_are_understood(written):
    columns = {
        "ResponseID": list(range(60)),
        "Recorded Date": repeated(["2024-05-01 10:00", "2024-05-02 11:30"]),
        "How likely are you to recommend us?": repeated(list(range(11))),
        "It was easy to get help": repeated([1, 2, 3, 4, 5]),
        "Overall satisfaction": repeated([1, 2, 3, 4, 5]),
        "Channel": repeated(["phone", "web"]),
        "Gender": repeated([1, 2]),
        "Comments": [f"I would like to say that number {n} is fine" for n in range(60)],
    }
    found = propose(written(table(columns)))
    assert list(roles(found).values()) == [
        "id", "date", "nps:0-10", "ces:1-5", "csat:1-5", "channel", "dimension", "text",
    ]  # fmt: skip


def test_the_proposal_shows_twenty_rows_and_samples(written):
    found = propose(written(table(DUTCH)))
    assert len(found.preview) == 20
    assert found.preview[0][3] == "0"
    assert found.columns[7].samples == ("Noord", "Zuid")
    assert found.header == (tuple(DUTCH),)


def test_the_proposed_mapping_can_be_written_down_and_read_back(written):
    mapping = propose(written(table(DUTCH))).mapping
    assert load_mapping(dump_mapping(mapping), "again") == mapping


MISSING = {
    "datum": repeated(["13-05-2024"]),
    "aanbevelen": repeated([*range(11), 11]),
    "Vraag 1": repeated([1, 2, 3, 4, 5, 6]),
    "Vraag 2": repeated([1, 2, 3, 4, 5, "Blank", "n.v.t."]),
}


def test_codes_beside_the_scale_are_proposed_and_asked_about(written):
    found = propose(written(table(MISSING)))
    missing = {one.name: one.mapping.missing for one in found.columns if one.mapping.missing}
    assert missing["aanbevelen"] == {"11": NOT_ANSWERED}
    assert missing["Vraag 1"] == {"6": NOT_APPLICABLE}
    assert missing["Vraag 2"] == {"Blank": NOT_ANSWERED, "n.v.t.": NOT_APPLICABLE}
    assert [(ask.column, ask.kind) for ask in found.asks] == [
        ("aanbevelen", "missing"),
        ("Vraag 1", "missing"),
    ]


def test_a_question_stays_open_when_the_mapping_is_written_down(written):
    path = written(table(MISSING))
    text = dump_mapping(propose(path).mapping)
    again = propose(path, mapping=load_mapping(text, "again"))
    assert [ask.column for ask in again.asks] == ["aanbevelen", "Vraag 1"]


def test_what_a_person_answers_is_done(written):
    path = written(table(MISSING))
    found = propose(path)
    mapping = answered(found.mapping, found.asks[0], RIGHT)
    mapping = answered(mapping, found.asks[1], STEPS)
    again = propose(path, mapping=mapping)
    assert again.asks == ()
    assert roles(again)["Vraag 1"] == "rating:1-6"
    result = read_all(path, dump_mapping(mapping))
    assert result.rejects == ()
    assert "aanbevelen: 5 answers '11' taken as not answered." in result.notes


def test_codes_that_are_mistakes_reject_their_rows(written):
    path = written(table(MISSING))
    found = propose(path)
    mapping = answered(found.mapping, found.asks[0], REJECT)
    mapping = answered(mapping, found.asks[1], LEAVE)
    result = read_all(path, dump_mapping(mapping))
    assert {reject.reason for reject in result.rejects} == {
        "'11' is not on the scale from 0 to 10"
    }


def test_an_answer_that_was_not_offered_changes_nothing(written):
    found = propose(written(table(MISSING)))
    assert answered(found.mapping, found.asks[0], "whatever") == found.mapping


def test_a_date_that_may_begin_with_day_or_month_is_asked_about(written):
    path = written(
        table(
            {"date": repeated(["03/04/2024", "05/06/2024"]), "nps": repeated([0, 5, 10, 9, 8, 7])}
        )
    )
    found = propose(path)
    assert [ask.kind for ask in found.asks] == ["date_order"]
    mapping = answered(found.mapping, found.asks[0], MONTH_FIRST)
    assert propose(path, mapping=mapping).asks == ()
    days = read_all(path, dump_mapping(mapping), time_zone="UTC").column("occurred_at")
    assert days[0].date() == date(2024, 3, 4)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("2024-05-31", "iso"),
        ("2024-05-31T10:11:12Z", "iso"),
        ("31-05-2024", "%d-%m-%Y"),
        ("31/05/2024 14:30", "%d/%m/%Y %H:%M"),
        ("05/31/2024 02:30:00 PM", "%m/%d/%Y %I:%M:%S %p"),
        ("31.05.24", "%d.%m.%y"),
        ("31 May 2024", "%d %b %Y"),
    ],
)
def test_dates_are_known_in_many_forms(written, text, form):
    path = written(table({"datum": [text] * 30, "nps": repeated(list(range(11)), 30)}))
    found = propose(path)
    assert found.columns[0].mapping.date.format == form
    moment = read_all(path, dump_mapping(found.mapping), time_zone="UTC").column("occurred_at")[0]
    assert moment.date() == date(2024, 5, 31)


def test_without_a_date_or_a_question_it_asks(written):
    found = propose(
        written(table({"naam": repeated(["An", "Bo"]), "regio": repeated(["N", "Z"])}))
    )
    assert [ask.kind for ask in found.asks] == ["date", "question"]


def test_a_scale_that_changed_between_years_is_asked_about(written):
    columns = {
        "jaar": [2016] * 60 + [2017] * 60,
        "datum": ["2016-05-31"] * 60 + ["2017-05-31"] * 60,
        "tevredenheid": repeated([1, 2, 3, 4, 5]) + repeated(list(range(1, 11))),
    }
    path = written(table(columns))
    found = propose(path)
    assert [ask.kind for ask in found.asks] == ["scale"]
    assert "2016" in found.asks[0].text
    mapping = answered(found.mapping, found.asks[0], ONE_SCALE)
    assert propose(path, mapping=mapping).asks == ()
    written_down = load_mapping(dump_mapping(mapping), "again")
    assert propose(path, mapping=written_down).asks == ()


@pytest.mark.parametrize(("before", "now"), [("rating:1-5", 10), ("mark", 5)])
def test_a_wave_on_another_scale_than_its_mapping_is_asked_about(written, before, now):
    text = f'[constants]\ndate = 2024-05-01\n[[column]]\nname = "cijfer"\nrole = "question"\nscale = "{before}"\n'
    path = written(table({"cijfer": repeated(list(range(1, now + 1))), "x": repeated([1])}))
    found = propose(path, mapping=load_mapping(text, "before"))
    assert [ask.kind for ask in found.asks] == ["scale"]


def test_some_stray_answers_are_no_other_scale(written):
    text = '[constants]\ndate = 2024-05-01\n[[column]]\nname = "nps"\nrole = "question"\nscale = "nps"\n'
    path = written(table({"nps": [*repeated(list(range(11)), 200), 12, 55], "x": [1] * 202}))
    assert propose(path, mapping=load_mapping(text, "m")).asks == ()


DATED_NPS = (
    '[[column]]\nname = "datum"\nrole = "date"\n'
    '[[column]]\nname = "nps"\nrole = "question"\nscale = "nps"\n'
)


def workbook(path, rows, second_sheet=False):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if second_sheet:
        other = book.create_sheet("Blad2")
        for row in rows:
            other.append(row)
    book.save(path)
    return path


def test_dates_in_a_column_of_numbers_are_asked_about(tmp_path):
    rows = [["datum", "rapportcijfer"]]
    rows += [[date(2024, 5, 1 + n % 28), 6 + n % 5] for n in range(50)]
    rows[7][1] = date(2024, 8, 7)
    path = workbook(tmp_path / "a.xlsx", rows)
    text = DATED_NPS.replace("nps", "rapportcijfer", 1).replace("nps", "mark")
    found = propose(path, mapping=load_mapping(text, "m"))
    assert [ask.kind for ask in found.asks] == ["date_cells"]
    mapping = answered(found.mapping, found.asks[0], REJECT)
    assert propose(path, mapping=mapping).asks == ()
    result = read_all(path, dump_mapping(mapping))
    assert [(one.row, one.column) for one in result.rejects] == [(8, "rapportcijfer")]


def test_numbers_stored_as_text_are_asked_about(tmp_path):
    rows = [["datum", "nps"], *([date(2024, 5, 1), n % 11] for n in range(40))]
    rows[3][1] = "9"
    path = workbook(tmp_path / "a.xlsx", rows)
    found = propose(path)
    assert [ask.kind for ask in found.asks] == ["text_numbers"]
    mapping = answered(found.mapping, found.asks[0], AS_NUMBERS)
    assert read_all(path, dump_mapping(mapping)).column("value.nps")[2] == 9.0


def test_of_several_sheets_a_person_chooses(tmp_path):
    rows = [["datum", "nps"], *([date(2024, 5, 1), n % 11] for n in range(40))]
    path = workbook(tmp_path / "a.xlsx", rows, second_sheet=True)
    found = propose(path)
    assert [(ask.kind, ask.options) for ask in found.asks] == [("sheet", ("Sheet", "Blad2"))]
    mapping = answered(found.mapping, found.asks[0], "Blad2")
    assert mapping.file.sheet == "Blad2"
    assert propose(path, mapping=mapping).asks == ()


def test_a_title_above_the_headings_is_passed_over(tmp_path):
    rows = [["Onderzoek 2024"], [], ["datum", "nps", "regio"], [date(2024, 5, 1), 9, "N"]]
    path = workbook(tmp_path / "a.xlsx", rows)
    text = DATED_NPS
    found = read_all(path, text)
    assert found.column("row") == [4]
    assert found.column("value.nps") == [9.0]


def test_errors_in_excel_cells_reject_their_rows(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx", [["datum", "nps"], ["2024-05-01", 9], ["2024-05-01", "#N/A"]]
    )
    text = DATED_NPS
    assert [one.row for one in read_all(path, text).rejects] == [3]


def test_parquet_of_all_kinds_of_columns_is_read(tmp_path):
    columns = {
        "id": pa.array([10.0, 11.0, None]),
        "when": pa.array(
            [datetime(2024, 5, 1, 10, tzinfo=UTC)] * 3, pa.timestamp("us", "Europe/Amsterdam")
        ),
        "nps": pa.array([9, None, 3], pa.int8()),
        "regio": pa.array(["N", "Z", "N"]).dictionary_encode(),
        "tags": pa.array([["a"], [], None]),
        "klaar": pa.array([True, False, None]),
    }
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table(columns), path)
    text = (
        '[[column]]\nname = "id"\nrole = "id"\n[[column]]\nname = "when"\nrole = "date"\n'
        '[[column]]\nname = "nps"\nrole = "question"\nscale = "nps"\n'
        '[[column]]\nname = "regio"\nrole = "dimension"\n[[column]]\nname = "klaar"\nrole = "complete"\n'
    )
    found = read_all(path, text)
    assert found.column("row") == [2, 3, 4]
    assert found.column("key") == ["10", "11", None]
    assert found.column("value.nps") == [9.0, None, 3.0]
    assert found.column("dimension.regio") == ["N", "Z", "N"]
    assert found.column("complete") == [True, False, False]
    assert found.column("occurred_at")[0].isoformat() == "2024-05-01T10:00:00+00:00"
