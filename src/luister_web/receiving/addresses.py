"""The addresses at which other systems send, as their libraries know them."""

import re

from luister.loop.receive import LARGEST_BODY

_BEFORE = r"(?:receive/)?"
"""All stand at the root too: a library is given a host, and some of them allow nothing behind it."""

# The short names are those of Segment's browser library; RudderStack's asks people to name
# /v1/batch and then adds it again.
SEGMENT = (
    rf"^{_BEFORE}(?:v1/batch/|beacon/)?v1/"
    r"(?P<name>track|identify|page|screen|group|alias|batch|import|[tipsgab])/?$"
)
POSTHOG = rf"^{_BEFORE}(?:batch|capture|track|e|i/v0/e)/?$"
CLOUD_EVENTS = r"^receive/cloudevents/?$"
WEBHOOK = r"^receive/webhooks/(?P<address>[\w-]{1,64})/?$"

_ALL = [re.compile(pattern) for pattern in (SEGMENT, POSTHOG, CLOUD_EVENTS, WEBHOOK)]
_LONG_NAMES = {
    "t": "track",
    "i": "identify",
    "p": "page",
    "s": "screen",
    "g": "group",
    "a": "alias",
    "b": "batch",
}


def call_name(name: str) -> str:
    """The call that the last word of an address stands for.

    >>> call_name("t"), call_name("batch")
    ('track', 'batch')
    """
    return _LONG_NAMES.get(name, name)


def open_limit(path: str, otherwise: int) -> int:
    """How many bytes anybody may send to `path`: the key of a batch may stand in its body."""
    is_call = any(pattern.match(path.lstrip("/")) for pattern in _ALL)
    return LARGEST_BODY if is_call else otherwise
