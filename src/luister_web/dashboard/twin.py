"""The weighted twin of a number: the same question, asked once more of answers that weigh differently."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from luister.estimates.report import Report, ReportRequest, ReportRow
from luister.loop import weigh
from luister_web.dashboard import measured
from luister_web.dashboard.days import Option
from luister_web.dashboard.reader import Reader
from luister_web.dashboard.subjects import SURVEY, Subject
from luister_web.look.signs import Sign, change_sign


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A number as answered and weighted, both from the one report; `to` says what it is weighted to.

    `is_first` is true where the page itself is weighted, so that the number as answered stands beside it.
    """

    plain: ReportRow
    weighted: ReportRow
    to: str
    is_first: bool
    higher_is_better: bool

    @property
    def plain_change(self) -> Sign | None:
        """The change as answered, None where there is none to tell."""
        return _change(self.plain, self.higher_is_better)

    @property
    def weighted_change(self) -> Sign | None:
        """The change of the weighted number, None where there is none to tell."""
        return _change(self.weighted, self.higher_is_better)


def is_weighted(reader: Reader, subject: Subject) -> bool:
    """True where a survey behind the subject has known totals, or weights that differ."""
    if reader.view.survey or subject.kind == SURVEY:
        names = {reader.view.survey or subject.name}
    else:
        names = {one.name for one in measured.surveys() if subject.name in one.processes}
    return not names.isdisjoint(measured.weighted_surveys())


def other_of(request: ReportRequest) -> ReportRequest:
    """The same question with answers weighing the other way."""
    return replace(request, weighted=not request.weighted)


def twin_of(
    row: ReportRow | None,
    other: Sequence[ReportRow],
    report: Report | None,
    *,
    is_first: bool,
    higher_is_better: bool,
) -> Twin | None:
    """The pair of a row and its twin; None where one is hidden or absent, or no weight plays a part.

    `report` is the weighted one of the two; it knows what it is weighted to.
    """
    if row is None or not other or report is None:
        return None
    plain, weighted = (other[0], row) if is_first else (row, other[0])
    if plain.estimate is None or weighted.estimate is None or report.unit == "count":
        return None
    return Twin(
        plain=plain,
        weighted=weighted,
        to=weighted_to(report),
        is_first=is_first,
        higher_is_better=higher_is_better,
    )


def weighted_to(report: Report) -> str:
    """What a report is weighted to, in words that stand at the beginning of a line."""
    sources = dict.fromkeys(source_words(frame.source) for frame in report.frames)
    if not sources:
        return _("Weighted as imported")
    return _("Weighted to %(totals)s") % {"totals": ", ".join(sources)}


def source_words(source: str) -> str:
    """Where known totals come from; the words of whoever kept them, but for what we counted ourselves."""
    return _("all invited") if source == weigh.ALL_INVITED else source


def weightings(reader: Reader) -> list[Option]:
    """The page as answered, and the page with every number weighted."""
    words = (("", _("As answered")), ("1", _("Weighted")))
    return [
        Option(
            label,
            replace(reader.view, weighted=value).at(reader.path),
            value == reader.view.weighted,
        )
        for value, label in words
    ]


def _change(row: ReportRow, higher_is_better: bool) -> Sign | None:
    difference = row.comparison.difference if row.comparison else None
    return change_sign(difference, higher_is_better=higher_is_better) if difference else None
