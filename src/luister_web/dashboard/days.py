"""Which days a page is about, and against which it is set, in words to choose from."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luister.estimates.report import Period
from luister_web.dashboard import periods
from luister_web.dashboard.periods import WAVE, Known
from luister_web.dashboard.reader import Reader
from luister_web.look.wording import period_words, short_stretch_words

PERIOD_LABELS: dict[str, str | Promise] = {
    "last-90-days": gettext_lazy("Last 90 days"),
    "last-month": gettext_lazy("Last month"),
    "last-quarter": gettext_lazy("Last quarter"),
    "last-year": gettext_lazy("Last year"),
    "last-12-months": gettext_lazy("Last 12 months"),
    "this-month": gettext_lazy("This month"),
    "this-quarter": gettext_lazy("This quarter"),
    "this-year": gettext_lazy("This year"),
    "all": gettext_lazy("All days"),
}
COMPARE_LABELS: dict[str, str | Promise] = {
    "previous": gettext_lazy("The period before"),
    "last-year": gettext_lazy("A year earlier"),
    "none": gettext_lazy("Nothing"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """A choice in a menu: its words, more words beside it, where it leads, whether it holds now."""

    label: str
    address: str
    is_current: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Days:
    """The days to look at, what to set them against, and the word the reader used for them."""

    period: Period
    compare: str | None
    word: str


def days_of(reader: Reader, known: Known) -> Days:
    """The days the reader asked for, of something of which this is known."""
    word = _word(reader, known)
    period = _free(reader, known) or periods.period_of(word, known, reader.today)
    if period is None:
        word = periods.default_word(known, reader.today)
        period = periods.period_of(word, known, reader.today) or Period(known.first, known.last)
    wish = reader.view.compare or "previous"
    compare = None if wish == "none" else periods.comparison_of(wish, period, known)
    return Days(period, compare if word != "all" or ".." in wish else None, word)


def period_options(reader: Reader, known: Known) -> list[Option]:
    """The periods to choose from, each with the days it means now."""
    current = days_of(reader, known)
    waves = [WAVE + wave.label for wave in reversed(known.waves[-12:])]
    options = []
    for word in (*(waves if known.is_in_waves else ()), *PERIOD_LABELS):
        period = periods.period_of(word, known, reader.today)
        if period is not None:
            label = str(
                PERIOD_LABELS.get(word) or _("Wave %(name)s") % {"name": word[len(WAVE) :]}
            )
            address = reader.view.during(word).at(reader.path)
            note = short_stretch_words(period.first, period.last)
            options.append(Option(label, address, word == current.word, note))
    return options


def compare_options(reader: Reader) -> list[Option]:
    """What the period may be set against."""
    current = reader.view.compare or "previous"
    return [
        Option(str(label), replace(reader.view, compare=word).at(reader.path), word == current)
        for word, label in COMPARE_LABELS.items()
    ]


def word_label(days: Days) -> str:
    """The period as the reader chose it: its word, or its days."""
    label = PERIOD_LABELS.get(days.word)
    return str(label) if label else period_words(days.period)


def compare_label(reader: Reader) -> str:
    """The comparison as the reader chose it: its words, or its days."""
    wish = reader.view.compare or "previous"
    label = COMPARE_LABELS.get(wish)
    if label:
        return str(label)
    first, _dots, last = wish.partition("..")
    return period_words(Period(date.fromisoformat(first), date.fromisoformat(last)))


def all_known(reader: Reader) -> Known | None:
    """What is known of all subjects together; None in an empty home."""
    found = [subject.known for subject in reader.subjects]
    if not found:
        return None
    waves = found[0].waves if len(found) == 1 else ()
    return Known(min(one.first for one in found), max(one.last for one in found), waves)


def _word(reader: Reader, known: Known) -> str:
    if reader.view.first or reader.view.last:
        return ""
    return reader.view.period or periods.default_word(known, reader.today)


def _free(reader: Reader, known: Known) -> Period | None:
    """The days the reader wrote down; an end left open is where the answers end."""
    first, last = reader.view.first, reader.view.last
    if first is None and last is None:
        return None
    first = first or min(known.first, last or known.first)
    return Period(first, last or max(known.last, first))
