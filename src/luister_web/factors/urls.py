"""Where the pages about checks of questions are found."""

from django.urls import path

from luister_web.factors import order_page, run_page
from luister_web.jobs import run_pages

app_name = "factors"
urlpatterns = [
    path("", order_page.list_page, name="list"),
    path("order/", order_page.order, name="order"),
    path("<int:run>/", run_page.run, name="run"),
    path("<int:run>/questions.xlsx", run_page.workbook, name="workbook"),
    *run_pages.acts(order_page.PAGES),
]
