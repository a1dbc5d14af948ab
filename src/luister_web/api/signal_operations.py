"""What a program may ask and do about signals, and the rules and weights behind them."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime, time
from typing import Annotated, Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import Body, NinjaAPI, Path, Query, Router

from luister.errors import LuisterError
from luister.loop import act, heed, rank
from luister.loop.act import Filter, Signal
from luister_web.access.audit import record
from luister_web.access.models import Action, User
from luister_web.access.rights import Right, rights_of, scope
from luister_web.api.asker import caller
from luister_web.api.operations import REFUSALS, answer
from luister_web.api.shapes import Refusal
from luister_web.api.signal_shapes import (
    ActName,
    NewRule,
    RuleShape,
    SignalAct,
    SignalParameters,
    SignalsShape,
    WholeSignalShape,
)
from luister_web.api.wording import SUMMARIES
from luister_web.current_home import home
from luister_web.signals.signal_words import group

SignalNumber = Annotated[int, Path(ge=1, le=2**62, description="Number of the signal.")]
SignalAction = Annotated[ActName, Path(description="What to do with it.")]
RuleNumber = Annotated[int, Path(ge=1, le=2**62, description="Number of the rule.")]
WeightsGiven = Annotated[dict[str, float | str | None], Body()]
router = Router(tags=["signals"])
_UNFIT: dict[int, Any] = {422: Refusal, 409: Refusal}


@router.get("/signals", response={200: SignalsShape, **REFUSALS}, summary=SUMMARIES["signals"])
def signals(request: HttpRequest, parameters: Query[SignalParameters]) -> JsonResponse:
    """The most important first, by a cautious value; only those you may see."""
    user = caller(request, Right.SEE_SIGNALS)
    wanted = Filter(
        states=() if parameters.state == "all" else (parameters.state,),
        kinds=(parameters.kind,) if parameters.kind else (),
        process=parameters.process,
        response=parameters.response,
        followed_by=user.username if parameters.followed else "",
        is_each=parameters.each,
        scope=scope(user),
    )
    page = act.signals(
        home(), wanted, now=timezone.now(), limit=parameters.limit, after=parameters.after
    )
    said = [
        {**_said(one, user), "same_move": moved.others if moved else 0, "moved_in": _places(moved)}
        for one in page.signals
        for moved in (page.moves.get(one.id),)
    ]
    after = page.signals[-1].id if page.has_more else None
    return answer({"total": page.total, "after": after, "signals": said})


@router.get(
    "/signals/{number}",
    response={200: WholeSignalShape, **REFUSALS},
    summary=SUMMARIES["signal"],
)
def signal(request: HttpRequest, number: SignalNumber) -> JsonResponse:
    """With its whole history, and what may well be the same."""
    return answer(_whole(number, caller(request, Right.SEE_SIGNALS)))


@router.post(
    "/signals/{number}/{action}",
    response={200: WholeSignalShape, **REFUSALS, **_UNFIT},
    summary=SUMMARIES["signal_act"],
)
def signal_act(
    request: HttpRequest, number: SignalNumber, action: SignalAction, given: SignalAct
) -> JsonResponse:
    """`snooze` needs `until`, `dismiss` and `note` need `words`, `merge` needs `into`; the others nothing."""
    user = caller(request, Right.SEE_SIGNALS)
    known = {"scope": scope(user), "who": user.username, "now": timezone.now()}
    _ACTS[action](number, given, known)
    return answer(_whole(number, user))


@router.get(
    "/signal-rules", response={200: list[RuleShape], **REFUSALS}, summary=SUMMARIES["signal_rules"]
)
def signal_rules(request: HttpRequest) -> JsonResponse:
    """Those that are on first."""
    caller(request, Right.WARNING)
    return answer([heed.plain(one) for one in heed.rules(home())])


@router.post(
    "/signal-rules",
    response={200: RuleShape, **REFUSALS, **_UNFIT},
    summary=SUMMARIES["new_signal_rule"],
)
def new_signal_rule(request: HttpRequest, given: NewRule) -> JsonResponse:
    """It looks at answers that come in from now on."""
    return _kept_rule(request, None, given)


@router.put(
    "/signal-rules/{number}",
    response={200: RuleShape, **REFUSALS, **_UNFIT},
    summary=SUMMARIES["change_signal_rule"],
)
def change_signal_rule(request: HttpRequest, number: RuleNumber, given: NewRule) -> JsonResponse:
    """The whole rule, and whether it is on."""
    return _kept_rule(request, number, given)


@router.get(
    "/signal-weights",
    response={200: dict[str, Any], **REFUSALS},
    summary=SUMMARIES["signal_weights"],
)
def signal_weights(request: HttpRequest) -> JsonResponse:
    """What is null is unknown, and left out of ranks."""
    caller(request, Right.WARNING)
    return answer(asdict(rank.weights(home())))


@router.put(
    "/signal-weights",
    response={200: dict[str, Any], **REFUSALS, **_UNFIT},
    summary=SUMMARIES["set_signal_weights"],
)
def set_signal_weights(request: HttpRequest, given: WeightsGiven) -> JsonResponse:
    """What is not given stays as it is; every signal is ranked anew."""
    user = caller(request, Right.WARNING)
    made = rank.set_weights(home(), given, now=timezone.now())
    record(user, Action.CHANGED, "weights of signals")
    return answer(asdict(made))


def add_to(api: NinjaAPI) -> None:
    """Adds these operations."""
    api.add_router("", router)


def _kept_rule(request: HttpRequest, number: int | None, given: NewRule) -> JsonResponse:
    user = caller(request, Right.WARNING)
    told = given.dict()
    is_on = told.pop("is_on")
    kept = heed.keep_rule(home(), number, told, now=timezone.now())
    heed.switch_rule(home(), kept, is_on, now=timezone.now())
    record(user, Action.CHANGED if number else Action.MADE, f"signal rule {kept}")
    return answer(heed.plain(heed.rule(home(), kept)))


_Known = Mapping[str, Any]


def _needed(value: Any, name: str) -> Any:  # noqa: ANN401 - whichever part the act needs
    if not value:
        raise LuisterError(f"{name} is missing.", hint=f"Send {name} with this act.")
    return value


def _until(given: SignalAct) -> datetime:
    return timezone.make_aware(datetime.combine(_needed(given.until, "until"), time()))


_ACTS: Mapping[str, Callable[[int, SignalAct, _Known], object]] = {
    "snooze": lambda number, given, known: act.snooze(
        home(), number, until=_until(given), **known
    ),
    "dismiss": lambda number, given, known: act.dismiss(
        home(), number, reason=given.words, **known
    ),
    "reopen": lambda number, _given, known: act.reopen(home(), number, **known),
    "merge": lambda number, given, known: act.merge(
        home(), number, into=_needed(given.into, "into"), **known
    ),
    "apart": lambda number, _given, known: act.set_apart(home(), number, **known),
    "follow": lambda number, _given, known: act.follow(home(), number, **known),
    "unfollow": lambda number, _given, known: act.follow(home(), number, is_on=False, **known),
    "note": lambda number, given, known: act.note(
        home(), number, words=_needed(given.words.strip(), "words"), **known
    ),
}


def _whole(number: int, user: User) -> dict[str, Any]:
    found = act.signal(home(), number, scope=scope(user), now=timezone.now())
    return {
        **_said(found.signal, user),
        "history": [asdict(line) for line in found.history],
        "followers": list(found.followers),
        "merged": [one.id for one in found.merged],
        "alike": [one.id for one in found.alike],
        "same_move": [one.id for one in found.same_move],
        "led_by": found.led_by.id if found.led_by else None,
        "moved_in": _places(found.moved),
    }


def _places(moved: act.Moved | None) -> list[dict[str, str]]:
    return [dict(place) for place in moved.places] if moved else []


def _said(one: Signal, user: User) -> dict[str, Any]:
    rights = rights_of(user)
    told = asdict(one)
    for name in ("key", "customer_key", "ranked_at"):
        del told[name]
    is_ranked = one.standing is not None
    return told | {
        "group": dict(group(one, rights)),
        "customer": one.customer_key or None if Right.SEE_CUSTOMERS in rights else None,
        "importance": one.importance if is_ranked else None,
        "effect": _effect(one),
    }


def _effect(one: Signal) -> dict[str, Any] | None:
    names = ("value", "low", "high", "n", "unit")
    return {name: getattr(one.effect, name) for name in names} if one.effect else None
