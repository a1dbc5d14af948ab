"""What was sent to somebody lately, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_KINDS: dict[str, Promise] = {
    "digest": _("Digest"),
    "alarm": _("Alarm"),
    "case": _("Case"),
}
_STATES: dict[str, Promise] = {
    "waiting": _("waits"),
    "sending": _("on its way"),
    "sent": _("sent"),
    "failed": _("could not be sent"),
    "unsure": _("perhaps sent"),
    "nothing": _("nothing to say"),
}


@dataclass(frozen=True, slots=True)
class SentLine:
    """A notice: what it was, what became of it, when."""

    kind: str
    state: str
    at: datetime | None


def words_of(notice: Mapping[str, Any]) -> SentLine:
    """A notice in words."""
    return SentLine(
        str(_KINDS.get(notice["kind"], notice["kind"])),
        str(_STATES.get(notice["state"], notice["state"])),
        notice["changed_at"],
    )
