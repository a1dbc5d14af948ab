from dataclasses import replace

from luister.surveys.changes import changes
from luister.surveys.condition import Check, Condition
from luister.surveys.definition import Item, Page, SurveyDefinition


def item(name, text="words", **more):
    return Item(id=name, kind="nps", text={"nl": text}, **more)


def survey(*items, **more):
    return SurveyDefinition(
        name="test",
        kind="other",
        languages=("nl",),
        title={"nl": "Test"},
        pages=(Page(items=items),),
        **more,
    )


def told(now, then):
    return [
        (one.item.id, one.what, one.parts, one.breaks_trend) for one in changes(now, then).items
    ]


def test_the_same_survey_has_no_changes():
    assert changes(survey(item("a")), survey(item("a"))).is_none


def test_items_are_added_changed_and_removed():
    then, now = survey(item("a"), item("b")), survey(item("a", "other words"), item("c"))
    assert told(now, then) == [
        ("c", "added", (), False),
        ("a", "changed", ("text",), True),
        ("b", "removed", (), False),
    ]


def test_only_other_words_or_another_scale_break_a_trend():
    then = survey(item("a"), item("b"))
    shown = Condition(((Check("a", "answered"),),))
    assert told(survey(item("a"), item("b", show_if=shown)), then) == [
        ("b", "changed", ("show_if",), False)
    ]
    now = survey(item("a"), replace(item("b"), text={"nl": "words", "en": "in English"}))
    assert told(now, then) == [("b", "changed", ("text",), False)]


def test_another_order_is_told_but_not_that_of_what_is_new():
    then = survey(item("a"), item("b"))
    assert changes(survey(item("b"), item("a")), then).is_reordered
    assert not changes(survey(item("c"), item("a"), item("b")), then).is_reordered


def test_what_stands_around_the_questions_is_told():
    then = survey(item("a"))
    now = replace(then, title={"nl": "Other"}, pages=(replace(then.pages[0], is_shuffled=True),))
    assert changes(now, then).parts == ("title", "pages")
