"""Which address belongs to which app."""

from django.urls import include, path

from luister_web.access import account_urls, first_start
from luister_web.health import health

urlpatterns = [
    path("healthz", health, name="health"),
    path("first-start/", first_start.first_start, name="first_start"),
    path("account/", include(account_urls)),
    path("people/", include("luister_web.access.urls")),
    path("imports/", include("luister_web.imports.urls")),
    path("goals/", include("luister_web.goals.urls")),
    # Before the respondent's pages, which answer to everything else under s/.
    path("s/", include("luister_web.unsubscribe.urls")),
    path("s/", include("luister_web.respond.urls")),
    path("surveys/", include("luister_web.respond.share_urls")),
    path("customers/", include("luister_web.customers.urls")),
    path("actions/", include("luister_web.actions.urls")),
    path("cases/", include("luister_web.cases.urls")),
    path("drivers/", include("luister_web.drivers.urls")),
    path("model/", include("luister_web.structure.urls")),
    path("model/check/", include("luister_web.factors.urls")),
    path("contacts/", include("luister_web.contacts.urls")),
    path("invitations/", include("luister_web.contacts.invitation_urls")),
    path("notices/", include("luister_web.digests.urls")),
    path("jobs/", include("luister_web.jobs.urls")),
    path("signals/", include("luister_web.signals.urls")),
    path("sources/", include("luister_web.receiving.urls")),
    path("webhooks/", include("luister_web.webhooks.urls")),
    path("surveys/", include("luister_web.surveys.urls")),
    path("api/v1/", include("luister_web.api.urls")),
    path("", include("luister_web.mine.urls")),
    path("", include("luister_web.warning.urls")),
    path("", include("luister_web.team.urls")),
    path("", include("luister_web.board.urls")),
    path("", include("luister_web.receiving.call_urls")),
    path("", include("luister_web.dashboard.urls")),
]

handler403 = "luister_web.access.refusals.forbidden"
handler404 = "luister_web.access.refusals.not_found"
handler500 = "luister_web.access.refusals.broken"
