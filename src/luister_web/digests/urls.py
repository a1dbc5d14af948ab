"""Where people say what they want to be told."""

from django.urls import include, path

from luister_web.digests import views

app_name = "digests"
urlpatterns = [
    path("", views.wishes, name="wishes"),
    path("no-digest/", views.no_digest, name="no_digest"),
    # Open to strangers: the token of a mail decides.
    path("stop/", include(([path("<str:token>/", views.stop, name="stop")], "way_out"))),
    path("channels/", views.places, name="places"),
    path("channels/<int:pk>/<str:action>/", views.act, name="act"),
]
