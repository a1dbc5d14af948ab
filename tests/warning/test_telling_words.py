"""Words stand out when a place and a time write them more than before and more than the rest."""

import numpy as np
import pytest

from luister.warning.telling_words import FEWEST_COMMENTS, telling_words
from luister.warning.word_counts import terms, word_counts

USUAL = [
    "vriendelijk geholpen",
    "duidelijke uitleg",
    "prijs hoog",
    "prima geregeld",
    "factuur klopte",
]


def found(here, before, rest):
    told = telling_words(word_counts(here), word_counts(before), word_counts(rest))
    return [one.words for one in told]


def test_a_new_complaint_stands_out_with_its_counts():
    here = ["nieuwe systeem werkt niet"] * 8 + USUAL * 4
    told = telling_words(word_counts(here), word_counts(USUAL * 40), word_counts(USUAL * 60))

    first = next(one for one in told if "systeem" in one.words)
    assert (first.count, first.comments) == (8, 28)
    assert (first.before, first.rest) == ((0, 200), (0, 300))
    assert first.times > 10


def test_what_everybody_writes_now_does_not_stand_out_here():
    here, rest = ["staking post"] * 9 + USUAL * 4, ["staking post"] * 90 + USUAL * 40

    assert found(here, USUAL * 40, rest) == []


def test_what_this_place_always_wrote_does_not_stand_out_now():
    here, before = ["windmolen lawaai"] * 9 + USUAL * 4, ["windmolen lawaai"] * 90 + USUAL * 40

    assert found(here, before, USUAL * 60) == []


def test_without_a_rest_only_before_counts():
    assert found(["lang wachten"] * 9 + USUAL * 4, USUAL * 40, []) == ["lang wachten"]


def test_a_word_of_one_voice_is_never_named():
    here = ["zeldzaam woord"] * (FEWEST_COMMENTS - 1) + USUAL * 4

    assert found(here, USUAL * 400, USUAL * 600) == []


def test_a_pair_takes_the_place_of_its_words():
    assert found(["achterstand klachten"] * 9 + USUAL * 4, USUAL * 40, USUAL * 60) == [
        "achterstand klachten"
    ]


def test_a_word_in_many_company_keeps_its_own_place():
    here = [
        f"achterstand {other}" for other in ("groot", "lang", "weken", "erg") for _ in range(3)
    ]

    assert found(here + USUAL * 4, USUAL * 40, USUAL * 60)[0] == "achterstand"


def test_negations_stand_only_in_pairs():
    assert "niet" not in terms("Het werkt niet")
    assert "werkt niet" in terms("Het werkt niet")


def test_stop_words_of_both_languages_are_left_out():
    assert terms("Het is the same als what we had") == frozenset()


def test_no_comments_no_words():
    assert found([], USUAL, USUAL) == []


@pytest.mark.parametrize("comments", [30, 200])
def test_where_all_write_alike_few_words_stand_out(comments):
    rng = np.random.default_rng(comments)
    vocabulary = np.array(
        [f"woord{'abcdefghij'[i // 10]}{'abcdefghij'[i % 10]}" for i in range(100)]
    )
    odds = 1 / np.arange(1, 101)

    def some(n):
        return [" ".join(words) for words in rng.choice(vocabulary, (n, 6), p=odds / odds.sum())]

    named = [bool(found(some(comments), some(200), some(200))) for _ in range(30)]

    # One in twenty is stated; of 30 that is 1.5, give or take twice the chance (1.2).
    assert sum(named) <= 4
