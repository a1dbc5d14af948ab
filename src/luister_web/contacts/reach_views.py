"""The page of the reach: whom each rule held back, and how far the others came."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from luister.loop import reach
from luister_web.access.rights import Right, needs
from luister_web.contacts.rule_words import rule_words
from luister_web.current_home import home

_BY: dict[str, str | Promise] = {
    "survey": _("survey"),
    "wave": _("wave"),
    "channel": _("way of sending"),
    "segment": _("segment"),
}


@needs(Right.CONTACTS)
@never_cache
@require_safe
def reach_page(request: HttpRequest) -> HttpResponse:
    """The reach of all invitations, of one survey or of one wave, split as asked."""
    known = [one.group for one in reach.funnel(home(), by=("survey", "wave"))]
    known += [one.group for one in reach.held_back(home(), by=("survey", "wave"))]
    surveys = sorted({one["survey"] for one in known})
    survey = _among(request.GET.get("survey"), surveys)
    waves = sorted({one["wave"] for one in known if survey in (None, one["survey"])} - {""})
    wave = _among(request.GET.get("wave"), waves)
    by = _among(request.GET.get("by"), list(_BY)) or "survey"
    rows = reach.rated(home(), by=(by,), survey=survey, wave=wave)
    context = {
        "surveys": surveys,
        "waves": waves,
        "chosen": {"survey": survey or "", "wave": wave or "", "by": by},
        "by_choices": list(_BY.items()),
        "by_words": _BY[by],
        "rows": [{"name": one.row.group[by], "counts": one.row, "rate": one.rate} for one in rows],
        "total": next(iter(reach.rated(home(), survey=survey, wave=wave)), None),
        "page": "reach",
    }
    context |= _held_back(survey, wave)
    return render(request, "contacts/reach.html", context)


def _held_back(survey: str | None, wave: str | None) -> dict[str, Any]:
    found = reach.reach(home(), survey=survey, wave=wave)
    rules = sorted(found.held_back.items(), key=lambda one: (-one[1], one[0]))
    return {
        "reach": found,
        "rules": [
            {"name": name, "words": rule_words(name), "count": count} for name, count in rules
        ],
    }


def _among(wanted: str | None, allowed: list[str]) -> str | None:
    return wanted if wanted in allowed else None
