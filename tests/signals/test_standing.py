from dataclasses import replace

import pytest

from luister.errors import LuisterError
from luister.estimates.estimate import Estimate
from luister.signals.standing import Weighed, standing
from luister.signals.weights import Weights, weights_from

KNOWN = Weights(
    contacts_per_customer=0.1, cost_per_contact=8, value_per_customer=300, hours_alarm=16
)


def fall(value=-8.0, low=-12.0, high=-4.0, customers=1200, kind="alarm"):
    effect = Estimate(value, low, high, 400, "points")
    return Weighed(kind=kind, customers=customers, effect=effect, span=200)


def part(found, name):
    return next(one for one in found.parts if one.name == name)


def test_a_wide_interval_stands_lower_than_a_narrow_one_of_the_same_size():
    sure, unsure = (
        standing(fall(low=low, high=high), KNOWN) for low, high in ((-9, -7), (-15, -1))
    )
    assert part(sure, "customers").value == part(unsure, "customers").value == 48
    assert (part(sure, "customers").cautious, part(unsure, "customers").cautious) == (42, 6)
    assert sure.importance > unsure.importance


def test_what_may_be_nothing_counts_as_nothing_but_is_not_unknown():
    found = part(standing(fall(low=-12, high=1), KNOWN), "customers")
    assert (found.value, found.low, found.high, found.cautious, found.points) == (48, 0, 72, 0, 0)


def test_an_unknown_part_is_left_out_and_never_a_nought():
    bare = standing(fall(), Weights())
    assert [one.points for one in bare.parts[1:]] == [None, None, None]
    assert bare.importance == bare.parts[0].points
    assert bare.cost is None


def test_each_part_counts_by_its_weight():
    found = standing(fall(), KNOWN)
    assert part(found, "contacts").value == 120
    assert found.cost == 960
    assert part(found, "value").value == 360_000
    total = sum(one.points * one.weight for one in found.parts)
    assert found.importance == pytest.approx(total / sum(one.weight for one in found.parts))


def test_what_takes_longer_to_mend_stands_lower():
    slow, quick = (standing(fall(), replace(KNOWN, hours_alarm=hours)) for hours in (70, 2))
    assert quick.importance > slow.importance


def test_good_news_stands_lower_and_causes_no_contacts():
    found = standing(fall(8.0, 4.0, 12.0), KNOWN)
    assert (found.factor, part(found, "contacts").value, found.cost) == (0.5, None, None)
    assert found.importance < standing(fall(), KNOWN).importance


def test_a_silent_feed_stands_where_the_weights_say_and_effort_alone_ranks_nothing():
    silence = Weighed(kind="silence")
    assert standing(silence, replace(KNOWN, hours_silence=1)).importance == KNOWN.unweighed


def test_a_customer_who_is_known_is_weighed_by_what_is_known_of_him():
    one = replace(fall(customers=1, kind="answer"), contacts=3, value=5000)
    found = standing(one, KNOWN)
    assert (part(found, "contacts").value, part(found, "value").value) == (3, 5000)


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"customer": 1}, "no weight 'customer'"),
        ({"customers": -1}, "customers is -1"),
        ({"good_news": 2}, "good_news is 2"),
        ({"customers": None}, "customers is None"),
        ({"full_hours": 0}, "full_hours is 0"),
        (dict.fromkeys(("customers", "contacts", "value", "effort"), 0), "counts for nothing"),
    ],
)
def test_weights_that_cannot_be_are_refused(told, problem):
    with pytest.raises(LuisterError, match=problem):
        weights_from(told)
