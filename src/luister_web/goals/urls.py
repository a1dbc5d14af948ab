"""Where the pages about goals are found."""

from django.urls import path

from luister_web.goals import own_metric_views, totals_views, views

app_name = "goals"
urlpatterns = [
    path("", views.targets, name="targets"),
    path("targets/<int:target>/remove/", views.remove_target, name="remove_target"),
    path("marks/", views.marks, name="marks"),
    path("marks/<int:mark>/remove/", views.remove_mark, name="remove_mark"),
    path("metrics/", own_metric_views.own_metrics, name="own_metrics"),
    path("metrics/new/", own_metric_views.edit, name="new_metric"),
    path("metrics/<slug:name>/", own_metric_views.edit, name="edit_metric"),
    path("metrics/<slug:name>/remove/", own_metric_views.remove, name="remove_metric"),
    path("totals/", totals_views.totals, name="totals"),
    path("totals/invited/", totals_views.from_invited, name="from_invited"),
    path("totals/remove/", totals_views.remove_totals, name="remove_totals"),
    path("headlines/", views.headlines, name="headlines"),
]
