"""How the answers are spread: each value, and for NPS promoters, passives and detractors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from luister.estimates.report import Report
from luister.events.answer import Scale
from luister_web.dashboard import measured
from luister_web.dashboard.home_shapes import Metric
from luister_web.look.charts.distribution import distribution
from luister_web.look.charts.points import Bar
from luister_web.look.charts.stacked import stacked
from luister_web.look.charts.table_twin import table_twin
from luister_web.look.wording import number_words

_MOST_BARS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The histogram, its twin, and the parts of the whole (empty unless the metric has them)."""

    chart: SafeString
    twin: SafeString
    stacked: SafeString | str
    parts: tuple[tuple[Bar, str], ...]
    n: int


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a click on a bar leads: the answers page, asked for the score of the bar."""

    before: str
    after: str

    def of(self, score: str) -> str:
        """The address for a score; empty where the answers may not be seen."""
        return f"{self.before}{score}{self.after}" if self.before else ""


def spread(report: Report, addresses: Addresses) -> Spread | None:
    """The spread of the first row's answers; None where it is hidden, empty or a mere count."""
    counts = report.rows[0].counts if report.rows else {}
    metric = next((one for one in measured.metrics() if one.id == report.metric), None)
    if not counts or not report.scale or metric is None:
        return None
    scale = Scale.from_code(report.scale)
    bars = bars_of(counts, scale, metric, addresses)
    parts = parts_of(counts, scale, metric, addresses)
    total = sum(counts.values())
    return Spread(
        chart=distribution(bars, title=_("How the answers are spread"), description=_told(bars)),
        twin=_twin(bars, total),
        stacked=stacked(
            [bar for bar, _score in parts], title=_told([bar for bar, _score in parts])
        ),
        parts=tuple((bar, number_words(100 * bar.n / total, 1)) for bar, _score in parts),
        n=total,
    )


def bars_of(
    counts: Mapping[float, int], scale: Scale, metric: Metric, addresses: Addresses
) -> list[Bar]:
    """A bar for each value of the scale; of numbers without ends, a bar for each stretch."""
    values = _values(counts, scale)
    if values is None:
        return _stretches(counts)
    return [
        Bar(
            number_words(value, 0 if value == int(value) else 1),
            counts.get(value, 0),
            kind_of(value, scale, metric),
            addresses.of(f"{value:g}"),
        )
        for value in values
    ]


def kind_of(value: float, scale: Scale, metric: Metric) -> str:
    """The colour of a value: by the points it earns where the metric tells good from bad."""
    points = metric.points(value, scale)
    if metric.unit == "points":
        return "good" if points > 0 else "poor" if points < 0 else "fair"
    if metric.unit == "percent":
        return ("good" if metric.higher_is_better else "poor") if points else "calm"
    if scale.kind == "mark":
        return "good" if value >= 8 else "fair" if value >= 6 else "poor"
    return "calm"


def parts_of(
    counts: Mapping[float, int], scale: Scale, metric: Metric, addresses: Addresses
) -> list[tuple[Bar, str]]:
    """Detractors, passives and promoters, each with its scores; nothing for other metrics."""
    if metric.unit != "points" or scale.kind != "nps":
        return []
    names = (
        ("poor", _("Detractors"), "0..6"),
        ("fair", _("Passives"), "7..8"),
        ("good", _("Promoters"), "9..10"),
    )
    return [
        (
            Bar(
                name,
                sum(n for value, n in counts.items() if kind_of(value, scale, metric) == kind),
                kind,
                addresses.of(score),
            ),
            score,
        )
        for kind, name, score in names
    ]


def _values(counts: Mapping[float, int], scale: Scale) -> list[float] | None:
    """The values to draw: all of a scale with ends, else those given if they are few."""
    if scale.low is not None and scale.high is not None and scale.high - scale.low <= _MOST_BARS:
        whole = [scale.low + step for step in range(int(scale.high - scale.low) + 1)]
        return sorted({*whole, *counts})
    return sorted(counts) if len(counts) <= _MOST_BARS else None


def _stretches(counts: Mapping[float, int]) -> list[Bar]:
    low, high = min(counts), max(counts)
    wide = (high - low) / _MOST_BARS
    found = [0] * _MOST_BARS
    for value, n in counts.items():
        found[min(int((value - low) / wide), _MOST_BARS - 1)] += n
    return [
        Bar(number_words(low + place * wide, 0 if wide >= 1 else 1), n, "calm")
        for place, n in enumerate(found)
    ]


def _told(bars: Sequence[Bar]) -> str:
    total = sum(bar.n for bar in bars) or 1
    return ", ".join(f"{bar.label}: {number_words(100 * bar.n / total)}%" for bar in bars)


def _twin(bars: Sequence[Bar], total: int) -> SafeString:
    rows: list[list[str | tuple[str, str]]] = [
        [(bar.label, bar.address), number_words(bar.n), f"{number_words(100 * bar.n / total, 1)}%"]
        for bar in bars
    ]
    headings = [_("Answer"), _("n"), _("Share")]
    return table_twin(_("The answers as a table"), headings, rows)
