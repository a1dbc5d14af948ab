"""Periods by the words people use for them: last month, this year, the latest wave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from luister.estimates.calendar import start_of, stretch, stretch_before, year_earlier
from luister.estimates.report import Period

WORDS = (
    "last-90-days",
    "last-month",
    "last-quarter",
    "last-year",
    "this-month",
    "this-quarter",
    "this-year",
    "last-12-months",
    "all",
)
WAVE = "wave:"
FRESH_DAYS = 62
"""Answers younger than this are today's business; older ones are looked back upon from their end."""


@dataclass(frozen=True, slots=True)
class Known:
    """What there are answers of: the first and last day, and the waves, oldest first."""

    first: date
    last: date
    waves: tuple[Period, ...] = ()

    @property
    def is_in_waves(self) -> bool:
        """True where people are asked in waves with long silences between them."""
        if len(self.waves) < 2:
            return False
        asked = sum((wave.last - wave.first).days + 1 for wave in self.waves)
        return asked < 0.5 * ((self.last - self.first).days + 1)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The days to look at, and those to set them against (None: none)."""

    period: Period
    compare: str | None


def default_word(known: Known, today: date) -> str:
    """The period to begin with: the latest wave where there are waves, else the last 90 days."""
    if known.is_in_waves and (today - known.last).days > FRESH_DAYS:
        return WAVE + known.waves[-1].label
    return "last-90-days"


def period_of(word: str, known: Known, today: date) -> Period | None:
    """The days that a word means, seen from today; None for a word or wave that is not known.

    Where the last answers are old, the word is read on their last day: the last month is then the
    last month with answers.

    >>> recent = Known(date(2026, 1, 1), date(2026, 11, 20))
    >>> str(period_of("last-quarter", recent, date(2026, 11, 24)).first)
    '2026-07-01'
    >>> old = Known(date(2015, 1, 1), date(2017, 5, 28))
    >>> str(period_of("last-month", old, date(2026, 11, 24)).first)
    '2017-05-01'
    """
    if word.startswith(WAVE):
        return next((wave for wave in known.waves if wave.label == word[len(WAVE) :]), None)
    if word == "all":
        return Period(known.first, max(known.last, known.first))
    is_old = (today - known.last).days > FRESH_DAYS
    day = known.last if is_old else today
    if word in {"last-90-days", "last-12-months"}:
        return _rolling(word, day)
    which, _, every = word.partition("-")
    if every not in {"month", "quarter", "year"} or which not in {"last", "this"}:
        return None
    start = start_of(every, day)
    # Of old answers the stretch that holds the last one is over, so it is the last one itself.
    return stretch(
        every, stretch_before(every, start) if which == "last" and not is_old else start
    )


def _rolling(word: str, day: date) -> Period:
    if word == "last-90-days":
        return Period(day - timedelta(days=89), day)
    return Period(year_earlier(day) + timedelta(days=1), day)


def comparison_of(compare: str | None, period: Period, known: Known) -> str | None:
    """The comparison as a report wants it: waves are set against waves, not against days.

    Other periods keep their word; None stays None.
    """
    if compare not in {"previous", "last-year"} or period not in known.waves:
        return compare
    place = known.waves.index(period)
    earlier = known.waves[:place]
    if compare == "last-year":
        earlier = _about(year_earlier(period.first), earlier)
    if not earlier:
        return None
    return f"{earlier[-1].first}..{earlier[-1].last}"


def _about(day: date, waves: Sequence[Period]) -> tuple[Period, ...]:
    """The wave that began within three months of the day, as the only one."""
    near = [wave for wave in waves if abs((wave.first - day).days) <= 92]
    return tuple(near[-1:])


def trend_start(every: str, period: Period, known: Known) -> date:
    """Where a trend begins: with the period, or earlier, so that there is something to see."""
    back = {"day": 42, "week": 7 * 26, "month": 366 * 2, "quarter": 366 * 4}
    if every not in back:
        return known.first
    earliest = start_of(every, period.last - timedelta(days=back[every]))
    return max(min(period.first, earliest), known.first)


def fitting_every(known: Known) -> str:
    """How a trend is best cut: by wave where there are waves, else so that it has 5 to 40 points."""
    if known.is_in_waves:
        return "wave"
    days = (known.last - known.first).days
    return "day" if days < 15 else "week" if days < 100 else "month"
