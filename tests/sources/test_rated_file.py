"""Columns of a file are read as ratings; text among them is refused with its row."""

import numpy as np
import pytest

from luister.errors import LuisterError, UnknownNameError, UnreadableFileError
from luister.events.answer import AnswerStatus
from luister.sources.rated_file import rated_file


def written(tmp_path, text):
    path = tmp_path / "ratings.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_ratings_are_read_by_name_with_what_is_missing(tmp_path):
    path = written(tmp_path, "q1;q2;team\n1;4,5;North\nNA;3;South\n;2;North\n")
    found = rated_file(path, ratings=["q2", "q1"], groups=["team"])
    np.testing.assert_array_equal(found.values, [[4.5, 1], [3, np.nan], [2, np.nan]])
    team = found.groups["team"]
    assert [team.names[code] for code in team.codes] == ["North", "South", "North"]


def test_text_in_a_rating_names_column_row_and_text(tmp_path):
    path = written(tmp_path, "q1,q2\n1,2\ngood,3\nbad,4\n")
    with pytest.raises(LuisterError, match=r'"q1" has text .*"good" in row 3, and 1 more'):
        rated_file(path, ratings=["q1", "q2"])


def test_text_in_another_column_does_no_harm(tmp_path):
    path = written(tmp_path, "name,q2\nAnn,2\nBo,3\n")
    np.testing.assert_array_equal(rated_file(path, ratings=["q2"]).values, [[2.0], [3.0]])


def test_a_column_that_is_not_there_is_named_with_its_neighbours(tmp_path):
    path = written(tmp_path, "waiting,price\n2,2\n3,1\n")
    with pytest.raises(UnknownNameError, match=r'no column "waitng".*waiting'):
        rated_file(path, ratings=["waitng"])


def test_yes_and_no_are_numbers_and_not_applicable_is_told_from_empty(tmp_path):
    path = written(tmp_path, "q1,q2\nJa,4\nno,n.v.t.\n1,\n")
    found = rated_file(path, ratings=["q1", "q2"])
    np.testing.assert_array_equal(found.values, [[1, 4], [0, np.nan], [1, np.nan]])
    assert found.status[:, 1].tolist() == [
        AnswerStatus.ANSWERED,
        AnswerStatus.NOT_APPLICABLE,
        AnswerStatus.NOT_ANSWERED,
    ]


def test_a_heading_alone_is_no_file_of_answers(tmp_path):
    with pytest.raises(UnreadableFileError, match="no rows"):
        rated_file(written(tmp_path, "q1,q2\n"), ratings=["q1"])


def test_a_thing_and_that_it_is_not_are_one_and_nought(tmp_path):
    path = written(tmp_path, "left,gone\nChurned,niet opgezegd\nnot churned,Opgezegd\n,opgezegd\n")
    found = rated_file(path, ratings=["left", "gone"])
    np.testing.assert_array_equal(found.values, [[1, 0], [0, 1], [np.nan, 1]])


def test_the_answer_that_is_named_is_one_and_others_are_nought(tmp_path):
    path = written(tmp_path, "state,q2\nleft,1\nstays,2\nunsure,3\nn/a,4\n")
    found = rated_file(path, ratings=["state", "q2"], yes={"state": "Left"})
    np.testing.assert_array_equal(found.values[:, 0], [1, 0, 0, np.nan])
    assert found.status[3, 0] == AnswerStatus.NOT_APPLICABLE
    with pytest.raises(LuisterError, match="Nobody answered 'away' to 'state'"):
        rated_file(path, ratings=["state"], yes={"state": "away"})
    with pytest.raises(UnreadableFileError) as refused:
        rated_file(path, ratings=["state"], yes={"state": ""})
    assert "counts as yes" in refused.value.hint


def test_rows_weigh_by_the_column_named_or_by_one_whose_heading_says_so(tmp_path):
    path = written(tmp_path, "q1,weging,other\n1,2,1\n2,0.5,3\n")
    np.testing.assert_array_equal(rated_file(path, ratings=["q1"]).weights, [2, 0.5])
    named = rated_file(path, ratings=["q1"], weight="other")
    np.testing.assert_array_equal(named.weights, [1, 3])
    assert rated_file(path, ratings=["q1", "weging"]).weights is None


def test_a_weight_that_is_none_is_refused_only_where_the_column_was_named(tmp_path):
    path = written(tmp_path, "q1,weight\n1,2\n2,-1\n")
    assert rated_file(path, ratings=["q1"]).weights is None
    with pytest.raises(UnreadableFileError, match=r'"weight" has no weight in row 3: "-1"'):
        rated_file(path, ratings=["q1"], weight="weight")
