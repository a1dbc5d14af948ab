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
