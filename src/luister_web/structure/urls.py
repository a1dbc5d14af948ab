"""Where the pages about structural models are found."""

from django.urls import path

from luister_web.jobs import run_pages
from luister_web.structure import order_page, run_page

app_name = "structure"
urlpatterns = [
    path("", order_page.list_page, name="list"),
    path("order/", order_page.order, name="order"),
    path("<int:run>/", run_page.run, name="run"),
    path("<int:run>/model.xlsx", run_page.workbook, name="workbook"),
    *run_pages.acts(order_page.PAGES),
]
