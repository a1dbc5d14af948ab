"""The dashboard as an app of the web door."""

from django.apps import AppConfig


class DashboardConfig(AppConfig):
    """Gives the pages on which numbers are read, and keeps saved views."""

    name = "luister_web.dashboard"
    label = "dashboard"
