"""What is kept of one customer: handed out on request, or erased from every table and file."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from luister.errors import UnknownNameError
from luister.events.response import Response
from luister.store import (
    actions,
    case_care,
    fillings,
    job_care,
    remarks,
    signal_persons,
    webhook_care,
)
from luister.store import events as streamed
from luister.store.contact_ledger import erase_ledger, ledger_of
from luister.store.contacts import erase_contact, everything_kept
from luister.store.digest import pseudonym
from luister.store.home import Store
from luister.store.imports import append_log
from luister.store.invitations import invitations_of_customer
from luister.store.packing import packed, unpacked
from luister.store.responses import responses
from luister.store.words import erase_words, is_named


def customer_id(store: Store, key: str) -> int:
    """The pseudonym of a customer.

    Raises:
        UnknownNameError: nothing is kept of a customer with this key.
    """
    identity = pseudonym(key, store.secret)
    if not is_named(store.truth, identity):
        raise UnknownNameError(
            f"Nothing is kept of customer {key!r}.", hint="Keys count capitals and blanks."
        )
    return identity


def responses_of(store: Store, customer: int) -> list[Response]:
    """The forms that a customer filled in, by their number."""
    store.projection.catch_up()
    rows = (
        store.projection.cursor()
        .execute("SELECT response FROM fact WHERE customer = ? ORDER BY 1", [customer])
        .fetchall()
    )
    return responses(store, [int(row[0]) for row in rows])


def everything_of(store: Store, key: str) -> dict[str, Any]:
    """All that is kept of a customer, as plain values: forms with answers and comments, contact, invitations."""
    identity = customer_id(store, key)
    forms = responses_of(store, identity)
    events = store.truth.execute(
        "SELECT body FROM store_event WHERE customer = ? ORDER BY occurred_at", (identity,)
    )
    return {
        "customer": key,
        "under_way": fillings.of_customer(store.truth, identity),
        "responses": [json.loads(json.dumps(asdict(form), default=str)) for form in forms],
        "events": [json.loads(body) for (body,) in events],
        "jobs": job_care.of_customer(store.truth, key),
        "contact": json.loads(json.dumps(everything_kept(store.truth, identity), default=str)),
        "invitations": invitations_of_customer(store.truth, identity),
        **ledger_of(store.truth, identity),
        **streamed.of_customer(store, identity),
        "remarks": remarks.of_customer(store.truth, identity),
        "webhook_messages": webhook_care.of_customer(store.truth, key),
        "cases": case_care.of_customer(store.truth, identity),
        "signals": signal_persons.of_customer(store.truth, key),
        "actions": actions.of_customer(store.truth, identity),
    }


def erase(store: Store, key: str, *, now: datetime) -> dict[str, int]:
    """How much was erased: forms, comments, events, rejected rows, parts of imports, contact, invitations.

    The name, the words and the raw rows are overwritten in the operational database; the facts are
    built anew without the customer, since a deleted row's bytes stay in an analytical file.

    Raises:
        UnknownNameError: nothing is kept of a customer with this key.
    """
    identity = customer_id(store, key)
    truth = store.truth
    with truth.transaction():
        truth.hold_order()
        comments = erase_words(truth, identity)
        events = truth.execute(
            "DELETE FROM store_event WHERE customer = ? RETURNING id", (identity,)
        )
        rejects = truth.execute(
            "DELETE FROM store_reject WHERE raw LIKE ? ESCAPE '\\' RETURNING row_number",
            (f"%{_escaped(json.dumps(key))}%",),
        )
        streams = streamed.forget(truth, identity)
        forms, parts = _rewrite_segments(store, identity)
        single = truth.execute(
            "DELETE FROM store_form WHERE customer = ? RETURNING response", (identity,)
        )
        fillings.erase(truth, identity)
        jobs = job_care.erase(truth, key)
        contacts = erase_contact(truth, identity)
        ledger = erase_ledger(truth, identity)
        messages = webhook_care.erase(truth, key)
        cases = case_care.erase(truth, identity)
        said_beside = remarks.erase(truth, identity)
        signals = signal_persons.erase(truth, key)
        truth.execute("DELETE FROM store_customer WHERE id = ?", (identity,))
        append_log(store, "erase", None, {"customer": identity}, now=now)
    store.projection.rebuild()
    if not truth.is_postgres:
        truth.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return {
        "responses": forms + len(single),
        "comments": comments,
        "events": len(events),
        "rejected_rows": len(rejects),
        "jobs": jobs,
        **streams,
        "webhook_messages": messages,
        **cases,
        "remarks": said_beside,
        "signals": signals,
        "segments_rewritten": parts,
        "contacts": contacts,
        **ledger,
    }


def _rewrite_segments(store: Store, identity: int) -> tuple[int, int]:
    forms = parts = 0
    places = store.truth.execute("SELECT import_id, ordinal FROM store_segment")
    for place in places:
        data = store.truth.execute(
            "SELECT data FROM store_segment WHERE import_id = ? AND ordinal = ?", place
        )[0][0]
        customers = unpacked(bytes(data), ["customer"])["customer"]
        mask = [one != identity for one in customers.to_pylist()]
        if all(mask):
            continue
        forms, parts = forms + mask.count(False), parts + 1
        store.truth.execute(
            "UPDATE store_segment SET data = ?, row_count = ? WHERE import_id = ? AND ordinal = ?",
            (packed(unpacked(bytes(data)).filter(mask)), mask.count(True), *place),
        )
    return forms, parts


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
