"""An import as the person who started it follows it: from upload to result."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

SILENT_AFTER = timedelta(seconds=30)
"""A job that runs reports every few seconds; silent this long, its server was stopped."""


class JobState(models.TextChoices):
    """Where an import stands."""

    DRAFT = "draft", _("to be checked")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


class ImportJob(models.Model):
    """A file on its way in.

    `token` names the uploaded file in the home; `file_name` is what the person calls it and is only
    ever shown. `mapping` is the mapping as TOML as far as it is decided; `proposed`
    says for each column what was proposed and why. `beat` is when the thread
    that works on it last gave a sign of life. `import_id` is the store's number once it is kept.
    """

    token = models.CharField(max_length=64, unique=True)
    file_name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    user_name = models.CharField(max_length=200, default="")
    survey = models.CharField(max_length=100, blank=True, default="")
    mapping = models.TextField(blank=True, default="")
    proposed = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=JobState.choices, default=JobState.DRAFT)
    cancel_asked = models.BooleanField(default=False)
    progress = models.FloatField(default=0.0)
    message = models.TextField(blank=True, default="")
    hint = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    beat = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    import_id = models.BigIntegerField(null=True, db_index=True)

    class Meta:
        """Newest first."""

        ordering = ["-id"]

    def __str__(self) -> str:
        """The file and where it stands."""
        return f"{self.file_name} ({self.state})"

    def is_interrupted(self, now: datetime) -> bool:
        """True where it was running and nobody works on it any more."""
        silent_since = self.beat or self.started_at
        return (
            self.state == JobState.RUNNING
            and silent_since is not None
            and now - silent_since > SILENT_AFTER
        )
