"""The values of a dimension to filter on: a part of a menu, or a page where there is no script."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from luister_web.access.rights import Right, needs
from luister_web.dashboard.filters import dimension_label, value_options
from luister_web.dashboard.page import shared
from luister_web.dashboard.reader import reader_of


@needs(Right.SEE_DASHBOARD)
@require_safe
def values(request: HttpRequest, dimension: str) -> HttpResponseBase:
    """The values that the reader may see, each leading back to the page with that filter on it."""
    reader = reader_of(request)
    if dimension not in reader.dimensions:
        raise Http404
    path = request.GET.get("at", "/")
    if not url_has_allowed_host_and_scheme(path, None) or not path.startswith("/"):
        path = "/"
    context = {
        "label": dimension_label(dimension),
        "options": value_options(reader, dimension, path),
        "back": reader.view.at(path),
    }
    return render(request, "dashboard/filter.html", shared(reader) | context)
