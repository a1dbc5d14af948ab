"""Lavaan's syntax is read as lavaan reads it, and refused with the line and the cure."""

import pytest

from luister.drivers.structure.model_text import Defined, Equality, Formula
from luister.drivers.structure.syntax import model_text
from luister.drivers.structure.tokens import ModelSyntaxError


def formulas(text: str) -> list[str]:
    return [str(one) for one in model_text(text).formulas]


def test_items_paths_covariances_and_intercepts_are_read():
    text = "f =~ x1 + x2\ng =~ y1+y2 ; g ~ f + age\nx1 ~~ x2 + y1\ng ~ 1"
    assert formulas(text) == [
        *("f =~ x1", "f =~ x2", "g =~ y1", "g =~ y2"),
        *("g ~ f", "g ~ age", "x1 ~~ x2", "x1 ~~ y1", "g ~1"),
    ]


def test_the_model_knows_its_constructs_items_and_columns():
    model = model_text("f =~ x1 + x2\nh <~ z1 + z2\ng ~ f + h\nf ~ age")
    assert model.latents == ("f",)
    assert model.composites == ("h",)
    assert model.observed == ("x1", "x2", "z1", "z2", "g", "age")
    assert model.items("h") == ("z1", "z2")
    assert model.causes("g") == ("f", "h")


def test_a_formula_goes_on_over_lines_and_past_comments():
    text = "# the model\nf =~ x1 +  # first\n     x2 +\n\n     x3\ng ~\n  f ! done\n"
    assert formulas(text) == ["f =~ x1", "f =~ x2", "f =~ x3", "g ~ f"]
    assert [one.line for one in model_text(text).formulas] == [2, 3, 5, 7]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("f =~ 1*x", {"fixed": (1.0,)}),
        ("f =~ NA*x", {"fixed": (None,)}),
        ("f =~ -0.5*x", {"fixed": (-0.5,)}),
        ("f =~ a*x", {"labels": ("a",)}),
        ('f =~ label("a b")*x', {"labels": ("a b",)}),
        ("f =~ start(0.8)*x", {"starts": (0.8,)}),
        ("f =~ 0.8?x", {"starts": (0.8,)}),
        ("f =~ c(a, b)*x", {"labels": ("a", "b")}),
        ("f =~ c(1, NA)*x", {"fixed": (1.0, None)}),
        ("f =~ start(c(.5, 1e-1))*x", {"starts": (0.5, 0.1)}),
        ("f =~ a*x + start(2)*x", {"labels": ("a",), "starts": (2.0,)}),
        ("f =~ a*start(2)*x", {"labels": ("a",), "starts": (2.0,)}),
    ],
)
def test_what_is_said_of_a_parameter_is_kept(text, said):
    assert model_text(text).formulas == (Formula("f", "=~", "x", 1, **said),)


def test_an_intercept_may_be_fixed_freed_or_labelled():
    model = model_text("x ~ 0*1\ny ~ NA*1\nz ~ m*1\nw ~ 0")
    assert [one.op for one in model.formulas] == ["~1"] * 4
    assert [one.fixed for one in model.formulas] == [(0.0,), (None,), (), (0.0,)]


def test_thresholds_and_scales_are_read():
    assert formulas("x | t1 + t2\nx ~*~ 1*x") == ["x | t1", "x | t2", "x ~*~ x"]


def test_defined_numbers_and_equalities_are_kept_as_typed():
    model = model_text("m ~ a*x\ny ~ b*m + c*x\ntotal := a * b+c # all\na == b")
    assert model.defined == (Defined("total", "a * b + c", 3),)
    assert model.equalities == (Equality("a", "b", 4),)


def test_equal_gives_both_parameters_one_label():
    model = model_text('f =~ x1 + x2 + equal("f=~x2")*x3')
    assert model.formulas[1].labels == model.formulas[2].labels != ()


def test_a_covariance_is_one_parameter_both_ways():
    assert formulas("x ~~ y\ny ~~ 0*x") == ["x ~~ y"]
    assert model_text("x ~~ y\ny ~~ 0*x").formulas[0].fixed == (0.0,)


def test_names_with_other_signs_stand_between_backticks():
    assert model_text("f =~ `waiting time` + `q-2`").observed == ("waiting time", "q-2")


@pytest.mark.parametrize(
    ("text", "line", "problem", "hint"),
    [
        ("", 1, "there is no formula", "=~"),
        ("f = x1", 1, 'the sign "="', "backticks"),
        ("\nsatisfaction", 2, "is no formula", "Begin with"),
        ("f =~ x1\ng =~", 2, 'nothing stands right of "=~"', "Name what stands right"),
        ("~ x", 1, 'nothing stands left of "~"', "Name what stands left"),
        ("f =~ x1 x2", 1, '"x1 x2" is no variable', '"+" between'),
        ("f =~ x1 + + x2", 1, 'a "+" has nothing', "both sides"),
        ("f =~ x1 + 2", 1, 'the number "2"', "0.5*x"),
        ("f =~ f", 1, "both sides", "f ~~ f"),
        ("y ~ x:z", 1, "product of variables", '"+"'),
        ("y ~ x ~ z", 1, "second", "own line"),
        ("y ~ foo(1)*x", 1, '"foo()" is not known', "start()"),
        ("y ~ start(a)*x", 1, "is no number", "0.5"),
        ("a > 0", 1, "bounds", "Take the line out"),
        ("group: 1\nf =~ x", 1, "is no formula", "Begin"),
        ('f =~ equal("f=~z")*x', 1, "not in the model", "as it is written"),
        ("y ~ start(1*x", 1, "not closed", ")"),
    ],
)
def test_a_mistake_names_its_line_and_the_cure(text, line, problem, hint):
    with pytest.raises(ModelSyntaxError) as refused:
        model_text(text)
    assert refused.value.line == line
    assert problem in refused.value.problem
    assert hint in refused.value.hint
