"""The same as a chart, for who reads tables: under it, closed until asked for."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from luister_web.look.charts.drawing import NOTHING

Cell = tuple[str, str]
"""The words of a cell and the address they lead to, empty where they lead nowhere."""


def table_twin(
    caption: str, headings: Sequence[str], rows: Sequence[Sequence[str | Cell]]
) -> SafeString:
    """The table behind a fold. The first cell of each row is its heading; the rest are numbers."""
    head = format_html_join("", '<th scope="col"{}>{}</th>', _headings(headings))
    body = format_html_join("", "<tr>{}</tr>", ((_row(row),) for row in rows))
    return format_html(
        '<details class="twin"><summary>{}</summary><div class="table-scroll" tabindex="0" '
        'role="region" aria-label="{}"><table><caption class="unseen">{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div></details>",
        _("Show as a table"),
        caption,
        caption,
        head,
        body,
    )


def _headings(headings: Sequence[str]) -> list[tuple[SafeString, str]]:
    number, plain = mark_safe(' class="number"'), NOTHING
    return [(number if place else plain, words) for place, words in enumerate(headings)]


def _row(cells: Sequence[str | Cell]) -> SafeString:
    first, *rest = (_words(cell) for cell in cells)
    numbers = format_html_join("", '<td class="number">{}</td>', ((cell,) for cell in rest))
    return format_html('<th scope="row">{}</th>{}', first, numbers)


def _words(cell: str | Cell) -> str | SafeString:
    if isinstance(cell, str):
        return cell
    words, address = cell
    return format_html('<a href="{}">{}</a>', address, words) if address else words
