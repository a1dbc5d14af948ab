"""What is done on the page of a case: moved, noted, written, handed over, files hung on it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luister.errors import LuisterError, UnknownNameError
from luister.loop import annotate_case, follow_up, show_cases, write_back
from luister.loop.arrange_cases import arrangement
from luister.loop.write_back import Draft
from luister_web.access.rights import Right, needs, person
from luister_web.cases.actor import actor
from luister_web.cases.case_views import case_page
from luister_web.cases.forms import CloseForm, FileForm, ReplyForm, WordsForm
from luister_web.current_home import home
from luister_web.imports.core_words import in_words

LARGEST = 5 * 1024 * 1024


def _done(
    request: HttpRequest, number: int, work: Callable[[], object], said: str
) -> HttpResponse:
    """Back on the page of the case, which tells what was done or why it was not."""
    try:
        work()
    except UnknownNameError:
        _there(request, number)
        messages.error(request, _("That is not there any more."))
    except LuisterError as error:
        messages.error(request, in_words(str(error)))
    else:
        if said:
            messages.success(request, said)
    return redirect("cases:one", number)


def _there(request: HttpRequest, number: int) -> None:
    """Sees to it that the case is there for this reader.

    Raises:
        Http404: it is not, or it is another team's.
    """
    try:
        show_cases.case(home(), number, by=actor(person(request)))
    except UnknownNameError:
        raise Http404 from None


@needs(Right.WORK_CASES)
@require_POST
def move(request: HttpRequest, number: int, to: str) -> HttpResponse:
    """Brings a case into another state; closing it asks how it ended."""
    _there(request, number)
    if to not in show_cases.STATES:
        raise Http404
    end, said = None, request.POST.get("words", "")
    if to == "closed":
        form = CloseForm(request.POST, arranged=arrangement(home()))
        if not form.is_valid():
            return case_page(request, number, closing=form, status=422)
        end, said = form.end(), form.cleaned_data["words"]

    def work() -> None:
        follow_up.move(
            home(), number, to, by=actor(person(request)), now=timezone.now(), words=said, end=end
        )

    return _done(request, number, work, "")


@needs(Right.WORK_CASES)
@require_POST
def note(request: HttpRequest, number: int) -> HttpResponse:
    """Keeps a note."""
    _there(request, number)
    form = WordsForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The note is empty or too long."))
        return redirect("cases:one", number)

    def work() -> None:
        by, said = actor(person(request)), form.cleaned_data["words"]
        annotate_case.add_note(home(), number, said, by=by, now=timezone.now())

    return _done(request, number, work, _("The note was kept."))


@needs(Right.WORK_CASES)
@require_POST
def reply(request: HttpRequest, number: int) -> HttpResponse:
    """Sends a letter to the customer."""
    _there(request, number)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return case_page(request, number, reply=form, status=422)
    given = form.cleaned_data
    words = Draft(given["language"], given["subject"], given["text"])

    def work() -> None:
        by = actor(person(request))
        write_back.reply(home(), number, words, by=by, now=timezone.now(), once=given["once"])

    return _done(request, number, work, _("The letter is on its way."))


@needs(Right.WORK_CASES)
@require_POST
def answered(request: HttpRequest, number: int) -> HttpResponse:
    """Keeps what the customer answered by telephone or another way."""
    _there(request, number)
    form = WordsForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The note is empty or too long."))
        return redirect("cases:one", number)

    def work() -> None:
        by, said = actor(person(request)), form.cleaned_data["words"]
        write_back.note_reply(home(), number, said, by=by, now=timezone.now())

    return _done(request, number, work, _("The reply was kept."))


@needs(Right.WORK_CASES)
@require_POST
def send_again(request: HttpRequest, number: int, token: str) -> HttpResponse:
    """Sends a letter once more that failed, or of which nobody can tell."""
    _there(request, number)

    def work() -> None:
        by = actor(person(request))
        write_back.send_again(home(), number, token, by=by, now=timezone.now())

    return _done(request, number, work, _("The letter is on its way."))


@needs(Right.WORK_CASES)
@require_POST
def hand_over(request: HttpRequest, number: int) -> HttpResponse:
    """Gives a case to somebody, or to a queue."""
    _there(request, number)
    owner, queue = (request.POST.get(name, "")[:100] for name in ("owner", "queue"))

    def work() -> None:
        by = actor(person(request))
        follow_up.hand_over(home(), number, owner=owner, queue=queue, by=by, now=timezone.now())

    done = _done(request, number, work, _("The case was handed over."))
    try:
        show_cases.case(home(), number, by=actor(person(request)))
    except UnknownNameError:
        return redirect("cases:list")  # It is another's now, whom this reader does not see.
    return done


@needs(Right.WORK_CASES)
@require_POST
def priority(request: HttpRequest, number: int) -> HttpResponse:
    """Gives a case another priority."""
    _there(request, number)
    chosen = request.POST.get("priority", "")[:20]

    def work() -> None:
        by = actor(person(request))
        follow_up.set_priority(home(), number, chosen, by=by, now=timezone.now())

    return _done(request, number, work, "")


@needs(Right.WORK_CASES)
@require_POST
def attach(request: HttpRequest, number: int) -> HttpResponse:
    """Hangs a file on a case."""
    _there(request, number)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose a file."))
        return redirect("cases:one", number)
    given = form.cleaned_data["file"]

    def work() -> None:
        # One byte more than is taken is enough to see that it is too large.
        content = given.read(LARGEST + 1)
        by = actor(person(request))
        annotate_case.attach(home(), number, given.name, content, by=by, now=timezone.now())

    return _done(request, number, work, _("The file was attached."))


@needs(Right.WORK_CASES)
@require_POST
def detach(request: HttpRequest, number: int, file: int) -> HttpResponse:
    """Takes a file away for good."""
    _there(request, number)

    def work() -> None:
        by = actor(person(request))
        annotate_case.detach(home(), number, file, by=by, now=timezone.now())

    return _done(request, number, work, _("The file is gone."))


@needs(Right.WORK_CASES)
@never_cache
@require_safe
def file(request: HttpRequest, number: int, file: int) -> HttpResponse:
    """A file of a case, to be kept and never shown by the browser itself."""
    try:
        found = show_cases.file(home(), number, file, by=actor(person(request)))
    except UnknownNameError:
        raise Http404 from None
    response = HttpResponse(found.content, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
