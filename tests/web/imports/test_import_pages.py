from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone

from luister.loop import collect, measure
from luister_web.access.models import AuditEntry
from luister_web.current_home import home
from luister_web.imports import background_import
from luister_web.imports.models import ImportJob, JobState

pytestmark = pytest.mark.django_db

MAPPING = """
[[column]]
name = "id"
role = "id"

[[column]]
name = "day"
role = "date"

[[column]]
name = "score"
role = "question"
scale = "nps"
missing = { not_answered = ["11"] }

[[column]]
name = "why"
role = "question"
scale = "text"
"""
ROWS = ["id,day,score,why"] + [f"r{n},2026-01-{n:02},{n % 12},word {n}" for n in range(1, 25)]


@pytest.fixture(autouse=True)
def in_sight(monkeypatch):
    """Imports run before the answer is sent, so that a test sees what became of them."""

    def start(job, *, to_cancel=False):
        ImportJob.objects.filter(pk=job.pk).update(
            state=JobState.RUNNING, cancel_asked=to_cancel, started_at=timezone.now()
        )
        background_import.run(ImportJob.objects.get(pk=job.pk))

    monkeypatch.setattr(background_import, "start", start)


def file(rows=ROWS, name="answers.csv") -> BytesIO:
    content = BytesIO(("\n".join(rows) + "\n").encode())
    content.name = name
    return content


def uploaded(browser, **options) -> ImportJob:
    answer = browser.post("/imports/upload/", {"survey": "moving", "file": file(**options)})
    assert answer.status_code == 302, answer.content.decode()
    return ImportJob.objects.latest("id")


def mapped(browser, **options) -> ImportJob:
    job = uploaded(browser, **options)
    browser.get(f"/imports/{job.pk}/")
    content = BytesIO(MAPPING.encode())
    content.name = "mapping.toml"
    browser.post(f"/imports/{job.pk}/mapping/", {"mapping": content})
    return ImportJob.objects.get(pk=job.pk)


def imported(browser, **options) -> ImportJob:
    job = mapped(browser, **options)
    browser.post(f"/imports/{job.pk}/", {"survey": "moving", "action": "start"})
    return ImportJob.objects.get(pk=job.pk)


def words(answer) -> str:
    return answer.content.decode()


def test_a_file_becomes_answers(signed_in):
    browser = signed_in("analyst")
    job = imported(browser)
    assert job.state == JobState.DONE, job.message
    (survey,) = measure.surveys(home())
    assert (survey.name, survey.responses) == ("moving", 24)
    result = words(browser.get(f"/imports/result/{job.import_id}/"))
    assert "answers.csv" in result
    assert browser.get(f"/imports/{job.pk}/progress/").status_code == 302


def test_an_import_is_logged_with_its_maker(signed_in):
    imported(signed_in("analyst"))
    entry = AuditEntry.objects.get(action="imported")
    assert (entry.who, entry.detail) == ("analyst", "answers.csv: 24 read, 24 kept")


def test_the_file_itself_does_not_stay(signed_in, web_home):
    imported(signed_in("analyst"))
    assert list((web_home / "uploads").iterdir()) == []


@pytest.mark.parametrize("name", ["../../evil.csv", "/etc/passwd", "a\\..\\b.csv", "x" * 400])
def test_the_name_of_a_file_is_never_a_path(signed_in, web_home, name):
    job = uploaded(signed_in("analyst"), name=name)
    assert [path.name for path in (web_home / "uploads").iterdir()] == [job.token]
    assert Path(job.token).name == job.token
    assert list(web_home.parent.rglob("evil*")) == []


def test_a_row_that_cannot_be_kept_is_told_with_its_number(signed_in):
    browser = signed_in("analyst")
    job = imported(browser, rows=[*ROWS, "r90,not a day,9,x", "r91,2026-01-02,77,y"])
    result = words(browser.get(f"/imports/result/{job.import_id}/"))
    assert "26" in result
    assert "27" in result
    rejects = b"".join(browser.get(f"/imports/result/{job.import_id}/rejects.csv"))
    lines = rejects.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("id,day,score,why,")
    assert lines[1].startswith("r90,not a day,9,x,26,")
    assert lines[2].startswith("r91,2026-01-02,77,y,27,")


def test_an_import_is_undone_after_a_question(signed_in):
    browser = signed_in("analyst")
    job = imported(browser)
    address = f"/imports/result/{job.import_id}/undo/"
    assert browser.get(address).status_code == 200
    assert measure.surveys(home()) != []
    browser.post(address)
    assert measure.surveys(home()) == []
    assert collect.imports(home())[0].state == "undone"
    assert browser.get("/imports/").status_code == 200


def test_an_import_without_a_survey_does_not_start(signed_in):
    browser = signed_in("analyst")
    job = mapped(browser)
    browser.post(f"/imports/{job.pk}/", {"survey": " ", "action": "start"})
    assert ImportJob.objects.get(pk=job.pk).state == JobState.DRAFT


def test_a_correction_on_the_page_goes_into_the_mapping(signed_in):
    browser = signed_in("analyst")
    job = mapped(browser)
    given = {
        "survey": "moving",
        "meaning-2": "question/rating:0-10",
        "is_shown-2": "yes",
        "label-2": "Would you?",
        "not_answered-2": "11, 12",
        "meaning-3": "ignore",
        "constant-process": "moving house",
    }
    browser.post(f"/imports/{job.pk}/", given)
    mapping = words(browser.get(f"/imports/{job.pk}/mapping.toml"))
    assert 'scale = "rating:0-10"' in mapping
    assert 'label = "Would you?"' in mapping
    assert '"12"' in mapping
    assert 'process = "moving house"' in mapping
    page = words(browser.get(f"/imports/{job.pk}/"))
    assert "Would you?" in page
    assert "moving house" in page
    assert page.count("<td>word 1</td>") == 1  # As it stands in the file, and not as it is kept.


def test_a_mapping_that_contradicts_itself_is_explained_and_blocks(signed_in):
    browser = signed_in("analyst")
    job = mapped(browser)
    given = {"survey": "moving", "meaning-2": "id", "action": "start"}
    page = words(browser.post(f"/imports/{job.pk}/", given, follow=True))
    assert "role" in page
    assert measure.surveys(home()) == []


def test_a_file_that_is_no_table_is_refused_in_plain_words(signed_in):
    browser = signed_in("analyst")
    content = BytesIO(b"%PDF-1.7 nothing to see here")
    content.name = "report.csv"
    browser.post("/imports/upload/", {"survey": "moving", "file": content})
    job = ImportJob.objects.latest("id")
    answer = browser.get(f"/imports/{job.pk}/")
    assert answer.status_code == 422
    assert "report.csv" in words(answer)
    assert job.token not in words(answer)


def test_an_upload_above_the_limit_leaves_nothing(signed_in, web_home, settings):
    settings.LUISTER = replace(settings.LUISTER, upload_limit_mb=0)
    big = BytesIO(b"x" * (3 << 20))
    big.name = "big.csv"
    answer = signed_in("analyst").post("/imports/upload/", {"file": big})
    assert answer.status_code == 422
    assert ImportJob.objects.count() == 0
    assert not (web_home / "uploads").exists() or list((web_home / "uploads").iterdir()) == []


def test_no_file_and_an_empty_file_are_told(signed_in):
    browser = signed_in("analyst")
    assert browser.post("/imports/upload/", {"survey": "x"}).status_code == 422
    assert browser.post("/imports/upload/", {"file": file(rows=[])}).status_code in (302, 422)


def test_an_upload_without_the_forms_token_is_refused(signed_in):
    browser = signed_in("analyst")
    browser.handler.enforce_csrf_checks = True
    assert browser.post("/imports/upload/", {"file": file()}).status_code == 403
    assert ImportJob.objects.count() == 0


def test_an_import_that_was_broken_off_goes_on(signed_in):
    browser = signed_in("analyst")
    job = mapped(browser)
    long_ago = timezone.now() - timedelta(minutes=5)
    ImportJob.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, survey="moving", started_at=long_ago, beat=long_ago
    )
    assert f"/imports/{job.pk}/resume/" in words(browser.get(f"/imports/{job.pk}/progress/"))
    assert f"/imports/{job.pk}/resume/" in words(browser.get("/imports/"))
    browser.post(f"/imports/{job.pk}/resume/")
    assert ImportJob.objects.get(pk=job.pk).state == JobState.DONE


def test_an_import_that_was_broken_off_can_be_cancelled(signed_in):
    browser = signed_in("analyst")
    job = mapped(browser)
    long_ago = timezone.now() - timedelta(minutes=5)
    ImportJob.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, survey="moving", started_at=long_ago, beat=long_ago
    )
    browser.post(f"/imports/{job.pk}/cancel/")
    assert ImportJob.objects.get(pk=job.pk).state == JobState.CANCELLED
    assert measure.surveys(home()) == []
    browser.post(f"/imports/{job.pk}/remove/")
    assert ImportJob.objects.count() == 0


def test_progress_is_a_part_of_a_page_for_htmx(signed_in):
    browser = signed_in("analyst")
    job = mapped(browser)
    now = timezone.now()
    ImportJob.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, progress=0.5, started_at=now - timedelta(seconds=30), beat=now
    )
    address = f"/imports/{job.pk}/progress/"
    part = browser.get(address, headers={"HX-Request": "true"})
    assert "<html" not in words(part)
    assert "50%" in words(part)
    assert "<html" in words(browser.get(address))
    ImportJob.objects.filter(pk=job.pk).update(state=JobState.DONE, import_id=7)
    done = browser.get(address, headers={"HX-Request": "true"})
    assert done["HX-Redirect"] == "/imports/result/7/"


def test_a_running_import_is_asked_to_stop(signed_in):
    browser = signed_in("analyst")
    job = mapped(browser)
    now = timezone.now()
    ImportJob.objects.filter(pk=job.pk).update(state=JobState.RUNNING, started_at=now, beat=now)
    browser.post(f"/imports/{job.pk}/cancel/")
    assert ImportJob.objects.get(pk=job.pk).cancel_asked


@pytest.mark.parametrize("name", ["director", "manager", "leader_north", "employee"])
@pytest.mark.parametrize("address", ["", "upload/", "1/", "1/progress/", "result/1/"])
def test_only_those_with_the_right_import(signed_in, name, address):
    assert signed_in(name).get(f"/imports/{address}").status_code == 403


def test_an_unknown_import_is_not_found(signed_in):
    browser = signed_in("analyst")
    for address in ("99/", "99/progress/", "result/99/", "result/99/undo/", "99/mapping.toml"):
        assert browser.get(f"/imports/{address}").status_code == 404
