"""What a program may ask and say of known totals, and which share of those asked answered."""

from typing import Annotated, Any

from django.http import HttpRequest, JsonResponse
from ninja import NinjaAPI, Path, Query, Router

from luister.errors import LuisterError, UnknownNameError
from luister.estimates.estimate import Estimate
from luister.estimates.frame import Frame, Margin
from luister.loop import reach, weigh
from luister_web.access.audit import record
from luister_web.access.models import Action, KeyScope
from luister_web.access.rights import Right
from luister_web.api.asker import caller, keys_for
from luister_web.api.contact_shapes import FunnelParameters
from luister_web.api.frame_shapes import FrameShape, NewFrame, RateShape, RemovedShape
from luister_web.api.operations import REFUSALS, answer
from luister_web.api.shapes import Refusal
from luister_web.api.wording import SUMMARIES
from luister_web.current_home import home

SurveyName = Annotated[str, Path(description="Name of the survey.")]
_READERS = keys_for(KeyScope.REPORTS)
router = Router(tags=["figures"])
_UNFIT: dict[int, Any] = {422: Refusal}


@router.get(
    "/frames/{survey}",
    response={200: FrameShape, **REFUSALS},
    summary=SUMMARIES["frame"],
    auth=_READERS,
)
def frame(request: HttpRequest, survey: SurveyName) -> JsonResponse:
    """With what they make of the answers: design effect, largest weight, and who did not answer."""
    caller(request, Right.GOALS)
    return answer(_said(_kept(survey)))


@router.put(
    "/frames/{survey}",
    response={200: FrameShape, **REFUSALS, **_UNFIT},
    summary=SUMMARIES["keep_frame"],
)
def keep_frame(request: HttpRequest, survey: SurveyName, given: NewFrame) -> JsonResponse:
    """Margins, each dimensions and their groups; or `invited_by`: then all who were invited are counted."""
    user = caller(request, Right.GOALS)
    wanted = _wanted(survey, given)
    weigh.keep_frame(home(), wanted)
    record(user, Action.CHANGED, f"frame {survey}", wanted.source)
    return answer(_said(wanted))


@router.delete(
    "/frames/{survey}", response={200: RemovedShape, **REFUSALS}, summary=SUMMARIES["remove_frame"]
)
def remove_frame(request: HttpRequest, survey: SurveyName) -> JsonResponse:
    """Weighted numbers use the weights that came with the answers again."""
    user = caller(request, Right.GOALS)
    weigh.remove_frame(home(), _kept(survey).survey)
    record(user, Action.REMOVED, f"frame {survey}")
    return answer({"removed": True})


@router.get(
    "/response-rates",
    response={200: list[RateShape], **REFUSALS},
    summary=SUMMARIES["response_rates"],
    auth=_READERS,
)
def response_rates(request: HttpRequest, parameters: Query[FunnelParameters]) -> JsonResponse:
    """Of those asked, bounced letters included; `started` counts forms left half-way too."""
    caller(request, Right.CONTACTS)
    chosen = {"survey": parameters.survey, "wave": parameters.wave}
    return answer(
        [
            {
                "group": one.group,
                "finished": _rate(one.finished),
                "started": _rate(one.started),
            }
            for one in reach.response_rates(home(), by=parameters.by, **chosen)
        ]
    )


def add_to(api: NinjaAPI) -> None:
    """Adds these operations."""
    api.add_router("", router)


def _kept(survey: str) -> Frame:
    found = weigh.frames(home()).get(survey)
    if found is None:
        raise UnknownNameError(
            f"There are no known totals of {survey!r}.", hint="PUT them at this address."
        )
    return found


def _wanted(survey: str, given: NewFrame) -> Frame:
    if not given.invited_by and not given.margins:
        raise LuisterError("No totals are given.", hint="Send margins or invited_by.")
    if given.invited_by:
        return weigh.frame_of_invited(home(), survey, given.invited_by)
    return Frame(
        survey, given.source, tuple(_margin(one.dimensions, one.totals) for one in given.margins)
    )


def _margin(dimensions: list[str], totals: list[list[str | float]]) -> Margin:
    heading = [*dimensions, "total"]
    return weigh.margin_of([heading, *([str(cell) for cell in line] for line in totals)])


def _said(kept: Frame) -> dict[str, object]:
    found = weigh.weights(home(), kept)
    return {
        "survey": kept.survey,
        "source": kept.source,
        "method": kept.method,
        "margins": [
            {
                "dimensions": margin.dimensions,
                "totals": [[*part, size] for part, size in margin.totals.items()],
            }
            for margin in kept.margins
        ],
        "design_effect": found.design_effect,
        "largest_weight": found.largest,
        "uncovered": found.uncovered,
        "silent": [dict(zip(dimensions, part, strict=True)) for dimensions, part in found.silent],
    }


def _rate(rate: Estimate | None) -> dict[str, float] | None:
    if rate is None:
        return None
    return {"value": rate.value, "low": rate.low, "high": rate.high, "n": rate.n}
