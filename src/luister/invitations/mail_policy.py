"""What the sender's domain must publish so that letters arrive, and whether it does."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.utils import parseaddr

from luister.errors import StoreError

TextRecords = Callable[[str], Sequence[str]]
"""The TXT records of a name; an empty sequence where there are none."""


MISSING, SEVERAL = "there is no record.", "there are several, so none counts."
OPEN, ENDLESS = (
    "it lets everybody send in your name (+all).",
    "it does not say what holds for other servers (~all or -all).",
)
WITHDRAWN = "its key was withdrawn (an empty p=)."
NO_POLICY, WATCHING = "it names no policy (p=).", "it only watches (p=none)."
PROBLEMS = (MISSING, SEVERAL, OPEN, ENDLESS, WITHDRAWN, NO_POLICY, WATCHING)


@dataclass(frozen=True, slots=True)
class MailHint:
    """One thing to see to: `is_well` is None where it could not be looked up from here.

    `place` is where the record `example` belongs, `record` what stands there, `problem` what is wrong with it.
    """

    name: str
    is_well: bool | None
    what: str
    hint: str = ""
    place: str = ""
    record: str = ""
    example: str = ""
    problem: str = ""


def mail_hints(
    sender: str, *, selector: str = "", records: TextRecords | None = None
) -> list[MailHint]:
    """What to check for SPF, DKIM and DMARC; looked up where a resolver is given.

    Without one each hint names the record and a command that shows it. `selector` is the name
    under which the mail server publishes its DKIM key.

    Source: RFC 7208 (SPF), RFC 6376 (DKIM), RFC 7489 (DMARC).

    >>> [one.name for one in mail_hints("Us <news@example.org>")]
    ['SPF', 'DKIM', 'DMARC']
    """
    domain = parseaddr(sender)[1].rpartition("@")[2].lower()
    if "." not in domain:
        what = f"The sender {sender!r} has no domain of its own."
        return [MailHint("sender", False, what, "Set mail.sender to an address of your domain.")]
    key = f"{selector or 'SELECTOR'}._domainkey.{domain}"
    asked = (
        ("SPF", domain, _spf, "v=spf1 include:YOUR-MAIL-SERVER ~all"),
        ("DKIM", key, _dkim, "v=DKIM1; k=rsa; p=YOUR-PUBLIC-KEY"),
        ("DMARC", f"_dmarc.{domain}", _dmarc, "v=DMARC1; p=quarantine; rua=mailto:YOU"),
    )
    look_up = None if records is None else records
    return [
        _hint(name, place, judge, example, None if name == "DKIM" and not selector else look_up)
        for name, place, judge, example in asked
    ]


def _hint(
    name: str,
    place: str,
    judge: Callable[[str], str],
    example: str,
    records: TextRecords | None,
) -> MailHint:
    if records is None:
        what = f"{name}: look whether {place} has a TXT record such as: {example}"
        return _unknown(name, place, example, what)
    try:
        found = [text for text in records(place) if _is_of(name, text)]
    except StoreError as error:
        return _unknown(name, place, example, f"{name}: {error.problem}")
    publish = f"Publish a TXT record at {place}: {example}"
    if len(found) != 1:
        problem = MISSING if not found else SEVERAL
        what, record = f"{name}: at {place} {problem}", " | ".join(found)
        return MailHint(name, False, what, publish, place, record, example, problem)
    problem = judge(found[0])
    what, hint = f"{name}: {problem or 'there is one.'}", f"{place}: {found[0]}"
    return MailHint(name, not problem, what, hint, place, found[0], example, problem)


def _unknown(name: str, place: str, example: str, what: str) -> MailHint:
    return MailHint(name, None, what, f"dig +short TXT {place}", place, "", example)


def _is_of(name: str, text: str) -> bool:
    starts = {"SPF": r"v=spf1(\s|$)", "DKIM": r"v=DKIM1|.*\bp=", "DMARC": r"v=DMARC1\s*;"}
    return re.match(starts[name], text.strip(), re.IGNORECASE) is not None


def _spf(text: str) -> str:
    terms = text.lower().split()[1:]
    if any(term in {"+all", "all"} for term in terms):
        return OPEN
    ends = any(term.endswith("all") or term.startswith("redirect=") for term in terms)
    return "" if ends else ENDLESS


def _dkim(text: str) -> str:
    found = re.search(r"\bp=([^;]*)", text)
    return "" if found and found[1].strip() else WITHDRAWN


def _dmarc(text: str) -> str:
    found = re.search(r"\bp\s*=\s*(none|quarantine|reject)\b", text, re.IGNORECASE)
    if not found:
        return NO_POLICY
    return WATCHING if found[1].lower() == "none" else ""
