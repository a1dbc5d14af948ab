"""A choice out of the attributes that contacts have: one value of one of them, or all people."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise

from luister_web.look.wording import number_words

_MOST_VALUES = 60
Choices = list[tuple[Any, Any]]


def attribute_choices(
    attributes: Mapping[str, Mapping[str, int]], everybody: str | Promise
) -> Choices:
    """Everybody, then each attribute's values with how many contacts have them.

    An attribute with very many values, such as a street, is no group to choose and is left out.
    """
    groups = [
        (
            name,
            [(json.dumps([name, value]), _told(value, count)) for value, count in values.items()],
        )
        for name, values in attributes.items()
        if len(values) <= _MOST_VALUES
    ]
    return [("", everybody), *groups]


def chosen_attribute(chosen: str) -> dict[str, tuple[str, ...]]:
    """The attribute and value behind a choice that was offered; empty for everybody."""
    if not chosen:
        return {}
    name, value = json.loads(chosen)
    return {name: (value,)}


def _told(value: str, count: int) -> str:
    return f"{value} ({number_words(count)})"
