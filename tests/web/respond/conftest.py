"""A published survey, and a respondent's browser: without cookies, with or without script."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.web.respond.a_survey import SURVEY

from luister.loop import design
from luister.store.forms import pseudonym
from luister.store.invitations import Invitation, add_invitations
from luister.store.responses import responses
from luister_web.current_home import home


def publish(survey):
    """The open link of a survey that is published now."""
    design.keep_draft(home(), survey, now=timezone.now())
    design.publish(home(), survey.name, now=timezone.now())
    return design.survey(home(), survey.name).open_link


@pytest.fixture
def link(web_home, db):
    """The open link of the survey."""
    return publish(SURVEY)


@pytest.fixture
def opened(chromium, live_server, link):
    """A page in a new browser: opened("/s/...", width=360, language="nl-NL", script=False)."""
    contexts = []

    def page(path, *, width=390, height=844, language="nl-NL", look="light", script=True, **more):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            locale=language,
            color_scheme=look,
            java_script_enabled=script,
            **more,
        )
        contexts.append(context)
        tab = context.new_page()
        tab.complaints = []
        tab.on(
            "console",
            lambda said: said.type in {"error", "warning"} and tab.complaints.append(said.text),
        )
        tab.on("pageerror", lambda error: tab.complaints.append(str(error)))
        tab.goto(path if path.startswith("http") else live_server.url + path)
        return tab

    yield page
    for context in contexts:
        context.close()


TOKEN = "personal-link-0123456789"


@pytest.fixture
def personal(link):
    """The personal link of a customer who was invited by mail, in English, and may answer for two weeks."""
    now = timezone.now()
    one = Invitation(
        token=TOKEN,
        survey=SURVEY.name,
        wave="2026-11",
        channel="mail",
        segment="",
        language="en",
        customer=pseudonym(home(), "klant-1"),
        customer_key="klant-1",
        ask="a",
        reason="wave",
        dimensions={},
        created_at=now,
        expires_at=now + timedelta(days=14),
    )
    with home().truth.transaction():
        home().truth.execute(
            "INSERT INTO store_customer (id, customer_key) VALUES (?, ?)",
            (one.customer, one.customer_key),
        )
        add_invitations(home().truth, [one])
    return TOKEN


def expire(token):
    """Lets a personal link expire."""
    home().truth.execute(
        "UPDATE store_invitation SET expires_at = ? WHERE token = ?",
        ("2020-01-01T00:00:00.000000+00:00", token),
    )


def kept_forms():
    """Every form that counts, as the dashboard reads it."""
    home().projection.catch_up()
    ids = home().projection.cursor().execute("SELECT response FROM fact ORDER BY 1").fetchall()
    return responses(home(), [int(one[0]) for one in ids])


def answers_of(form):
    """What was answered in a form: question -> number or words; what was left open is not in it."""
    said = {one.question: one.value if one.text is None else one.text for one in form.answers}
    return {question: value for question, value in said.items() if value is not None}
