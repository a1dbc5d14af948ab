"""A person we may ask: how to reach them, in which language, and when it is day there."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import available_timezones

from luister.errors import MappingError

GOOD, BOUNCED, COMPLAINED = "good", "bounced", "complained"
"""The states of an address: letters arrive, letters come back, or the person marked one as unwanted."""

_LONGEST, _MOST_ATTRIBUTES = 320, 100
_EMAIL = re.compile(
    r"[^\s@<>()\[\],;:\\\"]{1,64}@(?:[^\s@<>()\[\],;:\\\"._-][^\s@<>()\[\],;:\\\"]*\.)+[^\s@<>.,;:\\\"-]{2,}"
)
_PHONE = re.compile(r"\+?[1-9]\d{5,14}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_ZONES = available_timezones()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person as the organisation knows them.

    `key` is the organisation's own name of the customer. `attributes` are flat texts, such as
    segment or region. None means unknown.
    """

    key: str
    email: str | None = None
    phone: str | None = None
    name: str | None = None
    language: str | None = None
    time_zone: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    opted_out_at: datetime | None = None
    address_state: str = GOOD


def checked(contact: Contact) -> Contact:
    """The contact with its parts in one form, once it is sure that each can be what it claims.

    Raises:
        MappingError: a part that cannot be; the message names it.

    >>> checked(Contact(key=" 7 ", email="An@Example.ORG", phone="06-1234 5678", language="NL")).phone
    '0612345678'
    """
    key = _plain("key", contact.key)
    if not key:
        raise MappingError("A contact has no key.", hint="Give the customer's number or address.")
    if len(contact.attributes) > _MOST_ATTRIBUTES:
        raise MappingError(
            f"Contact {key!r} has {len(contact.attributes)} attributes.",
            hint=f"Keep to {_MOST_ATTRIBUTES}.",
        )
    return replace(
        contact,
        key=key,
        email=email_address(contact.email),
        phone=phone_number(contact.phone),
        name=_plain("name", contact.name),
        language=language_code(contact.language),
        time_zone=_zone(contact.time_zone),
        attributes={
            name: text
            for name, value in contact.attributes.items()
            if (text := _plain(name, value)) is not None and name
        },
    )


def email_address(text: str | None) -> str | None:
    """The address, its domain in small letters; None where there is none.

    The part before the @ keeps its capitals in the letter's envelope, but nobody has two boxes
    that differ in them: it is compared and kept in small letters too.

    Raises:
        MappingError: it is no address.

    >>> email_address(" Jan.de.Boer@Example.NL ")
    'jan.de.boer@example.nl'
    """
    plain = _plain("email", text)
    if plain is None:
        return None
    if not _EMAIL.fullmatch(plain) or ".." in plain:
        raise MappingError(f"{plain!r} is no e-mail address.", hint="Write name@example.org.")
    return plain.lower()


def phone_number(text: str | None) -> str | None:
    """The number in digits, with + in front where it was international; None where there is none.

    Raises:
        MappingError: it is no number.

    >>> phone_number("+31 (0)6 - 1234 5678"), phone_number("0031612345678")
    ('+31612345678', '+31612345678')
    """
    plain = _plain("phone", text)
    if plain is None:
        return None
    digits = re.sub(r"[\s().\-/]", "", plain.replace("(0)", ""))
    digits = re.sub(r"^00", "+", digits)
    if not _PHONE.fullmatch(digits.removeprefix("0") if not digits.startswith("+") else digits):
        raise MappingError(f"{plain!r} is no telephone number.", hint="Write +31612345678.")
    return digits


def language_code(text: str | None) -> str | None:
    """The language as its code in small letters; None where it is unknown.

    Raises:
        MappingError: it is no code.

    >>> language_code("nl_BE")
    'nl-be'
    """
    plain = _plain("language", text)
    if plain is None:
        return None
    code = plain.lower().replace("_", "-")
    if not _LANGUAGE.fullmatch(code):
        raise MappingError(f"{plain!r} is no language.", hint="Write a code such as nl or en.")
    return code


def _zone(text: str | None) -> str | None:
    plain = _plain("time_zone", text)
    if plain is not None and plain not in _ZONES:
        raise MappingError(f"{plain!r} is no time zone.", hint="Write one as Europe/Amsterdam.")
    return plain


def _plain(what: str, text: str | None) -> str | None:
    """The text on one line, without signs that cannot be seen or that turn the reading order."""
    if text is None:
        return None
    visible = "".join(" " if sign.isspace() else sign for sign in text if _is_visible(sign))
    plain = " ".join(unicodedata.normalize("NFC", visible).split())
    if len(plain) > _LONGEST:
        raise MappingError(f"{what} has {len(plain)} signs.", hint=f"Keep to {_LONGEST}.")
    return plain or None


def _is_visible(sign: str) -> bool:
    # Joiners stay: Persian and several Indian languages spell with them.
    return (
        sign.isspace()
        or sign in "\u200c\u200d"
        or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co"}
    )
