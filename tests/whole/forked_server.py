"""Servers of one home, one after the other, each a copy of a process that has loaded everything.

A start then costs a fork and what `luister serve` does with a home, not the loading of libraries. Each line on
standard input kills the server that runs (-9) and starts the next; each line on standard output is its number.
"""

import importlib
import os
import signal
import sys
from pathlib import Path

from luister_web import start


def serve_in_turn(home, port):
    start.prepare(home, migrate=False)
    server = importlib.import_module("luister_web.server")
    importlib.import_module("luister_web.urls")
    running = 0
    for _line in sys.stdin:
        _kill(running)
        running = os.fork()
        if not running:
            sys.stdout = sys.stderr
            server.serve(home, port=port)
            os._exit(0)
        print(running, flush=True)
    _kill(running)


def _kill(process):
    if process:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


if __name__ == "__main__":
    serve_in_turn(Path(sys.argv[1]), int(sys.argv[2]))
