"""The reader's filters: chips to take away, and a page of values to choose from."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luister.estimates.report import ReportRequest
from luister_web.dashboard import measured
from luister_web.dashboard.days import Option
from luister_web.dashboard.reader import Reader

DIMENSION_LABELS: dict[str, str | Promise] = {
    "process": gettext_lazy("Process"),
    "touchpoint": gettext_lazy("Touchpoint"),
    "channel": gettext_lazy("Channel"),
    "team": gettext_lazy("Team"),
    "employee": gettext_lazy("Employee"),
    "language": gettext_lazy("Language"),
    "wave": gettext_lazy("Wave"),
    "product": gettext_lazy("Product"),
    "region": gettext_lazy("Region"),
    "segment": gettext_lazy("Segment"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that holds: what it says and the address without it."""

    label: str
    value: str
    remove: str


def dimension_label(dimension: str) -> str:
    """What a dimension is called; the organisation's own keep their name."""
    known = DIMENSION_LABELS.get(dimension)
    return str(known) if known else dimension[:1].upper() + dimension[1:].replace("_", " ")


def group_label(value: str, dimension: str = "") -> str:
    """What a group is called; answers without a touchpoint are about the whole, others unknown."""
    if value:
        return value
    return _("As a whole") if dimension == "touchpoint" else _("Not known")


def chips(reader: Reader, *, but: str = "") -> list[Chip]:
    """The filters of the view, each with the address that takes it away; `but` is shown elsewhere."""
    return [
        Chip(
            dimension_label(name),
            ", ".join(group_label(value, name) for value in values),
            reader.view.without(name).at(reader.path),
        )
        for name, values in reader.view.where.items()
        if name != but
    ]


def filter_options(reader: Reader, *, but: str = "") -> list[Option]:
    """The dimensions one may filter on here, each leading to its values."""
    back = [("at", reader.path), *reader.view.pairs()]
    return [
        Option(
            dimension_label(name), f"{reverse('dashboard:filter', args=(name,))}?{urlencode(back)}"
        )
        for name in reader.dimensions
        if name not in (but, "wave") and name not in reader.view.where
    ]


def value_options(reader: Reader, dimension: str, path: str) -> list[Option]:
    """The values of a dimension that the reader may see, each as the page with that filter."""
    request = ReportRequest(metric="responses", by=(dimension,), scope=reader.scope)
    report = measured.found(request)
    names = sorted({row.group[dimension] or "" for row in report.rows}) if report else []
    return [
        Option(group_label(name, dimension), reader.view.within(dimension, name).at(path))
        for name in names
    ]
