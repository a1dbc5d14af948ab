"""Somebody fills in a survey: page by page, there and back, twice on one link, and it counts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from luister.demo.energy.live_survey import live_survey
from luister.errors import UnknownNameError
from luister.events.answer import AnswerStatus
from luister.loop import answer, design
from luister.loop.keep import open_home
from luister.store.fillings import filling_of
from luister.store.forms import pseudonym
from luister.store.invitations import Invitation, add_invitations, invitation_of
from luister.store.responses import responses
from luister.surveys.condition import Check, Condition
from luister.surveys.definition import Item, Option, Page, SurveyDefinition
from luister.surveys.definition_file import DefinitionError, load

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
UNHAPPY = Condition(((Check("nps", "at most", ("6",)),),))
HAPPY = Condition(((Check("nps", "at least", ("9",)),),))
NPS = Item(id="nps", kind="nps", text={"nl": "Beveelt u ons aan?"})
SURVEY = SurveyDefinition(
    name="relation",
    kind="relation",
    languages=("nl",),
    title={"nl": "Uw mening"},
    process="relation",
    pages=(
        Page(
            items=(
                replace(NPS, is_required=True),
                Item(id="why", kind="text", text={"nl": "Waarom?"}, show_if=UNHAPPY),
            )
        ),
        Page(
            items=(
                Item(
                    id="good",
                    kind="choices",
                    text={"nl": "Wat ging goed?"},
                    options=(
                        Option("speed", {"nl": "Snel"}),
                        Option("kind", {"nl": "Vriendelijk"}),
                    ),
                    show_if=HAPPY,
                    has_no_opinion=True,
                ),
            )
        ),
        Page(items=(Item(id="ease", kind="ces", text={"nl": "Hoe makkelijk?"}),)),
    ),
)


@pytest.fixture
def home(tmp_path):
    opened = open_home(tmp_path / "home")
    design.keep_draft(opened, SURVEY, now=NOW)
    design.publish(opened, "relation", now=NOW)
    yield opened
    opened.close()


def begun(home, key=None):
    return answer.open_form(home, design.survey(home, "relation").open_link, key, now=NOW)


def step(home, form, **posted):
    return answer.answer_page(
        home, form, {name: [str(value)] for name, value in posted.items()}, now=NOW
    )


def statuses(home, form):
    home.projection.catch_up()
    found = responses(home, [filling_of(home.truth, form.key).response])[0]
    return {one.question: one.status for one in found.answers}, found.complete


def test_a_promoter_is_asked_what_went_well_and_a_detractor_is_not(home):
    happy = step(home, begun(home), nps=9).form
    assert [item.id for item in answer.shown(happy)] == ["good"]
    unhappy = step(home, begun(home), nps=3, why="te laat").form
    assert [item.id for item in answer.shown(unhappy)] == ["ease"]


def test_a_follow_up_on_the_same_page_comes_before_the_next_page(home):
    again = step(home, begun(home), nps=3, _seen="nps").form
    assert [item.id for item in answer.shown(again)] == ["nps", "why"]
    assert [i.id for i in answer.shown(step(home, again, nps=3, _seen="nps why").form)] == ["ease"]


def test_who_stops_half_way_counts_as_partial_and_goes_on_with_the_same_link(home):
    form = step(home, begun(home), nps=9).form
    found, complete = statuses(home, form)
    assert not complete
    assert found["nps"] is AnswerStatus.ANSWERED
    back = begun(home, form.key)
    assert (back.state, back.page, back.given["nps"]) == ("under way", 1, ("9",))


def test_the_four_kinds_of_silence_are_kept_apart(home):
    form = step(home, begun(home), nps=9).form
    form = step(home, form, good="~").form
    form = step(home, form).form
    found, complete = statuses(home, form)
    assert complete
    assert found["good_speed"] is AnswerStatus.NOT_APPLICABLE
    assert found["ease"] is AnswerStatus.NOT_ANSWERED
    assert "why" not in found


def test_somebody_who_goes_back_and_changes_leaves_no_answer_of_the_way_not_taken(home):
    form = step(home, begun(home), nps=3, why="te laat").form
    form = answer.go_back(home, form, now=NOW)
    assert form.page == 0
    form = step(home, form, nps=10, why="te laat").form
    form = step(home, form, good="speed").form
    found, _ = statuses(home, step(home, form, ease=7).form)
    assert "why" not in found
    assert found["good_kind"] is AnswerStatus.ANSWERED


def test_a_required_question_left_open_is_told_and_nothing_is_kept(home):
    form = begun(home)
    found = step(home, form)
    assert [(one.field, one.reason) for one in found.problems] == [("nps", "required")]
    assert filling_of(home.truth, form.key) is None


def test_a_finished_survey_cannot_be_filled_in_again(home):
    form = step(home, step(home, begun(home), nps=7).form, ease=4).form
    assert form.state == "finished"
    again = begun(home, form.key)
    assert (again.state, again.page) == ("finished", None)
    assert step(home, again, nps=1).form.state == "finished"


def test_a_score_from_a_letter_counts_once_it_is_confirmed_and_may_be_changed(home):
    form = answer.confirm_score(home, begun(home), "8", now=NOW)
    assert (form.page, form.given["nps"]) == (0, ("8",))
    assert statuses(home, form)[0]["nps"] is AnswerStatus.ANSWERED
    changed = step(home, form, nps=9).form
    assert changed.given["nps"] == ("9",)


@pytest.mark.parametrize("score", ["11", "", "nps", "~", "9; DROP TABLE"])
def test_a_score_off_the_scale_changes_nothing(home, score):
    form = begun(home)
    assert answer.confirm_score(home, form, score, now=NOW) == form


def test_a_forged_link_leads_nowhere(home):
    with pytest.raises(UnknownNameError, match="leads nowhere"):
        answer.open_form(home, "forged", now=NOW)


def test_a_closed_survey_takes_no_answers(home):
    form = step(home, begun(home), nps=9).form
    design.set_open(home, "relation", False)
    closed = begun(home, form.key)
    assert (closed.state, closed.page) == ("closed", None)
    assert begun(home).state == "closed"


def test_who_began_in_an_older_version_ends_in_it(home):
    form = step(home, begun(home), nps=7).form
    pages = (*SURVEY.pages[:2], Page(items=(Item(id="new", kind="text", text={"nl": "Nieuw?"}),)))
    design.keep_draft(home, replace(SURVEY, pages=pages), now=NOW)
    assert design.publish(home, "relation", now=NOW) == 2
    assert [item.id for item in answer.shown(begun(home, form.key))] == ["ease"]
    assert begun(home).version == 2


def test_another_wording_puts_a_mark_on_the_trend_and_a_translation_does_not(home):
    asked = replace(NPS, text={"nl": "Raadt u ons aan?"})
    pages = (Page(items=(asked,)), *SURVEY.pages[1:])
    design.keep_draft(home, replace(SURVEY, pages=pages), now=NOW + timedelta(days=1))
    assert [item.id for item in design.rewordings(home, "relation")] == ["nps"]
    design.publish(home, "relation", now=NOW + timedelta(days=1))
    assert design.published(home, "relation").items[0].wording == 2
    translated = replace(asked, text={**asked.text, "fr": "Nous recommandez-vous ?"})
    design.keep_draft(
        home, replace(SURVEY, pages=(Page(items=(translated,)), *SURVEY.pages[1:])), now=NOW
    )
    assert design.rewordings(home, "relation") == ()


def test_a_survey_with_faults_is_not_published_and_all_of_them_are_told(home):
    pages = (Page(items=(replace(NPS, text={}), Item(id="nps", kind="choice", text={"nl": "x"}))),)
    design.keep_draft(home, replace(SURVEY, pages=pages), now=NOW)
    with pytest.raises(DefinitionError, match="no words in this language") as refused:
        design.publish(home, "relation", now=NOW)
    assert "twice" in str(refused.value) or "already" in str(refused.value)
    assert design.survey(home, "relation").version == 1


def test_the_survey_of_the_demo_has_no_faults():
    assert design.faults(load(live_survey())) == ()


def invited(home, **changed):
    one = Invitation(
        token="p" * 22,
        survey="relation",
        wave="2026-11",
        channel="mail",
        segment="north",
        language="nl",
        customer=pseudonym(home, "klant-1"),
        customer_key="klant-1",
        ask="a",
        reason="wave",
        dimensions={"region": "north"},
        created_at=NOW,
        expires_at=NOW + timedelta(days=14),
    )
    one = replace(one, **changed)
    with home.truth.transaction():
        home.truth.execute(
            "INSERT INTO store_customer (id, customer_key) VALUES (?, ?)",
            (one.customer, one.customer_key),
        )
        add_invitations(home.truth, [one])
    return answer.open_form(home, one.token, now=NOW)


def test_a_personal_link_brings_along_what_is_known_of_the_person(home):
    form = step(home, invited(home), nps=7).form
    assert form.is_personal
    assert invitation_of(home, form.link).state == "started"
    form = step(home, form, ease=5).form
    assert invitation_of(home, form.link).state == "finished"
    home.projection.catch_up()
    found = responses(home, [filling_of(home.truth, form.key).response])[0]
    assert found.customer == "klant-1"
    places = found.dimensions
    assert (places["region"], places["wave"], places["channel"]) == ("north", "2026-11", "mail")


def test_looking_at_a_personal_link_is_no_answer(home):
    form = invited(home)
    assert invitation_of(home, form.link).state == "waiting"
    answer.seen(home, form, now=NOW)
    assert invitation_of(home, form.link).state == "opened"
    assert home.truth.execute("SELECT count(*) FROM store_form") == [(0,)]


def test_an_expired_link_takes_no_answers_but_one_that_was_begun_can_be_finished(home):
    form = invited(home)
    step(home, form, nps=7)
    later = NOW + timedelta(days=20)
    assert answer.open_form(home, form.link, now=later).state == "under way"
    other = invited(home, token="q" * 22, customer_key="klant-2", customer=2, expires_at=NOW)
    assert (other.state, other.page) == ("expired", None)
