"""Answers over HTTP in the one-process default: how many a second stay, and what they cost those who read."""

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from demo_home import demo_home
from measured import Finding, Work, in_own_process, seconds_of
from page_speed import pages_of, read, visits
from server import Server, demo_login, serving, signed_in

from luister.loop import design, keep

LINES = 32
PACE = (
    500.0  # answers a second, each to one question, as the figure is stated; a form holds several
)
READERS, PAGES, READING_SECONDS = 5, 8, 1.0
_SECONDS = 4.0
_LIMITS = ("open_answers_per_minute", "key_answers_per_minute")
_SURVEY = "relation"
_FORM = {
    "survey": _SURVEY,
    "answers": {"nps": 9, "ces": 5, "comment": "It went well, thank you."},
    "dimensions": {"channel": "app"},
}
_ANSWERS = 3  # in that form
_KEY = (
    "import sys; from pathlib import Path; from luister_web.start import prepare; prepare(Path(sys.argv[1]));"
    "from luister_web.access.models import Role, User; from luister_web.access.keys import make_key;"
    "print(make_key(User.objects.filter(role=Role.ADMINISTRATOR)[0], 'benchmark', scopes=['answers']))"
)
_BARE_ROWS = (
    "SELECT response, survey, shape, source, customer, day, occurred_at, received_at, complete, digest, body "
    "FROM store_form ORDER BY received_at DESC LIMIT 400"
)


@dataclass(frozen=True, slots=True)
class _Sent:
    """What came of sending: forms a second that were acknowledged, and the p95 of one call in seconds."""

    pace: float
    p95: float


def findings(work: Work) -> list[Finding]:
    """Forms a second by API and by the respondent's page against bare commits; and pages of readers meanwhile."""
    home = demo_home(work)
    key = _key(home)
    with _open_to_streams(home):
        with serving(home) as server:
            _send(server, key, "api", seconds=2)
            api = _send(server, key, "api")
            page = _send(server, _link(home), "page")
            batch = _send(server, key, "batch", lines=4, at_once=50)
        bare = _bare_commits(home, work.folder / "bare-answers.sqlite3")
        quiet, busy, pace = _reading(home, key)
    size = f"{work.answers:,} forms"
    at_once = f"{LINES} at once, a commit for all that wait; p95"
    return [
        _pace("answer by API", api, bare, 1.0, f"{at_once} {1000 * api.p95:.0f} ms, {api.pace:.0f}/s"),
        _pace("answer on the page", page, bare, 4.0, f"{at_once} {1000 * page.p95:.0f} ms, {page.pace:.0f}/s"),
        _pace("answer by API, 50 a call", batch, bare, 1.0, f"4 calls at once, {batch.pace:.0f}/s"),
        Finding("dashboard p95, answers coming in", _p95(busy), _p95(quiet), "s", 2.0, True,
                f"{pace:.0f} answers/s in forms of {_ANSWERS}; {READERS} readers, {READING_SECONDS:g} s; {size}"),
        Finding("dashboard median, answers coming in", median(busy), median(quiet), "s", None, True, "as above"),
        Finding("answers coming in meanwhile", pace, None, "/s", None, False, f"asked for {PACE:.0f}"),
    ]  # fmt: skip


def _pace(name: str, sent: _Sent, bare: float, limit: float, note: str) -> Finding:
    """Seconds a form against seconds a commit, so that less is better as everywhere."""
    return Finding(name, 1000 / sent.pace, 1000 / bare, "ms", limit, True, note)


def _reading(home: Path, key: str) -> tuple[list[float], list[float], float]:
    """Seconds of pages without and with answers coming in, turn about on one server; and their pace."""
    quiet: list[float] = []
    busy: list[float] = []
    paces = []
    with serving(home) as server:
        visitor = signed_in(server, *demo_login(home, "director"))
        pages = pages_of(read(visitor, server, "/"))
        crowd = partial(_crowd, server, visitor, pages)
        crowd(0)
        for turn in (1, 2):
            quiet += crowd(turn)
            with _streaming(server, key) as sender:
                busy += crowd(turn)
            paces.append(_told(sender).pace * _ANSWERS)
    return quiet, busy, min(paces)


def _crowd(server: Server, visitor: Any, pages: list[str], turn: int) -> list[float]:  # noqa: ANN401 - urllib's opener
    read_by = partial(visits, server, visitor, pages, pause=READING_SECONDS, count=PAGES)
    with ThreadPoolExecutor(READERS) as people:
        seeds = range(turn * READERS, (turn + 1) * READERS)
        return [seconds for taken in people.map(read_by, seeds) for seconds in taken]


@contextmanager
def _streaming(server: Server, key: str) -> Iterator["subprocess.Popen[str]"]:
    """Answers at a steady pace while the block runs, and a little longer."""
    told = json.dumps(
        _spec(
            server,
            key,
            "api",
            lines=LINES,
            pace=PACE / _ANSWERS,
            seconds=600.0,
            at_once=1,
        )
    )
    script = str(Path(__file__).with_name("answer_sender.py"))
    process = subprocess.Popen([sys.executable, script, told], stdout=subprocess.PIPE, text=True)
    time.sleep(1)
    try:
        yield process
    finally:
        process.terminate()


def _told(sender: "subprocess.Popen[str]") -> _Sent:
    said, _ = sender.communicate(timeout=60)
    return _sent(json.loads(said.strip().splitlines()[-1]))


def _send(
    server: Server,
    target: str,
    way: str,
    *,
    lines: int = LINES,
    at_once: int = 1,
    seconds: float = _SECONDS,
) -> _Sent:
    spec = _spec(server, target, way, lines=lines, pace=0.0, seconds=seconds, at_once=at_once)
    return _sent(in_own_process("answer_sender.py", json.dumps(spec)))


def _spec(server: Server, target: str, way: str, **more: object) -> dict[str, Any]:
    fields = {"nps": ["9"], "_seen": ["nps"], ":page": ["0"]}
    body = {"form": _FORM, "fields": fields}
    return {"address": server.address, "way": way, "target": target, "body": body, **more}


def _sent(told: dict[str, Any]) -> _Sent:
    if told["refused"]:
        raise SystemExit(f"The server refused answers: {told['refused']}.")
    return _Sent(told["kept"] / told["seconds"], told["p95"])


def _bare_commits(home: Path, path: Path) -> float:
    """Commits a second of the same rows, one form each, into a table with the same key, as durably."""
    kept = sqlite3.connect(home / "luister.sqlite3")
    rows = kept.execute(_BARE_ROWS).fetchall()
    kept.close()
    path.unlink(missing_ok=True)
    bare = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        bare.execute(f"PRAGMA {pragma}")
    bare.execute(
        "CREATE TABLE form (response BIGINT PRIMARY KEY, b, c, d, e, f, g, h, i, j, body TEXT)"
    )

    def commit_each() -> None:
        for row in rows:
            bare.execute("BEGIN IMMEDIATE")
            bare.execute(f"INSERT INTO form VALUES ({', '.join('?' * len(row))})", row)
            bare.execute("COMMIT")

    seconds = seconds_of(commit_each)
    bare.close()
    return len(rows) / seconds


@contextmanager
def _open_to_streams(home: Path) -> Iterator[None]:
    """The home takes pages from one address as fast as they come, until the end of the block."""
    settings = home / "luister.toml"
    told = settings.read_text(encoding="utf-8").splitlines() if settings.exists() else []
    own = [
        line for line in told if not line.startswith(_LIMITS)
    ]  # A broken-off run left its lines.
    opened = [*own, *(f"{name} = 10000000" for name in _LIMITS)]
    settings.write_text("\n".join([*opened, ""]), encoding="utf-8")
    try:
        yield
    finally:
        settings.write_text("\n".join([*own, ""]), encoding="utf-8")


def _key(home: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _KEY, str(home)], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def _link(home: Path) -> str:
    opened = keep.open_home(home)
    link = next(one.open_link for one in design.surveys(opened) if one.name == _SURVEY)
    opened.close()
    return link


def _p95(taken: list[float]) -> float:
    return sorted(taken)[int(0.95 * len(taken))]
