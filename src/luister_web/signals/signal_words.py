"""What a signal says, in the reader's language: its title, its group, and why it stands where it stands."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from luister.loop.act import Signal
from luister_web.access.rights import Right
from luister_web.dashboard.filters import dimension_label
from luister_web.dashboard.metric_words import metric_label
from luister_web.look.wording import DASH, number_words, range_words, value_words

KINDS: Mapping[str, Promise] = {
    "alarm": gettext_lazy("A number moved"),
    "answer": gettext_lazy("One customer"),
    "silence": gettext_lazy("Silent feed"),
}
STATES: Mapping[str, Promise] = {
    "open": gettext_lazy("open"),
    "snoozed": gettext_lazy("put away"),
    "dismissed": gettext_lazy("dismissed"),
    "merged": gettext_lazy("part of another"),
    "done": gettext_lazy("done"),
}
WHATS: Mapping[str, Promise] = {
    "raised": gettext_lazy("Raised"),
    "snoozed": gettext_lazy("Put away"),
    "came back": gettext_lazy("Came back by itself"),
    "dismissed": gettext_lazy("Dismissed"),
    "reopened": gettext_lazy("Taken up again"),
    "merged": gettext_lazy("Made part of another"),
    "took in": gettext_lazy("Took another in"),
    "followed": gettext_lazy("Followed"),
    "unfollowed": gettext_lazy("No longer followed"),
    "noted": gettext_lazy("Note"),
    "done": gettext_lazy("Done"),
    "case": gettext_lazy("A case was opened"),
    "grouped": gettext_lazy("Gathered with other alarms on the same move"),
    "leads": gettext_lazy("Speaks for the other alarms on the same move"),
    "set apart": gettext_lazy("Taken out of its move, to stand by itself"),
}
PARTS: Mapping[str, Promise] = {
    "customers": gettext_lazy("Customers"),
    "contacts": gettext_lazy("Contacts it causes"),
    "value": gettext_lazy("Value of the customers"),
    "effort": gettext_lazy("Effort to mend"),
}
_SHOWN_OF_ONE = ("process", "channel", "team")


@dataclass(frozen=True, slots=True)
class PartWords:
    """A part of a rank in words; `amount` is empty where it is unknown."""

    name: str
    amount: str
    careful: str
    points: float | None
    weight: float


def kind_words(kind: str) -> str:
    """What a kind is called; a later one by its own name."""
    return str(KINDS.get(kind, kind))


def title(signal: Signal) -> str:
    """The signal in one line."""
    about = signal.process or signal.survey
    if signal.kind == "answer":
        return _answer_title(signal)
    if signal.kind == "silence":
        return _("Nothing comes in any more: %(what)s") % {"what": about or signal.team or DASH}
    if signal.effect is None:
        return _moved_unsized(signal, about)
    told = {
        "metric": metric_label(signal.metric),
        "about": about,
        "size": value_words(abs(signal.effect.value), signal.effect.unit),
    }
    if signal.effect.value > 0:
        return _("%(metric)s of %(about)s rose by %(size)s") % told
    return _("%(metric)s of %(about)s fell by %(size)s") % told


def _moved_unsized(signal: Signal, about: str) -> str:
    """An alarm on so few answers that no report would tell its numbers: which way it went is all there is to say."""
    told = {"metric": metric_label(signal.metric), "about": about}
    if signal.details.get("direction") == "up":
        return _("%(metric)s of %(about)s rose") % told
    return _("%(metric)s of %(about)s fell") % told


def _answer_title(signal: Signal) -> str:
    name = signal.details.get("rule_name") or kind_words("answer")
    value = signal.details.get("value")
    if not isinstance(value, (int, float)):
        return f"{name}"
    label = signal.details.get("label") or signal.details.get("question")
    said = {"rule": name, "value": number_words(value, 0 if value == int(value) else 1)}
    return _("%(rule)s: gave a %(value)s to “%(label)s”") % {**said, "label": label}


def change(signal: Signal) -> str:
    """The change with its interval and n; empty where there is none, or it is one answer."""
    effect = signal.effect
    if effect is None or signal.kind == "answer":
        return ""
    ends = range_words(effect.low, effect.high, effect.unit)
    return f"{value_words(effect.value, effect.unit)} ({ends}), n {number_words(effect.n)}"


def group(signal: Signal, rights: Collection[Right]) -> list[tuple[str, str]]:
    """The group it is about; of one customer only what the answers' page would tell too."""
    if signal.kind != "answer" or Right.SEE_MICRODATA in rights:
        return [(name, value) for name, value in signal.group.items() if value]
    return [(name, signal.group[name]) for name in _SHOWN_OF_ONE if signal.group.get(name)]


def places(moved: Sequence[Mapping[str, str]]) -> str:
    """Where a number moved, each group in words."""
    groups = [
        ", ".join(f"{dimension_label(name)} {value}" for name, value in one.items())
        for one in moved
    ]
    return "; ".join(groups)


def why(signal: Signal) -> str:
    """Why it stands where it stands, in a sentence or two."""
    standing = signal.standing
    if standing is None:
        return _("It came in just now and is not ranked yet.")
    parts = part_words(standing)
    known = sorted(
        (one for one in parts if one.points is not None and one.weight),
        key=lambda one: -(one.points or 0) * one.weight,
    )
    unknown = [one.name.lower() for one in parts if one.points is None and one.weight]
    if not known or all(one.points is None for one in parts[:3]):
        told = _(
            "Nothing is known by which it can be weighed, so it stands at the place set for that."
        )
    else:
        told = _("It stands here for: %(parts)s.") % {
            "parts": "; ".join(one.careful for one in known[:3])
        }
    if float(standing["factor"]) < 1:
        told += " " + _("Good news counts for less.")
    if unknown:
        told += " " + _("Unknown, so left out: %(parts)s.") % {"parts": ", ".join(unknown)}
    return told


def part_words(standing: Mapping[str, Any]) -> list[PartWords]:
    """Each part of a rank: what it amounts to, and the careful value that counts."""
    return [
        PartWords(
            str(PARTS[part["name"]]),
            _amount(part),
            _careful(part, standing),
            part["points"],
            part["weight"],
        )
        for part in standing["parts"]
    ]


def _amount(part: Mapping[str, Any]) -> str:
    if part["value"] is None:
        return ""
    if part["name"] != "customers":
        return _plain(part["name"], part["value"])
    low, high = (_few(part[name]) for name in ("low", "high"))
    ends = _("%(low)s to %(high)s") % {"low": low, "high": high}
    return f"{_few(part['value'])} ({ends})" if low != high else _few(part["value"])


def _careful(part: Mapping[str, Any], standing: Mapping[str, Any]) -> str:
    """The cautious value, in words that say what it is."""
    value = part["cautious"]
    if value is None:
        return ""
    if part["name"] == "customers":
        return _("at least %(n)s customers' worth of score") % {"n": _few(value)}
    said = _plain(part["name"], value)
    cost = standing.get("cost")
    if part["name"] == "contacts" and cost is not None:
        return _("%(contacts)s, costing %(cost)s") % {"contacts": said, "cost": number_words(cost)}
    return said


def _plain(name: str, value: float) -> str:
    if name == "contacts":
        count = round(value)
        words = ngettext("%(n)s contact", "%(n)s contacts", count)
        return words % {"n": _few(value)}
    if name == "value":
        return _("a value of %(n)s a year") % {"n": number_words(value)}
    return _("%(n)s hours to mend") % {"n": _few(value)}


def _few(value: float) -> str:
    return number_words(value, 0 if value >= 10 or value == int(value) else 1)
