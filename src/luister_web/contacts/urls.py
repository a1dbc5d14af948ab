"""Where the pages about contacts are found."""

from django.urls import path

from luister_web.contacts import contact_views, query_views, upload_views

app_name = "contacts"
urlpatterns = [
    path("", contact_views.list_page, name="list"),
    path("one/", contact_views.one, name="one"),
    path("one/peace/", contact_views.peace, name="peace"),
    path("upload/", upload_views.upload, name="upload"),
    path("query/", query_views.query, name="query"),
    path("upload/<str:token>/", upload_views.columns, name="columns"),
]
