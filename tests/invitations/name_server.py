"""A small DNS server on this machine that knows some TXT records."""

import contextlib
import socketserver
import threading

import dns.message
import dns.rcode
import dns.rrset


class _Answerer(socketserver.BaseRequestHandler):
    def handle(self):
        data, socket = self.request
        asked = dns.message.from_wire(data)
        name = asked.question[0].name
        answer = dns.message.make_response(asked)
        texts = self.server.records.get(name.to_text(omit_final_dot=True))
        if texts is None:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        elif texts:
            quoted = [" ".join(f'"{part}"' for part in text.split("~~")) for text in texts]
            answer.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", *quoted))
        socket.sendto(answer.to_wire(), self.client_address)


@contextlib.contextmanager
def name_server(records):
    """The address of a server that answers from `records`; `~~` parts a record in two strings."""
    with socketserver.ThreadingUDPServer(("127.0.0.1", 0), _Answerer) as server:
        server.records = records
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()
