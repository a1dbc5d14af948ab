"""Where the page about jobs is found."""

from django.urls import path

from luister_web.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.list_page, name="list"),
    path("<int:job>/again/", views.again, name="again"),
    path("<int:job>/cancel/", views.cancel, name="cancel"),
]
