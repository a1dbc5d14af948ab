"""Where the pages of the dashboard are found."""

from django.urls import include, path

from luister_web.dashboard import (
    answers_page,
    filter_page,
    overview,
    process_page,
    saved_views,
    wall,
)

_OWN = [
    path("", overview.overview, name="overview"),
    path("process/<path:name>", process_page.process, name="process"),
    path("survey/<path:name>", process_page.survey, name="survey"),
    path("filter/<str:dimension>", filter_page.values, name="filter"),
    path("answers", answers_page.answers, name="answers"),
    path("answers/<path:response>", answers_page.answer, name="answer"),
    path("wall", wall.wall, name="wall"),
    path("views", saved_views.views, name="views"),
    path("views/keep", saved_views.keep, name="keep"),
    path("views/start", saved_views.start, name="start"),
    path("views/<int:pk>/remove", saved_views.remove, name="remove_view"),
]
urlpatterns = [
    path("", include((_OWN, "dashboard"))),
    path("look/", include("luister_web.look.urls")),
]
