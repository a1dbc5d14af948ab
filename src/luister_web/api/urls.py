"""The addresses of the API and of files."""

from django.urls import path

from luister_web.api.description import api, docs
from luister_web.api.files import export_answers, export_report

app_name = "api"
urlpatterns = [
    path("docs", docs, name="docs"),
    path("export/report.<str:kind>", export_report, name="export-report"),
    path("export/answers.<str:kind>", export_answers, name="export-answers"),
    path("", api.urls),
]
