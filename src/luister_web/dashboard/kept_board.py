"""Boards made before: the same view of the same data, for the same rights, is written once.

What is the reader's own (name, menu, token against forged posts, messages) stands around the board
in the page, and is written each time. A board is rendered without the request, so that nothing of
one reader can get into another's.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from luister_web.dashboard import measured
from luister_web.dashboard.page import shared
from luister_web.dashboard.reader import Reader
from luister_web.dashboard.result_cache import ResultCache

BOARDS = ResultCache(most=300)
"""Some 50 kB each."""


@dataclass(frozen=True, slots=True)
class Board:
    """The board as HTML, with what the page around it tells of it, and what was read for it."""

    context: dict[str, Any]
    html: SafeString
    known: Hashable
    notes: tuple[measured.Note, ...]


def board_page(
    request: HttpRequest, reader: Reader, name: str, make: Callable[[], dict[str, Any]]
) -> HttpResponse:
    """The page `dashboard/<name>.html`, with `dashboard/<name>_board.html` in it as `board`.

    `make` gives what both templates need, and is called only where the board is not known yet.
    """
    known = reader.subjects, reader.dimensions

    def made() -> Board:
        with measured.noted() as notes:
            context = make()
            given = shared(reader) | context
            html = render_to_string(f"dashboard/{name}_board.html", given)
        return Board(context, html, known, tuple(notes))

    def still(board: Board) -> bool:
        # Answers that came in elsewhere leave a board as it is: looking costs a hundredth of making it.
        return board.known == known and all(read() == value for read, value in board.notes)

    board = BOARDS.get(_key(reader, name), reader.version, made, still)
    around = shared(reader) | board.context | {"board": board.html}
    return render(request, f"dashboard/{name}.html", around)


def _key(reader: Reader, name: str) -> Hashable:
    """All that a board depends on, but for the answers: those are its version."""
    return (
        str(settings.LUISTER.home),
        name,
        get_language(),
        reader.path,
        _view_key(reader),
        frozenset(reader.rights),
        tuple(sorted(reader.scope.items())),
        reader.today,
        reader.problems,
        measured.settled(),
    )


def _view_key(reader: Reader) -> Hashable:
    values = (getattr(reader.view, one.name) for one in fields(reader.view))
    return tuple(tuple(one.items()) if isinstance(one, Mapping) else one for one in values)
