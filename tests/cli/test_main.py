"""The command loads what it needs, and nothing else."""

import argparse
import importlib
import json
import subprocess
import sys

import pytest

from luister_cli import main as command

# What a server that only serves has no use for; together they would be a fifth of its memory.
UNUSED = ("luister.drivers.shares", "sqlglot", "scipy", "psycopg", "pyreadstat", "dns", "PIL")


@pytest.mark.parametrize("group", command.GROUPS)
def test_every_command_is_found_in_its_module(group):
    commands = argparse.ArgumentParser().add_subparsers()
    importlib.import_module(f"luister_cli.{group}").add_to(commands)
    assert tuple(commands.choices) == command.GROUPS[group]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (["serve", "--port", "1"], "serve"),
        (["--home", "import", "report", "nps"], "report"),
        (["--home=here", "cases", "list"], "cases"),
        (["bogus"], None),
        (["--help"], None),
        ([], None),
    ],
)
def test_the_command_is_found_among_the_words(typed, found):
    assert command._command_in(typed) == found


def test_a_server_loads_nothing_that_it_does_not_use(tmp_path):
    code = (
        "import json, sys\n"
        "from pathlib import Path\n"
        "from luister_cli import main\n"
        "main._parser('serve')\n"
        "import luister_web.server\n"
        f"luister_web.start.prepare(Path({str(tmp_path)!r}))\n"
        "from luister_web import asgi\n"
        "asgi.door(1)\n"
        f"print(json.dumps([name for name in {UNUSED!r} if name in sys.modules]))\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(told.stdout.splitlines()[-1]) == []
