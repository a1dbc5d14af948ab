"""What the thread of an import tells, how it is stopped, and what is tidied away."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from luister.errors import CancelledError, UnreadableFileError
from luister_web.imports import background_import, tidying
from luister_web.imports.models import ImportJob, JobState
from luister_web.imports.uploads import new_token, upload_path

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def job(**fields) -> ImportJob:
    given = {"token": new_token("a.csv"), "file_name": "a.csv", "size": 1, "created_at": NOW}
    return ImportJob.objects.create(**{**given, **fields})


def test_progress_is_written_twice_a_second_at_most():
    one, seconds = job(), iter([0.0, 0.0, 0.2, 0.7, 0.7])
    report = background_import.reporter(one.pk, clock=lambda: next(seconds))
    seen = []
    for done in (0.1, 0.2, 0.3):
        report(done)
        seen.append(ImportJob.objects.get(pk=one.pk).progress)
    assert seen == [0.1, 0.1, 0.3]


def test_an_import_that_is_to_stop_stops_at_the_next_word_of_it():
    one = job(cancel_asked=True)
    with pytest.raises(CancelledError):
        background_import.reporter(one.pk, clock=lambda: 0.0)(0.1)


def test_the_time_left_follows_from_the_pace_so_far():
    one = job(started_at=NOW - timedelta(seconds=30), progress=0.75)
    assert background_import.seconds_left(one, NOW) == pytest.approx(10)


@pytest.mark.parametrize(("progress", "seconds"), [(0.01, 60), (0.5, 1)])
def test_too_early_no_time_is_told(progress, seconds):
    one = job(started_at=NOW - timedelta(seconds=seconds), progress=progress)
    assert background_import.seconds_left(one, NOW) is None


@pytest.mark.parametrize(
    ("state", "silent", "is_interrupted"),
    [
        (JobState.RUNNING, 60, True),
        (JobState.RUNNING, 10, False),
        (JobState.DONE, 60, False),
        (JobState.DRAFT, 60, False),
    ],
)
def test_a_job_that_runs_and_is_silent_was_broken_off(state, silent, is_interrupted):
    one = job(state=state, beat=NOW - timedelta(seconds=silent))
    assert one.is_interrupted(NOW) is is_interrupted


def test_a_job_starts_once_though_asked_for_twice(monkeypatch):
    started = []

    class Thread:
        def __init__(self, **options):
            started.append(options["name"])

        def start(self):
            pass

    monkeypatch.setattr(background_import.threading, "Thread", Thread)
    one = job()
    background_import.start(one)
    background_import.start(one)
    assert started == [f"import-{one.pk}"]


def test_uploads_that_nobody_came_back_for_are_forgotten(web_home):
    folder = web_home / "uploads"
    folder.mkdir()
    jobs = {
        "old": job(created_at=NOW - timedelta(days=15)),
        "young": job(created_at=NOW - timedelta(days=1)),
        "old but running": job(created_at=NOW - timedelta(days=15), state=JobState.RUNNING),
    }
    stray = folder / new_token("b.csv")
    for path in [*(upload_path(folder, one.token) for one in jobs.values()), stray]:
        path.write_text("x", encoding="utf-8")
        os.utime(path, (0, 0))
    tidying.forget_old_uploads(now=NOW)
    left = {path.name for path in folder.iterdir()}
    assert left == {jobs["young"].token, jobs["old but running"].token}
    assert not ImportJob.objects.filter(pk=jobs["old"].pk).exists()


@pytest.mark.parametrize("token", ["../x", "a" * 31, "A" * 32, "a" * 32 + "/..", ""])
def test_only_a_token_leads_to_a_file(tmp_path, token):
    with pytest.raises(UnreadableFileError):
        upload_path(tmp_path, token)
