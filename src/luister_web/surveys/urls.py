"""Where the pages about surveys are found."""

from django.urls import path

from luister_web.surveys import (
    list_views,
    preview_view,
    publish_views,
    question_views,
    text_views,
)

app_name = "surveys"
urlpatterns = [
    path("", list_views.surveys, name="list"),
    path("new/", list_views.new, name="new"),
    path("from-file/", list_views.from_file, name="from_file"),
    path("<str:name>/", question_views.questions, name="questions"),
    path("<str:name>/questions/<str:item_id>/", question_views.item, name="item"),
    path("<str:name>/pages/<int:number>/", question_views.page, name="page"),
    path("<str:name>/texts/", text_views.texts, name="texts"),
    path("<str:name>/look/", text_views.look, name="look"),
    path("<str:name>/publish/", publish_views.publish, name="publish"),
    path("<str:name>/open/", publish_views.set_open, name="set_open"),
    path("<str:name>/remove/", publish_views.remove, name="remove"),
    path("<str:name>/copy/", publish_views.copy, name="copy"),
    path("<str:name>/converted/", list_views.converted, name="converted"),
    path("<str:name>/preview/", preview_view.preview, name="preview"),
    path("<str:name>/file/<str:form>/", publish_views.file, name="file"),
]
