"""The respondent's page over HTTP: kept page by page, there and back, and clear where a link leads nowhere."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from tests.web.respond.a_survey import NPS, SHORT, SURVEY, WHY
from tests.web.respond.conftest import answers_of, expire, kept_forms, publish

from luister.events.answer import AnswerStatus
from luister.loop import bounce, design
from luister.store.invitations import invitation_of
from luister.surveys.definition import Page
from luister_web.api.rate_limit import RateLimit
from luister_web.current_home import home
from luister_web.respond import trust

pytestmark = pytest.mark.django_db
SHOWN = re.compile(r'name="_seen" value="([^"]*)"')


@pytest.fixture
def visitor():
    """A browser that checks as a browser would: no token of a form is needed."""
    return Client(enforce_csrf_checks=True)


def begun(visitor, link, **query):
    """The address of a new filling."""
    answer = visitor.get(f"/s/{link}", query)
    assert answer.status_code == 303
    return re.sub(r"[?&]page=0$", "", answer.headers["Location"])


def seen(page):
    return SHOWN.search(page.content.decode()).group(1)


def sent(visitor, address, **fields):
    """What the server says to a page as a browser without script sends it."""
    shown = seen(visitor.get(address))
    return visitor.post(address, {"_seen": shown, **fields})


def text(answer):
    return answer.content.decode()


def test_a_survey_is_filled_in_page_by_page(visitor, link):
    address = begun(visitor, link)
    first = sent(visitor, address, nps="8")
    assert (first.status_code, first.headers["Location"]) == (303, address + "?page=1")
    assert [one.complete for one in kept_forms()] == [False]
    second = sent(visitor, address, **{"phone.wait": "2", "phone.kind": "~", "ease": "6"})
    assert second.headers["Location"] == address + "?page=2"
    last = sent(
        visitor, address, channels=["site", "other"], **{"channels.other.text": "The shop"}
    )
    assert "Dank u wel" in text(visitor.get(last.headers["Location"]))
    (form,) = kept_forms()
    assert form.complete
    assert answers_of(form) == {
        "nps": 8.0,
        "phone_wait": 2.0,
        "ease": 6.0,
        "channels_site": 1.0,
        "channels_phone": 0.0,
        "channels_other": 1.0,
        "channels_other_text": "The shop",
    }
    silence = {one.question: one.status for one in form.answers}
    assert silence["phone_kind"] is AnswerStatus.NOT_APPLICABLE
    assert silence["phone_solved"] is AnswerStatus.NOT_ANSWERED
    assert "why" not in silence
    assert form.dimensions["channel"] == "link"


def test_no_cookie_is_set_and_nothing_is_kept_indexed_or_passed_on(visitor, link):
    page = visitor.get(begun(visitor, link))
    assert not visitor.cookies
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    policy = page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "style=" not in text(page)
    assert "<script>" not in text(page)


def test_without_script_a_follow_up_comes_on_the_next_step(visitor, link):
    address = begun(visitor, link)
    answer = sent(visitor, address, nps="3")
    assert answer.headers["Location"] == address + "?page=0&more=1"
    page = text(visitor.get(answer.headers["Location"]))
    assert "riep nog een vraag op" in page
    assert '<div class="item" id="item-why"' in page
    assert 'id="item-why" data-fields="why" data-show-if' in page
    assert answers_of(kept_forms()[0]) == {"nps": 3.0}
    after = sent(visitor, address, nps="3", why="It took long")
    assert after.headers["Location"] == address + "?page=1"
    assert answers_of(kept_forms()[0]) == {"nps": 3.0, "why": "It took long"}


def test_nobody_is_blamed_for_a_required_follow_up_that_was_not_shown(visitor, web_home):
    page = Page(items=(NPS, replace(WHY, is_required=True)))
    link = publish(replace(SURVEY, pages=(page,)))
    address = begun(visitor, link)
    assert sent(visitor, address, nps="3").headers["Location"] == address + "?page=0&more=1"
    assert sent(visitor, address, nps="3").status_code == 422


def test_what_is_wrong_is_told_in_a_summary_that_leads_to_the_field(visitor, link):
    answer = sent(visitor, begun(visitor, link, language="en"))
    page = text(answer)
    assert answer.status_code == 422
    assert "<title>Not sent yet" in page
    assert "autofocus data-focus" in page
    assert '<a href="#q-nps-0">' in page
    assert 'id="q-nps-0" name="nps" value="0" aria-invalid="true"' in page
    assert kept_forms() == []


def test_a_wrong_answer_loses_nothing_of_the_right_ones(visitor, link):
    address = begun(visitor, link)
    sent(visitor, address, nps="8")
    sent(visitor, address, ease="4")
    answer = sent(visitor, address, channels="phone", day="yesterday")
    assert answer.status_code == 422
    assert 'value="phone" checked' in text(answer)
    assert 'value="yesterday"' in text(answer)


def test_back_shows_the_page_before_with_its_answers_and_keeps_this_one(visitor, link):
    address = begun(visitor, link)
    sent(visitor, address, nps="8")
    answer = visitor.post(address, {":page": "1", ":go": "back", "ease": "7"})
    page = text(visitor.get(answer.headers["Location"]))
    assert 'name="nps" value="8" checked' in page
    sent(visitor, address, nps="7")
    assert 'name="ease" value="7" checked' in text(visitor.get(address))


def test_the_browsers_back_shows_the_earlier_page_and_answering_it_again_loses_no_later_one(
    visitor, link
):
    address = begun(visitor, link)
    sent(visitor, address, nps="8")
    sent(visitor, address, ease="4")
    page = visitor.get(address, {"page": 0})
    assert 'name="nps" value="8" checked' in text(page)
    visitor.post(address, {":page": "0", "_seen": "nps", "nps": "7"})
    assert answers_of(kept_forms()[0]) == {"nps": 7.0, "ease": 4.0}


def test_a_double_click_counts_once(visitor, link):
    address = begun(visitor, link)
    for _ in range(2):
        visitor.post(address, {":page": "0", "_seen": "nps", "nps": "8"})
    assert [answers_of(form) for form in kept_forms()] == [{"nps": 8.0}]


def test_a_plain_get_of_a_score_does_not_count(visitor, link, personal):
    for path in (f"/s/{personal}?nps=9", f"/s/{personal}?score=9", begun(visitor, link, nps="9")):
        page = visitor.get(path)
        assert 'name="nps" value="9" checked' in text(page)
    visitor.head(f"/s/{personal}?nps=9")
    assert kept_forms() == []
    assert invitation_of(home(), personal).state == "waiting"


@pytest.mark.parametrize("score", ["11", "-1", "9.5", "x", "", "99999999"])
def test_a_score_that_is_not_on_the_scale_is_passed_over(visitor, personal, score):
    page = visitor.get(f"/s/{personal}", {"nps": score})
    assert page.status_code == 200
    assert "checked" not in text(page)


def test_the_next_click_confirms_a_score(visitor, personal):
    page = visitor.get(f"/s/{personal}?nps=9")
    visitor.post(f"/s/{personal}", {"_seen": seen(page), "nps": "9", "good": "The fitter"})
    (form,) = kept_forms()
    assert answers_of(form) == {"nps": 9.0, "good": "The fitter"}
    assert (form.customer, form.dimensions["channel"]) == ("klant-1", "mail")
    assert invitation_of(home(), personal).state == "started"


def test_the_pages_script_confirms_a_score_by_a_post(visitor, personal):
    answer = visitor.post(f"/s/{personal}", {":go": "score", ":score": "9"})
    assert answer.status_code == 204
    assert [answers_of(form) for form in kept_forms()] == [{"nps": 9.0}]
    assert "checked" in text(visitor.get(f"/s/{personal}"))


def test_a_personal_link_goes_on_where_it_was_left_and_thanks_at_the_end(visitor, personal):
    sent(visitor, f"/s/{personal}", nps="8")
    page = text(visitor.get(f"/s/{personal}"))
    assert "Page 2 of 3" in page
    assert "You can stop and go on later" in page
    sent(visitor, f"/s/{personal}", ease="5")
    sent(visitor, f"/s/{personal}")
    assert "Thank you" in text(visitor.get(f"/s/{personal}"))
    assert invitation_of(home(), personal).state == "finished"


def test_who_opts_out_on_the_page_of_thanks_is_not_invited_any_more(visitor, personal):
    for fields in ({"nps": "8"}, {}, {}):
        sent(visitor, f"/s/{personal}", **fields)
    assert "Do not invite me any more" in text(visitor.get(f"/s/{personal}"))
    page = visitor.post(f"/s/{personal}", {":go": "opt-out"})
    assert "You will not be invited any more" in text(page)
    rows = home().truth.execute("SELECT by FROM store_opt_out")
    assert rows == [(bounce.BY_LINK,)]


def test_who_is_not_known_cannot_opt_out(visitor, link):
    address = begun(visitor, link)
    assert "niet meer uit" not in text(visitor.post(address, {":go": "opt-out"}))
    assert home().truth.execute("SELECT by FROM store_opt_out") == []


def test_forged_expired_and_withdrawn_look_alike(visitor, personal):
    expire(personal)
    told = [
        visitor.get(f"/s/{one}", headers={"accept-language": "en"})
        for one in (personal, "forged-link-0123456789", f"{personal}.", "x")
    ]
    assert {one.status_code for one in told} == {404}
    assert len({one.content for one in told}) == 1
    assert "does not lead to a survey" in text(told[0])


def test_a_link_that_leads_nowhere_says_so_in_the_readers_language(visitor, web_home):
    for language, words in (("nl", "leidt niet"), ("de-DE", "keiner Umfrage"), ("ar", "استبيان")):
        page = visitor.get("/s/nobody", headers={"accept-language": language})
        assert words in text(page)
    assert 'lang="ar" dir="rtl"' in text(page)


def test_a_closed_survey_says_so_on_its_open_link_and_keeps_silent_on_a_personal_one(
    visitor, link, personal
):
    design.set_open(home(), SURVEY.name, False)
    closed = visitor.get(f"/s/{link}")
    assert closed.status_code == 410
    assert "gesloten" in text(closed)
    assert visitor.get(f"/s/{personal}").content == visitor.get("/s/forged-link-01234").content


def test_the_browsers_language_is_taken_and_another_may_be_chosen(visitor, link):
    answer = visitor.get(f"/s/{link}", headers={"accept-language": "ar"})
    address = answer.headers["Location"].partition("?")[0]
    page = visitor.get(address, headers={"accept-language": "ar"})
    assert '<html lang="ar" dir="rtl">' in text(page)
    english = visitor.get(address, {"language": "en"})
    assert '<html lang="en" dir="ltr">' in text(english)
    visitor.post(f"{address}?language=en", {"_seen": "nps", "nps": "8"})
    assert "Our contact" in text(visitor.get(address, headers={"accept-language": "ar"}))
    assert kept_forms()[0].dimensions["language"] == "en"


def test_another_language_keeps_what_was_filled_in(visitor, link):
    address = begun(visitor, link)
    page = visitor.post(f"{address}?language=en", {":go": "language", "nps": "3", "why": "Slow"})
    assert "What could we do better?" in text(page)
    assert 'value="3" checked' in text(page)
    assert "Slow</textarea>" in text(page)
    assert kept_forms() == []


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
    ],
)
def test_a_post_from_another_site_is_refused(visitor, link, headers):
    address = begun(visitor, link)
    answer = visitor.post(address, {"nps": "8"}, headers=headers)
    assert answer.status_code == 403
    assert kept_forms() == []


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "same-origin"}, {"origin": "null"}, {"origin": "http://testserver"}],
)
def test_a_post_from_our_own_page_is_taken(visitor, link, headers):
    address = begun(visitor, link)
    assert visitor.post(address, {"nps": "8"}, headers=headers).status_code == 303


def test_too_many_answers_from_one_address_wait_and_lose_nothing(visitor, link, monkeypatch):
    monkeypatch.setattr(trust, "_answers", RateLimit(per_minute=1, burst=1))
    address = begun(visitor, link)
    visitor.post(address, {"_seen": "nps", "nps": "8"})
    answer = visitor.post(address, {":page": "1", "ease": "5"})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert 'name="ease" value="5" checked' in text(answer)


def test_a_personal_link_is_not_slowed_by_others(visitor, personal, monkeypatch):
    monkeypatch.setattr(trust, "_answers", RateLimit(per_minute=1, burst=1))
    for _ in range(3):
        answer = visitor.post(f"/s/{personal}", {":page": "0", "_seen": "nps", "nps": "8"})
        assert answer.status_code == 303


def test_who_tries_many_links_has_to_wait(visitor, web_home, db, monkeypatch):
    monkeypatch.setattr(trust, "_guesses", RateLimit(per_minute=1, burst=2))
    statuses = [visitor.get(f"/s/guess-{number}").status_code for number in range(3)]
    assert statuses == [404, 404, 429]


def test_hostile_words_are_shown_as_they_were_written(visitor, link, signed_in):
    hostile = '=HYPERLINK("http://evil") <script>alert(1)</script> \u202egnirts\u202c'
    page = visitor.post(
        begun(visitor, link), {"_seen": "nps why", "nps": "2", "why": hostile * 99}
    )
    assert page.status_code == 422
    assert "<script>alert" not in text(page)
    for _ in range(5):  # As many as a page needs before it shows single answers.
        visitor.post(begun(visitor, link), {"_seen": "nps why", "nps": "2", "why": hostile})
    shown = text(signed_in("director").get("/answers?period=all"))
    assert "<script>alert" not in shown
    # The override ends where its own block ends, so it cannot turn the words around it.
    assert re.search(
        r'<blockquote class="answer-text">=HYPERLINK\(&quot;http://evil&quot;\) &lt;script&gt;'
        "alert\\(1\\)&lt;/script&gt; \u202egnirts\u202c</blockquote>",
        shown,
    )


def test_an_item_cannot_be_answered_with_what_was_not_asked(visitor, link):
    address = begun(visitor, link)
    answer = visitor.post(address, {"nps": "<b>", "good": "x", "unknown": "y"})
    assert answer.status_code == 422
    assert kept_forms() == []


def test_the_logo_and_the_colour_are_files_of_their_own(visitor, link):
    page = text(visitor.get(begun(visitor, link)))
    assert "data:image" not in page
    logo = visitor.get(f"/s/logo/{link}")
    assert logo.headers["Content-Type"] == "image/svg+xml"
    assert "sandbox" in logo.headers["Content-Security-Policy"]
    style = visitor.get("/s/look/0a7d6b.css")
    assert "/s/look/0a7d6b.css" in page
    assert b"--fill:#0a7d6b" in style.content
    assert "immutable" in style.headers["Cache-Control"]


def test_a_survey_of_one_page_shows_no_progress(visitor, web_home):
    page = text(visitor.get(begun(visitor, publish(SHORT), language="en")))
    assert "<progress" not in page
    assert ">Send</button>" in page
