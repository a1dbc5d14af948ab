"""Beginning a survey, publishing it, opening and closing it, and its files; who may do so."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from luister.loop import design, edit
from luister.surveys.fault import SAYINGS
from luister_web.current_home import home
from luister_web.surveys import core_sentences
from web.surveys.some_survey import drafted, published, relation

pytestmark = pytest.mark.django_db
MAY = ("manager", "director", "analyst", "administrator")
MAY_NOT = ("employee", "leader_north", "leader_south")


@pytest.fixture
def browser(cast, signed_in):
    """A manager who reads English."""
    cast.manager.language = "en"
    cast.manager.save()
    return signed_in("manager")


def names():
    return [one.name for one in design.surveys(home())]


def words_of(answer):
    return answer.content.decode()


def upload(browser, text, name="survey.json"):
    file = SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
    return browser.post("/surveys/from-file/", {"file": file})


@pytest.mark.parametrize("who", MAY)
def test_who_may_make_surveys_does_all_of_it(signed_in, who):
    browser = signed_in(who)
    assert (
        browser.post("/surveys/new/", {"preset": "relation"})["Location"] == "/surveys/relation/"
    )
    send = {"text_nl": "Hoe dan?", "stamp": ""}
    assert browser.post("/surveys/relation/questions/why/", send).status_code == 302
    seen = edit.stamp(design.draft(home(), "relation"))
    assert browser.post("/surveys/relation/publish/", {"stamp": seen}).status_code == 302
    assert browser.post("/surveys/relation/open/", {"open": "no"}).status_code == 302
    assert browser.post("/surveys/relation/copy/").status_code == 302
    assert browser.post("/surveys/relation_2/remove/").status_code == 302
    assert browser.get("/surveys/relation/file/surveyjs/").status_code == 200
    assert names() == ["relation"]


@pytest.mark.parametrize("who", MAY_NOT)
def test_who_may_not_make_surveys_changes_nothing(signed_in, who):
    survey = drafted()
    browser = signed_in(who)
    for path in ("", "questions/nps/", "pages/1/", "texts/", "look/", "publish/", "preview/"):
        assert browser.get(f"/surveys/relation/{path}").status_code == 403
        assert browser.post(f"/surveys/relation/{path}", {"do": "add:0:nps"}).status_code == 403
    for path in ("open/", "remove/", "copy/"):
        assert browser.post(f"/surveys/relation/{path}").status_code == 403
    assert browser.post("/surveys/new/", {"preset": "relation"}).status_code == 403
    assert design.draft(home(), "relation") == survey
    assert names() == ["relation"]


@pytest.mark.parametrize("preset", [one.name for one in design.presets()])
def test_every_ready_made_survey_begins_with_one_click_and_has_no_faults(browser, preset):
    assert f'value="{preset}"' in words_of(browser.get("/surveys/new/"))
    answer = browser.post("/surveys/new/", {"preset": preset})
    assert words_of(browser.get(answer["Location"])).count('class="survey-row"') <= 6
    assert design.faults(design.draft(home(), preset)) == ()


def test_an_empty_survey_begins_with_a_title_and_a_language(browser):
    answer = browser.post("/surveys/new/", {"title": "Hoe gaat het?", "language": "nl"})
    assert answer["Location"] == "/surveys/hoe_gaat_het/"
    survey = design.draft(home(), "hoe_gaat_het")
    assert (survey.title, survey.languages) == ({"nl": "Hoe gaat het?"}, ("nl",))
    assert browser.get("/surveys/hoe_gaat_het/").status_code == 200
    assert browser.get("/surveys/hoe_gaat_het/preview/").status_code == 200


@pytest.mark.parametrize("given", [{}, {"title": "  "}, {"title": "x", "language": "klingon"}])
def test_a_survey_without_a_title_or_language_is_not_begun(browser, given):
    assert browser.post("/surveys/new/", given).status_code == 422
    assert names() == []


def test_a_ready_made_survey_that_is_none_is_not_found(browser):
    assert browser.post("/surveys/new/", {"preset": "../etc"}).status_code == 404


def test_a_file_of_our_own_comes_back_the_same(browser):
    survey = published()
    text = words_of(browser.get("/surveys/relation/file/luister/?version=1"))
    answer = upload(browser, text)
    assert answer["Location"] == "/surveys/relation_2/converted/"
    assert "Everything in the file was taken over" in words_of(browser.get(answer["Location"]))
    assert design.renamed(design.draft(home(), "relation_2"), "relation") == survey


def test_what_was_not_taken_over_is_listed_by_name(browser):
    text = json.dumps(
        {
            "title": "Theirs",
            "pages": [
                {
                    "elements": [
                        {"type": "comment", "name": "why", "title": "Why?"},
                        {"type": "signaturepad", "name": "sign", "title": "Sign here"},
                        {
                            "type": "text",
                            "name": "more",
                            "title": "More?",
                            "visibleIf": "age({why}) > 3 + 4",
                        },
                    ]
                }
            ],
        }
    )
    page = words_of(browser.get(upload(browser, text)["Location"]))
    assert "Sign here" in page or "sign" in page
    assert "age({why})" in page
    assert "not taken over" in page


@pytest.mark.parametrize(
    "content",
    ["", "no survey", "{", '{"pages": 3}', "<x/>", b"\xff\x00\xff", '{"SurveyElements": []}'],
)
def test_a_file_that_is_no_survey_is_refused_with_the_reason(browser, content):
    answer = upload(browser, content)
    assert answer.status_code == 422
    assert 'id="file-error"' in words_of(answer)
    assert names() == []


def test_hostile_notes_are_only_words(browser):
    elements = [
        {"type": "<script>alert(1)</script>", "name": "a"},
        {"type": "comment", "name": "b"},
    ]
    text = json.dumps({"pages": [{"elements": elements}]})
    page = words_of(browser.get(upload(browser, text)["Location"]))
    assert "<script>alert" not in page


def test_a_survey_with_faults_is_not_published_and_each_fault_leads_to_its_mending(browser):
    survey = drafted()
    browser.post("/surveys/relation/questions/nps/", {"text_en": ""})
    page = words_of(browser.get("/surveys/relation/publish/"))
    assert 'href="/surveys/relation/questions/nps/"' in page
    seen = edit.stamp(design.draft(home(), "relation"))
    assert browser.post("/surveys/relation/publish/", {"stamp": seen}).status_code == 422
    assert design.survey(home(), survey.name).version is None


def test_publishing_shows_what_changes_and_which_trends_break(browser):
    published()
    browser.post("/surveys/relation/questions/nps/", {"text_en": "Otherwise?", "stamp": ""})
    browser.post("/surveys/relation/questions/what/", {"do": "drop"})
    browser.post("/surveys/relation/", {"do": "add:0:date"})
    page = words_of(browser.get("/surveys/relation/publish/"))
    assert "One question asks something else than before" in page
    assert "marks the trend" in page
    for what in ("New", "Changed", "Removed"):
        assert f'<span class="badge">{what}</span>' in page


def test_a_survey_is_closed_and_opened_again(browser):
    published()
    browser.post("/surveys/relation/open/", {"open": "no"})
    assert not design.survey(home(), "relation").is_open
    assert "Closed" in words_of(browser.get("/surveys/"))
    browser.post("/surveys/relation/open/", {"open": "yes"})
    assert design.survey(home(), "relation").is_open


def test_what_was_never_published_cannot_be_opened(browser):
    drafted()
    assert browser.post("/surveys/relation/open/", {"open": "yes"}).status_code == 404


def test_a_thrown_away_draft_leaves_the_published_version(browser):
    survey = published()
    browser.post("/surveys/relation/questions/nps/", {"text_en": "Otherwise?"})
    browser.post("/surveys/relation/remove/")
    assert edit.item_named(design.draft(home(), "relation"), "nps").text == survey.items[0].text
    drafted(relation("other"))
    browser.post("/surveys/other/remove/")
    assert names() == ["relation"]


@pytest.mark.parametrize("query", ["?version=9", "?version=x", "?version=99999999999"])
def test_a_version_that_is_none_is_not_found(browser, query):
    published()
    assert browser.get(f"/surveys/relation/file/luister/{query}").status_code == 404
    assert browser.get("/surveys/relation/file/qsf/").status_code == 404


def test_only_the_preview_may_be_framed_and_only_by_us(browser):
    drafted()
    preview = browser.get("/surveys/relation/preview/")
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    editor = browser.get("/surveys/relation/")
    assert "frame-ancestors 'none'" in editor["Content-Security-Policy"]
    assert editor["X-Frame-Options"] == "DENY"


def test_the_preview_shows_a_page_in_a_language_whatever_it_depends_on(browser):
    drafted()
    assert "Waarom?" in words_of(browser.get("/surveys/relation/preview/?language=nl&page=1"))
    assert "Why?" in words_of(browser.get("/surveys/relation/preview/?language=en&page=1"))
    for query in ("?page=99", "?page=x", "?language=xx", "?try=1", "?page=-1"):
        assert browser.get(f"/surveys/relation/preview/{query}").status_code == 200


def test_a_trial_follows_the_answers_and_keeps_nothing(browser):
    drafted()
    address = "/surveys/relation/preview/?language=en"
    answer = browser.post(address, {"nps": "10", ":page": "0", ":go": "next"})
    page = words_of(browser.get(answer["Location"]))
    assert "What counts?" in page
    assert "Why?" not in page
    answer = browser.post(answer["Location"], {"what": "price", ":page": "1", ":go": "next"})
    assert browser.get(answer["Location"]).status_code == 200
    assert design.survey(home(), "relation").answers == 0


def test_a_trial_from_another_site_is_refused(browser):
    drafted()
    sent = {"nps": "10", ":page": "0"}
    answer = browser.post(
        "/surveys/relation/preview/", sent, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403


def test_the_length_is_told_with_what_each_question_costs(browser):
    drafted()
    page = words_of(browser.get("/surveys/relation/"))
    assert "of who begin will finish" in page
    assert page.count("of response") == 3


def test_every_fault_of_the_core_is_known_in_words():
    told = {*core_sentences.PROBLEMS, *core_sentences.HINTS}
    missing = [text for pair in SAYINGS.values() for text in pair if text not in told]
    assert missing == []
