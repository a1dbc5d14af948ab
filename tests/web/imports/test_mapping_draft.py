"""A mapping survives its page: what was not changed stays to the letter."""

import pytest

from luister_web.imports.mapping_draft import (
    codes_shown,
    codes_written,
    corrected,
    differences,
    read_draft,
    shown_fields,
    written,
)

NASTY = [
    'say "yes"',
    "back\\slash",
    "two\nlines",
    "tab\there",
    "naïve – café ☕",
    "'''",
    "a.b]c[",
    "\x1f\x7f",
    "=1+1",
    "",
]


def mapping(*columns, **head) -> str:
    return written({**head, "column": list(columns)})


def sent(text: str) -> dict[str, str]:
    """The fields of a page that shows this mapping, as a browser sends them."""
    fields = {}
    for place, column in enumerate(read_draft(text)["column"]):
        fields |= {f"{key}-{place}": value for key, value in shown_fields(column).items()}
        fields[f"is_shown-{place}"] = "yes"
    return fields


@pytest.mark.parametrize("words", NASTY)
def test_any_words_are_written_and_read_the_same(words):
    column = {"name": f"x{words}", "role": "question", "scale": "text", "label": words}
    assert read_draft(mapping(column))["column"] == [column]


@pytest.mark.parametrize("words", NASTY)
def test_a_page_sent_back_unchanged_changes_nothing(words):
    text = mapping(
        {
            "name": f"x{words}",
            "role": "question",
            "scale": "nps:0-10",
            "label": words,
            "missing": {"not_answered": ["", "11", "n/a"]},
            "labels": {"0": words},
            "check": ["missing"],
        },
        {"name": "day", "role": "date", "date": {"format": "day of month", "year": 2017}},
        survey="s",
        constants={"process": "moving"},
        file={"delimiter": "\t"},
    )
    given = sent(text) | {"constant-process": "moving", "file-delimiter": "\t"}
    assert read_draft(corrected(text, given, shown=text)) == read_draft(text)


def test_another_meaning_drops_what_only_the_earlier_one_had():
    text = mapping(
        {"name": "a", "role": "question", "scale": "nps", "headline": True, "check": ["missing"]}
    )
    (column,) = read_draft(corrected(text, {"meaning-0": "team"}, shown=text))["column"]
    assert column == {"name": "a", "role": "team"}


def test_a_change_follows_its_column_to_another_place():
    shown = mapping({"name": "a", "role": "ignore"}, {"name": "b", "role": "ignore"})
    text = mapping({"name": "b", "role": "ignore"}, {"name": "new a", "match": ["a"]})
    after = corrected(text, {"meaning-0": "team"}, shown=shown)
    assert [column.get("role") for column in read_draft(after)["column"]] == ["ignore", "team"]


@pytest.mark.parametrize("codes", [[], [""], ["11"], ["", "99", "n/a"]])
def test_missing_codes_are_read_as_they_are_shown(codes):
    assert codes_written(codes_shown(codes)) == codes


def test_new_renamed_and_gone_columns_are_told_apart():
    before = mapping({"name": "a"}, {"name": "b"}, {"name": "c"})
    after = mapping({"name": "a"}, {"name": "b2", "match": ["b"]}, {"name": "d"})
    assert sorted(differences(before, after)) == [
        ("gone", "c"),
        ("new", "d"),
        ("renamed", "b → b2"),
    ]
