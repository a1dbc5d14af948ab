"""Where the pages about sources and triggers are found."""

from django.urls import path

from luister_web.receiving import source_views, trigger_views

app_name = "receiving"
urlpatterns = [
    path("", source_views.sources, name="sources"),
    path("<int:source>/", source_views.source, name="source"),
    path("<int:source>/keys/", source_views.new_key, name="new_key"),
    path("<int:source>/keys/<int:key>/revoke/", source_views.revoke_key, name="revoke_key"),
    path("<int:source>/close/", source_views.close, name="close"),
    path("rejected/", source_views.rejected, name="rejected"),
    path("triggers/", trigger_views.triggers, name="triggers"),
    path("triggers/new/", trigger_views.edit, name="new_trigger"),
    path("triggers/<int:number>/", trigger_views.edit, name="trigger"),
    path("triggers/<int:number>/switch/", trigger_views.switch, name="switch_trigger"),
]
