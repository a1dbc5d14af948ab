"""Which address belongs to which app."""

from pathlib import Path

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from luister_web.access import account_urls, first_start
from luister_web.health import health

_HERE = Path(__file__).parent
_APPS = (
    ("imports/", "imports"),
    ("goals/", "goals"),
    ("customers/", "customers"),
    ("api/v1/", "api"),
    ("look/", "look"),
    ("", "dashboard"),
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health, name="health"),
    path("first-start/", first_start.first_start, name="first_start"),
    path("account/", include(account_urls)),
    path("people/", include("luister_web.access.urls")),
]
urlpatterns += [
    path(prefix, include(f"luister_web.{name}.urls"))
    for prefix, name in _APPS
    if (_HERE / name / "urls.py").exists()
]
if not (_HERE / "dashboard" / "urls.py").exists():
    urlpatterns.append(path("", RedirectView.as_view(pattern_name="access:profile"), name="home"))

handler403 = "luister_web.access.refusals.forbidden"
handler404 = "luister_web.access.refusals.not_found"
handler500 = "luister_web.access.refusals.broken"
