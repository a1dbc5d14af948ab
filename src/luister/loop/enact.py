"""Enact: some weeks of asking in the made-up company, day by day, by the same ways as in any home.

Nothing is mailed: letters go to a box in memory, and what people do with them is drawn by chance.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta

import numpy as np

from luister.demo.energy import calls, people, replies
from luister.demo.energy.company import COMPANY
from luister.demo.energy.live_survey import CONTACT, SURVEY, letter_plan, live_survey
from luister.errors import StoreError
from luister.events.received import Incoming
from luister.invitations.delivery import REFUSED, SENT, Outcome, Parcel, Way
from luister.invitations.plan import from_plain
from luister.invitations.readiness import MAIL
from luister.loop import answer, ask, bounce, connect, contacts, design, rest, trigger_ask
from luister.loop.open_form import OpenForm, keep_form
from luister.loop.send import send_due
from luister.loop.standing import Wish, set_plan
from luister.loop.write import Office
from luister.store import events
from luister.store.home import Store
from luister.surveys.definition_file import load

DAYS = 56
"""How many days of asking are played; the first two weeks are quiet."""

_PEOPLE = 400
_WAVES: Mapping[int, float] = {8: 0.3, 52: 0.6}
_AT = time(16, 5, tzinfo=UTC)
_DAY = timedelta(days=1)
_OFFICE = Office(
    address="http://127.0.0.1:8000", organisation=COMPANY, sender="ask@noorderlicht.example"
)
_TRIGGER = connect.Trigger(
    name="After a call",
    kind="contact",
    event=calls.CLOSED,
    survey=CONTACT,
    wait=timedelta(hours=2),
    share=0.5,
    unless=(connect.Unless("contact", calls.OPENED),),
)
_BUSINESSES = rest.NewRule(days=90, at_most=1, where={"segment": ("small business",)})


@dataclass(slots=True)
class _Postbox:
    """A channel whose letters stay here; those to a box that is gone come back."""

    gone: frozenset[str]
    letters: list[Parcel] = field(default_factory=list)
    known: set[str] = field(default_factory=set)

    def deliver(self, parcel: Parcel, handing: Callable[[], None]) -> Outcome:
        """What became of the letter."""
        handing()
        if parcel.to in self.gone:
            return Outcome(REFUSED, "550 5.1.1 No such user", is_bounce=True)
        self.letters.append(parcel)
        return Outcome(SENT)

    def close(self) -> None:
        """Has nothing to let go of."""

    def emptied(self) -> list[Parcel]:
        """The letters that came since it was last emptied."""
        taken, self.letters = self.letters, []
        return taken


@dataclass(frozen=True, slots=True)
class _Scene:
    """What stands ready before the first day."""

    store: Store
    customers: list[str]
    telephony: connect.Source
    complaints: connect.Source
    postbox: _Postbox
    rng: np.random.Generator


def enact(store: Store, *, now: datetime, rng: np.random.Generator) -> int:
    """How many letters the made-up company sent up to yesterday; `now` is the end of the play."""
    first = datetime.combine(now.date() - DAYS * _DAY, _AT)
    with store.truth.unsynced():
        scene = _set(store, first, rng)
        return sum(
            _play(scene, first + number * _DAY, _WAVES.get(number), until=now)
            for number in range(1, DAYS)
        )


def _set(store: Store, at: datetime, rng: np.random.Generator) -> _Scene:
    """Contacts, surveys with their letters, rules, sources and the trigger."""
    known = people.people(_PEOPLE)
    contacts.keep(store, known, now=at)
    for key in people.opted_out(known):
        bounce.opt_out(store, key, now=at)
    preset = next(one for one in design.presets() if one.name == "transaction")
    for survey in (
        load(live_survey()),
        replace(preset, name=CONTACT, process="customer contact"),
    ):
        design.keep_draft(store, survey, now=at)
        design.publish(store, survey.name, now=at)
        set_plan(store, survey.name, from_plain(letter_plan(survey.name)))
    rest.add_rule(store, _BUSINESSES)
    telephony = connect.add_source(
        store, calls.TELEPHONY, "webhook",
        mapping=calls.TELEPHONY_FIELDS, signing_secret="", now=at,
    )  # fmt: skip
    complaints = connect.add_source(
        store, calls.COMPLAINTS, "cloud_events", mapping="", signing_secret="", now=at
    )
    connect.keep_trigger(store, None, _TRIGGER, now=at)
    keys = [one["key"] for one in known]
    return _Scene(store, keys, telephony, complaints, _Postbox(people.gone(known)), rng)


def _play(scene: _Scene, at: datetime, share: float | None, *, until: datetime) -> int:
    """How many letters left on one day: after what happened, to whom the rules let them go."""
    store, day = scene.store, at.date()
    for source, happened in (
        (scene.telephony, calls.calls_of),
        (scene.complaints, calls.complaints_of),
    ):
        found = happened(day, scene.customers, source=source.event_source, rng=scene.rng)
        events.append(store, Incoming(tuple(found)), source=source.id, now=at)
    while trigger_ask.work_due(store, now=at):
        pass
    if share is not None:
        chance = random.Random(int(scene.rng.integers(1 << 32)))
        sample = ask.Selection(sample=ask.Draw(share=share))
        ask.invite(store, Wish(survey=SURVEY, wave=f"{at:%Y-%m}"), sample, now=at, rng=chance)
    send_due(store, {MAIL: Way(lambda: scene.postbox)}, _OFFICE, now=at)
    letters = scene.postbox.emptied()
    for parcel in letters:
        _answer(scene, parcel, at, until=until)
    return len(letters)


def _answer(scene: _Scene, parcel: Parcel, at: datetime, *, until: datetime) -> None:
    """What one person does with a letter; who would do it later than `until` has not done it yet."""
    store, token = scene.store, parcel.link.rpartition("/")[2]
    form = answer.open_form(store, token, now=at)
    is_reminder = token in scene.postbox.known
    scene.postbox.known.add(token)
    reply = replies.reply(
        form.survey.name, parcel.language, is_reminder=is_reminder, rng=scene.rng
    )
    moment = at + reply.after
    if reply.fate == replies.LEFT or moment > until or form.state == "finished":
        return
    answer.seen(store, form, now=moment)
    if reply.fate == replies.OPENED:
        return
    is_whole = reply.fate == replies.FINISHED
    after = (_to_the_end if is_whole else _one_page)(form, reply.fields)
    keep_form(
        store, replace(form, started_at=moment), replace(after, started_at=moment), now=moment
    )


def _to_the_end(form: OpenForm, fields: Mapping[str, tuple[str, ...]]) -> OpenForm:
    while form.page is not None:
        form = _one_page(form, fields)
    return form


def _one_page(form: OpenForm, fields: Mapping[str, tuple[str, ...]]) -> OpenForm:
    step = answer.step_of(form, fields)
    if step.problems:
        raise StoreError(
            f"The demo's answers do not fit {form.survey.name}: {step.problems[0].field}.",
            hint="Give replies.py the fields and codes of the survey.",
        )
    return step.form
