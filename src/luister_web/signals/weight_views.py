"""The page on which it stands what signals are weighed by, and where it is set."""

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from luister.errors import LuisterError
from luister.loop import rank
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, needs
from luister_web.current_home import home
from luister_web.signals.weight_form import WeightForm


@needs(Right.WARNING)
@never_cache
@require_http_methods(["GET", "POST"])
def weights(request: HttpRequest) -> HttpResponseBase:
    """The weights, in one place; other ones rank every signal anew."""
    form = WeightForm(rank.weights(home()), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _is_kept(request, form):
        return redirect("signals:weights")
    context = {"form": form, "tab": "weights", "may_set": True}
    return render(request, "signals/weights.html", context, status=422 if form.errors else 200)


def _is_kept(request: HttpRequest, form: WeightForm) -> bool:
    try:
        rank.set_weights(home(), form.cleaned_data, now=timezone.now())
    except LuisterError:
        form.add_error(
            None,
            _("These weights cannot be: none is below nought, and one of the first four counts."),
        )
        return False
    record(request, Action.CHANGED, "weights of signals")
    messages.success(request, _("Every signal is ranked by these weights now."))
    return True
