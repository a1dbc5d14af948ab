"""Where an employee's own page is found."""

from django.urls import path

from luister_web.mine import views

app_name = "mine"
urlpatterns = [
    path("", views.results, name="results"),
    path("/reply", views.say, name="reply"),
    path("/colleagues", views.colleagues, name="colleagues"),
]
