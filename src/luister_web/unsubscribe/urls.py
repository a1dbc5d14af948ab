"""The address under every letter."""

from django.urls import path

from luister_web.unsubscribe.views import unsubscribe

app_name = "unsubscribe"
urlpatterns = [path("<str:token>/unsubscribe", unsubscribe, name="unsubscribe")]
