"""Asks name servers for the TXT records of a name."""

import importlib
from collections.abc import Callable
from functools import cache
from typing import Any

from luister.errors import StoreError

_SECONDS = 2.0


def text_records(server: str = "", *, seconds: float = _SECONDS) -> Callable[[str], list[str]]:
    """What looks a name's TXT records up, at `server` (address:port) or those of this machine.

    What it returns raises StoreError where no server answers in so many seconds.

    Source: RFC 1035; RFC 7208, section 3.3: the parts of one record are joined without a blank.
    """

    def looked_up(name: str) -> list[str]:
        resolving = _library()
        try:
            found = _resolver(server).resolve(name, "TXT", lifetime=seconds)
        except (resolving.NXDOMAIN, resolving.NoAnswer):
            return []
        except resolving.dns.exception.DNSException as error:
            raise StoreError(
                f"No name server answers for {name} ({type(error).__name__}).",
                hint="Look again from a machine that may ask DNS.",
            ) from None
        return [b"".join(row.strings).decode("utf-8", "replace") for row in found]

    return looked_up


@cache
def _library() -> Any:  # noqa: ANN401
    """Loaded with the first question: a server that asks none does without its memory."""
    return importlib.import_module("dns.resolver")


def _resolver(server: str) -> Any:  # noqa: ANN401
    resolver = _library().Resolver(configure=not server)
    if server:
        address, _, port = server.rpartition(":") if ":" in server else (server, "", "53")
        resolver.nameservers, resolver.port = [address], int(port)
    return resolver
