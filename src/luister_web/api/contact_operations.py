"""What a program may ask and send about people: may they be asked, who they are, whom to invite."""

import random
import secrets
from datetime import UTC
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import NinjaAPI, Query, Router

from luister.errors import UnknownNameError
from luister.loop import ask, bounce, contacts, invite, reach
from luister.loop.standing import Wish
from luister_web.access.audit import record
from luister_web.access.models import Action, KeyScope
from luister_web.access.rights import Right
from luister_web.api.asker import caller, keys_for
from luister_web.api.contact_shapes import (
    Asked,
    ContactsShape,
    FunnelParameters,
    FunnelShape,
    InvitationsShape,
    NewContacts,
    NewInvitations,
    PermissionShape,
    ReleasedShape,
    ReservationId,
    Returned,
    ReturnedShape,
)
from luister_web.api.invite_shapes import RunShape
from luister_web.api.operations import REFUSALS, answer
from luister_web.api.refusals import refusal
from luister_web.api.run_operations import run_answer
from luister_web.api.shapes import Refusal
from luister_web.api.wording import SUMMARIES
from luister_web.current_home import home
from luister_web.post import check_channel

_ASKERS = keys_for(KeyScope.MAY_CONTACT)
router = Router(tags=["people"], auth=keys_for(KeyScope.CONTACTS))
_UNFIT: dict[int, Any] = {422: Refusal}


@router.post(
    "/may-contact",
    response={200: PermissionShape, **REFUSALS, **_UNFIT},
    summary=SUMMARIES["may_contact"],
    auth=_ASKERS,
)
def may_contact(request: HttpRequest, asked: Asked) -> JsonResponse:
    """With `reserve` a yes takes the slot: of any number that ask at once, one gets it."""
    user = caller(request, Right.CONTACTS)
    person = ask.AskedPerson(
        key=asked.key, email=asked.email, phone=asked.phone, attributes=asked.attributes
    )
    wish = Wish(
        survey=asked.survey, kind=asked.kind, channel=asked.channel, asker=f"api {user.username}"
    )
    found = ask.may_contact(home(), person, wish, reserve=asked.reserve, now=timezone.now())
    return answer(
        {
            "allowed": found.allowed,
            "rule": found.rule,
            "until": found.until,
            "reservation": found.reservation,
        }
    )


@router.delete(
    "/may-contact/{reservation}",
    response={200: ReleasedShape, **REFUSALS},
    summary=SUMMARIES["release"],
    auth=_ASKERS,
)
def release(request: HttpRequest, reservation: ReservationId) -> JsonResponse:
    """For a person who was not asked after all: they may be asked again at once."""
    caller(request, Right.CONTACTS)
    if not ask.release(home(), reservation):
        raise UnknownNameError("There is no such reservation.", hint="It may have been released.")
    return answer({"released": True})


@router.post(
    "/contacts",
    response={200: ContactsShape, **REFUSALS, 413: Refusal, **_UNFIT},
    summary=SUMMARIES["new_contacts"],
)
def new_contacts(request: HttpRequest, given: NewContacts) -> JsonResponse:
    """A known key is brought up to date; a contact that cannot be is told, all others are kept."""
    user = caller(request, Right.CONTACTS)
    rows = ({**one.attributes, **one.own()} for one in given.contacts)
    result = contacts.keep(home(), rows, now=timezone.now(), dry_run=given.dry_run)
    if not given.dry_run:
        record(user, Action.IMPORTED, "contacts", f"{result.kept} kept, {result.rejected} not")
    rejects = [{"row": one.row, "reason": one.reason} for one in result.rejects]
    counts = {"read": result.read, "kept": result.kept, "rejected": result.rejected}
    return answer({**counts, "rejects": rejects})


@router.post(
    "/invitations",
    response={201: InvitationsShape, 202: RunShape, **REFUSALS, **_UNFIT},
    summary=SUMMARIES["new_invitations"],
)
def new_invitations(request: HttpRequest, given: NewInvitations) -> JsonResponse:
    """The draw comes first, then the rules. More than a thousand people are invited by a job: 202, and its run."""
    user = caller(request, Right.CONTACTS)
    if given.due_at is not None and given.due_at.tzinfo is None:
        return refusal(422, "due_at has no time zone.", "Write 2025-01-31T12:00:00Z.")
    check_channel(settings.LUISTER, given.channel)
    wish = Wish(survey=given.survey, wave=given.wave, channel=given.channel)
    selection = _selection(given)
    seed = secrets.randbits(63) if given.seed is None else given.seed
    due = given.due_at.astimezone(UTC) if given.due_at else None
    if invite.is_large(home(), given.survey, selection, seed=seed):
        run = invite.begin(home(), wish, selection, seed=seed, now=timezone.now(), due_at=due)
        record(user, Action.MADE, f"invitations {given.survey}", f"run {run} begun")
        return run_answer(run, status=202)
    chance = random.Random(seed)
    result = ask.invite(home(), wish, selection, now=timezone.now(), rng=chance, due_at=due)
    record(user, Action.MADE, f"invitations {given.survey}", f"{result.invited} invited")
    return answer(
        {
            "survey": result.survey,
            "wave": result.wave,
            "drawn": result.drawn,
            "invited": result.invited,
            "held_back": dict(result.held_back),
            "gave_way": result.gave_way,
        },
        status=201,
    )


def _selection(given: NewInvitations) -> ask.Selection:
    return ask.Selection(
        keys=tuple(given.keys) if given.keys is not None else None,
        where={name: tuple(values) for name, values in given.where.items()},
        sample=ask.Draw(share=given.share, every=given.every, quota=given.quota, most=given.most),
    )


@router.get(
    "/invitations", response={200: FunnelShape, **REFUSALS}, summary=SUMMARIES["invitations"]
)
def invitations(request: HttpRequest, parameters: Query[FunnelParameters]) -> JsonResponse:
    """How far those who were invited came, and how many each rule held back."""
    caller(request, Right.CONTACTS)
    chosen = {"survey": parameters.survey, "wave": parameters.wave}
    rows = reach.funnel(home(), by=parameters.by, **chosen)
    held = reach.held_back(home(), by=parameters.by, **chosen)
    steps = ("invited", "sent", "bounced", "opened", "started", "finished")
    return answer(
        {
            "invitations": [
                {"group": one.group, **{step: getattr(one, step) for step in steps}}
                for one in rows
            ],
            "held_back": [
                {"group": one.group, "rule": one.rule, "asks": one.asks, "people": one.people}
                for one in held
            ],
        }
    )


@router.post(
    "/bounces", response={200: ReturnedShape, **REFUSALS, **_UNFIT}, summary=SUMMARIES["bounce"]
)
def bounce_told(request: HttpRequest, given: Returned) -> JsonResponse:
    """For a mail provider that tells of bounces and complaints itself."""
    caller(request, Right.CONTACTS)
    marked = bounce.told(
        home(),
        given.kind,
        message_id=given.message_id,
        email=given.email,
        why=given.why,
        now=timezone.now(),
    )
    return answer({"marked": marked})


@router.post(
    "/bounces/mail", response={200: ReturnedShape, **REFUSALS}, summary=SUMMARIES["bounce_mail"]
)
def bounce_mail(request: HttpRequest) -> JsonResponse:
    """The body is the mail as it came, as message/rfc822; what is no report of ours marks nothing."""
    caller(request, Right.CONTACTS)
    return answer({"marked": bounce.take_back(home(), request.body, now=timezone.now())})


def add_to(api: NinjaAPI) -> None:
    """Adds these operations."""
    api.add_router("", router)
