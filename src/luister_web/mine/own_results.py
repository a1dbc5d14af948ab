"""What stands on an employee's own page: results leaned on the team, what was valued, comments."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.safestring import SafeString

from luister.errors import LuisterError
from luister.estimates.report import Period
from luister.loop import measure, mirror
from luister.loop.mirror import Leaned, Looking, OwnResult, Valued
from luister.loop.reply import Said, beside_results
from luister_web.access.models import UnitKind, User
from luister_web.current_home import home
from luister_web.dashboard.days import days_of
from luister_web.dashboard.metric_words import metric_label
from luister_web.dashboard.reader import Reader
from luister_web.dashboard.shown_answer import ShownAnswer
from luister_web.dashboard.subjects import PROCESS, Subject, aimed_at, headline
from luister_web.look.charts.interval_bar import interval_bar

MOST_VALUED = 4
_PRAISE_FIRST = {"good": 0, "fair": 1, "calm": 2, "poor": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The result of one process or survey; `found` is None where nobody answered in these days."""

    subject: Subject
    label: str
    about: str
    period: Period
    found: OwnResult | None
    bar: SafeString | str
    said: Said | None
    colleagues: Sequence[tuple[str, Leaned]]

    @property
    def percent_own(self) -> int:
        """How much of the estimate comes from the own answers."""
        return round(100 * self.found.leaned.share) if self.found and self.found.leaned else 100


def employee_of(user: User) -> str:
    """The value by which answers know this person; empty where they know none."""
    unit = user.unit
    return unit.value if unit is not None and unit.kind == UnitKind.EMPLOYEE else ""


def team_of(user: User) -> str:
    """The value by which answers know this person's team; empty where there is none."""
    above = user.unit.parent if user.unit is not None else None
    return above.value if above is not None and above.kind == UnitKind.TEAM else ""


def cards(reader: Reader) -> list[Card]:
    """A card for each process and survey of which the reader has answers; by name, not by rank."""
    chosen, targets = measure.headlines(home()), measure.targets(home())
    together: dict[tuple[str, Period, str], list[Subject]] = defaultdict(list)
    for one in reader.subjects:
        metric = headline(one, reader.view.shown, chosen, aimed_at(one, targets))
        survey = "" if one.kind == PROCESS else one.name
        together[metric, days_of(reader, one.known).period, survey].append(one)
    said = {one.about: one for one in beside_results(home(), [employee_of(reader.user)])}
    found = [
        card
        for (metric, period, survey), subjects in together.items()
        for card in _cards(reader, metric, _looking(reader, period, survey), subjects, said)
    ]
    return sorted(found, key=lambda card: card.subject.name)


def valued_touchpoints(reader: Reader, period: Period) -> list[Valued]:
    """What customers valued: touchpoints that stand out above the team; without one to lean on, the highest."""
    looking = _looking(reader, period, "")
    found = mirror.valued(home(), looking, today=timezone.localdate())
    above = [one for one in found if one.leaned and one.leaned.above.verdict.endswith("higher")]
    alone = [one for one in found if one.leaned is None]
    return (above or alone)[:MOST_VALUED]


def praise_first(answers: Sequence[ShownAnswer], most: int) -> list[ShownAnswer]:
    """The comments with the happiest first, and among equals the latest."""
    return sorted(answers, key=lambda one: _PRAISE_FIRST.get(one.score_kind, 2))[:most]


def about_result(subject: str, metric: str) -> str:
    """The name under which a remark on a result is kept."""
    return f"{metric}|{subject}"


def _looking(reader: Reader, period: Period, survey: str) -> Looking:
    return Looking(
        employee=employee_of(reader.user),
        team=team_of(reader.user),
        first=period.first,
        last=period.last,
        survey=survey or None,
        where=reader.view.where,
    )


def _cards(
    reader: Reader,
    metric: str,
    looking: Looking,
    subjects: Sequence[Subject],
    said: dict[str, Said],
) -> list[Card]:
    today = timezone.localdate()
    try:
        found = mirror.own_results(home(), looking, metric, today=today)
    except LuisterError:
        found = {}
    made = []
    for one in subjects:
        result = found.get(one.name if one.kind == PROCESS else "")
        shown = result.leaned.estimate if result and result.leaned else None
        estimate = shown or (result.row.estimate if result else None)
        about = about_result(one.name, metric)
        process = result.process if result else one.name
        peers = mirror.colleagues(home(), looking, metric, process, today=today)
        made.append(
            Card(
                subject=one,
                label=metric_label(metric),
                about=about,
                period=days_of(reader, one.known).period,
                found=result,
                bar=interval_bar(estimate, result.row.target) if result and estimate else "",
                said=said.get(about),
                colleagues=sorted(peers.items()),
            )
        )
    return made
