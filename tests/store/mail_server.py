"""A real mail server on this machine that counts what it took, for the tests of sending."""

import re
import socketserver
import threading
from collections import Counter
from contextlib import contextmanager
from email import message_from_string
from email.policy import default


class MailServer(socketserver.ThreadingTCPServer):
    """Takes letters; `answers` gives its word on an address in place of 250, `last` on the final dot."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Postman)
        self.letters: list[str] = []
        self.recipients: list[str] = []
        self.answers: dict[str, str] = {}
        self.hangs_up_after: str | None = None

    @property
    def port(self):
        return self.server_address[1]

    def count(self):
        """How often each letter came, by its Message-ID."""
        names = (re.search(r"(?im)^message-id: (\S+)", one) for one in self.letters)
        return Counter(name[1] for name in names)

    def mails(self):
        return [message_from_string(one, policy=default) for one in self.letters]


class _Postman(socketserver.StreamRequestHandler):
    """Just enough of SMTP to take letters; a letter counts from its final dot on."""

    def handle(self):
        self.say("220 here")
        recipient = ""
        while line := self.rfile.readline().decode().strip():
            word = line.split(" ", 1)[0].upper()
            answer = "250 fine"
            if word == "EHLO":
                answer = "250-here\r\n250 SMTPUTF8"
            if word == "RCPT":
                recipient = re.search(r"<(.*?)>", line)[1]
                answer = self.server.answers.get(recipient, answer)
            if word == "DATA":
                self.say("354 go on")
                letter = self.letter()
                if letter is None:
                    return
                self.server.letters.append(letter)
                self.server.recipients.append(recipient)
                if self.server.hangs_up_after == recipient:
                    return
            self.say("221 bye" if word == "QUIT" else answer)
            if word == "QUIT":
                return

    def letter(self):
        """The letter; None where the line broke before the final dot."""
        lines = []
        while (line := self.rfile.readline().decode()) != ".\r\n":
            if not line.endswith("\r\n"):
                return None
            lines.append(line.removeprefix(".") if line.startswith("..") else line)
        return "".join(lines)

    def say(self, text):
        try:
            self.wfile.write(f"{text}\r\n".encode())
        except OSError:
            return


@contextmanager
def mail_server():
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
