"""Two people at the same draft: the later one is warned, and nothing is lost."""

import pytest

from luister.loop import design, edit
from luister_web.current_home import home
from web.surveys.some_survey import drafted

pytestmark = pytest.mark.django_db
NPS = "/surveys/relation/questions/nps/"
WHY = "/surveys/relation/questions/why/"
PAGE = "/surveys/relation/pages/1/"
TEXTS = "/surveys/relation/texts/"


@pytest.fixture
def two(cast, signed_in):
    drafted()
    for one in (cast.manager, cast.analyst):
        one.language = "en"
        one.save()
    return signed_in("manager"), signed_in("analyst")


def kept():
    return design.draft(home(), "relation")


def stamp_in(page):
    return page.context["stamp"]


def test_they_change_different_questions_and_both_have_their_way(two):
    first, second = two
    seen = [stamp_in(first.get(NPS)), stamp_in(second.get(WHY))]
    assert first.post(NPS, {"stamp": seen[0], "text_en": "One"}).status_code == 302
    assert second.post(WHY, {"stamp": seen[1], "text_en": "Two"}).status_code == 302
    assert [item.text["en"] for item in kept().items][:2] == ["One", "Two"]


def test_the_later_change_of_one_question_is_warned_and_shown_with_theirs(two):
    first, second = two
    seen = stamp_in(second.get(NPS))
    first.post(NPS, {"stamp": seen, "text_en": "Theirs"})
    answer = second.post(NPS, {"stamp": seen, "text_en": "Mine"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else changed this" in page
    assert "Theirs" in page
    assert ">Mine</textarea>" in page
    assert edit.item_named(kept(), "nps").text["en"] == "Theirs"
    second.post(NPS, {"stamp": stamp_in(answer), "text_en": "Mine"})
    assert edit.item_named(kept(), "nps").text["en"] == "Mine"


def test_a_change_by_itself_is_warned_too(two):
    first, second = two
    seen = stamp_in(second.get(NPS))
    first.post(NPS, {"stamp": seen, "text_en": "Theirs"})
    answer = second.post(NPS, {"stamp": seen, "text_en": "Mine", "do": "auto"})
    assert answer.status_code == 409
    assert edit.item_named(kept(), "nps").text["en"] == "Theirs"


def test_a_question_that_was_taken_away_can_be_put_back(two):
    first, second = two
    seen = stamp_in(second.get(WHY))
    first.post(WHY, {"stamp": seen, "do": "drop"})
    mine = {"stamp": seen, "kind": "text", "text_nl": "Van mij", "text_en": "Mine"}
    answer = second.post(WHY, mine)
    assert answer.status_code == 409
    assert "took this question away" in answer.content.decode()
    assert ">Mine</textarea>" in answer.content.decode()
    assert [item.id for item in kept().items] == ["nps", "what"]
    second.post(WHY, mine | {"stamp": stamp_in(answer)})
    assert [item.id for item in kept().items] == ["nps", "what", "why"]
    assert kept().items[-1].text == {"nl": "Van mij", "en": "Mine"}


def test_the_later_change_of_a_page_is_warned(two):
    first, second = two
    seen = stamp_in(second.get(PAGE))
    first.post(PAGE, {"stamp": seen, "title_en": "Theirs"})
    answer = second.post(PAGE, {"stamp": seen, "title_en": "Mine"})
    assert answer.status_code == 409
    assert 'value="Mine"' in answer.content.decode()
    assert kept().pages[0].title["en"] == "Theirs"


def test_a_question_changed_meanwhile_does_not_hold_up_its_page(two):
    first, second = two
    seen = stamp_in(second.get(PAGE))
    first.post(NPS, {"text_en": "Theirs"})
    assert second.post(PAGE, {"stamp": seen, "title_en": "Mine"}).status_code == 302
    assert kept().pages[0].title["en"] == "Mine"
    assert kept().items[0].text["en"] == "Theirs"


def test_the_later_change_of_the_texts_is_warned(two):
    first, second = two
    seen = stamp_in(second.get(TEXTS))
    first.post(TEXTS, {"stamp": seen, "title_en": "Theirs"})
    answer = second.post(TEXTS, {"stamp": seen, "title_en": "Mine"})
    assert answer.status_code == 409
    assert 'value="Mine"' in answer.content.decode()
    assert kept().title["en"] == "Theirs"


def test_what_was_not_seen_is_not_published(two):
    first, second = two
    seen = stamp_in(second.get("/surveys/relation/publish/"))
    first.post(NPS, {"text_en": "Theirs"})
    answer = second.post("/surveys/relation/publish/", {"stamp": seen})
    assert answer.status_code == 409
    assert design.survey(home(), "relation").version is None


def test_the_later_change_of_the_look_is_warned(two):
    first, second = two
    look = "/surveys/relation/look/"
    seen = stamp_in(second.get(look))
    first.post(look, {"stamp": seen, "colour": "#aa0000"})
    answer = second.post(look, {"stamp": seen, "colour": "#004400"})
    assert answer.status_code == 409
    assert "#aa0000" in answer.content.decode()
    assert kept().look.colour == "#aa0000"
    second.post(look, {"stamp": stamp_in(answer), "colour": "#004400"})
    assert kept().look.colour == "#004400"
