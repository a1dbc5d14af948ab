"""An explanation as a page tells it: in sentences, with the way to the answers behind each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luister.estimates.estimate import Difference, Estimate
from luister.loop.explain import Explanation, Happening, Place
from luister_web.access.rights import Right
from luister_web.dashboard.filters import dimension_label
from luister_web.dashboard.metric_words import metric_label
from luister_web.dashboard.view_address import ViewAddress
from luister_web.look.signs import Sign, change_sign
from luister_web.look.wording import number_words

PROCESS = "process"
_MOST_PARTS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """A group that moved: its numbers, how much of the whole move it is, and where to look further."""

    label: str
    before: Estimate | None
    after: Estimate | None
    difference: Difference | None
    sign: Sign | None
    percent: int | None
    address: str
    answers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MixLine:
    """A value whose share of the answers changed."""

    label: str
    share_before: float
    share_after: float
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """All that the panel shows of an explanation."""

    told: Explanation
    metric: str
    about: str
    verdict: str
    direction: str
    sign: Sign | None
    places: list[PlaceLine]
    rest: str
    mix_dimension: str
    mix: list[MixLine]
    address: str
    answers: str
    happenings: list[tuple[str, Happening]]


def explained(told: Explanation, rights: Collection[Right]) -> Explained:
    """The explanation in words of the reader's language."""
    change = told.difference
    return Explained(
        told=told,
        metric=metric_label(told.metric),
        about=about_words({name: values[0] for name, values in told.where.items() if values}),
        verdict=_verdict(told),
        direction=_direction(change),
        sign=_sign(told, change) if change else None,
        places=[_place(told, place, rights) for place in told.places],
        rest=_rest(told),
        mix_dimension=dimension_label(told.mix.dimension) if told.mix else "",
        mix=_mix(told),
        address=_dashboard(told, {}),
        answers=_answers(told, {}, rights),
        happenings=[(_happening(one), one) for one in told.happenings],
    )


def about_words(group: Mapping[str, str]) -> str:
    """A group in words: complaints, Team: West; all answers where it has no bounds."""
    parts = [
        value if name == PROCESS else f"{dimension_label(name)}: {value or _('unknown')}"
        for name, value in group.items()
    ]
    return ", ".join(parts) or _("all answers")


def _verdict(told: Explanation) -> str:
    if told.verdict == "groups":
        return _groups_words(told)
    if told.verdict == "mix":
        return _(
            "No score moved: other people answered than before. Within each group the number is what "
            "it was; groups with lower or higher scores now weigh otherwise (Simpson's paradox)."
        )
    if told.verdict == "everywhere":
        return _("It moved everywhere alike: no group moved otherwise than the rest.")
    if told.verdict == "none":
        return _("No move is shown: chance may well explain the difference.")
    return _("Too few people answered to say more without telling who they are.")


def _groups_words(told: Explanation) -> str:
    names = "; ".join(about_words(place.group) for place in told.places)
    if told.rest_moved:
        return _("It moved most here: %(names)s. The rest moved the same way.") % {"names": names}
    return _("It moved here: %(names)s. The rest shows no move.") % {"names": names}


def _direction(change: Difference | None) -> str:
    if change is None:
        return ""
    return _("rose") if change.value > 0 else _("fell")


def _sign(told: Explanation, change: Difference) -> Sign:
    return change_sign(change, higher_is_better=told.higher_is_better)


def _place(told: Explanation, place: Place, rights: Collection[Right]) -> PlaceLine:
    compared = place.compared
    change = compared.difference if compared else None
    return PlaceLine(
        label=about_words(place.group),
        before=compared.before if compared else None,
        after=compared.after if compared else None,
        difference=change,
        sign=_sign(told, change) if change else None,
        percent=_percent(told, place),
        address=_dashboard(told, place.group),
        answers=_answers(told, place.group, rights) if compared else "",
    )


def _percent(told: Explanation, place: Place) -> int | None:
    """How much of the whole move is the place's; None where that is hidden or no part of it."""
    if place.contribution is None or told.difference is None or not told.difference.value:
        return None
    part = place.contribution.value / told.difference.value
    return round(100 * part) if 0 < part <= 1 else None


def _rest(told: Explanation) -> str:
    if told.rest is None:
        return ""
    words = "{} ({} {} {})".format(
        number_words(told.rest.value, 1),
        number_words(told.rest.low, 1),
        _("to"),
        number_words(told.rest.high, 1),
    )
    return _("All others together: %(change)s.") % {"change": words}


def _mix(told: Explanation) -> list[MixLine]:
    if told.mix is None:
        return []
    parts = sorted(told.mix.parts, key=lambda part: -abs(part.share_after - part.share_before))
    return [
        MixLine(
            label=part.value or _("unknown"),
            share_before=part.share_before * 100,
            share_after=part.share_after * 100,
            points=part.mix,
        )
        for part in parts[:_MOST_PARTS]
    ]


def _view(told: Explanation, group: Mapping[str, str]) -> ViewAddress:
    where = {**told.where, **{name: (value,) for name, value in group.items()}}
    before = told.before_period
    return ViewAddress(
        metric=told.metric,
        survey=told.survey,
        first=told.after_period.first,
        last=told.after_period.last,
        compare=f"{before.first}..{before.last}",
        where=where,
    )


def _dashboard(told: Explanation, group: Mapping[str, str]) -> str:
    """The page of the process, filtered on the group; the overview where there is no process."""
    view = _view(told, group)
    process = view.where.get(PROCESS, ())
    if len(process) != 1:
        return view.at(reverse("dashboard:overview"))
    return view.without(PROCESS).at(reverse("dashboard:process", args=process))


def _answers(told: Explanation, group: Mapping[str, str], rights: Collection[Right]) -> str:
    if Right.SEE_ANSWERS not in rights:
        return ""
    view = replace(_view(told, group), metric="", compare="")
    return view.at(reverse("dashboard:answers"))


def _happening(one: Happening) -> str:
    kinds = {
        "mark": _("On the calendar: %(label)s"),
        "version": _("A new version of a survey: %(label)s"),
        "import": _("Answers were imported: %(label)s"),
    }
    return kinds[one.kind] % {"label": one.label}


def away_words(days: int) -> str:
    """How far a day lies from the change."""
    if days == 0:
        return _("within the days on which it may have begun")
    if days < 0:
        words = ngettext("%(n)s day before", "%(n)s days before", -days)
    else:
        words = ngettext("%(n)s day after", "%(n)s days after", days)
    return words % {"n": abs(days)}
