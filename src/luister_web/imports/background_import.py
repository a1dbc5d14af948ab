"""Runs an import in a thread of the server, and tells how far it is."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from luister.errors import CancelledError, LuisterError
from luister.events.import_result import ImportResult
from luister.loop.collect import import_file
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.current_home import home
from luister_web.imports.models import ImportJob, JobState
from luister_web.imports.uploads import forget_upload, upload_path

_BEAT_SECONDS = 5.0
_REPORT_SECONDS = 0.5
# One import at a time in a process: two would only slow each other on the same disk.
_turn = threading.Lock()


def uploads_folder() -> Path:
    """Where uploaded files wait, inside the home."""
    return Path(settings.LUISTER.home) / "uploads"


def take_up(now: datetime) -> int:
    """How many imports go on that were broken off, for a server or worker was stopped.

    Only those whose file this machine has: another one may share the database, not the home.
    """
    broken_off = [
        job
        for job in ImportJob.objects.filter(state=JobState.RUNNING)
        if job.is_interrupted(now) and upload_path(uploads_folder(), job.token).exists()
    ]
    for job in broken_off:
        start(job, to_cancel=job.cancel_asked)
    return len(broken_off)


def start(job: ImportJob, *, to_cancel: bool = False) -> None:
    """Begins to take the job's file in, in a thread that goes on when the page is closed.

    Only one does: where somebody else started the job since `job` was read, nothing happens.
    With `to_cancel` it only takes up a job that was broken off, to throw away what was kept of it.
    """
    now = timezone.now()
    unchanged = ImportJob.objects.filter(pk=job.pk, state=job.state, beat=job.beat)
    is_ours = unchanged.update(
        state=JobState.RUNNING,
        cancel_asked=to_cancel,
        progress=0.0,
        message="",
        hint="",
        started_at=now,
        beat=now,
        finished_at=None,
    )
    if is_ours:
        name = f"import-{job.pk}"
        threading.Thread(target=_work, args=(job.pk,), name=name, daemon=True).start()


def run(job: ImportJob) -> None:
    """Takes the job's file in and keeps what became of it in the job."""
    try:
        with _turn:
            result = _taken_in(job)
    except CancelledError:
        _finish(job, JobState.CANCELLED)
    except LuisterError as error:
        # The core knows the file by its token only; people know it by its own name.
        problem, hint = (
            text.replace(job.token, job.file_name) for text in (error.problem, error.hint)
        )
        _finish(job, JobState.FAILED, message=problem, hint=hint)
    else:
        _finish(job, JobState.DONE, import_id=result.id, progress=1.0)
        record(
            job.user,
            Action.IMPORTED,
            f"import {result.id} {result.survey}",
            detail=f"{job.file_name}: {result.read} read, {result.kept} kept",
        )
        forget_upload(uploads_folder(), job.token)


def _work(pk: int) -> None:
    job = ImportJob.objects.get(pk=pk)
    is_over = False
    try:
        with _beating(pk):
            run(job)
        is_over = True
    finally:
        if not is_over:
            # What nobody foresaw goes to the log; the person who waits is told that it happened.
            _finish(job, JobState.FAILED)
        connection.close()


def _taken_in(job: ImportJob) -> ImportResult:
    return import_file(
        home(),
        upload_path(uploads_folder(), job.token),
        survey=job.survey,
        mapping_text=job.mapping or None,
        file_name=job.file_name,
        now=timezone.now(),
        progress=reporter(job.pk, clock=time.monotonic),
    )


def reporter(pk: int, *, clock: Callable[[], float]) -> Callable[[float], None]:
    """A listener that keeps the share done in the job, and stops the work where that was asked.

    It writes at most twice a second; `clock` gives seconds.
    """
    last = [-_REPORT_SECONDS]

    def report(done: float) -> None:
        if clock() - last[0] < _REPORT_SECONDS:
            return
        last[0] = clock()
        rows = ImportJob.objects.filter(pk=pk)
        if rows.filter(cancel_asked=True).exists():
            raise CancelledError("The import was cancelled.", hint="Nothing of it was kept.")
        rows.update(progress=min(max(done, 0.0), 1.0), beat=timezone.now())

    return report


@contextmanager
def _beating(pk: int) -> Iterator[None]:
    """Gives signs of life of the job while the block runs, also where the work is silent."""
    stop = threading.Event()

    def beat() -> None:
        while not stop.wait(_BEAT_SECONDS):
            ImportJob.objects.filter(pk=pk).update(beat=timezone.now())
        connection.close()

    thread = threading.Thread(target=beat, name=f"import-{pk}-beat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _finish(job: ImportJob, state: JobState, **outcome: object) -> None:
    ImportJob.objects.filter(pk=job.pk).update(state=state, finished_at=timezone.now(), **outcome)


def seconds_left(job: ImportJob, now: datetime) -> float | None:
    """The seconds that the rest will take at the pace so far; None while it is too early to say."""
    if job.started_at is None or job.progress < 0.02:
        return None
    passed = (now - job.started_at).total_seconds()
    return passed * (1 - job.progress) / job.progress if passed > 2 else None
