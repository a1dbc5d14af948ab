"""The weighted twin stands beside the number where a survey has known totals, and only there."""

import pytest
from django.utils import timezone

from luister.estimates.frame import Frame, Margin
from luister.estimates.report import ReportRequest
from luister.loop import measure, weigh
from luister_web.dashboard import measured

PAGE = "/process/moving%20house?period=all"
TOTALS = {"Noord": 20.0, "Zuid": 80.0, "Oost": 2.0, "West": 2.0}


@pytest.fixture
def weighed(board):
    margin = Margin(("team",), {(name,): size for name, size in TOTALS.items()})
    weigh.keep_frame(board, Frame("service", weigh.ALL_INVITED, (margin,)))
    return board


@pytest.fixture
def page(board, signed_in):
    def opened(address, language="en"):
        client = signed_in("director")
        client.cookies["luister_language"] = language
        return client.get(address)

    return opened


def estimate_of(home, *, weighted):
    asked = ReportRequest(
        metric="nps", where={"process": ("moving house",)}, weighted=weighted, compare=None
    )
    return measure.report(home, asked, today=timezone.localdate()).rows[0].estimate


def test_without_weights_nothing_more_is_asked_or_shown(page, monkeypatch):
    asked = []
    kept = measured.report
    monkeypatch.setattr(measured, "report", lambda request: asked.append(request) or kept(request))
    for address in (PAGE, "/?period=all"):
        text = page(address).content.decode()
        assert "esign effect" not in text
    assert asked
    assert not any(request.weighted for request in asked)


def test_the_page_shows_the_twin_that_the_core_gives(weighed, page):
    twin = page(PAGE).context["twin"]
    assert twin.plain.estimate == estimate_of(weighed, weighted=False)
    assert twin.weighted.estimate == estimate_of(weighed, weighted=True)
    assert twin.weighted.estimate.value < twin.plain.estimate.value
    text = page(PAGE).content.decode()
    effect = f"{twin.weighted.estimate.design_effect:.2f}"
    assert f"design effect {effect}." in text
    assert "Weighted to all invited" in text
    assert "Gewogen naar alle genodigden" in page(PAGE, "nl").content.decode()


def test_both_changes_stand_side_by_side(weighed, page):
    twin = page("/process/moving%20house?period=last-90-days&compare=previous").context["twin"]
    plain, other = (row.comparison.difference for row in (twin.plain, twin.weighted))
    assert plain is not None
    assert other is not None
    assert plain.value != other.value


def test_a_tile_shows_its_twin(weighed, page):
    tiles = {tile.subject.name: tile for tile in page("/?period=all").context["tiles"]}
    twin = tiles["moving house"].twin
    assert twin.weighted.estimate == estimate_of(weighed, weighted=True)
    assert f"{twin.weighted.estimate.design_effect:.2f}" in page("/?period=all").content.decode()


def test_the_wall_shows_the_twin_too(weighed, page):
    answer = page("/wall?period=all&metric=nps&tile=0")
    names = [screen.label for screen in answer.context["screens"]]
    place = names.index("moving house")
    answer = page(f"/wall?period=all&metric=nps&tile={place}")
    twin = answer.context["tile"].twin
    assert twin.weighted.estimate == estimate_of(weighed, weighted=True)
    assert f"design effect {twin.weighted.estimate.design_effect:.2f}" in answer.content.decode()


def test_a_weighted_page_is_weighted_throughout(weighed, page):
    answer = page(f"{PAGE}&weighted=1")
    twin, row = answer.context["twin"], answer.context["row"]
    assert row == twin.weighted
    assert twin.is_first
    assert answer.context["course"].request.weighted
    assert answer.context["breakdown"].request.weighted
    assert all("weighted=true" in option.address for option in answer.context["exports"])
    tile = next(one for one in page("/?period=all&weighted=1").context["tiles"] if one.twin)
    assert tile.row.estimate == tile.twin.weighted.estimate


def test_new_totals_show_at_once(weighed, page):
    before = page(PAGE).context["twin"].weighted.estimate.value
    margin = Margin(("team",), {("Noord",): 90.0, ("Zuid",): 10.0})
    weigh.keep_frame(weighed, Frame("service", "register <b>", (margin,)))
    after = page(PAGE)
    assert after.context["twin"].weighted.estimate.value > before
    assert "Weighted to register &lt;b&gt;" in after.content.decode()
    weigh.remove_frame(weighed, "service")
    assert page(PAGE).context["twin"] is None


def test_what_is_hidden_has_no_twin(weighed, page):
    answer = page(f"{PAGE}&where=team:Oost")
    assert answer.context["row"].suppressed
    assert answer.context["twin"] is None


def test_an_unknown_choice_is_told(weighed, page):
    answer = page(f"{PAGE}&weighted=perhaps")
    assert not answer.context["view"].weighted
    assert "perhaps" in answer.content.decode()
