"""Where the pages about actions are found."""

from django.urls import path

from luister_web.actions import views

app_name = "actions"
urlpatterns = [
    path("", views.list_page, name="list"),
    path("new/", views.new, name="new"),
    path("<int:number>/", views.one, name="one"),
    path("<int:number>/progress/", views.progress, name="progress"),
    path("<int:number>/move/<str:to>/", views.move, name="move"),
]
