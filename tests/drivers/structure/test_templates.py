"""Models to begin with can be read, and R code says the same model."""

import pytest

from luister.drivers.structure.completion import Custom
from luister.drivers.structure.invariance import invariance_steps
from luister.drivers.structure.r_code import r_code
from luister.drivers.structure.syntax import model_text
from luister.drivers.structure.templates import TEMPLATES, Section, filled_in, proposed
from luister.errors import LuisterError
from luister.estimates.model_request import ModelRequest


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.id)
def test_every_template_becomes_a_model_with_all_its_paths(template):
    items = {name: [f"{name}{place}" for place in (1, 2, 3)] for name in template.constructs}
    read = model_text(filled_in(template, items))
    assert read.latents == template.constructs
    assert {one: read.causes(one) for one in template.paths} == dict(template.paths)


def test_constructs_without_items_are_left_out_with_their_paths():
    template = next(one for one in TEMPLATES if one.id == "loyalty_chain")
    read = model_text(filled_in(template, {"satisfaction": ["s 1", "s 2"], "loyalty": ["l1"]}))
    assert read.latents == ("satisfaction", "loyalty")
    assert read.observed[:2] == ("s 1", "s 2")
    assert read.causes("loyalty") == ("satisfaction",)


def test_sections_become_constructs_that_lead_to_the_outcome():
    sections = [
        Section("At the gate", ("g1", "g2")),
        Section("At the gate", ("h1", "h2", "nps")),
        Section("2 alone", ("x",)),
        Section("3 together", ("y", "z")),
    ]
    read = model_text(proposed(sections, "nps"))
    assert read.latents == ("At_the_gate", "At_the_gate_2", "section_4")
    assert read.causes("nps") == read.latents


def test_r_code_renames_what_r_does_not_take():
    said = "f =~ `waiting time` + b + c"
    code = r_code(
        model_text(said), custom=Custom(), request=ModelRequest(text=said, group="my team")
    )
    assert 'names(answers)[names(answers) == "waiting time"] <- "v_waiting_time"' in code
    assert "f =~ v_waiting_time + b + c" in code
    assert 'group = "my team"' in code


def test_steps_of_invariance_need_groups_and_rest_on_one_another(answers):
    text = model_text("visual =~ x1+x2+x3\ntextual =~ x4+x5+x6\nspeed =~ x7+x8+x9")
    steps = invariance_steps(text, answers("HolzingerSwineford1939", "school"))
    assert [(one.name, one.holds) for one in steps] == [
        ("configural", True),
        ("metric", True),
        ("scalar", False),
        ("strict", False),
    ]
    assert steps[1].chi2_more == pytest.approx(124.04354418 - 115.85134388, abs=1e-6)
    with pytest.raises(LuisterError, match="there is one"):
        invariance_steps(text, answers("HolzingerSwineford1939"))
