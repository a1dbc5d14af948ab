"""The editor as forms: everything works without a script."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from luister.loop import design, edit
from luister_web.access.models import AuditEntry
from luister_web.current_home import home
from web.surveys.some_survey import drafted, published, relation

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture
def browser(cast, signed_in):
    """A manager who reads English."""
    cast.manager.language = "en"
    cast.manager.save()
    return signed_in("manager")


def kept():
    return design.draft(home(), "relation")


def item(name):
    return edit.item_named(kept(), name)


def fields_of(item_id):
    """What the form of a question holds as its page shows it."""
    found = edit.item_named(kept(), item_id)
    fields = {"kind": found.kind, "id": found.id, "stamp": edit.stamp(found)}
    for name in ("text", "help", "low", "high"):
        for language in kept().languages:
            fields[f"{name}_{language}"] = getattr(found, name).get(language, "")
    for number, option in enumerate(found.aspects or found.options):
        fields[f"option_{number}_code"] = option.code
        for language in kept().languages:
            fields[f"option_{number}_{language}"] = option.text.get(language, "")
    for g, group in enumerate(found.show_if.groups):
        for c, check in enumerate(group):
            fields[f"show_{g}_{c}_field"] = check.field
            fields[f"show_{g}_{c}_operator"] = check.operator
            fields[f"show_{g}_{c}_values"] = list(check.values)
    return fields


def send(browser, item_id, do="save", **changes):
    address = f"/surveys/relation/questions/{item_id}/"
    return browser.post(address, fields_of(item_id) | {"do": do} | changes)


def test_a_question_is_added_with_its_usual_words_in_every_language(browser):
    drafted()
    answer = browser.post("/surveys/relation/", {"do": "add:0:ces"})
    assert answer["Location"] == "/surveys/relation/questions/ces/"
    added = item("ces")
    assert added.text["nl"].startswith("Hoe makkelijk")
    assert added.text["en"].startswith("How easy")
    assert (added.low["en"], added.high["nl"]) == ("Very difficult", "Zeer makkelijk")


@pytest.mark.parametrize("kind", edit.ITEM_KINDS)
def test_a_question_of_every_kind_can_be_added_opened_and_saved(browser, kind):
    drafted()
    address = browser.post("/surveys/relation/", {"do": f"add:1:{kind}"})["Location"]
    assert browser.get(address).status_code == 200
    name = address.rstrip("/").rsplit("/", 1)[1]
    before = item(name)
    assert send(browser, name).status_code == 302
    assert item(name) == before


def test_words_in_each_language_help_and_ends_are_kept(browser):
    drafted()
    texts = {"text_nl": "Nieuw", "help_en": "Help", "low_nl": "laag", "high_en": " high "}
    send(browser, "nps", required="on", no_opinion="on", headline="on", **texts)
    found = item("nps")
    assert found.text == {"nl": "Nieuw", "en": "Would you recommend us?"}
    assert (found.help, found.low, found.high) == ({"en": "Help"}, {"nl": "laag"}, {"en": "high"})
    assert (found.is_required, found.has_no_opinion, found.is_headline) == (True, True, True)


def test_options_are_added_in_rows_and_as_lines(browser):
    drafted()
    lines = "speed = Snelheid\r\nIets anders"
    send(browser, "what", option_2_nl="Gemak", option_2_en="Ease", option_lines=lines)
    assert [(one.code, one.text.get("nl")) for one in item("what").options] == [
        ("price", "Prijs"),
        ("service", "Dienst"),
        ("gemak", "Gemak"),
        ("speed", "Snelheid"),
        ("iets_anders", "Iets anders"),
    ]


def test_options_move_and_go(browser):
    drafted()
    send(browser, "what", do="option-down:0")
    assert [one.code for one in item("what").options] == ["service", "price"]
    send(browser, "what", do="option-up:1")
    assert [one.code for one in item("what").options] == ["price", "service"]
    send(browser, "what", do="option-drop:0")
    assert [one.code for one in item("what").options] == ["service"]
    send(browser, "what", do="option-drop:9")
    assert [one.code for one in item("what").options] == ["service"]


def test_an_option_without_words_goes_and_its_code_follows_its_row(browser):
    drafted()
    send(browser, "what", option_0_nl="", option_0_en="", option_1_own="on")
    (left,) = item("what").options
    assert (left.code, left.with_text) == ("service", True)


def test_options_become_aspects_when_the_kind_changes(browser):
    drafted()
    send(browser, "what", kind="matrix")
    assert [one.code for one in item("what").aspects] == ["price", "service"]
    assert item("what").options == ()
    send(browser, "what", scale="1-10")
    assert item("what").scale.code == "rating:1-10"
    send(browser, "what", scale="1-5")
    assert item("what").scale is None


def test_a_condition_is_ready_made_with_one_click(browser):
    drafted()
    send(browser, "what", do="show:ready:nps:low")
    assert item("what").show_if.groups == ((edit.Check("nps", "at most", ("6",)),),)
    send(browser, "what", do="show:ready:nps:middle")
    assert item("what").show_if.groups == ((edit.Check("nps", "is", ("7", "8")),),)
    send(browser, "what", do="show:always")
    assert item("what").show_if == edit.ALWAYS


def test_checks_are_joined_by_and_and_by_or(browser):
    drafted()
    send(browser, "what", do="show:ready:nps:high")
    send(browser, "what", do="show:and:0", show_0_0_bound="9")
    send(browser, "what", do="show:or", show_0_0_bound="9")
    assert item("what").show_if.groups == (
        (edit.Check("nps", "at least", ("9",)), edit.Check("why", "answered")),
        (edit.Check("why", "answered"),),
    )
    send(browser, "what", do="show:drop:0.1", show_0_0_bound="9")
    send(browser, "what", do="show:drop:1.0", show_0_0_bound="9")
    assert item("what").show_if.groups == ((edit.Check("nps", "at least", ("9",)),),)


def test_values_do_not_follow_a_check_to_another_question(browser):
    drafted()
    send(browser, "what", do="show:ready:nps:middle")
    send(browser, "what", show_0_0_field="why", show_0_0_operator="is")
    assert item("what").show_if.groups == ((edit.Check("why", "is"),),)


def test_a_condition_looks_only_at_what_is_asked_before(browser):
    drafted()
    page = browser.get("/surveys/relation/questions/nps/").content.decode()
    assert "Nothing is asked before this" in page
    page = browser.get("/surveys/relation/questions/what/").content.decode()
    assert "show:ready:nps:low" in page
    assert "show:ready:what" not in page


def test_questions_move_are_copied_and_removed(browser):
    drafted()
    send(browser, "why", do="up")
    assert [one.id for one in kept().pages[0].items] == ["nps", "why"]
    assert send(browser, "why", do="copy")["Location"].endswith("/questions/why_2/")
    assert send(browser, "why", do="drop")["Location"] == "/surveys/relation/"
    assert [one.id for one in kept().items] == ["nps", "why_2", "what"]


def test_a_new_name_in_files_is_followed_by_conditions(browser):
    drafted()
    assert send(browser, "nps", id="recommend")["Location"].endswith("/questions/recommend/")
    assert item("why").show_if.fields == ("recommend",)


@pytest.mark.parametrize("name", ["what", "", "No Good", "ä", "a" * 60])
def test_a_name_that_cannot_be_is_passed_over_and_told(browser, name):
    drafted()
    answer = browser.post(
        "/surveys/relation/questions/nps/", fields_of("nps") | {"id": name}, follow=True
    )
    assert "cannot be the name in files" in answer.content.decode()
    assert item("nps").id == "nps"


def test_a_page_gets_a_title_a_condition_and_an_end(browser):
    drafted()
    fields = {"title_nl": "Tot slot", "shuffled": "on"}
    browser.post("/surveys/relation/pages/2/", fields | {"do": "show:ready:nps:low"})
    browser.post(
        "/surveys/relation/pages/2/",
        fields
        | {
            "do": "end:ready:nps:high",
            "show_0_0_field": "nps",
            "show_0_0_operator": "at most",
            "show_0_0_bound": "6",
        },
    )
    page = kept().pages[1]
    assert (page.title, page.is_shuffled) == ({"nl": "Tot slot"}, True)
    assert page.show_if.groups == ((edit.Check("nps", "at most", ("6",)),),)
    assert page.end_if.groups == ((edit.Check("nps", "at least", ("9",)),),)
    assert [one.id for one in page.items] == ["why", "what"]


def test_pages_are_added_moved_and_removed(browser):
    drafted()
    assert browser.post("/surveys/relation/", {"do": "add-page"})["Location"].endswith("/pages/3/")
    browser.post("/surveys/relation/pages/2/", {"do": "up"})
    assert [len(page.items) for page in kept().pages] == [2, 1, 0]
    browser.post("/surveys/relation/pages/3/", {"do": "drop"})
    assert [len(page.items) for page in kept().pages] == [2, 1]


def test_texts_and_languages_are_changed(browser):
    drafted()
    fields = {"title_nl": "Titel", "intro_en": "Hello", "kind": "moving", "process": "moving"}
    browser.post("/surveys/relation/texts/", fields | {"do": "add-language", "new_language": "ar"})
    found = kept()
    assert (found.languages, found.kind, found.process) == (("nl", "en", "ar"), "moving", "moving")
    assert (found.title["nl"], found.intro["en"], found.asks_opt_out) == ("Titel", "Hello", False)
    assert 'dir="rtl"' in browser.get("/surveys/relation/questions/nps/").content.decode()


def test_a_language_that_was_taken_away_can_be_put_back_with_its_words(browser):
    drafted()
    browser.post("/surveys/relation/texts/", {"do": "drop-language:en"})
    assert kept().languages == ("nl",)
    browser.post("/surveys/relation/texts/", {"do": "add-language", "new_language": "en"})
    browser.post("/surveys/relation/texts/", {"do": "first-language:en"})
    assert kept().languages == ("en", "nl")
    assert item("nps").text["en"] == "Would you recommend us?"


@pytest.mark.parametrize("language", ["", "English", "x", "../.."])
def test_a_language_that_is_none_is_passed_over(browser, language):
    drafted()
    browser.post("/surveys/relation/texts/", {"do": "add-language", "new_language": language})
    assert kept().languages == ("nl", "en")


def test_the_last_language_stays(browser):
    drafted()
    for language in ("nl", "en"):
        browser.post("/surveys/relation/texts/", {"do": f"drop-language:{language}"})
    assert kept().languages == ("en",)


def test_a_logo_is_kept_inside_the_survey(browser):
    drafted()
    file = SimpleUploadedFile("logo.svg", PNG, content_type="image/svg+xml")
    browser.post(
        "/surveys/relation/look/", {"logo": file, "logo_text": "ACME", "colour": "#AA0000"}
    )
    look = kept().look
    assert look.logo.startswith("data:image/png;base64,")
    assert (look.logo_text, look.colour) == ("ACME", "#aa0000")
    browser.post("/surveys/relation/look/", {"do": "drop-logo", "colour": "#aa0000"})
    assert kept().look.logo == ""


@pytest.mark.parametrize(
    "content", [b"<svg onload='alert(1)'/>", b"GIF89a", b"", PNG + b"\0" * 30_000]
)
def test_what_is_no_small_picture_is_refused_with_the_reason(browser, content):
    drafted()
    file = SimpleUploadedFile("logo.png", content, content_type="image/png")
    answer = browser.post("/surveys/relation/look/", {"logo": file, "colour": "#1f5f8b"})
    assert answer.status_code == 422
    assert kept().look.logo == ""


def test_a_colour_is_weighed_in_words(browser):
    drafted()
    browser.post("/surveys/relation/look/", {"colour": "#ffd200"})
    assert (
        "Too light to be read on white" in browser.get("/surveys/relation/look/").content.decode()
    )
    browser.post("/surveys/relation/look/", {"colour": "#00408b"})
    assert "Easy to read on white" in browser.get("/surveys/relation/look/").content.decode()


@pytest.mark.parametrize("colour", ["red", "#12", "url(x)", "#1f5f8b;}"])
def test_a_colour_that_is_none_is_refused(browser, colour):
    drafted()
    answer = browser.post("/surveys/relation/look/", {"colour": colour})
    assert answer.status_code == 422
    assert kept().look == relation().look


def test_faults_stand_beside_what_mends_them(browser):
    drafted()
    send(browser, "what", text_en="", option_1_nl="", option_1_en="")
    page = browser.get("/surveys/relation/questions/what/").content.decode()
    assert "There are fewer than two options." in page
    assert "There are no words in this language: English." in page
    outline = browser.get("/surveys/relation/").content.decode()
    assert "There are fewer than two options." in outline


def test_hostile_words_are_only_words(browser):
    drafted()
    evil = '<script>alert(1)</script>{{ 7|add:7 }}"><img src=x onerror=alert(1)>'
    send(browser, "nps", text_en=evil)
    for path in ("", "questions/nps/", "publish/", "preview/?language=en"):
        page = browser.get(f"/surveys/relation/{path}").content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert "{{ 7|add:7 }}" in browser.get("/surveys/relation/questions/nps/").content.decode()


def test_a_published_survey_stays_as_it_was_while_its_draft_changes(browser):
    published()
    send(browser, "nps", text_en="Other words")
    assert (
        edit.item_named(design.published(home(), "relation"), "nps").text["en"].startswith("Would")
    )
    assert item("nps").text["en"] == "Other words"


def test_who_published_is_in_the_logbook(browser):
    survey = drafted()
    browser.post("/surveys/relation/publish/", {"stamp": edit.stamp(survey)})
    (entry,) = AuditEntry.objects.filter(object="survey relation")
    assert (entry.who, entry.detail) == ("manager", "version 1")
