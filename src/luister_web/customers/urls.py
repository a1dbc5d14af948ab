"""Where the pages about one customer are found."""

from django.urls import path

from luister_web.customers import views

app_name = "customers"
urlpatterns = [
    path("", views.find, name="find"),
    path("export/", views.export, name="export"),
    path("erase/", views.erase, name="erase"),
]
