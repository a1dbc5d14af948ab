"""The pages about invitations: the letter, whom to invite, the reach, the rules of rest."""

import random
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from tests.invitations.name_server import name_server
from tests.loop.test_send import delivery_report
from tests.store.imap_server import imap_server
from tests.store.mail_server import MailServer

from luister.loop import ask, bounce, contacts, reach, rest, work
from luister.loop.draw import chosen_contacts
from luister.loop.send import send_due
from luister.loop.standing import Wish, plan_of
from luister.store import moment_text
from luister.store.invitations import mark
from luister_web.access.models import AuditEntry
from luister_web.configuration import Mail, Mailbox
from luister_web.current_home import home
from luister_web.post import channels, office
from web.contacts.some_people import inviting, people
from web.surveys.some_survey import NOW, published

pytestmark = pytest.mark.django_db
PLAN, INVITE = "/invitations/relation/plan/", "/invitations/relation/invite/"


def text_of(response):
    return response.content.decode()


@pytest.fixture
def mail(settings):
    """A mail server on this machine, which the settings name."""
    server = MailServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    settings.LUISTER = replace(
        settings.LUISTER, mail=Mail(host="127.0.0.1", port=server.port, sender="us@example.org")
    )
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def typed(browser, **changes):
    """The form of the plan as it is shown, with changes."""
    form = browser.get(PLAN).context["form"]
    found = {field.html_name: field.value() for field in form}
    found |= {"first": "09:00", "last": "17:00"} | changes
    return {name: value for name, value in found.items() if value is not None}


def chosen(browser, **changes):
    """The form of the invitation as it is shown, with changes."""
    form = browser.get(INVITE).context["form"]
    shown = {field.html_name: field.value() for field in form}
    given = {name: value for name, value in shown.items() if value is not None}
    return {"channel": "mail"} | given | changes


def test_a_new_letter_is_proposed_in_each_language_and_kept(signed_in):
    published()
    browser = signed_in("manager")
    page = text_of(browser.get(PLAN))
    assert "Beste {name}" in page
    assert "Dear {name}" in page
    assert plan_of(home(), "relation").messages == {}
    answer = browser.post(PLAN, typed(browser, per_minute="60", reminder_days="7,5"))
    assert answer.status_code == 302
    kept = plan_of(home(), "relation")
    assert sorted(kept.messages) == ["en", "nl"]
    assert kept.messages["nl"].question == "Zou u ons aanbevelen?"
    assert (kept.per_minute, kept.reminder_days, kept.reminder) == (60, 7.5, {})
    assert f"{kept.window.last:%H:%M}" == "17:00"
    assert AuditEntry.objects.filter(object="invitations relation").exists()


def test_a_place_that_is_not_known_is_told_at_its_letter(signed_in):
    published()
    browser = signed_in("manager")
    answer = browser.post(PLAN, typed(browser, **{"nl-text": "{link} {password}"}))
    assert answer.status_code == 422
    assert "Er bestaat geen plaats {password}" in str(answer.context["form"]["nl-text"].errors)
    assert plan_of(home(), "relation").messages == {}


def test_a_reminder_has_words_of_its_own_in_one_language_and_the_letter_in_the_other(signed_in):
    published()
    browser = signed_in("manager")
    browser.post(PLAN, typed(browser, **{"nl-again_subject": "Nog even"}))
    kept = plan_of(home(), "relation")
    assert kept.reminder["nl"].subject == "Nog even"
    assert kept.reminder["nl"].text == kept.messages["nl"].text
    assert kept.reminder["en"] == kept.messages["en"]
    assert browser.get(PLAN).context["form"]["nl-again_subject"].value() == "Nog even"
    assert browser.get(PLAN).context["form"]["en-again_subject"].value() == ""


def test_the_preview_shows_what_is_typed_and_runs_nothing(signed_in):
    published()
    browser = signed_in("manager")
    given = typed(browser, **{"en-text": "<script>alert(1)</script> {link}"})
    answer = browser.post(f"{PLAN}preview/en/", given)
    page = text_of(answer)
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "Jan Jansen" in text_of(browser.get(f"{PLAN}preview/nl/"))
    broken = browser.post(f"{PLAN}preview/en/", given | {"en-text": "no way in"})
    assert "De tekst heeft geen link" in text_of(broken)
    assert browser.get(f"{PLAN}preview/xx/").status_code == 404


def test_a_test_letter_leaves_once_for_one_address(signed_in, mail):
    inviting()
    browser = signed_in("manager")
    browser.post(f"{PLAN}test/", {"to": "me@example.org", "language": "en"})
    assert mail.recipients == ["me@example.org"]
    assert "/s/preview" in mail.letters[0]
    answer = browser.post(f"{PLAN}test/", {"to": "nobody"}, follow=True)
    assert "Geef een e-mailadres op" in text_of(answer)
    mail.answers["no@example.org"] = "550 5.1.1 nobody here"
    answer = browser.post(f"{PLAN}test/", {"to": "no@example.org"}, follow=True)
    assert "nam de brief niet aan" in text_of(answer)
    assert len(mail.letters) == 1


def test_without_a_mail_server_a_test_letter_says_so(signed_in):
    inviting()
    answer = signed_in("manager").post(f"{PLAN}test/", {"to": "me@example.org"}, follow=True)
    assert "luister.toml noemt geen mailserver" in text_of(answer)


def test_nobody_is_invited_to_what_cannot_be_answered(signed_in, mail):
    published()
    people(3)
    browser = signed_in("manager")
    assert "Er is nog geen brief" in text_of(browser.get(INVITE))
    assert browser.post(INVITE, {"act": "send", "wave": "1"}).status_code == 422
    assert reach.reach(home()).asks == 0


def test_what_the_rules_would_hold_back_is_told_and_nothing_is_kept(signed_in, mail):
    inviting()
    people(20)
    bounce.opt_out(home(), "klant-0003", now=timezone.now())
    browser = signed_in("manager")
    answer = browser.post(INVITE, chosen(browser, act="look"))
    assert answer.context["foreseen"]["drawn"] == 20
    assert answer.context["foreseen"]["allowed"] == 19
    assert "Wil geen uitnodigingen meer" in text_of(answer)
    assert reach.reach(home()).asks == 0


def worked(browser, given):
    """What came of it once a worker has done it, as the page tells."""
    page = browser.post(INVITE, given | {"act": "send"}).url
    work.run_due(home(), clock=timezone.now)
    return browser.get(page).context["run"]


def test_a_sample_is_begun_followed_cancelled_and_tried_again(signed_in, mail):
    inviting()
    people(6)
    browser = signed_in("manager")
    page = browser.post(INVITE, chosen(browser, act="send")).url
    assert "hx-trigger" in text_of(browser.get(page))
    assert "wacht op een werker" in text_of(browser.get(page, headers={"HX-Request": "true"}))
    browser.post(f"{page}cancel/")
    assert "geannuleerd" in text_of(browser.get(page))
    work.run_due(home(), clock=timezone.now)
    assert reach.reach(home()).asks == 0
    assert "is afgelopen" in text_of(browser.post(f"{page}cancel/", follow=True))
    assert f'href="{page}"' in text_of(signed_in("analyst").get("/jobs/"))
    browser.post(f"{page}again/")
    work.run_due(home(), clock=timezone.now)
    found = browser.get(page)
    assert (found.context["run"].state, found.context["run"].invited) == ("done", 6)
    assert "hx-trigger" not in text_of(found)
    assert "is klaar" in text_of(browser.post(f"{page}again/", follow=True))
    assert f'href="{page}"' in text_of(browser.get(INVITE))
    assert browser.get(page.replace("relation", "other")).status_code == 404
    assert AuditEntry.objects.filter(object="invitations relation", detail__contains="cancelled")


@pytest.mark.parametrize(
    ("choice", "invited"),
    [
        ({"how": "all"}, 20),
        ({"how": "share", "share": "25"}, 5),
        ({"how": "most", "most": "7"}, 7),
        ({"how": "every", "every": "4"}, 5),
        ({"how": "quota", "quota_0": "3", "quota_1": "2"}, 5),
        ({"how": "all", "where": '["segment", "home"]'}, 10),
    ],
)
def test_a_sample_is_invited_as_it_was_foreseen(signed_in, mail, choice, invited):
    inviting()
    people(20)
    browser = signed_in("manager")
    given = chosen(browser, **choice)
    foreseen = browser.post(INVITE, given | {"act": "look"}).context["foreseen"]
    assert worked(browser, given).invited == foreseen["allowed"] == invited
    assert reach.reach(home()).invited == invited
    again = worked(browser, given)
    assert (again.invited, again.held_back) == (0, {"already-invited": invited})


def test_the_same_seed_draws_the_same_people(signed_in, mail):
    inviting()
    people(40)
    browser = signed_in("manager")
    given = chosen(browser, how="most", most="6")
    worked(browser, given)
    invited = {
        key
        for (key,) in home().truth.execute(
            "SELECT customer_key FROM store_invitation i JOIN store_customer c ON c.id = i.customer"
        )
    }
    selection = ask.Selection(sample=ask.Draw(most=6))
    drawn = chosen_contacts(
        home(), selection, plan_of(home(), "relation"), random.Random(int(given["seed"]))
    )
    assert {one.customer_key for one in drawn} == invited


@pytest.mark.parametrize(
    "choice",
    [
        {"how": "share"},
        {"how": "share", "share": "250"},
        {"how": "quota"},
        {"how": "every", "every": "1"},
        {"seed": "x"},
        {"wave": ""},
        {"where": '["segment", "other"]'},
    ],
)
def test_a_choice_that_cannot_be_meant_invites_nobody(signed_in, mail, choice):
    inviting()
    people(4)
    browser = signed_in("manager")
    assert browser.post(INVITE, chosen(browser, **choice, act="send")).status_code == 422
    assert reach.reach(home()).asks == 0


def answered_by(count, wave="2026-11"):
    """Everybody is invited and gets the letter; so many answer to the end."""
    now = timezone.now()
    wish = Wish(survey="relation", wave=wave)
    ask.invite(home(), wish, ask.Selection(), now=now, rng=random.Random(1))
    while True:
        found = settings.LUISTER
        later = (now + timedelta(days=3)).replace(hour=12)
        if not send_due(home(), channels(found), office(found), now=later).sent:
            break
    tokens = home().truth.execute(
        "SELECT token FROM store_invitation WHERE sent_at IS NOT NULL ORDER BY token LIMIT ?",
        (count,),
    )
    for (token,) in tokens:
        mark(home(), token, "finished", now=now)


def test_the_reach_tells_each_rule_and_the_response_with_its_doubt(signed_in, mail):
    inviting()
    people(24)
    for number in range(4):
        bounce.opt_out(home(), f"klant-{number:04}", now=timezone.now())
    answered_by(5)
    page = signed_in("director").get("/invitations/reach/?survey=relation&by=wave")
    assert "deze regel hield er 4 van de 24 tegen" in text_of(page)
    (row,) = page.context["rows"]
    assert (row["name"], row["counts"].sent, row["counts"].finished) == ("2026-11", 20, 5)
    assert (row["rate"].value, row["rate"].n) == (25.0, 20)
    assert row["rate"].low < 25.0 < row["rate"].high
    assert "25,0%" in text_of(page)


def test_of_too_few_letters_no_share_is_told(signed_in, mail):
    inviting()
    people(4)
    answered_by(2)
    page = signed_in("director").get("/invitations/reach/")
    assert page.context["rows"][0]["rate"] is None
    assert "te weinig om iets te zeggen" in text_of(page)
    assert "50,0%" not in text_of(page)


@pytest.mark.parametrize("by", ["survey", "wave", "channel", "segment", "nonsense"])
def test_the_reach_is_split_as_asked(signed_in, mail, by):
    inviting()
    people(12)
    answered_by(1)
    page = signed_in("director").get("/invitations/reach/", {"by": by, "survey": "x", "wave": "y"})
    names = {one["name"] for one in page.context["rows"]}
    assert names == {
        "survey": {"relation"}, "wave": {"2026-11"}, "channel": {"mail"},
        "segment": {"home", "business"}, "nonsense": {"relation"},
    }[by]  # fmt: skip


def test_one_contact_shows_what_it_was_asked(signed_in, mail):
    inviting()
    people(1)
    answered_by(1)
    answered_by(0, wave="2026-12")
    page = text_of(signed_in("director").get("/contacts/one/?key=klant-0000"))
    assert "beantwoord" in page
    assert "tegengehouden" in page
    assert "Enquêtes van de soort Relatie" in page


def test_rules_are_told_in_words_changed_added_and_removed(signed_in):
    browser = signed_in("manager")
    page = text_of(browser.get("/invitations/rules/"))
    assert "Elke enquête: hoogstens 1 in 30 dagen" in page
    assert "niet binnen 7 dagen na de gebeurtenis “complaint”" in page
    browser.post("/invitations/rules/change/", {"rule": "any-30", "days": "45", "at_most": "2"})
    browser.post(
        "/invitations/rules/",
        {"kind": "payment", "after": "event", "event": "moved", "days": "14", "at_most": "1"},
    )
    browser.post("/invitations/rules/remove/", {"rule": "complaint-7"})
    kept = {one.name: one for one in rest.rules(home())}
    assert sorted(kept) == ["any-30", "moved-14", "relation-180"]
    assert (kept["any-30"].days, kept["any-30"].at_most) == (45, 2)
    assert (kept["moved-14"].asks, kept["moved-14"].after_event) == (("payment",), "moved")
    assert "hoogstens 2 in 45 dagen" in text_of(browser.get("/invitations/rules/"))


@pytest.mark.parametrize(
    "changes", [{"days": "0"}, {"days": "x"}, {"at_most": "0"}, {"rule": "no"}]
)
def test_a_rule_that_cannot_be_meant_stays_as_it_was(signed_in, changes):
    before = rest.rules(home())
    given = {"rule": "any-30", "days": "45", "at_most": "2"} | changes
    answer = signed_in("manager").post("/invitations/rules/change/", given, follow=True)
    assert "notice-error" in text_of(answer)
    assert rest.rules(home()) == before


def test_all_rules_may_go_and_the_page_warns(signed_in):
    browser = signed_in("manager")
    for one in rest.rules(home()):
        browser.post("/invitations/rules/remove/", {"rule": one.name})
    assert rest.rules(home()) == ()
    assert "Er geldt geen regel" in text_of(browser.get("/invitations/rules/"))


@pytest.mark.parametrize("who", ["employee", "leader_north"])
def test_who_may_not_invite_invites_nobody_and_changes_no_rule(signed_in, mail, who):
    inviting()
    people(3)
    given = chosen(signed_in("manager"), act="send")
    browser = signed_in(who)
    assert browser.post(INVITE, given).status_code == 403
    browser.post("/invitations/rules/remove/", {"rule": "any-30"})
    browser.post(f"{PLAN}test/", {"to": "me@example.org"})
    assert reach.reach(home()).asks == 0
    assert len(rest.rules(home())) == 3
    assert mail.letters == []


def unsure_letters(count):
    """Letters that were being handed over when the server was killed."""
    inviting()
    people(count)
    ask.invite(home(), Wish(survey="relation"), ask.Selection(), now=NOW, rng=random.Random(1))
    home().truth.execute(
        "UPDATE store_letter SET state = 'unsure', problem = ?",
        ("The sender died, perhaps while the letter was handed over.",),
    )


def test_all_of_a_list_are_decided_at_once_but_none_that_nobody_saw(signed_in):
    unsure_letters(3)
    browser = signed_in("manager")
    page = browser.get("/invitations/letters/")
    assert "Beslis over alle 3 tegelijk" in text_of(page)
    form = {"state": "unsure", "decision": "leave", "until": page.context["seen_at"]}
    home().truth.execute(
        "UPDATE store_letter SET changed_at = ? "
        "WHERE token = (SELECT min(token) FROM store_letter)",
        (moment_text.text_of(timezone.now() + timedelta(seconds=5)),),
    )
    said = browser.post("/invitations/letters/all/", form, follow=True)
    assert "2 brieven blijven zoals ze zijn" in text_of(said)
    counts = "SELECT state, count(*) FROM store_letter GROUP BY state ORDER BY state"
    assert home().truth.execute(counts) == [("left-alone", 2), ("unsure", 1)]
    form |= {"decision": "send", "until": (timezone.now() + timedelta(minutes=1)).isoformat()}
    said = browser.post("/invitations/letters/all/", form, follow=True)
    assert "1 brief wordt opnieuw verstuurd" in text_of(said)
    told = set(AuditEntry.objects.values_list("object", "detail"))
    assert {("letters unsure", "2 left alone"), ("letters unsure", "1 sent again")} <= told
    for wrong in ({"state": "sent"}, {"until": "soon"}):
        said = browser.post("/invitations/letters/all/", form | wrong, follow=True)
        assert "viel niets meer te beslissen" in text_of(said)


def test_on_letters_of_which_nobody_can_tell_a_person_decides(signed_in):
    unsure_letters(2)
    browser = signed_in("manager")
    page = browser.get("/invitations/letters/")
    assert "stopte net toen de brief werd overgedragen" in text_of(page)
    one, other = (line["letter"] for line in page.context["unsure"]["lines"])
    assert {one.customer_key, other.customer_key} == {"klant-0000", "klant-0001"}
    tokens = [t for (t,) in home().truth.execute("SELECT token FROM store_letter")]
    assert not any(token in text_of(page) for token in tokens)
    browser.post(f"/invitations/letters/{one.reference}/again/")
    browser.post(f"/invitations/letters/{other.reference}/leave/")
    states = home().truth.execute("SELECT state FROM store_letter ORDER BY state")
    assert states == [("left-alone",), ("waiting",)]
    assert "Er zijn er geen" in text_of(browser.get("/invitations/letters/"))
    again = browser.post(f"/invitations/letters/{other.reference}/again/", follow=True)
    assert "viel niets meer te beslissen" in text_of(again)
    told = set(AuditEntry.objects.values_list("object", "detail"))
    assert {
        (f"letter {one.reference}", "sent again"),
        (f"letter {other.reference}", "left alone"),
    } <= told


def test_the_page_about_mail_asks_dns_when_wanted_and_shows_no_secret(signed_in, settings):
    with name_server({"example.org": ["v=spf1 mx -all"]}) as address:
        settings.LUISTER = replace(
            settings.LUISTER,
            mail=Mail(
                host="mail.example.org", password="hush", sender="us@example.org",
                dkim_selector="s1", name_server=address,
            ),
        )  # fmt: skip
        browser = signed_in("administrator")
        quiet = text_of(browser.get("/invitations/mail/"))
        page = text_of(browser.get("/invitations/mail/?look"))
    assert "v=spf1" not in quiet
    assert "v=spf1 mx -all" in page
    assert "s1._domainkey.example.org" in page
    assert "Er is geen record" in page
    assert "hush" not in quiet + page


def test_the_mailbox_is_read_by_a_button_and_what_came_back_is_told(signed_in, settings):
    people(1)
    report = delivery_report({"To": "klant-0000@example.org", "Message-ID": "<x@y>"}, "5.1.1")
    browser = signed_in("administrator")
    with imap_server([report]) as server:
        box = Mailbox(
            host="127.0.0.1", port=server.port, user="us", password="secret", encryption="none"
        )
        settings.LUISTER = replace(settings.LUISTER, mailbox=box)
        assert "nog nooit" in text_of(browser.get("/invitations/mail/"))
        page = text_of(browser.post("/invitations/mail/read/", follow=True))
    assert "Gelezen: 1 meldingen" in page
    assert "nog nooit" not in page
    assert contacts.one(home(), "klant-0000")[0].address_state == "bounced"
    assert AuditEntry.objects.filter(object="mailbox").count() == 1
    gone = text_of(browser.post("/invitations/mail/read/", follow=True))
    assert "Het postvak kan niet worden gelezen" in gone
    assert "secret" not in gone
