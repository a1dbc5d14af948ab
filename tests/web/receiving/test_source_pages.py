"""The pages about sources, rejected items and triggers."""

import json

import pytest
from django.utils import timezone

from luister.demo.energy.live_survey import letter_plan
from luister.loop import connect, design
from luister.loop.receive import Call, receive_tracking
from luister.loop.standing import plan_from, plan_of, set_plan
from luister_web.access.models import AuditEntry
from luister_web.current_home import home

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(signed_in):
    return signed_in("analyst")


@pytest.fixture
def source(analyst):
    analyst.post("/sources/", {"name": "Web shop", "kind": "tracking"})
    return connect.sources(home())[0]


def text(answer):
    return answer.content.decode()


def new_key(browser, source):
    answer = browser.post(f"/sources/{source.id}/keys/")
    return answer, answer.context["made"]


def test_a_source_is_made_and_listed(analyst, source):
    assert (source.name, source.kind) == ("Web shop", "tracking")
    page = text(analyst.get("/sources/"))
    assert "Web shop" in page
    assert AuditEntry.objects.filter(object="source Web shop").count() == 1


def test_a_key_is_shown_once_and_stands_in_the_lines_to_copy(analyst, source):
    answer, key = new_key(analyst, source)
    assert text(answer).count(key) > 5
    assert "no-store" in answer.headers["Cache-Control"]
    page = text(analyst.get(f"/sources/{source.id}/"))
    assert (key in page, key[:19] in page, "YOUR_KEY" in page) == (False, True, True)
    assert key not in str(list(AuditEntry.objects.values()))


def test_a_revoked_key_is_shown_as_such(analyst, source):
    new_key(analyst, source)
    number = connect.keys(home(), source.id)[0].id
    page = analyst.post(f"/sources/{source.id}/keys/{number}/revoke/", follow=True)
    assert connect.keys(home(), source.id)[0].revoked_at is not None
    assert "ingetrokken" in text(page)
    assert analyst.post(f"/sources/{source.id + 1}/keys/{number}/revoke/").status_code == 404


def test_what_came_in_and_what_was_rejected_is_shown_harmlessly(analyst, source):
    _, key = new_key(analyst, source)
    hostile = "<script>alert(1)</script>"
    batch = [
        {"type": "track", "event": hostile, "userId": "u1"},
        {"type": "track", "userId": hostile, "event": "\u202eevil"},
        {"type": hostile, "userId": "u1"},
    ]
    call = Call({"x-api-key": key}, json.dumps(batch).encode())
    receive_tracking(home(), call, "batch", now=timezone.now())
    for page in (
        text(analyst.get(f"/sources/{source.id}/")),
        text(analyst.get("/sources/rejected/")),
    ):
        assert hostile not in page
        assert "&lt;script&gt;" in page


def test_the_items_themselves_are_for_who_may_see_everybody(analyst, source, cast, units):
    _, key = new_key(analyst, source)
    call = Call({"x-api-key": key}, json.dumps({"type": "track", "userId": "klant-77"}).encode())
    receive_tracking(home(), call, "batch", now=timezone.now())
    assert "klant-77" in text(analyst.get("/sources/rejected/"))
    cast.analyst.unit = units["Noord"]
    cast.analyst.save()
    page = text(analyst.get("/sources/rejected/"))
    assert ("klant-77" in page, "without the name" in page) == (False, True)


def test_a_help_desk_needs_its_secret_which_is_never_shown(analyst):
    refused = analyst.post("/sources/", {"name": "Desk", "kind": "zammad"})
    assert (refused.status_code, connect.sources(home())) == (422, [])
    analyst.post("/sources/", {"name": "Desk", "kind": "zammad", "secret": "s3cret-words"})
    desk = connect.sources(home())[0]
    page = text(analyst.get(f"/sources/{desk.id}/"))
    assert ("s3cret-words" in page, desk.address in page) == (False, True)


def test_a_mapping_that_is_not_understood_is_told_beside_it(analyst):
    given = {"name": "Tool", "kind": "webhook", "mapping": "nonsense"}
    refused = analyst.post("/sources/", given)
    assert (refused.status_code, "nonsense" in str(refused.context["form"].errors)) == (422, True)
    analyst.post("/sources/", {**given, "mapping": "name = state\nuser = who"})
    tool = connect.sources(home())[0]
    changed = {"name": "Tool 2", "mapping": "name = state\nemail = who.email"}
    assert analyst.post(f"/sources/{tool.id}/", {**changed, "mapping": "x"}).status_code == 422
    analyst.post(f"/sources/{tool.id}/", changed)
    now = connect.source_of(home(), tool.id)
    assert (now.name, dict(now.fields)) == ("Tool 2", {"name": "state", "email": "who.email"})


def test_a_closed_source_takes_nothing_and_keeps_its_page(analyst, source):
    analyst.post(f"/sources/{source.id}/close/")
    assert connect.source_of(home(), source.id).closed_at is not None
    page = text(analyst.get(f"/sources/{source.id}/"))
    assert "gesloten" in page


TYPED = {
    "name": "After an order",
    "kind": "tracked",
    "event": " Order delivered ",
    "wait": "1,5",
    "unit": "hours",
    "survey": "order",
    "channel": "mail",
    "share": "12,5",
    "attribute_0": "order.total",
    "comparison_0": "at_least",
    "value_0": "100",
    "attribute_2": "property.town",
    "comparison_2": "is",
    "value_2": "Ede",
    "unless_kind_1": "contact",
    "unless_name_1": "complaint",
    "unless_days_1": "7",
}


@pytest.fixture
def survey(web_home):
    """A published survey that has no letter yet."""
    now = timezone.now()
    preset = next(one for one in design.presets() if one.name == "transaction")
    design.keep_draft(home(), design.renamed(preset, "order"), now=now)
    design.publish(home(), "order", now=now)


@pytest.fixture
def letter(survey):
    set_plan(home(), "order", plan_from(letter_plan("contact")))


@pytest.mark.usefixtures("survey")
def test_a_trigger_whose_survey_has_no_letter_is_kept_with_the_proposed_one_or_not_at_all(analyst):
    refused = analyst.post("/sources/triggers/new/", TYPED)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["survey"])
    assert 'name="with_letter"' in text(refused)
    assert connect.trigger_list(home()) == []
    analyst.post("/sources/triggers/new/", TYPED | {"with_letter": "on"})
    assert [one.trigger.survey for one in connect.trigger_list(home())] == ["order"]
    words = plan_of(home(), "order").messages
    assert sorted(words) == ["en", "nl"]
    assert "{link}" in words["nl"].text
    assert AuditEntry.objects.filter(object="invitations order").count() == 1


def test_a_survey_that_nobody_can_be_asked_is_told_beside_its_field(analyst):
    answer = analyst.post("/sources/triggers/new/", TYPED | {"with_letter": "on"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["survey"])
    assert connect.trigger_list(home()) == []


@pytest.mark.usefixtures("letter")
def test_a_trigger_is_typed_changed_and_switched_off(analyst):
    analyst.post("/sources/triggers/new/", TYPED)
    kept = connect.trigger_list(home())[0]
    made = kept.trigger
    assert (made.event, made.wait.total_seconds(), made.share) == ("Order delivered", 5400, 0.125)
    assert made.conditions == (
        connect.Condition("property.order.total", "at_least", "100"),
        connect.Condition("property.town", "is", "Ede"),
    )
    assert made.unless == (connect.Unless("contact", "complaint", 7),)
    form = analyst.get(f"/sources/triggers/{kept.id}/").context["form"]
    again = {name: form[name].value() for name in form.fields}
    analyst.post(
        f"/sources/triggers/{kept.id}/",
        {name: "" if value is None else value for name, value in again.items()},
    )
    assert connect.trigger_list(home())[0].trigger == made
    analyst.post(f"/sources/triggers/{kept.id}/switch/")
    assert connect.trigger_list(home())[0].is_on is False
    assert "uit" in text(analyst.get("/sources/triggers/"))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"share": "101"}, "share"),
        ({"share": "-1"}, "share"),
        ({"share": "nan"}, "share"),
        ({"wait": "367", "unit": "days"}, "wait"),
        ({"wait": "-1"}, "wait"),
        ({"wait": "1e300"}, "wait"),
        ({"wait": "nan"}, "wait"),
        ({"event": ""}, "event"),
        ({"kind": "answer"}, "kind"),
        ({"comparison_0": "eval"}, "comparison_0"),
        ({"unless_days_1": "-3"}, "unless_days_1"),
    ],
)
@pytest.mark.usefixtures("letter")
def test_a_trigger_that_cannot_be_is_told_beside_the_field(analyst, wrong, field):
    answer = analyst.post("/sources/triggers/new/", TYPED | wrong)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert connect.trigger_list(home()) == []
