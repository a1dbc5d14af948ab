"""The one script that another site includes to show a survey in a corner of its pages."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

_SCRIPT = (Path(__file__).parent / "static" / "respond" / "widget.js").read_bytes()


@gzip_page
@require_safe
def script(_request: HttpRequest) -> HttpResponseBase:
    """The script, under an address that stays the same for years; looked at again every hour."""
    response = HttpResponse(_SCRIPT, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=3600"
    # Another site's page may load it even where that site asks for consent of every source.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
