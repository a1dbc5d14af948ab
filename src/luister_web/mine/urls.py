"""Where an employee's own page is found."""

from django.urls import path

from luister_web.mine import views

app_name = "mine"
urlpatterns = [
    path("mine", views.results, name="results"),
    path("mine/reply", views.say, name="reply"),
    path("mine/colleagues", views.colleagues, name="colleagues"),
]
