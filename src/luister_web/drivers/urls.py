"""Where the pages about drivers are found."""

from django.urls import path

from luister_web.drivers import order_page, run_page, what_if
from luister_web.jobs import run_pages

app_name = "drivers"
_PAGES = {"pages": order_page.PAGES}
urlpatterns = [
    path("", order_page.list_page, name="list"),
    path("order/", order_page.order, name="order"),
    path("<int:run>/", run_page.run, name="run"),
    path("<int:run>/what-if/", what_if.what_if, name="what_if"),
    path("<int:run>/cancel/", run_pages.cancel, _PAGES, name="cancel"),
    path("<int:run>/again/", run_pages.again, _PAGES, name="again"),
    path("<int:run>/remove/", run_pages.remove, _PAGES, name="remove"),
    path("<int:run>/drivers.xlsx", run_page.workbook, name="workbook"),
]
