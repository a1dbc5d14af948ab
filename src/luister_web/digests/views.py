"""The pages on which people say what they want to be told, and the way out of a mail."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from luister.loop.tell import notices_of
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, needs, person
from luister_web.current_home import home
from luister_web.digests.audience import key_of_person
from luister_web.digests.forms import ChatPlaceForm, WishesForm
from luister_web.digests.letters import person_behind
from luister_web.digests.models import ChatPlace, Rhythm, wishes_of
from luister_web.digests.notice_words import words_of


@needs(Right.SEE_DASHBOARD)
@require_http_methods(["GET", "POST"])
def wishes(request: HttpRequest) -> HttpResponseBase:
    """What the reader wants to be told, and what was sent lately."""
    user = person(request)
    form = WishesForm(request.POST if request.method == "POST" else None, instance=wishes_of(user))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your settings were kept."))
        return redirect("digests:wishes")
    context = {
        "form": form,
        "has_mail": bool(settings.LUISTER.mail.host),
        "email": user.email,
        "gets_digest": wishes_of(user).rhythm != Rhythm.NEVER,
        "sent": [words_of(one) for one in notices_of(home(), key_of_person(user))],
    }
    return render(request, "digests/wishes.html", context, status=422 if form.errors else 200)


@needs(Right.SEE_DASHBOARD)
@require_POST
def no_digest(request: HttpRequest) -> HttpResponseBase:
    """Stops the digests of the reader, with one click."""
    found = wishes_of(person(request))
    found.rhythm = Rhythm.NEVER
    found.save()
    messages.success(request, _("You get no digest any more."))
    return redirect("digests:wishes")


# Exempt: a mail program posts without ever having seen the page (RFC 8058), and who can forge the
# post has the link of the mail; it stops digests and nothing else.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """A POST stops the digests of the one behind the link; a GET only asks, since mail scanners open every link."""
    user = person_behind(token)
    if user is None:
        raise Http404
    is_done = request.method == "POST"
    if is_done:
        found = wishes_of(user)
        found.rhythm, found.alarms, found.cases = Rhythm.NEVER, False, False
        found.save()
    answer = render(request, "digests/stop.html", {"is_done": is_done, "token": token})
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer


@needs(Right.PEOPLE)
@require_http_methods(["GET", "POST"])
def places(request: HttpRequest) -> HttpResponseBase:
    """The channels of the organisation, and the form for a new one."""
    form = ChatPlaceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = form.save()
        record(request, Action.MADE, f"chat channel {made.pk} {made.name}")
        messages.success(request, _("The channel is kept."))
        return redirect("digests:places")
    context = {"form": form, "places": ChatPlace.objects.select_related("unit")}
    return render(request, "digests/places.html", context, status=422 if form.errors else 200)


@needs(Right.PEOPLE)
@require_POST
def act(request: HttpRequest, pk: int, action: str) -> HttpResponseBase:
    """Puts a channel on or off, or removes it."""
    place = get_object_or_404(ChatPlace, pk=pk)
    if action == "remove":
        record(request, Action.REMOVED, f"chat channel {pk} {place.name}")
        place.delete()
    elif action in ("on", "off"):
        place.is_on = action == "on"
        place.save()
        record(request, Action.CHANGED, f"chat channel {pk} {place.name}", action)
    else:
        raise Http404
    messages.success(request, _("Done."))
    return redirect("digests:places")
