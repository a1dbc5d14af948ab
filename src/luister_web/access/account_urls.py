"""The sign-in pages: those of allauth that we use, and no others."""

from allauth.account import views
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, re_path

from luister_web.access.models import User


def sign_in(request: HttpRequest) -> HttpResponseBase:
    """The sign-in page; while there is nobody yet, the page that makes the first person."""
    if not User.objects.exists():
        return redirect("first_start")
    answer: HttpResponseBase = views.login(request)
    return answer


def forgotten(request: HttpRequest) -> HttpResponseBase:
    """The page that sends a letter; where letters cannot be sent, whom to ask instead."""
    if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
        return render(request, "account/no_letters.html")
    answer: HttpResponseBase = views.password_reset(request)
    return answer


urlpatterns = [
    path("login/", sign_in, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("signup/", views.signup, name="account_signup"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/reset/", forgotten, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
