"""Contacts and a plan in sight, for the tests of invitations."""

from datetime import UTC, datetime

from luister.invitations.message import Message
from luister.invitations.plan import Plan
from luister.loop import contacts
from luister.loop.standing import set_plan

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
WORDS = Message(
    subject="{name}, how was it?",
    text="Dear {name},\n\n{scale}\n\nOr open {link}\n\n{organisation}",
    button="To the questions",
    unsubscribe="No more questions",
    nameless="customer",
    question="Would you recommend us?",
    lowest="certainly not",
    highest="certainly",
)
PLAN = Plan(kind="relation", messages={"en": WORDS}, dimensions=("region",), per_minute=100_000)


def plan_for(store, survey, plan=PLAN):
    set_plan(store, survey, plan)


def add_contacts(store, count):
    contacts.keep(store, people(count), now=NOW)


def people(count):
    return [
        {
            "key": f"klant-{n}",
            "email": f"klant-{n}@example.org",
            "name": f"Jan <b>{n}</b>",
            "segment": "business" if n % 2 else "home",
            "region": "Fryslân",
        }
        for n in range(count)
    ]
