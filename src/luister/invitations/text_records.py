"""Asks name servers for the TXT records of a name."""

from collections.abc import Callable

from dns.exception import DNSException
from dns.resolver import NXDOMAIN, NoAnswer, Resolver

from luister.errors import StoreError

_SECONDS = 2.0


def text_records(server: str = "", *, seconds: float = _SECONDS) -> Callable[[str], list[str]]:
    """What looks a name's TXT records up, at `server` (address:port) or those of this machine.

    What it returns raises StoreError where no server answers in so many seconds.

    Source: RFC 1035; RFC 7208, section 3.3: the parts of one record are joined without a blank.
    """

    def looked_up(name: str) -> list[str]:
        try:
            found = _resolver(server).resolve(name, "TXT", lifetime=seconds)
        except (NXDOMAIN, NoAnswer):
            return []
        except DNSException as error:
            raise StoreError(
                f"No name server answers for {name} ({type(error).__name__}).",
                hint="Look again from a machine that may ask DNS.",
            ) from None
        return [b"".join(row.strings).decode("utf-8", "replace") for row in found]

    return looked_up


def _resolver(server: str) -> Resolver:
    resolver = Resolver(configure=not server)
    if server:
        address, _, port = server.rpartition(":") if ":" in server else (server, "", "53")
        resolver.nameservers, resolver.port = [address], int(port)
    return resolver
