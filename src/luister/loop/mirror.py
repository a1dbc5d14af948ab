"""Mirror: an employee sees what customers said after contact with them, beside the team as a whole.

The own numbers and those of colleagues come through `measure.report`, so what is hidden there is hidden
here; colleagues' numbers leave only as the middle of at least four.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from luister.errors import NotEnoughError, UnknownNameError
from luister.estimates.counts import Counts, unweighted
from luister.estimates.report import Report, ReportRequest, ReportRow, Target
from luister.events.answer import Question, Scale
from luister.loop.measure import own_metrics, report, surveys
from luister.metrics.catalogue import metric as metric_named
from luister.metrics.mean import MEAN
from luister.metrics.metric import Metric
from luister.metrics.shrinkage import FEWEST, Shrunk, shrunk_estimates
from luister.metrics.target_status import status
from luister.store.home import Store
from luister.store.house_settings import house_setting, keep_house_setting

Leaned = Shrunk
FEWEST_TOGETHER = FEWEST
_RANKING = "rank_colleagues"
_RATED = ("rating", "csat")


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """Who looks at whose results: an employee, the team (empty where none is known), and the days."""

    employee: str
    team: str
    first: date | None = None
    last: date | None = None
    survey: str | None = None
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnResult:
    """One metric in one process: `row` as answered, `leaned` on the team where that can be.

    `status` is that of the leaned estimate against the target. `peers` are the colleagues it leans on.
    """

    process: str
    metric: str
    row: ReportRow
    leaned: Leaned | None
    status: str | None
    peers: int


@dataclass(frozen=True, slots=True)
class Valued:
    """A touchpoint and how it was rated with this employee; `leaned` tells how that is beside the team."""

    touchpoint: str
    question: str
    row: ReportRow
    leaned: Leaned | None


def own_results(
    store: Store, looking: Looking, metric: str, *, today: date
) -> dict[str, OwnResult]:
    """The employee's result by process; a row without an estimate is hidden, too few have answered.

    Raises:
        UnknownNameError: there is no such metric, or several questions fit.
    """
    asked = _asked(looking, metric)
    own = report(
        store,
        replace(asked, by=("process",), scope={"employee": (looking.employee,)}),
        today=today,
    )
    peers = _peers(store, replace(asked, by=("process", "employee")), looking, today=today)
    return {
        row.group["process"]: _result(store, own, row, peers.get(row.group["process"], {}))
        for row in own.rows
    }


def valued(store: Store, looking: Looking, *, today: date) -> list[Valued]:
    """The touchpoints customers rated, those that stand out above the team first."""
    found = []
    for survey in surveys(store):
        rated = {one.id: one for one in survey.questions if _is_rated(one)}
        if rated:
            found += _valued_in(store, looking, survey.name, rated, today=today)
    return sorted(found, key=_prominence)


def colleagues(
    store: Store, looking: Looking, metric: str, process: str, *, today: date
) -> dict[str, Leaned]:
    """Everybody in the team by name, leaned on the team; nobody unless the organisation switched it on."""
    if not ranks_colleagues(store):
        return {}
    asked = replace(_asked(looking, metric), by=("process", "employee"))
    counts = _team_counts(store, asked, looking, today=today).get(process)
    if counts is None:
        return {}
    try:
        return shrunk_estimates(_metric(store, metric), counts[1], Scale.from_code(counts[0]))
    except NotEnoughError:
        return {}


def ranks_colleagues(store: Store) -> bool:
    """True where the organisation lets colleagues see each other's results; off unless switched on."""
    return house_setting(store.truth, _RANKING) == "on"


def set_ranking(store: Store, *, on: bool) -> None:
    """Lets colleagues see each other's results, or not."""
    keep_house_setting(store.truth, _RANKING, "on" if on else "off")


def _asked(looking: Looking, metric: str) -> ReportRequest:
    return ReportRequest(
        metric=metric,
        survey=looking.survey,
        first=looking.first,
        last=looking.last,
        where=looking.where,
    )


_Peers = Mapping[str, tuple[str, dict[str, Counts]]]
"""From each group to its scale and the answers of each employee in it."""


def _team_counts(store: Store, asked: ReportRequest, looking: Looking, *, today: date) -> _Peers:
    """The answers of each employee of the team whose own number may be shown, by the other dimension."""
    if not looking.team:
        return {}
    where = {**asked.where, "team": (looking.team,)}
    found = report(store, replace(asked, where=where), today=today)
    other = next(name for name in asked.by if name != "employee")
    counts: dict[str, tuple[str, dict[str, Counts]]] = {}
    for row in found.rows:
        if row.estimate is not None and row.group["employee"]:
            together = counts.setdefault(row.group[other], (found.scale, {}))
            together[1][row.group["employee"]] = unweighted(row.counts)
    return counts


def _peers(
    store: Store, asked: ReportRequest, looking: Looking, *, today: date
) -> dict[str, dict[str, Counts]]:
    found = _team_counts(store, asked, looking, today=today)
    return {
        group: {name: one for name, one in counts.items() if name != looking.employee}
        for group, (_, counts) in found.items()
    }


def _result(store: Store, own: Report, row: ReportRow, peers: Mapping[str, Counts]) -> OwnResult:
    metric = _metric(store, own.metric)
    leaned = _leaned(metric, row, peers, own.scale)
    return OwnResult(
        process=row.group["process"],
        metric=own.metric,
        row=row,
        leaned=leaned,
        status=_status(metric, leaned, row.target) if leaned else row.status,
        peers=len(peers) if leaned else 0,
    )


def _leaned(
    metric: Metric, row: ReportRow, peers: Mapping[str, Counts], scale: str
) -> Leaned | None:
    if row.estimate is None or metric.shape == "count":
        return None
    # The own answers stand first, under a name that no colleague has.
    counts = {"": unweighted(row.counts), **peers}
    try:
        return shrunk_estimates(metric, counts, Scale.from_code(scale))[""]
    except NotEnoughError:
        return None


def _status(metric: Metric, leaned: Leaned, target: Target | None) -> str | None:
    if target is None:
        return None
    return status(leaned.estimate, target, higher_is_better=metric.higher_is_better)


def _valued_in(
    store: Store, looking: Looking, survey: str, rated: Mapping[str, Question], *, today: date
) -> list[Valued]:
    asked = replace(_asked(looking, MEAN.id), survey=survey)
    try:
        own = report(
            store,
            replace(asked, by=("question",), scope={"employee": (looking.employee,)}),
            today=today,
        )
        peers = _peers(store, replace(asked, by=("question", "employee")), looking, today=today)
    except UnknownNameError:
        return []  # A survey of which nothing numeric is left, or a question that changed its scale.
    return [
        Valued(
            touchpoint=rated[question].touchpoint or "",
            question=rated[question].label,
            row=row,
            leaned=_leaned(MEAN, row, peers.get(question, {}), rated[question].scale.code),
        )
        for row in own.rows
        for question in (row.group["question"],)
        if question in rated and row.estimate is not None
    ]


def _is_rated(question: Question) -> bool:
    return bool(question.touchpoint) and question.scale.kind in _RATED


def _prominence(one: Valued) -> tuple[float, str]:
    """What sorts first what surely stands out; where no team can be leaned on, what is rated highest."""
    height = (
        one.leaned.above.low if one.leaned else one.row.estimate.low if one.row.estimate else 0
    )
    return -height, one.touchpoint


def _metric(store: Store, name: str) -> Metric:
    return metric_named(name, own_metrics(store))
