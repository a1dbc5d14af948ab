"""Listen: what people wrote where a number moved, against before and against everybody else."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from luister.estimates.report import Period, ReportRequest
from luister.estimates.request_terms import filter_of
from luister.events.answer import Scale
from luister.events.response import Answer, Response
from luister.events.response_batch import RESPONSE
from luister.loop.measure import own_metrics
from luister.metrics.catalogue import metric as metric_named
from luister.metrics.fitting import fitting_questions
from luister.metrics.metric import Metric
from luister.store.home import Store
from luister.store.questions import questions_of
from luister.store.responses import Selection, found, responses
from luister.warning.explanation import Words
from luister.warning.quotes import Voice, quotes
from luister.warning.telling_words import telling_words
from luister.warning.word_counts import word_counts

_MOST_FORMS = 3000
"""Of more forms than this the latest are read, in each place and period."""


def words_there(
    store: Store,
    request: ReportRequest,
    groups: Sequence[Mapping[str, str]],
    before: Period,
    after: Period,
) -> Words:
    """The words of the groups after, against theirs before and those of all others after.

    Without groups it is all who answered, and there are no others.
    """
    metric = metric_named(request.metric, own_metrics(store))
    places = [{name: (value,) for name, value in group.items()} for group in groups] or [{}]
    asked = fitting_questions(metric, questions_of(store), request)
    surveys = tuple(dict.fromkeys(survey for survey, _ in asked))
    here = _forms(store, request, surveys, places, after)
    then = _forms(store, request, surveys, places, before)
    all_now = _forms(store, request, surveys, [{}], after) if groups else {}
    rest = [form for number, form in all_now.items() if number not in here]
    counts = [
        word_counts(text for form in forms for text in _texts(form))
        for forms in (here.values(), then.values(), rest)
    ]
    telling = telling_words(*counts)
    names = {question for _, question in asked}
    voices = [voice for form in here.values() for voice in _voices(form, metric, names)]
    low, high = quotes(
        voices, {one.words for one in telling}, ends=_ends(here.values(), metric, names)
    )
    bad, good = (low, high) if metric.higher_is_better else (high, low)
    return Words(telling, bad, good, counts[0].comments)


def _forms(
    store: Store,
    request: ReportRequest,
    surveys: Sequence[str],
    places: Sequence[Mapping[str, tuple[str, ...]]],
    period: Period,
) -> dict[str, Response]:
    """The latest forms of the places in a period, by their ids: each once, wherever places overlap."""
    forms: dict[str, Response] = {}
    for place in places:
        selection = Selection(
            questions=tuple((survey, RESPONSE) for survey in surveys),
            first=period.first,
            last=period.last,
            where={**filter_of(request), **place},
        )
        _, ids = found(store, selection, limit=_MOST_FORMS, offset=0)
        forms |= {form.id: form for form in responses(store, ids)}
    return forms


def _texts(form: Response) -> list[str]:
    return [one.text for one in form.answers if one.scale == "text" and one.text]


def _voices(form: Response, metric: Metric, questions: Collection[str]) -> list[Voice]:
    """The comments of a form, with the points that its answer to the metric's question earned."""
    earned = [
        metric.points(one.value, Scale.from_code(one.scale))
        for one in _counting(form, questions)
        if one.value is not None
    ]
    points = earned[0] if earned else None
    return [Voice(form.id, text, points, form.occurred_at.date()) for text in _texts(form)]


def _ends(
    forms: Iterable[Response], metric: Metric, questions: Collection[str]
) -> tuple[float, float]:
    """The fewest and most points that an answer can earn on the scale that was used."""
    scales = (one.scale for form in forms for one in _counting(form, questions))
    code = next(scales, None)
    return metric.bounds(Scale.from_code(code)) if code else (0.0, 0.0)


def _counting(form: Response, questions: Collection[str]) -> list[Answer]:
    return [one for one in form.answers if one.question in questions and one.value is not None]
