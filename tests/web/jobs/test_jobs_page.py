"""The page about jobs tells what waits, runs and failed, and its buttons work."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from luister.loop import work
from luister.store import jobs
from luister_web.current_home import home
from luister_web.imports.models import ImportJob, JobState
from luister_web.imports.uploads import new_token
from luister_web.jobs import own_workers
from luister_web.jobs.kind_words import words_of_kind

pytestmark = pytest.mark.django_db
ADDRESS = "/jobs/"


def failed_job(error="The disk is full.", hint="Make room."):
    number, now = jobs.enqueue(home().truth, "send_reminders", {}, now=timezone.now()), None
    for attempt in range(jobs.MOST_ATTEMPTS):
        now = timezone.now() + timedelta(hours=attempt)
        job = jobs.claim(home(), kinds=["send_reminders"], now=now, lease=work.LEASE, worker="one")
        jobs.fail(home(), job, error=error, hint=hint, now=now)
    return number


def test_a_failed_job_is_shown_with_its_reason_and_tried_again(signed_in):
    number, browser = failed_job(), signed_in("analyst")
    page = browser.get(ADDRESS).content.decode()
    assert "The disk is full." in page
    assert "Make room." in page
    assert browser.post(reverse("jobs:again", args=[number])).status_code == 302
    assert jobs.job_of(home(), number).state == "waiting"
    again = browser.post(reverse("jobs:again", args=[4711]), follow=True)
    assert "kan nu niet opnieuw" in again.content.decode()


def test_an_error_is_shown_as_text_and_in_the_readers_language(signed_in):
    failed_job(error="Something nobody foresaw: <b>KeyError</b>.", hint="See the server's log.")
    page = signed_in("analyst").get(ADDRESS).content.decode()
    assert "Iets wat niemand voorzag: &lt;b&gt;KeyError&lt;/b&gt;." in page
    assert "Zie het logboek van de server." in page


def test_a_waiting_job_is_cancelled_once(signed_in):
    due = timezone.now() + timedelta(hours=1)
    number = jobs.enqueue(home().truth, "send_invitations", {}, now=timezone.now(), due_at=due)
    browser = signed_in("analyst")
    assert "Uitnodigingen versturen" in browser.get(ADDRESS).content.decode()
    browser.post(reverse("jobs:cancel", args=[number]))
    assert jobs.job_of(home(), number).state == "cancelled"
    again = browser.post(reverse("jobs:cancel", args=[number]), follow=True)
    assert "is afgelopen" in again.content.decode()


def test_a_running_job_shows_its_progress(signed_in):
    now = timezone.now()
    jobs.enqueue(home().truth, "send_invitations", {}, now=now)
    job = jobs.claim(home(), kinds=["send_invitations"], now=now, lease=work.LEASE, worker="one")
    jobs.renew(home(), job, now=now, lease=work.LEASE, progress=0.42)
    part = signed_in("analyst").get(ADDRESS, headers={"HX-Request": "true"}).content.decode()
    assert 'value="42"' in part
    assert "<html" not in part


def test_that_no_worker_is_about_is_told_until_one_is(signed_in):
    browser = signed_in("analyst")
    assert "niemand die taken uitvoert" in browser.get(ADDRESS).content.decode()
    jobs.plan_duties(home().truth, {"tidy_jobs": 3600}, now=timezone.now())
    assert work.run_due(home(), clock=timezone.now) == 1
    page = browser.get(ADDRESS).content.decode()
    assert "niemand die taken uitvoert" not in page
    assert "3.600 seconden" in page


def test_imports_that_run_or_failed_are_shown_too(signed_in):
    given = {"file_name": "wave.csv", "size": 1, "created_at": timezone.now()}
    ImportJob.objects.create(token=new_token("a.csv"), state=JobState.FAILED, **given)
    page = signed_in("analyst").get(ADDRESS).content.decode()
    assert "wave.csv" in page


def test_an_import_that_was_broken_off_is_taken_up_where_its_file_is(web_home, monkeypatch):
    now, started = timezone.now(), []
    monkeypatch.setattr(
        "luister_web.imports.background_import.start",
        lambda job, to_cancel: started.append((job.file_name, to_cancel)),
    )
    (web_home / "uploads").mkdir()
    for name, beat, is_here in (("here", 60, True), ("gone", 60, False), ("alive", 5, True)):
        given = {"size": 1, "created_at": now, "state": JobState.RUNNING}
        token = new_token("a.csv")
        ImportJob.objects.create(
            token=token, file_name=name, beat=now - timedelta(seconds=beat), **given
        )
        if is_here:
            (web_home / "uploads" / token).write_text("x", encoding="utf-8")
    task = work.Work(lambda: now, lambda: 0.5, None, home(), None, now)
    assert own_workers.take_up_imports(home(), {}, task) == 1
    assert started == [("here", False)]


def test_the_settings_say_who_does_the_jobs(settings):
    assert own_workers.own_workers() is not None
    settings.LUISTER = type(settings.LUISTER)(home=settings.LUISTER.home, jobs="elsewhere")
    assert own_workers.own_workers() is None


def test_every_kind_that_comes_back_has_a_name_and_a_handler():
    assert set(own_workers.EVERY) <= set(own_workers.HANDLERS)
    for kind in own_workers.HANDLERS:
        assert words_of_kind(kind) != kind
