"""What happened, in a line of the reader's language; nothing that names a customer."""

from collections.abc import Mapping
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luister.estimates.estimate import Estimate
from luister_web.dashboard.metric_words import metric_label
from luister_web.look.wording import interval_words, number_words


class SignalLike(Protocol):
    """A signal as far as a line tells of it."""

    @property
    def kind(self) -> str:
        """Alarm, answer or silence."""
        ...

    @property
    def process(self) -> str:
        """The process it is about."""
        ...

    @property
    def group(self) -> Mapping[str, str]:
        """The dimension values it is about."""
        ...

    @property
    def metric(self) -> str:
        """The metric that moved."""
        ...

    @property
    def effect(self) -> Estimate | None:
        """By how much."""
        ...


_CASES: dict[str, Promise] = {
    "opened": gettext_lazy("Case %(number)s is new."),
    "handed_over": gettext_lazy("Case %(number)s was handed over."),
    "overdue": gettext_lazy("Case %(number)s is overdue."),
}


def signal_line(signal: SignalLike) -> str:
    """A signal in one line: what moved, where, by how much."""
    # Of a single answer all is known, down to the employee; its place is the team.
    is_single = signal.kind == "answer"
    told_of = ("team",) if is_single else [name for name in signal.group if name != "process"]
    others = [signal.group.get(name, "") for name in told_of]
    place = ", ".join(part for part in (signal.process, *others) if part)
    where = place or _("the whole organisation")
    if signal.kind == "silence":
        return _("No more answers come in: %(where)s.") % {"where": where}
    effect = signal.effect
    if is_single:
        return _("An answer that asks for attention: %(where)s.") % {"where": where}
    if effect is None:  # So few answers that no report would tell its numbers.
        return _("%(metric)s moved: %(where)s.") % {
            "metric": metric_label(signal.metric),
            "where": where,
        }
    told = {
        "metric": metric_label(signal.metric),
        "where": where,
        "change": number_words(abs(effect.value), 1),
        "range": interval_words(effect),
    }
    if effect.value < 0:
        return _("%(metric)s fell by %(change)s (%(range)s): %(where)s.") % told
    return _("%(metric)s rose by %(change)s (%(range)s): %(where)s.") % told


def case_line(number: int, what: str) -> str:
    """What happened to a case, in one line."""
    return str(_CASES.get(what, _CASES["opened"])) % {"number": number}
