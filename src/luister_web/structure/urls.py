"""Where the pages about structural models are found."""

from django.urls import path

from luister_web.structure import order_page, run_page

app_name = "structure"
urlpatterns = [
    path("", order_page.list_page, name="list"),
    path("order/", order_page.order, name="order"),
    path("<int:run>/", run_page.run, name="run"),
    path("<int:run>/cancel/", run_page.cancel, name="cancel"),
    path("<int:run>/again/", run_page.again, name="again"),
    path("<int:run>/remove/", run_page.remove, name="remove"),
    path("<int:run>/model.xlsx", run_page.workbook, name="workbook"),
]
