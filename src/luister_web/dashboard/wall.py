"""The wall: one process at a time, in letters that read from across the room."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from luister_web.access.rights import Right, needs
from luister_web.dashboard import days as chosen_days
from luister_web.dashboard.course import course
from luister_web.dashboard.days import Option
from luister_web.dashboard.page import shared
from luister_web.dashboard.process_page import asked_of
from luister_web.dashboard.reader import Reader, reader_of
from luister_web.dashboard.tiles import Tile, tiles

SECONDS = 15
_FASTEST, _SLOWEST = 5, 600


@needs(Right.SEE_DASHBOARD)
@require_safe
def wall(request: HttpRequest) -> HttpResponseBase:
    """One screen of the wall; it goes on to the next by itself."""
    reader = reader_of(request)
    reader = replace(reader, view=replace(reader.view, sort="name"))
    if not reader.subjects:
        return render(request, "dashboard/empty.html", shared(reader))
    found = tiles(reader)
    place = _number(request, "tile", 0) % len(found)
    seconds = min(max(_number(request, "seconds", SECONDS), _FASTEST), _SLOWEST)
    tile = found[place]
    asked = replace(asked_of(reader, tile.subject, tile.days), metric=tile.metric)
    context = {
        "tile": tile,
        "course": course(reader, tile.subject, asked, tile.days),
        "seconds": seconds,
        "next": _address(reader, (place + 1) % len(found), seconds),
        "screens": _screens(reader, found, place, seconds),
        "bar": {"days": chosen_days.days_of(reader, tile.subject.known)},
    }
    return render(request, "dashboard/wall.html", shared(reader) | context)


def _screens(reader: Reader, found: list[Tile], place: int, seconds: int) -> list[Option]:
    return [
        Option(tile.subject.name, _address(reader, number, seconds), number == place)
        for number, tile in enumerate(found)
    ]


def _address(reader: Reader, place: int, seconds: int) -> str:
    pairs = [pair for pair in reader.view.pairs() if pair[0] != "sort"]
    pairs += [("tile", str(place)), ("seconds", str(seconds))]
    return f"{reverse('dashboard:wall')}?{urlencode(pairs)}"


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    """A number in the address; what is no number is passed over."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise
