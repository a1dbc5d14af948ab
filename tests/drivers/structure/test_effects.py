"""Effects through others: the numbers that lavaan makes of labelled paths, for every pair and without labels."""

import pytest

from luister.drivers.structure.completion import Custom
from luister.drivers.structure.fitting import Wishes, fitted
from luister.drivers.structure.syntax import model_text

FACTORS = "visual =~ x1+x2+x3\ntextual =~ x4+x5+x6\nspeed =~ x7+x8+x9"
CHAIN = f"{FACTORS}\ntextual ~ a*visual\nspeed ~ b*textual + c*visual\nthrough := a*b\nwhole := c + a*b"


def rows(solution):
    return {one.lhs: one for one in solution.parameters if one.op == ":="}


@pytest.mark.parametrize("estimator", ["ml", "mlr"])
def test_they_are_the_numbers_defined_by_labels_with_the_same_doubt(answers, estimator):
    found = fitted(
        model_text(CHAIN), answers("HolzingerSwineford1939"), estimator=estimator, custom=Custom()
    )

    (effect,) = found.effects
    assert (effect.cause, effect.effect, effect.group) == ("visual", "speed", 1)
    for name, figure in (("through", effect.indirect), ("whole", effect.total)):
        defined = rows(found)[name]
        for one in ("est", "se", "low", "high", "std"):
            assert getattr(figure, one) == pytest.approx(getattr(defined, one), abs=1e-7), one


def test_samples_drawn_anew_give_their_intervals(answers):
    found = fitted(
        model_text(CHAIN), answers("HolzingerSwineford1939"), wishes=Wishes(samples=40, seed=2)
    )

    (effect,) = found.effects
    through = rows(found)["through"]
    assert (effect.indirect.low, effect.indirect.high) == pytest.approx(
        (through.low, through.high)
    )
    assert effect.indirect.se == pytest.approx(through.se)


def test_each_group_has_its_own_and_paths_without_a_way_round_are_not_told_again(answers):
    plain = f"{FACTORS}\ntextual ~ visual\nspeed ~ textual"

    both = fitted(model_text(plain), answers("HolzingerSwineford1939", "school"))
    flat = fitted(model_text(f"{FACTORS}\nspeed ~ textual"), answers("HolzingerSwineford1939"))

    assert [(one.cause, one.effect, one.group) for one in both.effects] == [
        ("visual", "speed", 1),
        ("visual", "speed", 2),
    ]
    assert both.effects[0].direct.est == 0
    assert both.effects[0].total.est != both.effects[1].total.est
    assert flat.effects == ()
