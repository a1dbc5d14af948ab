"""The page on which staff share a survey: links, code, poster, kiosk, widget."""

import re

import pytest
from tests.web.respond.a_survey import SURVEY
from tests.web.respond.conftest import publish

from luister.loop import design
from luister_web.access.models import AuditEntry
from luister_web.current_home import home
from luister_web.respond.hosts import HostError, hosts_in
from web.words import WEB, words

pytestmark = pytest.mark.django_db
RESPONDENTS = ("respond/templates/respond/", "respond/problem_words", "respond/page_context")


def text(answer):
    return answer.content.decode()


def test_the_page_gives_every_way_to_answer(signed_in, link):
    page = text(signed_in("manager").get("/surveys/relation/share/"))
    assert f"http://testserver/s/{link}" in page
    assert f"http://testserver/s/{link}?language=ar" in page
    assert f"http://testserver/s/kiosk/{link}" in page
    assert '<svg viewBox="0 0 ' in page
    assert f"http://testserver/s/widget.js&quot; data-survey=&quot;{link}&quot;" in page


def test_the_tag_carries_the_rule(signed_in, link):
    rule = {"pages": "/help/*", "delay": "7", "share": "20", "days": "90", "language": "en"}
    page = text(signed_in("manager").get("/surveys/relation/share/", rule))
    for part in ('pages="/help/*"', 'delay="7"', 'share="0.2"', 'days="90"', 'close="Close"'):
        assert f"data-{part}".replace('"', "&quot;") in page


def test_sites_that_may_show_the_survey_are_kept_logged_and_named_in_the_policy(
    client, signed_in, link
):
    answer = signed_in("manager").post(
        "/surveys/relation/share/", {"hosts": "www.example.org\n*.shop.example:8443"}
    )
    assert answer.status_code == 302
    expected = ("https://www.example.org", "https://*.shop.example:8443")
    assert design.survey(home(), SURVEY.name).hosts == expected
    assert AuditEntry.objects.filter(object="survey relation").exists()
    shown = client.get(f"/s/widget/{link}", follow=True)
    policy = shown.headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors https://www.example.org https://*.shop.example:8443")
    assert "X-Frame-Options" not in shown.headers
    assert client.get(f"/s/{link}", follow=True).headers["X-Frame-Options"] == "DENY"


def test_without_sites_nobody_may_show_the_widget(client, link):
    shown = client.get(f"/s/widget/{link}", follow=True)
    assert shown.headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")


@pytest.mark.parametrize(
    "line",
    [
        "a.example; script-src *",
        "https://a.example/path",
        "javascript:alert(1)",
        "'self'",
        "* *",
        "*",
    ],
)
def test_what_is_no_site_is_refused(signed_in, link, line):
    with pytest.raises(HostError):
        hosts_in(line)
    answer = signed_in("manager").post("/surveys/relation/share/", {"hosts": line})
    assert answer.status_code == 422
    assert design.survey(home(), SURVEY.name).hosts == ()


@pytest.mark.parametrize("language", ["nl", "en", "ar"])
def test_the_poster_speaks_each_language_and_carries_the_code(signed_in, link, language):
    page = text(
        signed_in("manager").get("/surveys/relation/share/poster/", {"language": language})
    )
    assert SURVEY.title[language] in page.replace("&#x27;", "'")
    assert f"testserver/s/{link}" in page
    assert "<svg" in page


def test_the_code_is_a_picture_of_its_own(signed_in, link):
    answer = signed_in("manager").get("/surveys/relation/share/qr.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<?xml")


def test_a_survey_that_was_never_published_has_nothing_to_share(signed_in, link):
    assert signed_in("manager").get("/surveys/other/share/").status_code == 404


def test_a_personal_link_does_not_work_as_a_widget_or_kiosk(client, personal):
    for path in (f"/s/widget/{personal}", f"/s/kiosk/{personal}", f"/s/kiosk/{personal}/start"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "language", sorted(path.name for path in (WEB / "respond/locale").iterdir())
)
def test_the_words_of_a_respondent_are_there_in_every_language(language):
    path = WEB / "respond" / "locale" / language / "LC_MESSAGES" / "django.po"
    said = path.read_text(encoding="utf-8")
    missing = []
    for (_context, words_), place in words("respond").items():
        key = words_.replace('"', '\\"')
        plain = re.sub(r'"\n"', "", said)
        found = re.search(rf'msgid "{re.escape(key)}"\nmsgstr "(.+)"', plain)
        if place.startswith(RESPONDENTS) and not found:
            missing.append(words_)
    assert missing == []


def test_two_surveys_have_two_links(link):
    other = type(SURVEY)(
        **{name: getattr(SURVEY, name) for name in SURVEY.__slots__} | {"name": "other"}
    )
    assert publish(other) != link
