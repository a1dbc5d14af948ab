"""Answers of the made-up company have the shape of all answers, at any size."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from luister.demo.energy.answers import generate, generate_survey
from luister.demo.energy.company import SMALL_TEAM
from luister.events.answer import AnswerStatus
from luister.events.response_batch import FIXED_COLUMNS

END = date(2026, 11, 24)


def made(answers, *, seed=7, batch_rows=50_000):
    rng = np.random.default_rng(seed)
    return list(generate(answers=answers, end=END, rng=rng, batch_rows=batch_rows))


@pytest.mark.parametrize("answers", [1, 7, 1000, 12_345])
def test_it_makes_as_many_forms_as_were_asked(answers):
    assert sum(batch.rows.num_rows for batch in made(answers)) == answers


def test_the_same_seed_gives_the_same_answers():
    first, second = made(5000), made(5000)

    assert all(one.rows.equals(other.rows) for one, other in zip(first, second, strict=True))


def test_another_seed_gives_other_answers():
    assert not made(500)[0].rows.equals(made(500, seed=8)[0].rows)


def test_a_batch_is_never_larger_than_asked():
    sizes = [batch.rows.num_rows for batch in made(10_000, batch_rows=600)]

    assert max(sizes) == 600
    assert sum(sizes) == 10_000


@pytest.mark.parametrize("place", range(4))
def test_columns_stand_as_every_reader_expects_them(place):
    batch = made(2000)[place]
    expected = list(FIXED_COLUMNS)
    expected += [pa.field(f"dimension.{name}", pa.string()) for name in batch.dimensions]
    for question in batch.questions:
        if question.scale.is_numeric:
            expected.append(pa.field(f"value.{question.id}", pa.float64()))
        else:
            expected.append(pa.field(f"text.{question.id}", pa.string()))
        expected.append(pa.field(f"status.{question.id}", pa.int8()))

    assert batch.rows.schema.equals(pa.schema(expected))


def test_every_batch_of_a_survey_has_the_same_columns():
    schemas = {}
    for batch in made(4000, batch_rows=100):
        assert schemas.setdefault(batch.survey, batch.rows.schema).equals(batch.rows.schema)
    assert list(schemas) == ["relation", "moving", "complaints", "payment"]


def test_a_value_is_there_exactly_when_it_was_answered():
    for batch in made(20_000):
        for question in batch.questions:
            kind = "value" if question.scale.is_numeric else "text"
            value = batch.rows[f"{kind}.{question.id}"]
            status = batch.rows[f"status.{question.id}"].to_numpy()
            answered = value.is_valid().to_numpy()

            assert np.array_equal(answered, status == AnswerStatus.ANSWERED), question.id
            assert set(np.unique(status)) <= set(AnswerStatus)


def test_answers_stay_on_their_scale():
    for batch in made(20_000):
        for question in batch.questions:
            if question.scale.low is not None:
                values = batch.rows[f"value.{question.id}"].to_numpy()
                values = values[~np.isnan(values)]
                assert values.min() >= question.scale.low
                assert values.max() <= question.scale.high
                assert np.array_equal(values, np.rint(values))


def test_who_stopped_half_way_answered_no_later_question():
    batch = made(40_000)[1]
    stopped = ~batch.rows["complete"].to_numpy(zero_copy_only=False)
    comment = batch.rows["status.comment"].to_numpy()
    first = batch.rows["status.nps"].to_numpy()

    assert 0.03 < stopped.mean() < 0.09
    assert set(comment[stopped]) == {AnswerStatus.NOT_ANSWERED}
    assert (first[stopped] == AnswerStatus.ANSWERED).mean() > 0.95


def test_answers_come_in_the_order_of_time_and_keys_are_never_used_twice():
    last, keys = {}, set()
    for batch in made(20_000, batch_rows=1000):
        moments = batch.rows["occurred_at"].to_numpy().astype("datetime64[s]")
        assert np.all(np.diff(moments) >= np.timedelta64(0, "s"))
        assert moments[0] >= last.get(batch.survey, moments[0])
        last[batch.survey] = moments[-1]
        keys |= set(batch.rows["key"].to_pylist())

    assert len(keys) == 20_000


def test_answers_cover_three_years_and_stop_at_the_end():
    days = [batch.rows["occurred_at"].to_numpy().astype("datetime64[D]") for batch in made(50_000)]

    assert min(day.min() for day in days) == np.datetime64("2023-11-25")
    assert max(day.max() for day in days) == np.datetime64("2026-11-24")


@pytest.mark.parametrize("answers", [1000, 100_000])
def test_one_team_has_three_answers_at_any_size(answers):
    complaints = [batch for batch in made(answers) if batch.survey == "complaints"]

    small = sum(batch.rows["team"].to_pylist().count(SMALL_TEAM) for batch in complaints)

    assert small == 3


def test_a_customer_keeps_region_and_product_for_life():
    rows = pa.concat_tables(
        batch.rows for batch in made(20_000, batch_rows=500) if batch.survey == "payment"
    )
    seen = {}
    for customer, region, segment in zip(
        rows["customer"].to_pylist(),
        rows["dimension.region"].to_pylist(),
        rows["dimension.segment"].to_pylist(),
        strict=True,
    ):
        assert seen.setdefault(customer, (region, segment)) == (region, segment)

    assert len(seen) < rows.num_rows


def test_one_survey_can_be_made_alone():
    rng = np.random.default_rng(3)
    batches = list(generate_survey("complaints", answers=2500, end=END, rng=rng, batch_rows=1000))

    assert [batch.rows.num_rows for batch in batches] == [1000, 1000, 500]
    assert {batch.survey for batch in batches} == {"complaints"}


def test_small_businesses_weigh_less_in_the_relation_since_more_of_them_are_asked():
    relation = made(10_000)[0].rows
    business = np.array(relation["dimension.segment"].to_pylist()) == "small business"
    weights = relation["weight"].to_numpy()

    assert set(weights[business]) == {0.25}
    assert weights.mean() == pytest.approx(1.03, abs=0.05)
