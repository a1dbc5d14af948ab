"""Where the pages about warning are found."""

from django.urls import path

from luister_web.warning import alarm_page, why_page

app_name = "warning"
urlpatterns = [
    path("warning/alarms/<int:number>/", alarm_page.alarm, name="alarm"),
    path("why", why_page.why, name="why"),
]
