"""Which addresses may be called: none inside the own network, unless it was named."""

import ipaddress
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from luister.errors import LuisterError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolve = Callable[[str, int], Iterable[str]]
"""All addresses of a host name, asked once."""

_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")  # NAT64: an IPv4 address in disguise
_LOCAL_TRANSLATED = ipaddress.IPv6Network("64:ff9b:1::/48")
_LONGEST = 2000


class AddressError(LuisterError):
    """An address that is not called."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes: the host as it is named, and the one address that is connected to."""

    is_secure: bool
    host: str
    port: int
    path: str
    address: str = ""


def target_of(url: str) -> Target:
    """The parts of an address that a person wrote; nobody is asked yet where it lies.

    Raises:
        AddressError: it is no address of http or https, or carries a name and password.

    >>> target_of("https://example.org/hook?a=1")
    Target(is_secure=True, host='example.org', port=443, path='/hook?a=1', address='')
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _refusal("cannot be read") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _refusal("is no web address")
    if parts.username is not None or parts.password is not None:
        raise _refusal("carries a name and password")
    if len(url) > _LONGEST or not url.isascii() or any(ord(one) <= 32 for one in url):
        raise _refusal("has blanks, letters outside ASCII, or is too long")
    is_secure = parts.scheme == "https"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(is_secure, parts.hostname, port or (443 if is_secure else 80), path)


def located(target: Target, resolve: Resolve, *, allowed: Sequence[Network] = ()) -> Target:
    """The target with the address to connect to, asked for once: a name cannot point elsewhere after that.

    `allowed` are the networks inside the own house that may be called; http without s only there.

    Raises:
        AddressError: the name has no address, or one of its addresses may not be called.
    """
    try:
        found = [
            ipaddress.ip_address(one.split("%")[0]) for one in resolve(target.host, target.port)
        ]
    except (OSError, ValueError):
        raise AddressError(
            f"{target.host} is not found.", hint="Mend the address of the webhook."
        ) from None
    if not found:
        raise AddressError(
            f"{target.host} has no address.", hint="Mend the address of the webhook."
        )
    inside = [one for one in found if _is_within(one, allowed)]
    for one in found:
        if one not in inside and not is_public(one):
            raise AddressError(
                f"{target.host} lies inside a private network.",
                hint="Name the network under webhook_networks in luister.toml, if it may be called.",
            )
    if not target.is_secure and len(inside) < len(found):
        raise AddressError(
            f"{target.host} would be called in the open.", hint="Write https instead of http."
        )
    return Target(target.is_secure, target.host, target.port, target.path, str(found[0]))


def is_public(address: Address) -> bool:
    """True for an address of the open internet, whatever disguise an IPv4 address wears.

    >>> is_public(ipaddress.ip_address("::ffff:169.254.169.254"))
    False
    >>> is_public(ipaddress.ip_address("93.184.215.14"))
    True
    """
    inner = _unwrapped(address)
    if inner is not None:
        return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


def _unwrapped(address: Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for; None where it stands for itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _TRANSLATED or address in _LOCAL_TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.teredo is not None:
        return address.teredo[1]
    return address.ipv4_mapped or address.sixtofour


def _is_within(address: Address, networks: Iterable[Network]) -> bool:
    own = _unwrapped(address) or address
    return any(own.version == one.version and own in one for one in networks)


def _refusal(why: str) -> AddressError:
    return AddressError(
        f"The address of the webhook {why}.", hint="Write it as https://example.org/path."
    )
