"""Where the team page is found."""

from django.urls import path

from luister_web.team import views

app_name = "team"
urlpatterns = [
    path("team", views.team, name="team"),
    path("team.xlsx", views.team_file, name="team_file"),
]
