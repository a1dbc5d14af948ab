"""What a page shows, and the answers behind it, as a file to keep."""

from collections.abc import Callable, Iterator
from functools import wraps

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from luister.errors import LuisterError
from luister.loop import measure
from luister.loop.export import KINDS, CsvForm, FileForm, report_file, responses_file
from luister_web.access.audit import record
from luister_web.access.models import Action, KeyScope, User
from luister_web.access.rights import Right, has_right, to_sign_in
from luister_web.api import refusals
from luister_web.api.asker import NarrowKeyError, NotAllowedError, TooOftenError, asker
from luister_web.api.parameters import answer_parameters, report_parameters
from luister_web.current_home import home

_View = Callable[[HttpRequest, User, str], HttpResponseBase]
_DUTCH_CSV = CsvForm(delimiter=";", decimal=",")


def _for_exporters(view: _View) -> Callable[[HttpRequest, str], HttpResponseBase]:
    """The view for those who may export; refusals are pages for people, JSON for programs."""

    @wraps(view)
    def guarded(request: HttpRequest, kind: str) -> HttpResponseBase:
        try:
            user = asker(request, KeyScope.REPORTS)
            if user is None:
                return refusals.stranger() if _is_program(request) else to_sign_in(request)
            if not has_right(user, Right.EXPORT):
                raise NotAllowedError(Right.EXPORT)
            return view(request, user, kind)
        except TooOftenError as error:
            return refusals.too_often(error)
        except NarrowKeyError as error:
            return refusals.too_narrow(error)
        except NotAllowedError as error:
            return _refused(request, refusals.not_allowed(error))
        except LuisterError as error:
            return _refused(request, refusals.refused(error), error)

    return guarded


@require_GET
@_for_exporters
def export_report(request: HttpRequest, user: User, kind: str) -> HttpResponseBase:
    """The report that the address asks for, as a file."""
    parameters = report_parameters(request.GET)
    wanted = parameters.request(request.GET.get("metric", ""), user)
    report = measure.report(home(), wanted, today=timezone.localdate())
    blocks = report_file(report, kind, _form(request))
    record(user, Action.EXPORTED, f"report {report.metric}", f"{len(report.rows)} rows as {kind}")
    return _download(blocks, kind, f"{report.metric} {report.period.first} {report.period.last}")


@require_GET
@_for_exporters
def export_answers(request: HttpRequest, user: User, kind: str) -> HttpResponseBase:
    """The answers that the address asks for, as a file; it streams, however many there are."""
    if not has_right(user, Right.SEE_ANSWERS):
        raise NotAllowedError(Right.SEE_ANSWERS)
    wanted = answer_parameters(request.GET).request(user)
    blocks = responses_file(home(), wanted, kind, _form(request))
    record(
        user, Action.EXPORTED, f"answers {wanted.survey}", f"{request.GET.urlencode()} as {kind}"
    )
    return _download(blocks, kind, f"{wanted.survey} answers")


def _form(request: HttpRequest) -> FileForm:
    """How the file is made: in the reader's words; `delimiter=;` gives what Dutch Excel opens."""
    csv = _DUTCH_CSV if request.GET.get("delimiter") == ";" else CsvForm()
    return FileForm(generated_at=timezone.localtime(), translate=gettext, csv=csv)


def _download(blocks: Iterator[bytes], kind: str, name: str) -> StreamingHttpResponse:
    file_name = f"{slugify(name) or 'luister'}{KINDS[kind].ending}"
    answer = StreamingHttpResponse(blocks, content_type=KINDS[kind].content_type)
    answer["Content-Disposition"] = content_disposition_header(True, file_name) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _refused(
    request: HttpRequest, for_programs: HttpResponse, error: LuisterError | None = None
) -> HttpResponse:
    if _is_program(request):
        return for_programs
    return render(request, "api/refused.html", {"error": error}, status=for_programs.status_code)


def _is_program(request: HttpRequest) -> bool:
    has_key = "Authorization" in request.headers or "X-API-Key" in request.headers
    return has_key or not request.accepts("text/html")
