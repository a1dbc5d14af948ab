"""A forgotten password: the letter goes through a real mail server on this machine."""

import re
import socketserver
import threading

import pytest
from django.test import Client

from luister_web.access.models import AuditEntry, User

pytestmark = pytest.mark.django_db

NEW = "an even longer walk by the sea"


class MailServer(socketserver.TCPServer):
    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Postman)
        self.letters: list[str] = []


class Postman(socketserver.StreamRequestHandler):
    """Just enough of SMTP to take a letter."""

    def handle(self):
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line.split(" ", 1)[0].upper()
            if word == "DATA":
                self.say("354 go on")
                self.server.letters.append(self.letter())
            self.say("221 bye" if word == "QUIT" else "250 fine")
            if word == "QUIT":
                return

    def letter(self) -> str:
        lines = []
        while (line := self.rfile.readline().decode()) not in (".\r\n", ""):
            lines.append(line)
        return "".join(lines)

    def say(self, text: str):
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def mail(settings):
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        yield server
        server.shutdown()


def letter_link(letter: str) -> str:
    joined = letter.replace("=\r\n", "").replace("=3D", "=")
    found = re.search(r"https?://testserver(/account/password/reset/key/\S+)", joined)
    assert found is not None
    return found.group(1)


def test_a_forgotten_password_is_chosen_anew_by_a_letter(client, cast, mail):
    answer = client.post("/account/password/reset/", {"email": "director@example.org"})
    assert answer.headers["Location"] == "/account/password/reset/done/"
    assert "To: director@example.org" in mail.letters[0]

    page = client.get(letter_link(mail.letters[0]), follow=True)
    form = page.redirect_chain[-1][0]
    client.post(form, {"password1": NEW, "password2": NEW})

    assert User.objects.get(username="director").check_password(NEW)
    assert AuditEntry.objects.filter(who="director", object="own password").exists()


def test_a_link_works_once(client, cast, mail):
    client.post("/account/password/reset/", {"email": "director@example.org"})
    link = letter_link(mail.letters[0])
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": NEW, "password2": NEW})
    assert b"password1" not in Client().get(link, follow=True).content


def test_an_unknown_address_gets_the_same_answer_and_no_letter(client, cast, mail):
    answer = client.post("/account/password/reset/", {"email": "nobody@example.org"})
    assert answer.headers["Location"] == "/account/password/reset/done/"
    assert mail.letters == []


def test_the_letter_speaks_of_this_house_alone(client, cast, mail):
    client.post("/account/password/reset/", {"email": "director@example.org"})
    assert "example.com" not in mail.letters[0]
    assert "Luister" in mail.letters[0]


def test_an_administrator_has_a_letter_sent(signed_in, cast, mail):
    browser = signed_in("administrator")
    browser.post(f"/people/{cast.employee.pk}/letter/")
    assert "To: anna@example.org" in mail.letters[0]


def test_without_a_mail_server_the_page_says_whom_to_ask(client, cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    page = client.get("/account/password/reset/")
    assert page.templates[0].name == "account/no_letters.html"


def test_a_new_password_ends_the_sessions_elsewhere(signed_in, cast, client):
    elsewhere = signed_in("director")
    client.force_login(cast.director)
    cast.director.set_password("the password before this one")
    cast.director.save()
    assert elsewhere.get("/people/me/").status_code == 302
