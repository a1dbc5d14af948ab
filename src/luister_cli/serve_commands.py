"""`luister serve`, `work` and `demo`: the web, its workers, and a home with made-up data."""

import argparse
import importlib
import os
import signal
import threading

from luister_cli.terminal import Terminal


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the commands of this file."""
    serve = commands.add_parser("serve", help="start the web server")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--threads", type=int, default=4)
    serve.add_argument("--json", action="store_true")
    serve.set_defaults(run=_serve)
    work = commands.add_parser("work", help="do jobs, beside a server that does not")
    work.add_argument("--threads", type=int, default=2)
    work.add_argument("--once", action="store_true", help="do what is due, and end")
    work.add_argument("--json", action="store_true")
    work.set_defaults(run=_work)
    demo = commands.add_parser("demo", help="fill a new home with the demo")
    demo.add_argument("--answers", type=int, default=40_000, help="forms of the made-up company")
    demo.add_argument("--json", action="store_true")
    demo.set_defaults(run=_demo)


def _serve(chosen: argparse.Namespace, _terminal: Terminal) -> int:
    os.environ["LUISTER_HOME"] = str(chosen.home.absolute())
    # Loaded only here: the web framework reads its settings when it is loaded, and takes a second.
    server = importlib.import_module("luister_web.server")
    server.serve(chosen.home, host=chosen.host, port=chosen.port, threads=chosen.threads)
    return 0


def _demo(chosen: argparse.Namespace, terminal: Terminal) -> int:
    importlib.import_module("luister_web.start").prepare(chosen.home)
    filling = importlib.import_module("luister_cli.demo_filling")
    done: dict[str, object] = filling.fill(
        chosen.home, answers=chosen.answers, progress=terminal.progress
    )
    terminal.say(
        f"The demo stands in {chosen.home}: {done['forms']} forms. Start it with `luister serve`."
    )
    terminal.answer(done)
    return 0


def _work(chosen: argparse.Namespace, terminal: Terminal) -> int:
    importlib.import_module("luister_web.start").prepare(chosen.home)
    own = importlib.import_module("luister_web.jobs.own_workers")
    if chosen.once:
        tried: int = own.do_what_is_due()
        terminal.say(f"{tried} jobs were due.")
        terminal.answer({"tried": tried})
        return 0
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_given: stop.set())
    workers = own.workers(chosen.threads)
    workers.start()
    terminal.say("Working. Stop with Ctrl-C.")
    stop.wait()
    workers.stop()
    return 0
