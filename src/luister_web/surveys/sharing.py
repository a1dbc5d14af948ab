"""The address at which everybody may answer a survey."""

from django.http import HttpRequest
from django.urls import reverse

from luister.loop.design import KeptSurvey


def open_address(request: HttpRequest, kept: KeptSurvey) -> str:
    """The whole address of the open link; empty where the survey was never published."""
    if kept.version is None:
        return ""
    return request.build_absolute_uri(reverse("respond:start", args=[kept.open_link]))
