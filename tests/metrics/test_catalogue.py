"""Metrics by name, and which questions they fit."""

import pytest

from luister.errors import UnknownNameError
from luister.events.answer import Scale
from luister.metrics.catalogue import BUILT_IN, metric


@pytest.mark.parametrize("name", ["top2box", "top-2-box", "top_2_box", "Top2Box", " TOP_2box "])
def test_a_box_has_one_id_however_it_is_written(name):
    assert metric(name) is metric("top2box")


def test_boxes_of_any_size_can_be_had():
    assert metric("bottom-4-box").id == "bottom4box"
    assert metric("top12box").fits(Scale("rating", 0, 100))


def test_an_unknown_name_is_answered_with_the_names_there_are():
    with pytest.raises(UnknownNameError, match=r"no metric called 'npss'.*nps, ces.*partial_rate"):
        metric("npss")


def test_ids_are_unique():
    assert len({one.id for one in BUILT_IN}) == len(BUILT_IN) == 16


@pytest.mark.parametrize(
    ("code", "fitting"),
    [
        ("nps:0-10", {"nps", "mean"}),
        ("ces:1-7", {"ces", "ces_easy", "mean", "boxes"}),
        ("ces:1-5", {"ces", "ces_easy", "mean", "boxes"}),
        ("cas:1-5", {"cas", "mean", "boxes"}),
        ("csat:1-5", {"csat", "mean", "boxes"}),
        ("rating:1-5", {"csat", "mean", "boxes"}),
        ("rating:1-7", {"mean", "boxes"}),
        ("mark:1-10", {"mark", "mark_high", "mark_low", "mean", "boxes"}),
        ("rating:1-2", {"mean", "top1box", "bottom1box"}),
        ("number", {"mean"}),
        ("response", {"responses", "partial_rate"}),
        ("choice", set()),
        ("text", set()),
    ],
)
def test_each_scale_has_the_metrics_that_make_sense_of_it(code, fitting):
    boxes = {"top1box", "top2box", "top3box", "bottom1box", "bottom2box"}
    wanted = (fitting - {"boxes"}) | (boxes if "boxes" in fitting else set())
    assert {one.id for one in BUILT_IN if one.fits(Scale.from_code(code))} == wanted


@pytest.mark.parametrize(
    ("name", "code", "points"),
    [
        ("nps", "nps:0-10", {0: -100, 6: -100, 7: 0, 8: 0, 9: 100, 10: 100}),
        ("ces", "ces:1-7", {1: 1, 7: 7}),
        ("ces_easy", "ces:1-7", {4: 0, 5: 100}),
        ("ces_easy", "ces:1-5", {3: 0, 4: 100}),
        ("cas", "cas:1-5", {3: 0, 4: 100, 5: 100}),
        ("csat", "csat:1-5", {3: 0, 4: 100, 5: 100}),
        ("csat", "csat:0-10", {8: 0, 9: 100, 10: 100}),
        ("mark", "mark:1-10", {7.5: 7.5}),
        ("mark_high", "mark:1-10", {7.9: 0, 8: 100}),
        ("mark_low", "mark:1-10", {5: 100, 5.1: 0}),
        ("top1box", "ces:1-7", {6: 0, 7: 100}),
        ("top3box", "ces:1-7", {4: 0, 5: 100}),
        ("bottom2box", "rating:1-5", {2: 100, 3: 0}),
        ("partial_rate", "response", {0: 100, 1: 0}),
    ],
)
def test_answers_earn_these_points(name, code, points):
    scale = Scale.from_code(code)
    assert {value: metric(name).points(value, scale) for value in points} == points
