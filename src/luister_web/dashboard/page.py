"""What all pages of the dashboard share: the bar with periods, comparisons, filters and exports."""

from dataclasses import dataclass
from typing import Any

from luister_web.access.rights import Right
from luister_web.dashboard import days as chosen_days
from luister_web.dashboard.days import Days, Option
from luister_web.dashboard.filters import Chip, chips, filter_options
from luister_web.dashboard.models import SavedView
from luister_web.dashboard.periods import Known
from luister_web.dashboard.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The menus above the numbers and the filters that hold."""

    period: str
    periods: list[Option]
    compare: str
    compares: list[Option]
    filters: list[Option]
    chips: list[Chip]
    days: Days
    pairs: list[tuple[str, str]]
    path: str


def bar(reader: Reader, known: Known, *, but: str = "", is_compared: bool = True) -> Bar:
    """The bar for this view; the dimension `but` is what the page itself is about."""
    days = chosen_days.days_of(reader, known)
    return Bar(
        period=chosen_days.word_label(days),
        periods=chosen_days.period_options(reader, known),
        compare=chosen_days.compare_label(reader),
        compares=chosen_days.compare_options(reader) if is_compared else [],
        filters=filter_options(reader, but=but),
        chips=chips(reader, but=but),
        days=days,
        pairs=_kept_pairs(reader),
        path=reader.path,
    )


def shared(reader: Reader) -> dict[str, Any]:
    """What every template of the dashboard is given."""
    return {
        "reader": reader,
        "view": reader.view,
        "problems": reader.problems,
        "here": reader.view.at(reader.path),
        "may_share": Right.EXPORT in reader.rights,
        "audiences": SavedView._meta.get_field("shared_with").choices or (),
    }


def _kept_pairs(reader: Reader) -> list[tuple[str, str]]:
    """What a form of the bar sends along so that nothing else of the view is lost."""
    return [pair for pair in reader.view.pairs() if pair[0] not in {"from", "to", "period"}]
