"""Other systems are told when a survey is published, and when somebody wants no more letters."""

import json

from tests.loop.conftest import NOW

from luister.loop import bounce, contacts, design, notify


def told(home):
    rows = home.truth.execute("SELECT type, body FROM store_webhook_delivery ORDER BY id")
    return [(kind, json.loads(body)["data"]) for kind, body in rows]


def listening(home):
    (home.folder / "secret.key").write_text("a secret of this home only")
    notify.add(home, "https://example.org/hook", name="crm", types=(), now=NOW)


def test_publishing_and_opting_out_are_told_once(home):
    listening(home)
    design.keep_draft(home, design.renamed(design.presets()[0], "relation"), now=NOW)
    design.publish(home, "relation", now=NOW)
    contacts.keep(home, [{"key": "klant-1", "email": "an@example.org"}], now=NOW)
    bounce.opt_out(home, "klant-1", now=NOW)
    bounce.opt_out(home, "klant-1", now=NOW)
    assert told(home) == [
        ("survey.published", {"survey": "relation", "version": 1}),
        ("contact.opted_out", {"customer": "klant-1", "by": "person"}),
    ]
