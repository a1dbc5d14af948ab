"""Where the pages about webhooks are found."""

from django.urls import path

from luister_web.webhooks import views

app_name = "webhooks"
urlpatterns = [
    path("", views.list_page, name="list"),
    path("<int:number>/", views.endpoint, name="endpoint"),
    path("<int:number>/<str:action>/", views.act, name="act"),
    path("messages/<int:delivery>/replay/", views.replay, name="replay"),
]
