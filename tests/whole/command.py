"""The command `luister`, and people with their keys, in a process forked from one that has loaded it all.

What is left of a start is what the command does with its home; loading Python's libraries took longer than that.
"""

import os
import sys
from importlib import import_module
from pathlib import Path

from luister_cli.main import GROUPS, main
from luister_web import start

for _group in GROUPS:
    import_module(f"luister_cli.{_group}")
# What every command of the web door loads, as far as it can be loaded before there are settings.
for _name in ("django.db.models", "django.contrib.staticfiles.storage", "granian.server.embed"):
    import_module(_name)


def luister(environment, told, complained, home, arguments):
    """Ends as the command would: what it says is in the files, and its exit code is the process's."""
    _begin(environment, told, complained)
    sys.argv = ["luister", "--home", home, *arguments]
    sys.exit(main(sys.argv[1:]))


def make_person(environment, told, complained, home, username, password, role):
    """Makes a person who reads English where there is none of this name, and says a key of theirs."""
    _begin(environment, told, complained)
    start.prepare(Path(home))
    people = import_module("luister_web.access.models").User.objects
    person = people.filter(username=username).first() or people.make(
        username, password, role=role, language="en"
    )
    sys.stdout.write(import_module("luister_web.access.keys").make_key(person, "test"))
    sys.exit(0)


def collect_files(environment, told, complained, home):
    """Makes a home as a server leaves it: with its tables, and with the files that pages load."""
    _begin(environment, told, complained)
    start.prepare(Path(home))
    import_module("luister_web.static_files").collect()
    sys.exit(0)


def _begin(environment, told, complained):
    os.environ.clear()
    os.environ.update(environment)
    for number, path in enumerate((os.devnull, told, complained)):
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.dup2(file, number)
        os.close(file)
