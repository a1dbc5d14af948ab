"""Known totals are given as a small table or counted from all invited; the page tells what they do."""

import random

import pytest
from tests.loop.invited import NOW as INVITED_AT
from tests.loop.invited import add_contacts, plan_for

from luister.loop import ask, weigh
from luister.loop.standing import Wish
from luister_web.access.models import AuditEntry
from luister_web.current_home import home
from web.imports.some_answers import take_in

pytestmark = pytest.mark.django_db
PATH = "/goals/totals/"
GIVEN = {
    "survey": "moving",
    "source": "register 2026",
    "dimension_1": "team",
    "totals_1": "Noord; 1.200\r\nZuid\t800\r\n\r\nWest;2 000",
}


@pytest.fixture
def manager(web_home, signed_in):
    teams = ["Noord"] * 30 + ["Zuid"] * 10
    take_in([(f"c{n}", team, 9.0, 3.0, "Fine") for n, team in enumerate(teams)])
    browser = signed_in("manager")
    browser.cookies["luister_language"] = "en"
    return browser


def test_totals_are_kept_and_what_they_do_is_told(manager):
    assert manager.post(PATH, GIVEN).status_code == 302
    (frame,) = weigh.frames(home()).values()
    assert frame.source == "register 2026"
    assert frame.margins[0].totals == {("Noord",): 1200, ("Zuid",): 800, ("West",): 2000}
    assert AuditEntry.objects.filter(object="frame moving").count() == 1
    text = manager.get(PATH).content.decode()
    found = weigh.weights(home(), frame)
    for told in (f"{found.design_effect:.2f}", f"{found.largest:.1f}", "50.0%", "Team: West"):
        assert told in text
    manager.post(f"{PATH}remove/", {"survey": "moving"})
    assert weigh.frames(home()) == {}


def test_several_dimensions_are_raked(manager):
    more = {"dimension_2": "channel", "totals_2": "web;1,5\nphone;2"}
    assert manager.post(PATH, GIVEN | more).status_code == 302
    assert weigh.frames(home())["moving"].method == "raked"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"totals_1": "Noord; -3"}, "Line 1 is"),
        ({"totals_1": "Noord; 3\nZuid; many"}, "Line 2 is"),
        ({"totals_1": "Noord"}, "Line 1 is"),
        ({"totals_1": "Noord;1\nNoord;2"}, "Line 2 is"),
        ({"totals_1": "Noord;nan"}, "Line 1 is"),
        ({"totals_1": "Noord;0"}, "At least one group"),
        ({"totals_1": ""}, "a line a group"),
        ({"dimension_1": "shoe size"}, "Select a valid choice"),
        ({"survey": "none"}, "Select a valid choice"),
        ({"dimension_2": "team", "totals_2": "Noord;1"}, "named once"),
        ({"dimension_2": "channel"}, "both a dimension and its totals"),
        ({"source": ""}, "where the totals come from"),
    ],
)
def test_totals_that_cannot_be_are_explained(manager, change, message):
    answer = manager.post(PATH, GIVEN | change)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert weigh.frames(home()) == {}


def test_all_who_were_invited_are_counted(manager):
    plan_for(home(), "moving")
    add_contacts(home(), 9)
    wish = Wish(survey="moving", wave="w", channel="mail")
    ask.invite(home(), wish, ask.Selection(), now=INVITED_AT, rng=random.Random(1))
    path = f"{PATH}invited/"
    given = {"invited-survey": "moving", "invited-by": ["channel"]}
    assert manager.post(path, given).status_code == 302
    assert weigh.frames(home())["moving"].margins[0].totals == {("mail",): 9}
    assert "all invited" in manager.get(PATH).content.decode()
    answer = manager.post(path, given | {"invited-by": ["team"]})
    assert answer.status_code == 422
    assert "No invitation to this survey carries" in answer.content.decode()


def test_words_that_people_gave_are_no_markup(manager):
    manager.post(PATH, GIVEN | {"source": "<b>x</b>", "totals_1": "<i>West</i>;3"})
    text = manager.get(PATH).content.decode()
    assert "<b>x</b>" not in text
    assert "<i>West</i>" not in text
