"""The API as a whole, and the page that describes it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from luister_web.access.models import KeyScope
from luister_web.access.rights import Right, needs
from luister_web.api import (
    action_operations,
    alarm_operations,
    answer_operations,
    case_operations,
    contact_operations,
    driver_operations,
    factor_operations,
    feedback_operations,
    frame_operations,
    mine_operations,
    model_operations,
    operations,
    page_operations,
    refusals,
    run_operations,
    signal_operations,
    warning_operations,
)
from luister_web.api.asker import CALLS_A_MINUTE, CALLS_AT_ONCE, keys_for
from luister_web.api.wording import REASONS


def made_api() -> NinjaAPI:
    """The API with its operations; described in OpenAPI at openapi.json."""
    api = NinjaAPI(
        title="Luister",
        version="1",
        description="The figures of the dashboard, for programs.",
        docs_url=None,
        urls_namespace="api:v1",
        # An operation that names no scope takes none but keys that may do everything.
        auth=keys_for(KeyScope.EVERYTHING),
    )
    refusals.add_to(api)
    operations.add_to(api)
    alarm_operations.add_to(api)
    answer_operations.add_to(api)
    contact_operations.add_to(api)
    run_operations.add_to(api)
    frame_operations.add_to(api)
    mine_operations.add_to(api)
    page_operations.add_to(api)
    feedback_operations.add_to(api)
    warning_operations.add_to(api)
    signal_operations.add_to(api)
    case_operations.add_to(api)
    action_operations.add_to(api)
    driver_operations.add_to(api)
    model_operations.add_to(api)
    factor_operations.add_to(api)
    return api


api = made_api()


@needs(Right.SEE_DASHBOARD)
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The description as a page, made from the OpenAPI that programs read."""
    schema = api.get_openapi_schema()
    context = {
        "operations": [
            _described(path, method, one)
            for path, methods in schema["paths"].items()
            for method, one in methods.items()
        ],
        "reasons": [{"status": status, "reason": _(why)} for status, why in REASONS.items()],
        "base": request.build_absolute_uri("/").rstrip("/"),
        "calls": {"minute": CALLS_A_MINUTE, "once": CALLS_AT_ONCE},
    }
    return render(request, "api/docs.html", context)


def _described(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    parameters = [
        {
            "name": one["name"],
            "place": one["in"],
            "is_needed": one.get("required", False),
            "description": _said(one["schema"].get("description", "")),
        }
        for one in operation.get("parameters", [])
    ]
    return {
        "id": operation["operationId"],
        "path": path,
        "method": method.upper(),
        "summary": _(operation["summary"]),
        "description": _said(operation.get("description", "")),
        "parameters": parameters,
        "statuses": [f"{status}" for status in operation["responses"]],
        "has_body": "requestBody" in operation,
    }


def _said(text: str) -> str:
    """The text in the reader's language; the empty text must not ask for the catalogue's head."""
    return _(text) if text else ""
