"""Where the pages about signals are found."""

from django.urls import path

from luister_web.signals import rule_views, views, weight_views

app_name = "signals"
urlpatterns = [
    path("", views.list_page, name="list"),
    path("rules/", rule_views.rules, name="rules"),
    path("rules/new/", rule_views.edit, name="new_rule"),
    path("rules/<int:number>/", rule_views.edit, name="rule"),
    path("rules/<int:number>/switch/", rule_views.switch, name="switch_rule"),
    path("weights/", weight_views.weights, name="weights"),
    path("<int:number>/", views.one, name="one"),
    path("<int:number>/<str:action>/", views.act_on, name="act"),
]
