"""Chat: a message goes to the incoming webhook of a chat program, and to no address inside the own house."""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import ip_network

from luister.invitations import delivery
from luister.invitations.delivery import Outcome, Parcel, Way
from luister.store.home import Store
from luister.webhooks import address, sending

_LATER = frozenset({408, 425, 429})


def check_address(url: str) -> None:
    """Lets an address pass that could be called.

    Raises:
        AddressError: it is none.
    """
    address.target_of(url)


@dataclass(frozen=True, slots=True)
class ChatChannel:
    """Calls incoming webhooks; each parcel's `to` is the whole address, its `text` the message as JSON."""

    allowed: Sequence[address.Network]
    resolve: address.Resolve
    send: Callable[..., sending.Outcome] = sending.send

    def deliver(self, parcel: Parcel, handing: Callable[[], None]) -> Outcome:
        """What became of the message.

        A line that broke is tried again: the other side may then have heard it twice, as with webhooks.
        """
        try:
            target = address.located(
                address.target_of(parcel.to), self.resolve, allowed=self.allowed
            )
        except address.AddressError as error:
            return Outcome(delivery.REFUSED, str(error))
        handing()
        answer = self.send(target, parcel.text.encode(), {})
        if answer.is_received:
            return Outcome(delivery.SENT)
        is_later = answer.status is None or answer.status in _LATER or answer.status >= 500
        return Outcome(delivery.LATER if is_later else delivery.REFUSED, answer.error)

    def close(self) -> None:
        """Has nothing to let go of."""


def chat_way(store: Store) -> Way:
    """The way of sending to chat programs, as the settings of this home allow."""
    allowed = [ip_network(one) for one in store.settings.webhook_networks]
    return Way(lambda: ChatChannel(allowed, _found))


def _found(host: str, port: int) -> list[str]:
    return [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
