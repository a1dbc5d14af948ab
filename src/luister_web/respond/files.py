"""The files around a page: the organisation's colour and logo, and the kiosk's frame."""

import base64
import binascii
import re

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from luister.errors import UnknownNameError
from luister.loop import answer
from luister_web.current_home import home
from luister_web.respond.colour import code, style
from luister_web.respond.languages import spoken_for
from luister_web.respond.page_context import plain_context
from luister_web.respond.places import KIOSK, PAGE, protect
from luister_web.respond.views import nowhere, told

_DATA_ADDRESS = re.compile(r"data:(image/(?:png|jpeg|webp|svg\+xml));base64,([A-Za-z0-9+/=\s]+)")


@require_safe
def colour_style(_request: HttpRequest, colour: str) -> HttpResponseBase:
    """The style file of a colour; it never changes, so a browser keeps it."""
    response = HttpResponse(style(code(colour)), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@require_safe
def logo(request: HttpRequest, link: str) -> HttpResponseBase:
    """The logo of the survey behind a link; a picture that can do nothing but be looked at."""
    try:
        found = answer.open_form(home(), link, now=timezone.now()).survey.look.logo
    except UnknownNameError:
        return nowhere(request)
    picture = _DATA_ADDRESS.fullmatch(found)
    try:
        content = base64.b64decode(picture.group(2)) if picture else b""
    except binascii.Error:
        content = b""
    if picture is None or not content:
        return nowhere(request)
    response = HttpResponse(content, content_type=picture.group(1))
    protect(response, PAGE)
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    )
    response.headers["Cache-Control"] = "private, max-age=86400"
    return response


@require_safe
def kiosk(request: HttpRequest, link: str) -> HttpResponseBase:
    """The kiosk's screen: a frame that begins anew for every visitor, so that none sees the one before."""
    try:
        form = answer.open_form(home(), link, now=timezone.now())
    except UnknownNameError:
        return nowhere(request)
    if form.is_personal:
        return nowhere(request)
    if form.state == "closed":
        return told(request, PAGE, "closed", 410, form.language)
    with translation.override(spoken_for(form.language)):
        context = {
            **plain_context("closed", form.language, KIOSK),
            "title": form.survey.text(form.survey.title, form.language),
            "colour": code(form.survey.look.colour),
            "start": KIOSK.start(link),
        }
        response = render(request, "respond/kiosk.html", context)
    protect(response, PAGE)
    return response
