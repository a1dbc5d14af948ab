"""What is wrong with an answer, in the respondent's words."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from luister.loop.lay_out import LONGEST_TEXT, Problem
from luister.loop.open_form import OpenForm


def reasons_of(form: OpenForm, problems: Iterable[Problem]) -> Mapping[str, str]:
    """What to tell at each field that cannot be kept."""
    kinds = {name: item.kind for name, item in form.survey.fields()}
    return {one.field: _words(one.reason, kinds.get(one.field, "")) for one in problems}


def _words(reason: str, kind: str) -> str:
    if reason == "required":
        return _("Please write an answer.") if kind == "text" else _("Please choose an answer.")
    if reason == "not a date":
        return _("Please fill in a whole date, such as 2026-11-24.")
    if reason == "too long":
        return _("Please write at most %(most)s characters.") % {"most": LONGEST_TEXT}
    return _("Please choose one of the answers shown.")
