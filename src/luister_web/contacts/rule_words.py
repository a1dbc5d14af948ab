"""The rules of rest in words that everybody understands."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from luister.loop import rest
from luister_web.current_home import home
from luister_web.look.wording import number_words
from luister_web.surveys.words import survey_kind

_ALWAYS: Mapping[str, str | Promise] = {
    "opted-out": gettext_lazy("Wants no more invitations"),
    "bounced": gettext_lazy("Letters to this address come back"),
    "complained": gettext_lazy("Called one of our letters unwanted"),
    "no-address": gettext_lazy("No address for this way of sending"),
    "already-invited": gettext_lazy("Invited in this wave already"),
    rest.GAVE_WAY_RULE: gettext_lazy("Gave way to a survey that goes first"),
}


def always() -> list[str]:
    """The rules that nobody can switch off, in words."""
    return [str(_ALWAYS[name]) for name in rest.ALWAYS]


def rule_words(name: str) -> str:
    """What a rule does, by its name; the name itself where the rule is no more."""
    if name in _ALWAYS:
        return str(_ALWAYS[name])
    found = {one.name: one for one in rest.rules(home())}.get(name)
    return described(found) if found else name


def described(rule: rest.Rule) -> str:
    """What a rule does, in one sentence."""
    facts = {
        "survey": _survey(rule),
        "days": _days(rule.days),
        "event": rule.after_event,
        "most": number_words(rule.at_most),
        "counted": _kinds(rule.counts),
    }
    if rule.after_event:
        said = _("%(survey)s: not within %(days)s after the event “%(event)s”") % facts
    elif rule.counts and rule.counts != rule.asks:
        said = _("%(survey)s: at most %(most)s in %(days)s, counting %(counted)s") % facts
    elif rule.asks and not rule.counts:
        said = _("%(survey)s: not after %(most)s of any survey in %(days)s") % facts
    else:
        said = _("%(survey)s: at most %(most)s in %(days)s") % facts
    where = "; ".join(f"{name}: {', '.join(values)}" for name, values in rule.where.items())
    return f"{said} ({where})" if where else said


def _survey(rule: rest.Rule) -> str:
    if not rule.asks:
        return _("Any survey")
    return _("Surveys of the kind %(kinds)s") % {"kinds": _kinds(rule.asks)}


def _kinds(kinds: tuple[str, ...]) -> str:
    return ", ".join(survey_kind(kind) for kind in kinds)


def _days(days: float) -> str:
    decimals = 0 if float(days).is_integer() else 1
    whole = int(days) if decimals == 0 else 2
    shown = number_words(days, decimals)
    return ngettext("%(count)s day", "%(count)s days", whole) % {"count": shown}


def rule_counts(held_back: Mapping[str, int]) -> list[dict[str, Any]]:
    """Each rule in words with how many it held back, the most first."""
    ordered = sorted(held_back.items(), key=lambda one: (-one[1], one[0]))
    return [{"name": rule, "words": rule_words(rule), "count": count} for rule, count in ordered]
