"""What a request for a report asks for: its dimensions, filter, days and comparison."""

from collections.abc import Mapping, Sequence
from datetime import date

from luister.errors import UnknownNameError
from luister.estimates.calendar import (
    EVERY,
    compared_period,
    start_of,
    stretch,
    stretch_before,
    stretch_year_earlier,
)
from luister.estimates.count_table import Bucket, CountedGroup, Key
from luister.estimates.goal_line import TargetLine
from luister.estimates.report import Period, ReportRequest, Target

FIRST_DAY, LAST_DAY = date(1, 1, 1), date(9999, 12, 31)


def dimensions_of(request: ReportRequest) -> tuple[str, ...]:
    """Every dimension involved, once: grouped by, filtered on, or set by rights."""
    return tuple(dict.fromkeys((*request.by, *request.where, *request.scope)))


def filter_of(request: ReportRequest) -> dict[str, tuple[str, ...]]:
    """What is let through: the reader's own filter, inside what the reader may see."""
    return within_scope(request.where, request.scope)


def within_scope(
    where: Mapping[str, tuple[str, ...]], scope: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """The filter with only what the reader may see in it; where nothing was asked, all of that.

    >>> within_scope({"team": ("A", "B")}, {"team": ("B", "C")})
    {'team': ('B',)}
    """
    allowed = dict(where)
    for name, values in scope.items():
        allowed[name] = tuple(value for value in where.get(name, values) if value in values)
    return allowed


def compares_neighbours(request: ReportRequest) -> bool:
    """True where each period is set against the one before it, or the same a year ago."""
    return request.every is not None and request.compare in {"previous", "last-year"}


def days_of(request: ReportRequest) -> tuple[date, date]:
    """The days to count, both included; with room for the first period's own comparison.

    Raises:
        UnknownNameError: the first day comes after the last, or `every` is no period.
    """
    first, last = request.first or FIRST_DAY, request.last or LAST_DAY
    if first > last:
        raise UnknownNameError(
            f"The period begins on {first} and ends on {last}.", hint="Turn the two days round."
        )
    if request.every is not None and request.every not in {*EVERY, "wave"}:
        raise UnknownNameError(
            f"There is no period {request.every!r}.", hint=f"Use {', '.join(EVERY)} or wave."
        )
    if not compares_neighbours(request) or request.first is None or request.every is None:
        return first, last
    if request.every == "wave":
        return FIRST_DAY, last
    return _compared_start(request.every, start_of(request.every, first), request.compare), last


def fixed_comparison(request: ReportRequest, covered: Period | None) -> Period | None:
    """The period that all rows are set against; None where each has its own or none."""
    if request.compare is None or compares_neighbours(request):
        return None
    if ".." in request.compare:
        return compared_period(request.compare, Period(FIRST_DAY, LAST_DAY))
    if covered is None:
        return None
    return compared_period(request.compare, covered)


def is_in_range(bucket: Bucket, group: CountedGroup, request: ReportRequest) -> bool:
    """True where the period was asked for, and not only read as another's comparison."""
    if request.first is None or not compares_neighbours(request):
        return True
    if isinstance(bucket, date) and request.every:
        return bucket >= start_of(request.every, request.first)
    return group.last >= request.first


def period_of(bucket: Bucket, group: CountedGroup, request: ReportRequest) -> Period:
    """The days that a row is about; a calendar period is cut where the request begins or ends."""
    if isinstance(bucket, date) and request.every:
        whole = stretch(request.every, bucket)
        first = max(whole.first, request.first or whole.first)
        last = min(whole.last, request.last or whole.last)
        return Period(first, last, whole.label) if first <= last else whole
    first, last = request.first or group.first, request.last or group.last
    return (
        Period(group.first, group.last, bucket) if isinstance(bucket, str) else Period(first, last)
    )


def earlier_bucket(key: Key, groups: Mapping[Key, CountedGroup], request: ReportRequest) -> Bucket:
    """The period that this one is set against: the one before, or the same a year ago."""
    group, bucket = key
    if isinstance(bucket, date) and request.every:
        return _compared_start(request.every, bucket, request.compare)
    if request.compare == "last-year":
        return _wave_near(key, groups, months=12)
    earlier = [
        (found.first, other)
        for (name, other), found in groups.items()
        if name == group and found.first < groups[key].first
    ]
    return max(earlier, key=lambda pair: pair[0])[1] if earlier else None


def _wave_near(key: Key, groups: Mapping[Key, CountedGroup], *, months: int) -> Bucket:
    """The wave that began about a year before this one, within three months."""
    group, _ = key
    distances = [
        (abs((groups[key].first - found.first).days - months * 365 // 12), other)
        for (name, other), found in groups.items()
        if name == group
    ]
    distance, bucket = min(distances, key=lambda pair: pair[0])
    return bucket if distance <= 92 else None


def target_of(
    lines: Sequence[TargetLine],
    metric: str,
    process: str | None,
    day: date,
) -> Target | None:
    """The target that held on `day`: the process's own goes before one for all processes."""
    for wanted in (process, None):
        valid = [
            line
            for line in lines
            if line.metric == metric and line.process == wanted and line.valid_from <= day
        ]
        if valid:
            last = max(valid, key=lambda line: line.valid_from)
            return Target(last.value, last.lower_bound)
    return None


def process_of(group: Mapping[str, str], request: ReportRequest) -> str | None:
    """The process that a row is about, where it is one."""
    if "process" in group:
        return group["process"]
    values = request.where.get("process", ())
    return values[0] if len(values) == 1 else None


def _compared_start(every: str, start: date, compare: str | None) -> date:
    if compare == "last-year":
        return stretch_year_earlier(every, start)
    return stretch_before(every, start)
