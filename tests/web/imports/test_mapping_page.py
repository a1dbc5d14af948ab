"""The page on which a file is checked: what is asked, what is corrected, what the last file said."""

from io import BytesIO

import openpyxl
import pytest
from tests.public_data import DATA, MISSING

from luister.loop import collect, measure
from luister_web.current_home import home
from luister_web.imports.models import ImportJob, JobState
from web.imports.test_import_pages import in_sight  # noqa: F401 - imports run in sight here too

pytestmark = pytest.mark.django_db

HEAD = "respondent id,interview date,Would you recommend us?,How easy was it?,Region,Why?"
WAVE = [HEAD] + [
    f"{n},2026-01-{n % 28 + 1:02},{11 if n % 9 == 0 else n % 11},{n % 5 + 1},"
    f"{'North' if n % 2 else 'South'},because number {n} took far too long for me"
    for n in range(1, 80)
]


def upload(browser, content: bytes, name="wave.csv", survey="relation") -> ImportJob:
    file = BytesIO(content)
    file.name = name
    browser.post("/imports/upload/", {"survey": survey, "file": file})
    job = ImportJob.objects.latest("id")
    browser.get(f"/imports/{job.pk}/")
    return ImportJob.objects.get(pk=job.pk)


def lines(rows) -> bytes:
    return ("\n".join(rows) + "\n").encode()


def page(browser, job) -> str:
    return browser.get(f"/imports/{job.pk}/").content.decode()


def send(browser, job, **fields) -> ImportJob:
    given = {"survey": job.survey, **{name.replace("_", "-"): one for name, one in fields.items()}}
    browser.post(f"/imports/{job.pk}/", given)
    return ImportJob.objects.get(pk=job.pk)


@pytest.fixture
def browser(signed_in):
    return signed_in("analyst")


def test_each_column_comes_with_samples_a_proposal_and_its_reason(browser):
    shown = page(browser, upload(browser, lines(WAVE)))
    assert "North" in shown
    assert "Het kopje spreekt van aanbevelen" in shown
    assert 'value="question/nps:0-10" selected' in shown


def test_an_import_waits_until_what_is_asked_is_answered(browser):
    job = upload(browser, lines(WAVE))
    assert "Geldt 11 als niet beantwoord?" in page(browser, job)
    send(browser, job, action="start")
    assert measure.surveys(home()) == []
    job = send(browser, job, ask_0="Yes, as proposed.")
    assert "Geldt 11" not in page(browser, job)
    assert send(browser, job, action="start").state == JobState.DONE
    assert measure.surveys(home())[0].responses == 79


def test_an_answer_is_not_undone_by_fields_that_repeat_what_stood_there(browser):
    job = upload(browser, lines(WAVE))
    answer = {"ask_0": "No, they are mistakes: reject those rows."}
    job = send(browser, job, **answer, is_shown_2="yes", not_answered_2="11", label_2="")
    assert 'not_answered = ["11"]' not in job.mapping
    assert "wordt" in page(browser, job)


def test_rows_stand_there_as_they_will_be_kept_and_as_they_are(browser):
    job = send(browser, upload(browser, lines(WAVE)), ask_0="Yes, as proposed.")
    shown = page(browser, job)
    assert "niet beantwoord</em>" in shown
    assert "<td>11</td>" in shown


def test_a_file_without_a_date_asks_for_one_and_takes_a_day(browser):
    rows = [",".join(row.split(",")[:1] + row.split(",")[2:]) for row in WAVE]
    job = upload(browser, lines(rows))
    assert "date-day" in page(browser, job)
    job = send(browser, job, date_day="2026-03-01")
    assert "date = 2026-03-01" in job.mapping
    assert "date-day" not in page(browser, job)


def test_days_of_a_month_become_dates_with_year_and_month(browser):
    rows = [row.replace("2026-01-", "", 1) for row in WAVE]
    job = send(
        browser,
        upload(browser, lines(rows)),
        date_column="interview date",
        date_year="2026",
        date_month="1",
    )
    assert 'format = "day of month"' in job.mapping
    assert "2026-01-" in page(browser, job)


def test_one_day_for_all_goes_before_a_column_that_holds_days_alone(browser):
    rows = [row.replace("2026-01-", "", 1) for row in WAVE]
    job = upload(browser, lines(rows))
    days = {"date_column": "interview date", "date_days": "interview date"}
    job = send(browser, job, **days)
    assert 'role = "date"' not in job.mapping
    job = send(browser, job, **days, date_day="2026-03-01")
    assert 'role = "date"' not in job.mapping
    assert "date = 2026-03-01" in job.mapping


def test_a_questionnaire_given_with_its_answers_names_them(browser, web_home):
    folder = DATA / "export_formats" / "qualtrics"
    if not folder.is_dir():
        pytest.skip(MISSING)
    with (
        (folder / "Many_types_Insights_3row.csv").open("rb") as answers,
        (folder / "Many_types.qsf").open("rb") as questionnaire,
    ):
        given = {"survey": "types", "file": [answers, questionnaire]}
        assert browser.post("/imports/upload/", given).status_code == 302
    job = ImportJob.objects.get()
    page(browser, job)
    assert "labels = " in ImportJob.objects.get().mapping
    assert len(list((web_home / "uploads").iterdir())) == 2
    browser.post(f"/imports/{job.pk}/remove/")
    assert list((web_home / "uploads").iterdir()) == []


def test_another_sheet_is_proposed_anew(browser):
    book = openpyxl.Workbook()
    notes = book.active
    notes.title = "Notes"
    for row in (("topic", "remark"), ("one", "first"), ("two", "second")):
        notes.append(row)
    answers = book.create_sheet("Answers")
    for row in WAVE:
        answers.append(row.split(","))
    content = BytesIO()
    book.save(content)
    job = upload(browser, content.getvalue(), name="book.xlsx")
    job = send(browser, job, ask_0="Answers")
    assert 'sheet = "Answers"' in job.mapping
    assert "Would you recommend us?" in page(browser, job)
    assert "Het kopje spreekt van aanbevelen" in page(browser, job)


def test_a_delimiter_that_nobody_knows_can_be_told(browser):
    job = upload(browser, lines([row.replace(",", "~") for row in WAVE]))
    job = send(browser, job, file_delimiter="~")
    assert 'delimiter = "~"' in job.mapping
    assert "Het kopje spreekt van aanbevelen" in page(browser, job)


def imported(browser, rows=WAVE) -> None:
    job = send(browser, upload(browser, lines(rows)), ask_0="Yes, as proposed.")
    assert send(browser, job, action="start").state == JobState.DONE


def test_the_next_wave_uses_the_mapping_of_the_last_one(browser):
    imported(browser)
    head = HEAD.replace("respondent id", " Respondent ID").replace("Region", "REGION ")
    job = upload(browser, lines([head, *WAVE[1:]]))
    shown = page(browser, job)
    assert "Zoals in het vorige bestand van deze enquête." in shown
    assert 'class="ask"' not in shown
    send(browser, job, action="start")
    assert collect.imports(home())[0].unchanged == 79


def test_a_renamed_column_is_asked_about_and_stays_the_same_question(browser):
    imported(browser)
    rows = [HEAD.replace("Would you recommend us?", "Score X"), *WAVE[1:]]
    job = upload(browser, lines(rows))
    shown = page(browser, job)
    assert "Score X" in shown
    assert 'class="ask"' in shown
    heading = (
        "Score X" if '<option value="Score X">' in shown or 'value="Score X"' in shown else ""
    )
    job = send(browser, job, ask_0=heading or "Yes, it is the same question.")
    assert 'class="ask"' not in page(browser, job)
    send(browser, job, action="start")
    (survey,) = measure.surveys(home())
    assert len(survey.questions) == 3
    assert collect.imports(home())[0].unchanged == 79


def test_a_new_column_is_told_and_left_alone(browser):
    imported(browser)
    rows = [f"{WAVE[0]},Mood"] + [f"{row},{n % 3}" for n, row in enumerate(WAVE[1:])]
    shown = page(browser, upload(browser, lines(rows)))
    assert "<code>Mood</code> is nieuw in dit bestand." in shown


def test_a_mapping_goes_out_and_comes_back_the_same(browser):
    job = send(browser, upload(browser, lines(WAVE)), ask_0="Yes, as proposed.")
    content = browser.get(f"/imports/{job.pk}/mapping.toml").content
    other = upload(browser, lines(WAVE), survey="other")
    file = BytesIO(content)
    file.name = "mapping.toml"
    browser.post(f"/imports/{other.pk}/mapping/", {"mapping": file})
    assert ImportJob.objects.get(pk=other.pk).mapping == job.mapping


@pytest.mark.parametrize(
    "content", [b"not = [toml", b"\xff\xfe\x00", b"[[column]]\nname='x'\nrole='king'"]
)
def test_a_file_that_is_no_mapping_changes_nothing(browser, content):
    job = upload(browser, lines(WAVE))
    file = BytesIO(content)
    file.name = "mapping.toml"
    browser.post(f"/imports/{job.pk}/mapping/", {"mapping": file})
    assert ImportJob.objects.get(pk=job.pk).mapping == job.mapping


def test_headings_are_never_markup(browser):
    rows = [HEAD.replace("Region", "<script>alert(1)</script>"), *WAVE[1:]]
    assert "<script>alert(1)" not in page(browser, upload(browser, lines(rows)))
