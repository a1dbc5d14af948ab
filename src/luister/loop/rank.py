"""Rank: each signal is weighed by what it means for customers and for the organisation, and told why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from math import isfinite
from typing import Any

from luister.errors import UnknownNameError
from luister.events.answer import Scale
from luister.loop.measure import own_metrics
from luister.metrics.catalogue import metric as metric_named
from luister.metrics.metric import Metric
from luister.signals import weights as weighing
from luister.signals.standing import Weighed, standing
from luister.store import signal_ranks
from luister.store.home import Store
from luister.store.signal_list import KeptSignal

Weights = weighing.Weights
KNOWN_FIGURES = weighing.KNOWN_FIGURES
_AT_ONCE = 500
_MONTH = timedelta(days=28)
_OWN_SCALES = {"mark": Scale("mark", 1, 10), "ces": Scale("ces", 1, 7), "cas": Scale("cas", 1, 5)}


def weights(store: Store) -> Weights:
    """What signals are weighed by now."""
    return weighing.weights_from(signal_ranks.weights(store.truth))


def set_weights(store: Store, told: Mapping[str, Any], *, now: datetime) -> Weights:
    """Other weights, by which every signal is ranked anew; what is not told stays as it is.

    Raises:
        LuisterError: a name that is none, or a number that cannot be.
    """
    made = weighing.weights_from({**asdict(weights(store)), **told})
    signal_ranks.keep_weights(store.truth, asdict(made), now=now)
    return made


def rank_new(store: Store, *, now: datetime, most: int | None = None) -> int:
    """How many signals got a rank: those that are new, or were weighed by other weights; `most` at once."""
    ranked = 0
    chosen = weights(store)
    while most is None or ranked < most:
        some = signal_ranks.unranked(store.truth, limit=_AT_ONCE)
        if not some:
            break
        ranks = (
            (one.id, found.importance, asdict(found))
            for one, weighed in _weighed(store, some, chosen, now=now)
            for found in (standing(weighed, chosen),)
        )
        signal_ranks.keep_ranks(store.truth, ranks, now=now)
        ranked += len(some)
    return ranked


def _weighed(
    store: Store, signals: Sequence[KeptSignal], chosen: Weights, *, now: datetime
) -> Iterator[tuple[KeptSignal, Weighed]]:
    """What is known of each signal, of all their customers at once."""
    keys = sorted({one.customer_key for one in signals if one.customer_key})
    worth = signal_ranks.worth_of(store.truth, keys, chosen.value_attribute)
    contacts = signal_ranks.contacts_of(store.truth, keys, since=now - _MONTH)
    own = own_metrics(store)
    for one in signals:
        yield (
            one,
            Weighed(
                kind=one.kind,
                customers=one.customers,
                effect=one.effect,
                span=_span(one, own),
                contacts=contacts.get(one.customer_key),
                value=worth.get(one.customer_key),
            ),
        )


def _span(signal: KeptSignal, own: Sequence[Metric]) -> float | None:
    """The length of the scale on which the effect is measured; None where it has no ends."""
    told = signal.details.get("span")
    if isinstance(told, (int, float)):
        return float(told)
    try:
        metric = metric_named(signal.metric, own)
    except UnknownNameError:
        return None
    low, high = metric.bounds(_OWN_SCALES.get(metric.id, Scale("number")))
    return high - low if isfinite(high - low) else None
