"""Where the pages about structural models are found."""

from django.urls import path

from luister_web.jobs import run_pages
from luister_web.structure import order_page, run_page

app_name = "structure"
_PAGES = {"pages": order_page.PAGES}
urlpatterns = [
    path("", order_page.list_page, name="list"),
    path("order/", order_page.order, name="order"),
    path("<int:run>/", run_page.run, name="run"),
    path("<int:run>/cancel/", run_pages.cancel, _PAGES, name="cancel"),
    path("<int:run>/again/", run_pages.again, _PAGES, name="again"),
    path("<int:run>/remove/", run_pages.remove, _PAGES, name="remove"),
    path("<int:run>/model.xlsx", run_page.workbook, name="workbook"),
]
