"""Where the pages about warning are found."""

from django.urls import path

from luister_web.warning import alarm_page, replay_page, settings_page, why_page

app_name = "warning"
urlpatterns = [
    path("warning/", settings_page.settings, name="settings"),
    path("warning/past-year", replay_page.past_year, name="past_year"),
    path("warning/past-year/<int:run>/", replay_page.replay, name="replay"),
    path("warning/past-year/<int:run>/cancel/", replay_page.cancel, name="cancel_replay"),
    path("warning/past-year/<int:run>/again/", replay_page.again, name="again_replay"),
    path("warning/alarms/<int:number>/", alarm_page.alarm, name="alarm"),
    path("why", why_page.why, name="why"),
]
