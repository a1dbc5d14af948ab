"""A small IMAP server on this machine with one mailbox, for the tests of returned mail."""

import contextlib
import re
import socketserver
import threading


class ImapServer(socketserver.ThreadingTCPServer):
    """Keeps mails by number in folders; `context` wraps each connection in TLS."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, mails, *, context=None, abilities="IMAP4rev1 MOVE"):
        self.context, self.abilities = context, abilities
        self.folders = {"INBOX": dict(enumerate(mails, start=1)), "Done": {}}
        self.validity, self.said = 7, []
        super().__init__(("127.0.0.1", 0), _Clerk)

    @property
    def port(self):
        return self.server_address[1]

    def get_request(self):
        connection, address = super().get_request()
        if self.context:
            connection = self.context.wrap_socket(connection, server_side=True)
        return connection, address


class _Clerk(socketserver.StreamRequestHandler):
    """Just enough of IMAP to search, fetch and move."""

    def handle(self):
        self.say("* OK here")
        while line := self.rfile.readline().decode().strip():
            tag, command = line.split(" ", 1)
            self.server.said.append(command)
            word = command.removeprefix("UID ").split(" ", 1)[0].upper()
            done = getattr(self, f"do_{word.lower()}", lambda _command: "OK")(command)
            self.say(f"{tag} {done} {word}")
            if word == "LOGOUT":
                return

    def do_capability(self, _command):
        self.say(f"* CAPABILITY {self.server.abilities}")
        return "OK"

    def do_login(self, command):
        return "OK" if command.endswith('"secret"') else "NO"

    def do_select(self, _command):
        self.say(f"* {len(self.server.folders['INBOX'])} EXISTS")
        self.say(f"* OK [UIDVALIDITY {self.server.validity}] fine")
        return "OK"

    do_examine = do_select

    def do_search(self, command):
        first = int(re.search(r"UID (\d+):", command.removeprefix("UID "))[1])
        numbers = sorted(self.server.folders["INBOX"])
        found = [one for one in numbers if one >= first] or numbers[-1:]
        self.say("* SEARCH " + " ".join(map(str, found)))
        return "OK"

    def do_fetch(self, command):
        number = int(command.split()[2])
        mail = self.server.folders["INBOX"][number]
        self.wfile.write(b"* %d FETCH (UID %d BODY[]<0> {%d}\r\n" % (number, number, len(mail)))
        self.wfile.write(mail + b")\r\n")
        return "OK"

    def do_move(self, command):
        number = int(command.split()[2])
        self.server.folders["Done"][number] = self.server.folders["INBOX"].pop(number)
        return "OK"

    def do_copy(self, command):
        number = int(command.split()[2])
        self.server.folders["Done"][number] = self.server.folders["INBOX"][number]
        return "OK"

    def do_expunge(self, command):
        del self.server.folders["INBOX"][int(command.split()[2])]
        return "OK"

    def say(self, text):
        self.wfile.write(f"{text}\r\n".encode())


@contextlib.contextmanager
def imap_server(mails, **more):
    """A server that runs until the block ends."""
    with ImapServer(mails, **more) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()
