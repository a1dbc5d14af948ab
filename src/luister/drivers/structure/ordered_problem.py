"""A model of ordered answers put before them: every question as categories, each given in every group."""

from collections.abc import Mapping, Sequence

import numpy as np

from luister.drivers.structure.answers import Answers, check_answers, chosen, complete
from luister.drivers.structure.completion import Custom, roles
from luister.drivers.structure.matrices import Numbers, layout
from luister.drivers.structure.model_text import ModelText
from luister.drivers.structure.moments import Moments
from luister.drivers.structure.ordered import Codes
from luister.drivers.structure.parameters import parameter_table
from luister.drivers.structure.problem import Problem
from luister.errors import LuisterError

_MOST_CATEGORIES = 12


def ordered_problem(text: ModelText, answers: Answers, custom: Custom) -> Problem:
    """The model before those who answered all of its questions, all of them ordered.

    Raises:
        LuisterError: as for other estimators, and ratings that are no few ordered answers.
    """
    whole = complete(chosen(answers, text.observed))
    check_answers(whole)
    _check_roles(text)
    kinds = _categories(whole)
    ordered = {name: len(kind) - 1 for name, kind in zip(whole.names, kinds, strict=True)}
    equal = custom.equal_across
    if "intercepts" in equal:
        equal = equal - {"intercepts", "residuals"} | {"thresholds"}
    used = Custom(True, custom.unit_variances, ordered, equal)
    table = parameter_table(text, used, groups=len(whole.groups))
    codes = {
        group: np.column_stack(
            [np.searchsorted(kind, column) for kind, column in zip(kinds, rows.T, strict=True)]
        ).astype(np.int64)
        for group, rows in whole.groups.items()
    }
    _check_every_category(codes, kinds, whole.names)
    coded = Answers(whole.names, {group: rows.astype(float) for group, rows in codes.items()})
    groups = tuple(
        Moments(len(rows), np.zeros(len(kinds)), np.eye(len(kinds))) for rows in codes.values()
    )
    layouts = tuple(layout(table, place) for place in range(1, len(groups) + 1))
    return Problem(text, table, layouts, groups, coded, has_means=True)


def _check_roles(text: ModelText) -> None:
    known = roles(text)
    causes = [one for one in known.observed if one in known.causing]
    if causes:
        raise LuisterError(
            f'"{causes[0]}" is a cause, and wlsmv takes every question as ordered answers.',
            hint='Measure it by a construct with more items, or estimate with "mlr".',
        )


def _categories(answers: Answers) -> list[Numbers]:
    kinds = [np.unique(np.concatenate(columns)) for columns in _columns(answers)]
    for name, kind in zip(answers.names, kinds, strict=True):
        if len(kind) > _MOST_CATEGORIES:
            raise LuisterError(
                f'"{name}" has {len(kind)} different answers: too many to be taken as ordered kinds.',
                hint='Estimate with "mlr", which takes them as numbers.',
            )
    return kinds


def _columns(answers: Answers) -> list[list[Numbers]]:
    return [[rows[:, at] for rows in answers.groups.values()] for at in range(len(answers.names))]


def _check_every_category(
    codes: Mapping[str, Codes], kinds: Sequence[Numbers], names: Sequence[str]
) -> None:
    for group, rows in codes.items():
        for at, (name, kind) in enumerate(zip(names, kinds, strict=True)):
            if len(np.unique(rows[:, at])) < len(kind):
                raise LuisterError(
                    f'In group "{group}" not every answer to "{name}" was given.',
                    hint='Join answers so that each was given in every group, or use "mlr".',
                )
