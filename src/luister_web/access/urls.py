"""The pages about people."""

from django.urls import path

from luister_web.access import profile

app_name = "access"
urlpatterns = [
    path("me/", profile.profile, name="profile"),
]
