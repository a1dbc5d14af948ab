"""Root causes, notes, files and templates: what is taken and what is not."""

import pytest

from luister.cases import reply_words, root_causes
from luister.cases.actions import KINDS, LEVELS, checked_action_move, checked_kind, proposed
from luister.cases.attachment import LARGEST, checked_file
from luister.cases.reply_words import ReplyFilling, ReplyTemplate, ReplyText, filled, text_in
from luister.cases.root_causes import RootCause, checked_causes, checked_end
from luister.errors import MappingError


def test_every_built_in_cause_and_template_speaks_dutch_and_english():
    assert len(root_causes.DEFAULTS) == 19
    for cause in checked_causes(root_causes.DEFAULTS):
        assert set(cause.words) == {"nl", "en"}
    for template in reply_words.DEFAULTS:
        assert set(template.texts) == {"nl", "en"}
        for words in template.texts.values():
            assert reply_words.checked_text(words) == words


def test_a_taxonomy_with_holes_is_refused():
    for causes in (
        [RootCause("a", {"en": "A"}), RootCause("a", {"en": "B"})],
        [RootCause("a", {"en": " "})],
        [RootCause("a", {"en": "A"}, parent="b")],
    ):
        with pytest.raises(MappingError):
            checked_causes(causes)


def test_a_case_ends_with_a_known_outcome_and_a_cause_that_is_not_retired():
    causes = [RootCause("old", {"en": "Old"}, retired=True), RootCause("new", {"en": "New"})]
    assert checked_end("helped", "new", causes) == ("helped", "new")
    for end in (("helped", "old"), ("well", "new")):
        with pytest.raises(MappingError):
            checked_end(*end, causes)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<script>"),
        ("picture.svg", b"<svg>"),
        ("empty.txt", b""),
        ("large.txt", b"x" * (LARGEST + 1)),
        ("no.pdf", b"MZ"),
        ("noending", b"x"),
    ],
)
def test_a_file_that_may_do_harm_is_not_taken(name, content):
    with pytest.raises(MappingError):
        checked_file(name, content)


def test_a_file_loses_its_folders_and_line_ends():
    assert checked_file("../../etc/pass\r\nwd.PDF", b"%PDF-1.7") == (
        "passwd.pdf",
        "application/pdf",
    )


def test_a_place_is_filled_once_and_an_unknown_one_is_refused():
    filling = ReplyFilling(organisation="{number}", sender="An", number=7, name=None)
    words = ReplyText("Case {number}", "Dear {name},\n{organisation}", "reader")
    assert filled(words, filling) == ReplyText("Case 7", "Dear reader,\n{number}", "reader")
    with pytest.raises(MappingError, match=r"\{phone\}"):
        reply_words.checked_text(ReplyText("x", "{phone}"))


def test_the_reader_gets_their_own_language_or_one_that_there_is():
    template = ReplyTemplate("x", {"nl": ReplyText("a", "b"), "en": ReplyText("c", "d")})
    assert text_in(template, ["en-GB", "nl"])[0] == "en"
    assert text_in(template, [None, "fy"])[0] == "nl"


def test_each_level_has_its_kinds_and_a_promoter_is_thanked():
    assert set(KINDS) == set(LEVELS)
    assert checked_kind("employee", "coach") == ("employee", "coach")
    with pytest.raises(MappingError):
        checked_kind("organisation", "coach")
    kinds = [kind for _, kind in proposed("praise", has_employee=True)]
    assert kinds == ["thank", "reference", "learn", "pass_on"]
    assert all(kind in KINDS[level] for about in ("praise", "complaint")
               for level, kind in proposed(about, has_employee=True))  # fmt: skip
    with pytest.raises(MappingError, match="new action"):
        checked_action_move("done", "busy")
