"""Where the page of who steers is found."""

from django.urls import path

from luister_web.board import views

app_name = "board"
urlpatterns = [
    path("steering", views.steering, name="steering"),
    path("steering.xlsx", views.steering_file, name="steering_file"),
]
