"""`luister serve` and `demo`: the web, with the organisation's data or with the demo's."""

import argparse
import importlib
import os

from luister_cli.terminal import Terminal


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the commands of this file."""
    serve = commands.add_parser("serve", help="start the web server")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--threads", type=int, default=8)
    serve.add_argument("--json", action="store_true")
    serve.set_defaults(run=_serve)
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
