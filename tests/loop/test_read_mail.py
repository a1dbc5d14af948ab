"""Returned mail is read out of a real mailbox on this machine, each mail once, over TLS too."""

import ssl
import subprocess

import pytest
from tests.loop.invited import NOW
from tests.loop.test_send import complaint, delivery_report
from tests.store.imap_server import imap_server

from luister.errors import StoreError
from luister.loop import contacts, read_mail

AWAY = b"Subject: I am away\r\n\r\nUntil Monday.\r\n"


@pytest.fixture
def letters(home):
    """Two letters as they stand in reports: their people are contacts."""
    keys = ("an", "bo")
    contacts.keep(home, [{"key": key, "email": f"{key}@example.org"} for key in keys], now=NOW)
    return [
        {"To": f"{key}@example.org", "Message-ID": f"<x.{key}@elsewhere.example>"} for key in keys
    ]


@pytest.fixture
def mails(letters):
    told = complaint(letters[1]).replace(
        b"Version: 1", b"Version: 1\r\nOriginal-Rcpt-To: <bo@example.org>"
    )
    return [delivery_report(letters[0], "5.1.1"), AWAY, told]


def read(home, server, **more):
    given = {"user": "us", "password": "secret", "encryption": "none"} | more
    box = read_mail.Mailbox(host="127.0.0.1", port=server.port, **given)
    return read_mail.read_mailbox(home, box, now=NOW)


def states(home):
    return [contacts.one(home, key)[0].address_state for key in ("an", "bo")]


def test_reports_mark_each_address_once_and_the_mail_is_left_alone(home, mails):
    with imap_server(mails) as server:
        assert read(home, server) == {"report": 2, "other": 1}
        assert states(home) == ["bounced", "complained"]
        assert read(home, server) == {}
        server.folders["INBOX"][4] = AWAY
        assert read(home, server) == {"other": 1}
        said = " ".join(server.said)
    assert "EXAMINE" in said
    assert not {"SELECT", "MOVE", "STORE"} & set(said.split())
    assert "BODY.PEEK" in said


def test_a_mailbox_that_was_made_anew_is_read_from_the_start(home, mails):
    with imap_server(mails) as server:
        read(home, server)
        server.validity = 8
        assert read(home, server) == {"report": 2, "other": 1}


@pytest.mark.parametrize("abilities", ["IMAP4rev1 MOVE", "IMAP4rev1 UIDPLUS"])
def test_reports_are_moved_and_all_else_stays(home, mails, abilities):
    with imap_server(mails, abilities=abilities) as server:
        read(home, server, move_to="Done")
        assert (sorted(server.folders["INBOX"]), sorted(server.folders["Done"])) == ([2], [1, 3])


def test_a_wrong_password_or_a_server_that_is_away_is_told_without_the_password(home, mails):
    with imap_server(mails) as server:
        with pytest.raises(StoreError) as refused:
            read(home, server, password="hush-hush")
        assert "hush-hush" not in str(refused.value)
    with pytest.raises(StoreError, match="cannot be read"):
        read(home, server)
    assert states(home) == ["good", "good"]


@pytest.fixture
def certificate(tmp_path):
    """A certificate of 127.0.0.1 with its key, in one file."""
    path = tmp_path / "server.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", tmp_path / "key", "-out", tmp_path / "crt"],
        check=True, capture_output=True,
    )  # fmt: skip
    path.write_bytes((tmp_path / "key").read_bytes() + (tmp_path / "crt").read_bytes())
    return path


def test_tls_is_spoken_and_a_certificate_that_nobody_vouches_for_is_refused(
    home, mails, certificate, monkeypatch
):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with imap_server(mails, context=context) as server:
        with pytest.raises(StoreError, match="CERTIFICATE_VERIFY_FAILED"):
            read(home, server, encryption="tls")
        assert server.said == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert read(home, server, encryption="tls") == {"report": 2, "other": 1}
