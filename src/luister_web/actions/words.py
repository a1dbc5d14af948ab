"""What people call the levels, kinds and states of actions."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luister.loop.take_action import KINDS, LEVELS

LEVEL_WORDS: Mapping[str, Promise] = {
    "customer": _("for a customer"),
    "employee": _("with an employee"),
    "process": _("in a process"),
    "organisation": _("in the organisation"),
}
KIND_WORDS: Mapping[str, Promise] = {
    "call_back": _("call back"),
    "mend": _("put it right"),
    "thank": _("thank them"),
    "reference": _("ask for a reference"),
    "learn": _("learn what went well"),
    "pass_on": _("pass the praise on"),
    "coach": _("coach"),
    "praise": _("praise"),
    "train": _("train"),
    "change_process": _("change the process"),
    "change_policy": _("change a rule"),
    "other": _("something else"),
}
STATE_WORDS: Mapping[str, Promise] = {
    "planned": _("planned"),
    "busy": pgettext_lazy("work", "under way"),
    "done": _("done"),
    "dropped": _("dropped"),
}
LINE_WORDS: Mapping[str, Promise] = {
    "planned": _("planned it"),
    "progress": _("noted progress"),
    "busy": _("began"),
    "done": _("finished it"),
    "dropped": _("dropped it"),
}


def kind_choices() -> list[tuple[str, list[tuple[str, Promise]]]]:
    """Each level with its kinds, as groups of one list; a choice is level and kind with a colon."""
    return [
        (str(LEVEL_WORDS[level]), [(f"{level}:{kind}", KIND_WORDS[kind]) for kind in KINDS[level]])
        for level in LEVELS
    ]
