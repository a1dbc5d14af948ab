"""Which web sites may show a survey in a frame, as somebody writes them down."""

import re

MOST_HOSTS = 50
_NAME = r"(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:(https?)://)?({_NAME})(:[0-9]{{1,5}})?")


class HostError(ValueError):
    """A line that is no web site; its text is that line."""


def hosts_in(text: str) -> tuple[str, ...]:
    r"""The sites in a text, one a line, each as a content policy names it; https where nothing is said.

    Only a scheme, a name and a port are taken over: whatever else stood there could change the policy.

    Raises:
        HostError: a line is something else.

    >>> hosts_in("www.example.org\nhttp://localhost:8080")
    ('https://www.example.org', 'http://localhost:8080')
    >>> hosts_in("example.org; script-src *")
    Traceback (most recent call last):
    luister_web.respond.hosts.HostError: example.org; script-src *
    """
    found = (_host(line.strip()) for line in text.splitlines() if line.strip())
    return tuple(dict.fromkeys(found))


def _host(line: str) -> str:
    match = _HOST.fullmatch(line.lower().removesuffix("/"))
    if match is None:
        raise HostError(line)
    scheme, name, port = match.groups()
    return f"{scheme or 'https'}://{name}{port or ''}"
