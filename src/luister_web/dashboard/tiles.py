"""The tiles of the overview: what stands on each, all measured in a few questions for all."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from luister.estimates.report import Period, Report, ReportRequest, ReportRow
from luister.loop import measure
from luister_web.current_home import home
from luister_web.dashboard import measured, periods
from luister_web.dashboard.days import Days, Option, days_of
from luister_web.dashboard.metric_words import metric_label
from luister_web.dashboard.reader import Reader
from luister_web.dashboard.subjects import PROCESS, Subject, aimed_at, headline
from luister_web.dashboard.twin import Twin, is_weighted, other_of, twin_of
from luister_web.look.charts.spark import spark
from luister_web.look.signs import NO_TARGET, Sign, change_sign, severity, status_sign

UNDER = ("nps", "csat", "ces", "cas", "mark")
MOST_MORE = 3
"""How many further metrics stand under the headline."""


@dataclass(frozen=True, slots=True)
class More:
    """A further metric on a tile: its name and its number."""

    label: str
    row: ReportRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One tile: the headline with its doubt, change and standing, a spark line, further metrics.

    `row` is None where there are no answers in the period; `refusal` says why there can be none.
    """

    subject: Subject
    metric: str
    label: str
    days: Days
    row: ReportRow | None
    before: Period | None
    higher_is_better: bool
    spark: SafeString | str = ""
    more: tuple[More, ...] = ()
    refusal: measured.Refusal | None = None
    twin: Twin | None = None
    choices: tuple[Option, ...] = ()
    address: str = ""

    @property
    def sign(self) -> Sign:
        """How it stands to the target."""
        return status_sign(self.row.status) if self.row else NO_TARGET

    @property
    def change(self) -> Sign | None:
        """The change against the comparison, None where there is none to tell."""
        difference = self.row.comparison.difference if self.row and self.row.comparison else None
        if difference is None:
            return None
        return change_sign(difference, higher_is_better=self.higher_is_better)

    @property
    def urgency(self) -> tuple[int, int, str]:
        """What sorts the worst first: standing, then change, then name."""
        changes = {"worse": 0, "none": 1, "better": 2}
        change = changes.get(self.change.kind, 1) if self.change else 1
        return severity(self.row.status if self.row else None), change, self.subject.name


Ask = Callable[[str, Subject], ReportRequest]
"""The request for a metric of a subject, but for the subject itself."""
Measured = tuple[list[ReportRow], Report | measured.Refusal]
Rows = Mapping[tuple[str, str], Measured]
"""From subject and metric to its rows, with the report they stand in."""


def tiles(reader: Reader) -> list[Tile]:
    """The tiles that the reader may see, sorted as asked: the worst first, or by name."""
    chosen, targets = measure.headlines(home()), measure.targets(home())
    metric_of = {
        subject.name: headline(subject, reader.view.shown, chosen, aimed_at(subject, targets))
        for subject in reader.subjects
    }
    days = {subject.name: days_of(reader, subject.known) for subject in reader.subjects}
    now = _rows(
        [(one, metric) for one in reader.subjects for metric in _metrics(one, metric_of)],
        lambda metric, subject: _request(reader, metric, days[subject.name]),
    )
    lines = _rows(
        [(one, metric_of[one.name]) for one in reader.subjects],
        lambda metric, subject: _spark_request(reader, metric, subject, days[subject.name]),
    )
    others = _rows(
        [(one, metric_of[one.name]) for one in reader.subjects if is_weighted(reader, one)],
        lambda metric, subject: other_of(_request(reader, metric, days[subject.name])),
    )
    found = [
        _tile(reader, one, metric_of[one.name], days[one.name], (now, lines, others))
        for one in reader.subjects
    ]
    if reader.view.sort == "name":
        return found
    return sorted(found, key=lambda tile: tile.urgency)


def _metrics(subject: Subject, metric_of: Mapping[str, str]) -> tuple[str, ...]:
    """The headline, then those that stand under it."""
    first = metric_of[subject.name]
    others = [one for one in UNDER if one in subject.metrics and one != first]
    return (first, *others[:MOST_MORE])


def _request(reader: Reader, metric: str, days: Days) -> ReportRequest:
    return ReportRequest(
        metric=metric,
        first=days.period.first,
        last=days.period.last,
        compare=days.compare,
        where=reader.view.where,
        scope=reader.scope,
        weighted=bool(reader.view.weighted),
    )


def _spark_request(reader: Reader, metric: str, subject: Subject, days: Days) -> ReportRequest:
    every = periods.fitting_every(subject.known)
    first = periods.trend_start(every, days.period, subject.known)
    last = max(days.period.last, first)
    return replace(
        _request(reader, metric, days), every=every, first=first, last=last, compare=None
    )


def _rows(wanted: Iterable[tuple[Subject, str]], ask: Ask) -> Rows:
    """The rows of each subject and metric; processes that ask the same are measured together."""
    together: dict[tuple[object, ...], list[tuple[Subject, str]]] = defaultdict(list)
    for subject, metric in wanted:
        key = (subject.kind == PROCESS or subject.name, measured.key_of(ask(metric, subject)))
        together[key].append((subject, metric))
    found: dict[tuple[str, str], Measured] = {}
    for group in together.values():
        found |= _rows_together([one for one, _ in group], group[0][1], ask)
    return found


def _rows_together(
    subjects: list[Subject], metric: str, ask: Ask
) -> dict[tuple[str, str], Measured]:
    first = subjects[0]
    request = ask(metric, first)
    if first.kind != PROCESS:
        report = measured.report(first.asked(request))
        rows = [] if isinstance(report, measured.Refusal) else list(report.rows)
        return {(first.name, metric): (rows, report)}
    names = _allowed([subject.name for subject in subjects], request.where.get(PROCESS))
    where = {**request.where, PROCESS: names}
    report = measured.report(replace(request, by=(PROCESS,), where=where))
    rows = [] if isinstance(report, measured.Refusal) else list(report.rows)
    return {
        (one.name, metric): ([r for r in rows if r.group[PROCESS] == one.name], report)
        for one in subjects
    }


def _allowed(names: list[str], asked: tuple[str, ...] | None) -> tuple[str, ...]:
    """The processes to measure: those of the tiles, within the reader's own filter."""
    return tuple(name for name in names if asked is None or name in asked)


def _tile(
    reader: Reader, subject: Subject, metric: str, days: Days, found: tuple[Rows, Rows, Rows]
) -> Tile:
    now, lines, others = found
    rows, report = now[subject.name, metric]
    row = rows[0] if rows else None
    under = [one for one in _metrics(subject, {subject.name: metric}) if one != metric]
    more = [(one, now[subject.name, one][0]) for one in under]
    return Tile(
        subject=subject,
        metric=metric,
        label=metric_label(metric),
        days=days,
        row=row,
        before=row.comparison.period if row and row.comparison else None,
        higher_is_better=is_higher_better(metric),
        spark=_spark(lines[subject.name, metric][0], row),
        more=tuple(More(metric_label(name), rows[0]) for name, rows in more if rows),
        refusal=report if isinstance(report, measured.Refusal) else None,
        twin=_twin(reader, metric, now[subject.name, metric], others.get((subject.name, metric))),
        choices=_choices(reader, subject, metric),
        address=replace(reader.view, metric=metric, shown={}, sort="").at(subject.path),
    )


def _twin(reader: Reader, metric: str, found: Measured, other: Measured | None) -> Twin | None:
    """The number weighted beside the one as answered; None where no survey behind it has weights."""
    if other is None:
        return None
    is_first = bool(reader.view.weighted)
    rows, others = found[0], other[0]
    report = found[1] if is_first else other[1]
    return twin_of(
        rows[0] if rows else None,
        others,
        report if isinstance(report, Report) else None,
        is_first=is_first,
        higher_is_better=is_higher_better(metric),
    )


def _choices(reader: Reader, subject: Subject, metric: str) -> tuple[Option, ...]:
    """The metrics that may stand on this tile, each as the address that shows it."""
    return tuple(
        Option(
            metric_label(one),
            replace(reader.view, shown={**reader.view.shown, subject.name: one}).at(reader.path),
            one == metric,
        )
        for one in subject.metrics
    )


def _spark(rows: list[ReportRow], now: ReportRow | None) -> SafeString | str:
    if not rows:
        return ""
    values = [row.estimate.value if row.estimate else None for row in _by_day(rows)]
    target = now.target.value if now and now.target else None
    words = _("The course since %(year)s") % {"year": rows[0].period.first.year}
    return spark(values, description=words, target=target)


def _by_day(rows: list[ReportRow]) -> list[ReportRow]:
    return sorted(rows, key=lambda row: row.period.first)


def is_higher_better(metric: str) -> bool:
    """Whether more of a metric is good; true for one that is not known."""
    return next((m.higher_is_better for m in measured.metrics() if m.id == metric), True)
