import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from luister.errors import UnknownNameError
from luister.loop import design, edit, keep
from luister.loop.edit import ChangedMeanwhileError, Item, Page, SurveyDefinition

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def survey(name="relation"):
    items = tuple(Item(id=one, kind="text", text={"nl": one}) for one in ("a", "b"))
    return SurveyDefinition(
        name=name,
        kind="other",
        languages=("nl",),
        title={"nl": "Relatie"},
        pages=(Page(items=items),),
    )


@pytest.fixture
def store(tmp_path):
    opened = keep.open_home(tmp_path / "home")
    yield opened
    opened.close()


def reworded(item_id, text):
    def changed(draft):
        item = edit.item_named(draft, item_id)
        return edit.with_item_changed(draft, item_id, replace(item, text={"nl": text}))

    return changed


def words(store):
    return [item.text["nl"] for item in design.draft(store, "relation").items]


def test_a_change_starts_from_the_newest_draft(store):
    edit.begin(store, survey(), now=NOW)
    edit.change(store, "relation", reworded("a", "first"), now=NOW)
    edit.change(store, "relation", reworded("b", "second"), now=NOW)
    assert words(store) == ["first", "second"]


def test_who_comes_second_starts_again_and_nothing_is_lost(store):
    edit.begin(store, survey(), now=NOW)
    attempts = []

    def slow(draft):
        if not attempts:
            edit.change(store, "relation", reworded("a", "theirs"), now=NOW)
        attempts.append(draft)
        return reworded("b", "mine")(draft)

    edit.change(store, "relation", slow, now=NOW)
    assert len(attempts) == 2
    assert words(store) == ["theirs", "mine"]


def test_many_at_once_all_have_their_way(store):
    edit.begin(store, replace(survey(), pages=(Page(items=()),)), now=NOW)

    def add(number):
        item = Item(id=f"q{number}", kind="text", text={})
        edit.change(store, "relation", lambda draft: edit.with_item(draft, 0, item), now=NOW)

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    kept = {item.id for item in design.draft(store, "relation").items}
    assert kept == {f"q{number}" for number in range(8)}


def test_a_part_that_somebody_else_changed_is_refused(store):
    edit.begin(store, survey(), now=NOW)
    seen = edit.stamp(edit.item_named(design.draft(store, "relation"), "a"))
    edit.change(store, "relation", reworded("a", "theirs"), now=NOW)

    def mine(draft):
        edit.refuse_if_changed(edit.item_named(draft, "a"), seen)
        return reworded("a", "mine")(draft)

    with pytest.raises(ChangedMeanwhileError) as refused:
        edit.change(store, "relation", mine, now=NOW)
    assert refused.value.theirs.text == {"nl": "theirs"}
    assert words(store) == ["theirs", "b"]


def test_a_change_that_changes_nothing_makes_no_draft(store):
    edit.begin(store, survey(), now=NOW)
    before = design.survey(store, "relation").stamp
    edit.change(store, "relation", lambda draft: draft, now=NOW)
    assert design.survey(store, "relation").stamp == before


def test_a_new_survey_takes_the_next_free_name(store):
    names = [edit.begin(store, survey("re-lation"), now=NOW).name for _ in range(2)]
    names.append(edit.begin(store, survey("new"), now=NOW).name)
    assert names == ["re_lation", "re_lation_2", "new_2"]


def test_a_survey_that_is_not_there_cannot_be_changed(store):
    with pytest.raises(UnknownNameError):
        edit.change(store, "nothing", lambda draft: draft, now=NOW)
