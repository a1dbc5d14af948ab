"""What a file says about itself: what was asked, of whom, when, and up to where answers count."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from luister.estimates.report import Period, Report

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: a name, in plain English, to be translated, and what holds."""

    name: str
    value: str | float | int | date | datetime


def about_report(report: Report, *, generated_at: datetime) -> tuple[Fact, ...]:
    """The lines on a report, in the order in which a person reads them.

    `generated_at` is when the file was made, aware.
    """
    request = report.request
    answers = sum(row.estimate.n for row in report.rows if row.estimate and not row.suppressed)
    facts = (
        ("Metric", report.metric),
        ("Unit", report.unit),
        ("Survey", request.survey or "all"),
        ("Questions", ", ".join(report.questions)),
        ("Scale", report.scale),
        ("Groups", ", ".join(request.by) or "none"),
        ("Every", request.every or "the whole period"),
        ("From", report.period.first),
        ("To", report.period.last),
        ("Compared with", _compared(request.compare, report.comparison_period)),
        ("Filters", filters_text(request.where)),
        ("Limited to", filters_text(request.scope)),
        ("n shown", answers),
        ("Weights", _weights(report)),
        (
            "Known totals",
            "; ".join(f"{one.survey}: {one.source}" for one in report.frames) or "none",
        ),
        ("Interval", "95 %"),
        ("Hidden below n", report.minimum_group),
        ("Answers counted up to", report.version),
        _made(generated_at),
    )
    return tuple(Fact(name, value) for name, value in facts)


def about_answers(
    *,
    survey: str | None,
    filters: Mapping[str, tuple[str, ...]],
    limits: Mapping[str, tuple[str, ...]],
    period: tuple[date | None, date | None],
    generated_at: datetime,
) -> tuple[Fact, ...]:
    """The lines on a file of answers; how many rows there are stands in the file itself."""
    first, last = period
    facts = (
        ("Survey", survey or "all"),
        ("From", first or "the first answer"),
        ("To", last or "the last answer"),
        ("Filters", filters_text(filters)),
        ("Limited to", filters_text(limits)),
        _made(generated_at),
    )
    return tuple(Fact(name, value) for name, value in facts)


def filters_text(filters: Mapping[str, tuple[str, ...]]) -> str:
    """The filters in one line.

    >>> filters_text({"team": ("North", "South"), "channel": ("web",)})
    'team = North or South; channel = web'
    >>> filters_text({})
    'none'
    """
    lines = [f"{name} = {' or '.join(values) or 'nothing'}" for name, values in filters.items()]
    return "; ".join(lines) or "none"


def _weights(report: Report) -> str:
    if not report.request.weighted:
        return "none, every answer counts once"
    return "known totals, else sampling weights" if report.frames else "sampling weights"


def _compared(compare: str | None, period: Period | None) -> str:
    if compare is None:
        return "nothing"
    return f"{compare} ({period.first} to {period.last})" if period else compare


def _made(generated_at: datetime) -> tuple[str, str]:
    return ("Generated at", generated_at.isoformat(timespec="seconds"))


WORDS = frozenset(
    {
        "all",
        "none",
        "nothing",
        "the whole period",
        "sampling weights",
        "known totals, else sampling weights",
        "none, every answer counts once",
        "the first answer",
        "the last answer",
    }
)
"""Values that are our own words, to be translated; all others are left as they are."""

NAMES = (
    "Metric",
    "Unit",
    "Survey",
    "Questions",
    "Scale",
    "Groups",
    "Every",
    "From",
    "To",
    "Compared with",
    "Filters",
    "Limited to",
    "n shown",
    "Weights",
    "Known totals",
    "Interval",
    "Hidden below n",
    "Answers counted up to",
    "Generated at",
    "Rows",
)
"""Every name that a fact may have, to be translated."""
