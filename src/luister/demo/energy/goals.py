"""What the made-up company aims at, and what it wrote on its calendar."""

from datetime import date

from luister.demo.energy.causes import moved, story
from luister.estimates.goal_line import Mark, TargetLine

_AGREED = (
    # metric, process, target, lower bound
    ("nps", "relation", 10.0, 0.0),
    ("nps", "moving house", 20.0, 15.0),
    ("nps", "complaints", -15.0, -30.0),
    ("nps", "payment", 18.0, 10.0),
    ("ces", "relation", 5.3, 5.0),
    ("ces", "moving house", 5.6, 5.4),
    ("ces", "complaints", 4.5, 4.0),
    ("ces", "payment", 5.7, 5.4),
    ("mark", "relation", 7.3, 7.0),
    ("mark", "moving house", 7.5, 7.2),
    ("mark", "complaints", 6.5, 6.0),
    ("mark", "payment", 7.6, 7.3),
)
_RAISED = (
    ("nps", "complaints", 20.0, 12.0),
    ("nps", "payment", 22.0, 15.0),
)
_MONTHS_SINCE_RAISED = 11


def marks(*, end: date) -> tuple[Mark, ...]:
    """The days on the company's calendar, for answers up to `end`; oldest first.

    >>> marks(end=date(2026, 11, 24))[0].label
    'Prijswijziging'
    """
    days = sorted(
        (cause.starts, cause.mark, survey)
        for cause in story(end=end).causes
        for survey in cause.surveys
        if cause.mark and cause.starts
    )
    name = {process.survey: process.name for process in story(end=end).processes}
    return tuple(
        Mark(number, day, label, name[survey])
        for number, (day, label, survey) in enumerate(days, start=1)
    )


def targets(*, end: date) -> tuple[TargetLine, ...]:
    """The targets agreed at the beginning, and those raised at the turn of the last year.

    >>> targets(end=date(2026, 11, 24))[-1].valid_from
    datetime.date(2026, 1, 1)
    """
    first = story(end=end).first
    raised = moved(date(end.year, end.month, 1), 1 - _MONTHS_SINCE_RAISED)
    lines = [(*line, first) for line in _AGREED] + [(*line, raised) for line in _RAISED]
    return tuple(TargetLine(number, *line) for number, line in enumerate(lines, start=1))
