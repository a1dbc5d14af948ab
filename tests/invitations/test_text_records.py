"""What DNS says of the sender's domain, asked of a real name server on this machine."""

import socket

from tests.invitations.name_server import name_server

from luister.invitations.mail_policy import MISSING, WATCHING, mail_hints
from luister.invitations.text_records import text_records

RECORDS = {
    "example.org": ["google-site-verification=x", "v=spf1 include:mail.~~example.net ~all"],
    "_dmarc.example.org": ["v=DMARC1; p=none"],
    "empty.example.org": [],
}


def test_records_are_read_and_their_parts_joined():
    with name_server(RECORDS) as address:
        look_up = text_records(address)
        assert "v=spf1 include:mail.example.net ~all" in look_up("example.org")
        assert look_up("empty.example.org") == look_up("nowhere.example.org") == []


def test_what_is_missing_is_told_with_the_record_to_add():
    with name_server(RECORDS) as address:
        spf, dkim, dmarc = mail_hints(
            "Us <a@example.org>", selector="s1", records=text_records(address)
        )
    assert (spf.is_well, spf.record) == (True, "v=spf1 include:mail.example.net ~all")
    assert (dkim.is_well, dkim.problem) == (False, MISSING)
    assert dkim.hint.startswith("Publish a TXT record at s1._domainkey.example.org: v=DKIM1")
    assert (dmarc.is_well, dmarc.problem) == (False, WATCHING)


def test_a_name_server_that_does_not_answer_is_told_and_is_no_fault():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        look_up = text_records(address, seconds=0.05)
        hints = mail_hints("a@example.org", selector="s1", records=look_up)
    assert [one.is_well for one in hints] == [None, None, None]
    assert all("No name server answers" in one.what for one in hints)
