"""Where other systems send."""

from django.urls import re_path

from luister_web.receiving import addresses, calls

app_name = "calls"
urlpatterns = [
    re_path(addresses.SEGMENT, calls.segment, name="segment"),
    re_path(addresses.POSTHOG, calls.posthog, name="posthog"),
    re_path(addresses.CLOUD_EVENTS, calls.cloud_events, name="cloud_events"),
    re_path(addresses.WEBHOOK, calls.webhook, name="webhook"),
]
