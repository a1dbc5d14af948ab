"""Forms that programs send, many calls together: each is checked as by itself, and all are kept at once."""

import hashlib
import json
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import close_old_connections
from django.http import JsonResponse
from django.utils import timezone
from pydantic import ValidationError

from luister.errors import LuisterError
from luister.loop.accept import SentForm, accept_all
from luister_web.access.keys import valid_key
from luister_web.access.models import KeyScope
from luister_web.access.rights import Right, has_right
from luister_web.answer_line import Call, Said
from luister_web.api import asker, refusals
from luister_web.api.shapes import NewResponse
from luister_web.api.wanted_forms import outcome_of, sent_form
from luister_web.current_home import home

_REMEMBERED = 1.0
"""For how many seconds a key is not looked up again: who revokes one shuts this door a second later."""

_MOST_KEYS = 1000
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Doorman:
    """Which keys may send answers, as looked up a moment ago; only digests of them are held."""

    known: dict[str, tuple[float, str | JsonResponse]] = field(default_factory=dict)

    def prefix_of(self, key: str) -> str | JsonResponse:
        """The prefix of a key that may send answers, or the refusal."""
        name = hashlib.sha256(key.encode()).hexdigest()
        until, found = self.known.get(name, (0.0, ""))
        if time.monotonic() >= until:
            found = _looked_up(key)
            if len(self.known) >= _MOST_KEYS:
                self.known.clear()
            self.known[name] = time.monotonic() + _REMEMBERED, found
        return found


_doorman = _Doorman()


def taken(calls: Sequence[Call]) -> list[Said]:
    """The answer to each call; the forms of those that are good are durable by then."""
    close_old_connections()
    read = [_read(call) for call in calls]
    good = [one for one in read if isinstance(one, SentForm)]
    kept = iter(accept_all(home(), good, now=timezone.now()) if good else ())
    return [_said(next(kept)) if isinstance(one, SentForm) else one for one in read]


def forget_keys() -> None:
    """Looks every key up again."""
    _doorman.known.clear()


def _read(call: Call) -> SentForm | Said:
    prefix = _doorman.prefix_of(call.key)
    if isinstance(prefix, JsonResponse):
        return _refused(prefix)
    if wait := asker.cheap_wait(prefix):
        return _refused(refusals.too_often(asker.TooOftenError(wait)), wait)
    try:
        return sent_form(NewResponse.model_validate_json(call.body))
    except ValidationError as error:
        return _refused(refusals.invalid(error))
    except LuisterError as error:
        return _refused(refusals.refused(error))


def _looked_up(given: str) -> str | JsonResponse:
    key = valid_key(given)
    if key is None:
        return refusals.stranger()
    if not key.may(KeyScope.ANSWERS):
        return refusals.too_narrow(asker.NarrowKeyError(KeyScope.ANSWERS))
    if not has_right(key.owner, Right.IMPORT):
        return refusals.not_allowed(asker.NotAllowedError(Right.IMPORT))
    return str(key.prefix)


def _said(outcome: int | BaseException) -> Said:
    if isinstance(outcome, BaseException) and not isinstance(outcome, LuisterError):
        _log.error("A form could not be kept.", exc_info=outcome)
    told = outcome_of(outcome)
    return Said(told.pop("status"), json.dumps(told, ensure_ascii=False).encode())


def _refused(response: JsonResponse, wait: int = 0) -> Said:
    return Said(response.status_code, response.content, wait)
