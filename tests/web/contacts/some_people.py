"""Contacts, a published survey with its letter, and a way of sending, for the tests of their pages."""

from luister.loop import contacts
from luister.loop.standing import plan_from, set_plan
from luister_web.current_home import home
from web.surveys.some_survey import NOW, published

WORDS = {
    "subject": "{name}, how was it?",
    "text": "Dear {name},\n\n{link}\n\n{organisation}",
    "button": "To the questions",
    "unsubscribe": "No more questions",
}


def people(count):
    """So many contacts, half of them business."""
    rows = [
        {
            "key": f"klant-{number:04}",
            "email": f"klant-{number:04}@example.org",
            "name": f"Jan <b>{number}</b>",
            "language": "en" if number % 2 else "nl",
            "segment": "business" if number % 2 else "home",
        }
        for number in range(count)
    ]
    contacts.keep(home(), rows, now=NOW)


def inviting(name="relation", **more):
    """A published survey that has its letter, in English and Dutch."""
    published()
    set_plan(home(), name, plan_from({"messages": {"en": WORDS, "nl": WORDS}, **more}))
