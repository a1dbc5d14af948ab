"""Throws uploads away that nobody came back for: they hold customers' data."""

from datetime import UTC, datetime, timedelta

from luister_web.imports.background_import import uploads_folder
from luister_web.imports.models import ImportJob, JobState
from luister_web.imports.uploads import TOKEN_LENGTH, forget_upload

KEPT_FOR = timedelta(days=14)
_STRAY_FOR = timedelta(days=1)


def forget_old_uploads(*, now: datetime) -> int:
    """How many files were thrown away: of jobs that stood still for KEPT_FOR, and strays."""
    still = ImportJob.objects.exclude(state__in=(JobState.DONE, JobState.RUNNING))
    for job in still.filter(created_at__lt=now - KEPT_FOR):
        discard(job)
    return _forget_strays(now)


def discard(job: ImportJob) -> None:
    """Throws a job and its file away."""
    forget_upload(uploads_folder(), job.token)
    job.delete()


def _forget_strays(now: datetime) -> int:
    """How many files without a job were thrown away; young ones may be coming in just now."""
    folder = uploads_folder()
    if not folder.is_dir():
        return 0
    waiting = ImportJob.objects.exclude(state=JobState.DONE).values_list("token", flat=True)
    wanted = {token[:TOKEN_LENGTH] for token in waiting}
    strays = [
        path
        for path in folder.iterdir()
        if path.name[:TOKEN_LENGTH] not in wanted
        and now - datetime.fromtimestamp(path.stat().st_mtime, UTC) > _STRAY_FOR
    ]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)
