"""Where the pages about warning are found."""

from django.urls import path

from luister_web.warning import alarm_page, settings_page, why_page

app_name = "warning"
urlpatterns = [
    path("warning/", settings_page.settings, name="settings"),
    path("warning/past-year", settings_page.past_year, name="past_year"),
    path("warning/alarms/<int:number>/", alarm_page.alarm, name="alarm"),
    path("why", why_page.why, name="why"),
]
