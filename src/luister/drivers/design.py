"""From rated answers to the columns that are reckoned with: each kind of missing answer in its own way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import numpy.typing as npt

from luister.drivers.moments import Floats
from luister.drivers.refusal import check_enough, check_several, check_varies
from luister.estimates.driver_request import DriverRequest
from luister.events.answer import AnswerStatus
from luister.events.rated_answers import RatedAnswers, RatedColumn

Truths = npt.NDArray[np.bool_]

_LEAST_APART = (
    10  # Forms to which a question must not apply before that counts as a column of its own.
)
_LEAST_GROUP = 10  # Forms that a value of a control must have before it is told apart.


@dataclass(frozen=True, slots=True)
class Driver:
    """A driver: the questions it holds, and the columns of the design they take.

    `ratings` are those of the `places` that hold ratings; the others say whether there was anything to rate.
    """

    name: str
    label: str
    questions: tuple[RatedColumn, ...]
    places: tuple[int, ...]
    ratings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Design:
    """Columns: first the controls, then driver by driver, the outcome last; NaN where nobody knows.

    `rated` has the drivers' plain values (forms, questions), NaN unless answered; `applies` is False where a
    question had nothing to rate. `has_flag` says by question whether "it applies" is a column, behind its value.
    `weights` (forms) are 1 on average, or None where all forms count the same; `design_effect` is what they cost.
    """

    columns: Floats
    controls: tuple[tuple[str, str], ...]
    drivers: tuple[Driver, ...]
    questions: tuple[RatedColumn, ...]
    rated: Floats
    applies: Truths
    has_flag: tuple[bool, ...]
    outcome: RatedColumn
    missing: dict[str, int]
    weights: Floats | None = None
    design_effect: float = 1.0

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many columns each driver takes."""
        return tuple(len(driver.places) for driver in self.drivers)

    @property
    def names(self) -> tuple[str, ...]:
        """Of each column, what it is of."""
        owners = {place: driver.name for driver in self.drivers for place in driver.places}
        own = tuple(owners[place] for place in sorted(owners))
        return (*(name for name, _ in self.controls), *own, self.outcome.name)


def design(answers: RatedAnswers, request: DriverRequest) -> Design:
    """The columns for a request; `answers` hold the drivers, the outcome and the controls.

    With `auto` a question that did not apply, or was not asked, gets 0 about its mean, and a column that says whether
    it applied; an answer that was left out stays unknown. With `em` all gaps are unknown; with `listwise` forms with
    a gap are left out.

    Raises:
        NotEnoughError: too few forms.
        LuisterError: a column that never varies.
    """
    told = _usable(answers, request)
    rated = told.asked(request.drivers)
    outcome = told.asked((request.outcome,))
    check_enough(
        len(told), len(request.drivers), names=request.drivers, effective=told.effective_n
    )
    check_varies(rated.values, request.drivers)
    check_varies(outcome.values, (request.outcome,))
    applies, has_flag = _applying(rated, request.missing)
    controls, control_columns = _control_columns(told, request.controls)
    sets = _near_copies(rated.values, request.same_above)
    check_several(len(sets))
    drivers, columns = _driver_columns(rated, applies, has_flag, sets, first=len(controls))
    whole = np.column_stack((*control_columns, *columns, outcome.values[:, 0]))
    check_enough(len(told), whole.shape[1] - 1, names=request.drivers, effective=told.effective_n)
    return Design(
        columns=whole,
        controls=controls,
        drivers=drivers,
        questions=rated.columns,
        rated=rated.values,
        applies=applies,
        has_flag=has_flag,
        outcome=outcome.columns[0],
        missing=_missing(rated),
        weights=None if told.weights is None else told.weights / told.weights.mean(),
        design_effect=told.design_effect,
    )


def _usable(answers: RatedAnswers, request: DriverRequest) -> RatedAnswers:
    """The forms that answered the outcome, and weigh anything where weights count; listwise, all drivers too."""
    kept = ~np.isnan(answers.values[:, answers.place(request.outcome)])
    if not request.weighted:
        answers = replace(answers, weights=None)
    elif answers.weights is not None:
        kept &= answers.weights > 0
    if request.missing == "listwise":
        kept &= ~np.isnan(answers.asked(request.drivers).values).any(axis=1)
    return answers.only(kept)


def _applying(rated: RatedAnswers, method: str) -> tuple[Truths, tuple[bool, ...]]:
    """By form and question whether there was anything to rate, and by question whether that differs enough."""
    is_apart = (rated.status == AnswerStatus.NOT_APPLICABLE) | (
        rated.status == AnswerStatus.NOT_ASKED
    )
    count = is_apart.sum(axis=0)
    has_flag = (count >= _LEAST_APART) & (len(rated) - count >= _LEAST_APART) & (method == "auto")
    return ~(is_apart & has_flag), tuple(has_flag.tolist())


def _missing(rated: RatedAnswers) -> dict[str, int]:
    kinds = (AnswerStatus.NOT_ANSWERED, AnswerStatus.NOT_APPLICABLE, AnswerStatus.NOT_ASKED)
    return {kind.name.lower(): int((rated.status == kind).sum()) for kind in kinds}


def _near_copies(values: Floats, same_above: float) -> list[list[int]]:
    """The questions in sets: those correlated so highly that no sample tells them apart are one."""
    owner = list(range(values.shape[1]))
    for one, other in combinations(owner, 2):
        both = ~np.isnan(values[:, one]) & ~np.isnan(values[:, other])
        if _correlation(values[both, one], values[both, other]) > same_above:
            kept, gone = owner[one], owner[other]
            owner = [kept if place == gone else place for place in owner]
    return [[at for at, own in enumerate(owner) if own == first] for first in dict.fromkeys(owner)]


def _correlation(one: Floats, other: Floats) -> float:
    if len(one) < _LEAST_APART or not one.std() or not other.std():
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])


def _driver_columns(
    rated: RatedAnswers,
    applies: Truths,
    has_flag: Sequence[bool],
    sets: Sequence[Sequence[int]],
    *,
    first: int,
) -> tuple[tuple[Driver, ...], list[Floats]]:
    drivers: list[Driver] = []
    columns: list[Floats] = []
    for members in sets:
        begun = len(columns)
        ratings, flags = [], list[Floats]()
        for place in members:
            values = rated.values[:, place] - np.nanmean(rated.values[:, place])
            flag = applies[:, place].astype(float)
            ratings.append(first + len(columns))
            columns.append(np.where(applies[:, place], values, 0.0))
            # Two questions about a thing that many did not use share one flag.
            if has_flag[place] and not any(np.array_equal(flag, one) for one in flags):
                flags.append(flag)
                columns.append(flag)
        questions = tuple(rated.columns[place] for place in members)
        places = tuple(range(first + begun, first + len(columns)))
        name = " + ".join(question.name for question in questions)
        label = " + ".join(question.label for question in questions)
        drivers.append(Driver(name, label, questions, places, tuple(ratings)))
    return tuple(drivers), columns


def _control_columns(
    told: RatedAnswers, names: Sequence[str]
) -> tuple[tuple[tuple[str, str], ...], list[Floats]]:
    """A column for each value of a control but the most frequent one."""
    known: list[tuple[str, str]] = []
    columns: list[Floats] = []
    for name in names:
        group = told.groups[name]
        counts = np.bincount(group.codes, minlength=len(group.names))
        for code in np.argsort(-counts, kind="stable")[1:]:
            if counts[code] >= _LEAST_GROUP:
                known.append((name, group.names[code]))
                columns.append((group.codes == code).astype(float))
    return tuple(known), columns
