"""Where the pages about imports are found."""

from django.urls import path

from luister_web.imports import mapping_views, progress_views, upload_views

app_name = "imports"
urlpatterns = [
    path("", upload_views.list_page, name="list"),
    path("upload/", upload_views.upload, name="upload"),
    path("<int:job>/", mapping_views.mapping, name="mapping"),
    path("<int:job>/mapping.toml", mapping_views.download, name="download_mapping"),
    path("<int:job>/mapping/", mapping_views.give, name="give_mapping"),
    path("<int:job>/progress/", progress_views.progress, name="progress"),
    path("<int:job>/cancel/", progress_views.cancel, name="cancel"),
    path("<int:job>/resume/", progress_views.resume, name="resume"),
    path("<int:job>/remove/", progress_views.remove, name="remove"),
    path("result/<int:import_id>/", progress_views.result, name="result"),
    path("result/<int:import_id>/rejects.csv", progress_views.rejects, name="rejects"),
    path("result/<int:import_id>/undo/", progress_views.undo, name="undo"),
]
