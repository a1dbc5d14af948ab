"""Where the pages about drivers are found."""

from django.urls import path

from luister_web.drivers import order_page, run_page, what_if
from luister_web.jobs import run_pages

app_name = "drivers"
urlpatterns = [
    path("", order_page.list_page, name="list"),
    path("order/", order_page.order, name="order"),
    path("<int:run>/", run_page.run, name="run"),
    path("<int:run>/what-if/", what_if.what_if, name="what_if"),
    path("<int:run>/drivers.xlsx", run_page.workbook, name="workbook"),
    *run_pages.acts(order_page.PAGES),
]
