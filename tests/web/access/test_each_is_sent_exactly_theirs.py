"""What leaves the pages is for each reader exactly theirs: files of every kind, the event stream, what is mailed."""

import asyncio
import re
from datetime import timedelta
from io import BytesIO
from tempfile import NamedTemporaryFile

import openpyxl
import pyarrow.parquet as parquet
import pyreadstat
import pytest
from django.test import Client
from django.urls import get_resolver

from luister.cases.actor import Actor
from luister.loop import open_case
from luister.loop.arrange_cases import Member, Queue, keep_queue
from luister.loop.export import KINDS
from luister.loop.open_case import Wanted
from luister_web import live
from luister_web.access.keys import make_key
from luister_web.access.visitor import is_known
from luister_web.asgi import Door
from luister_web.current_home import home
from web.access.test_every_url import names
from web.access.test_scope_everywhere import answers  # noqa: F401 - a fixture
from web.cases.test_scope_of_cases import made  # noqa: F401 - a fixture
from web.digests.test_digests import alarm, monday, server, tell, wish  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db

WHOSE = {
    "director": {"noord", "zuid"},
    "leader_north": {"noord"},
    "leader_south": {"zuid"},
    "employee": set(),
    None: set(),
}
"""Of which teams each may have files; an employee and a stranger none at all."""
EXPORTS = {
    "api:export-answers": "/api/v1/export/answers.{kind}?survey=moving&show=employee",
    "api:export-report": "/api/v1/export/report.{kind}?metric=nps&survey=moving&by=employee",
}
CASE_FILES = {"cases:report_file": "/cases/report.xlsx"}
PAGE_FILES = {"team:team_file", "board:steering_file"}
"""Held against their pages in tests/web/team, and in the table of addresses."""
ELSEWHERE = {
    "customers:export", "cases:file", "cases:attach", "cases:detach", "imports:rejects",
    "imports:download_mapping", "surveys:file", "surveys:from_file", "access:units_from_file",
    "respond:widget_script", "share:qr", "api:v1:openapi-json", "access:profile",
}  # fmt: skip
"""`customers:export` is tried below, `cases:file` in the table of addresses; the rest holds nothing of a team."""


def test_every_address_of_a_file_is_in_the_table():
    found = {one for one in names(get_resolver()) if re.search("export|file|reject|download", one)}
    found -= {"receiving:rejected"}  # A page.
    assert found - {*EXPORTS, *CASE_FILES, *PAGE_FILES, *ELSEWHERE} == set(), (
        "these need a line in this table"
    )
    assert {*EXPORTS, *CASE_FILES} <= found


def browser(cast, who):
    client = Client()
    if who:
        client.force_login(getattr(cast, who))
    return client


def content(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def words_in(found, kind):
    """All that a file says, as text."""
    if kind == "xlsx":
        book = openpyxl.load_workbook(BytesIO(found))
        return str([list(sheet.iter_rows(values_only=True)) for sheet in book])
    if kind == "parquet":
        return str(parquet.read_table(BytesIO(found)).to_pylist())
    if kind == "sav":
        with NamedTemporaryFile(suffix=".sav") as file:
            file.write(found)
            file.flush()
            columns, about = pyreadstat.read_sav(file.name, output_format="dict")
        return f"{columns} {about.variable_value_labels}"
    return found.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_each_gets_exactly_theirs_in_a_file(kind, cast, answers):  # noqa: F811
    for name, path in EXPORTS.items():
        for who, whose in WHOSE.items():
            answer = browser(cast, who).get(path.format(kind=kind))
            if not whose:
                assert answer.status_code == (403 if who else 302), (name, who)
                assert not re.search("-words|-form|-customer|Zuidman", content(answer).decode()), (
                    name,
                    who,
                )
                continue
            text = words_in(content(answer), kind)
            seen = {
                "noord" if one == "Anna" else "zuid" for one in re.findall("Anna|Zuidman", text)
            }
            assert seen == whose, (name, who)
            said = set(re.findall("(noord|zuid)-words", text))
            assert said == (whose if name == "api:export-answers" else set()), (name, who)


def test_each_gets_exactly_theirs_in_the_workbook_of_cases(cast, made):  # noqa: F811
    theirs = {"director": set(made), "leader_north": {"north"}, "leader_south": {"south"}}
    for who in WHOSE:
        answer = browser(cast, who).get(CASE_FILES["cases:report_file"])
        if who not in theirs:
            assert answer.status_code == (403 if who else 302), who
            continue
        rows = openpyxl.load_workbook(BytesIO(content(answer)))["Zaken"].values
        numbers = {row[0] for row in rows if isinstance(row[0], float)}
        assert numbers == {made[name]["case"] for name in theirs[who]}, who


def test_each_gets_exactly_their_customers_as_a_file(cast, answers):  # noqa: F811
    for who, whose in WHOSE.items():
        for team, place in (("noord", 3), ("zuid", 20)):
            sent = {"key": f"{team}-customer-{place}"}
            answer = browser(cast, who).post("/customers/export/", sent)
            assert (f"{team}-words-{place}" in content(answer).decode()) == (team in whose), who


class Line:
    """A reader of the live line who leaves as soon as there is news."""

    def __init__(self):
        self.status, self.text, self.left = 0, "", asyncio.Event()

    async def receive(self):
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        self.status = message.get("status", self.status)
        self.text += message.get("body", b"").decode()
        if "data: 8" in self.text:
            self.left.set()


def heard(headers):
    """What the door says on the live line to a request with these headers, when something new comes in."""
    known = is_known(headers)

    async def scene():
        door = Door(lambda *_: [], version=lambda: 8, is_known=lambda _: known, threads=1)
        door.live.tell(7)
        line = Line()
        scope = {"type": "http", "path": "/live", "method": "GET", "headers": headers}
        reading = asyncio.ensure_future(door(scope, line.receive, line.send))
        await asyncio.sleep(0)
        door.live.tell(8)
        await asyncio.wait_for(reading, 5)
        return line

    return asyncio.run(scene())


@pytest.mark.parametrize("who", WHOSE)
def test_the_event_stream_tells_that_something_is_new_and_nothing_of_what(who, cast, made):  # noqa: F811
    client = browser(cast, who)
    cookies = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())
    ways = [[(b"cookie", cookies.encode())]]
    if who:
        ways.append([(b"authorization", f"Bearer {make_key(getattr(cast, who), 'x')}".encode())])
    for headers in ways:
        line = heard(headers)
        if who is None:
            assert (line.status, line.text) == (401, "Sign in first.")
        else:
            assert line.status == 200
            said = re.sub(
                r"retry: 2000\n\n|event: version\ndata: \d+ \d+\n\n|:\n\n", "", line.text
            )
            assert said == ""
            assert "data: 8" in line.text


def test_the_event_stream_has_one_address():
    assert live.is_asked({"path": "/live", "method": "GET"})


@pytest.fixture
def told(cast, server):  # noqa: F811
    """Of each team an alarm and a case, told at once and in digests: the letters by receiver, and the numbers."""
    now = monday()
    for user in vars(cast).values():
        wish(user, rhythm="daily", alarms=True, cases=True)
    members = (
        Member(name="anna", employee="Anna", team="Noord"),
        Member(name="leader-south", team="Zuid"),
    )
    keep_queue(home(), Queue(name="general", members=members))
    numbers, at = {}, now - timedelta(days=1)
    for team, owner in (("Noord", "anna"), ("Zuid", "leader-south")):
        signal = alarm(f"alarm:{team}", at, team=team, group={"team": team})
        wanted = Wanted(subject=team, process=f"case of {team}", team=team, owner=owner)
        case = open_case.by_hand(home(), wanted, by=Actor(name="desk"), now=at)
        numbers |= {f"/signals/{signal}/": team, f"/cases/{case}/": team}
    tell(now)
    letters = {}
    for one in server.mails():
        parts = [one.get_body((kind,)).get_content() for kind in ("plain", "html")]
        letters.setdefault(one["To"], []).append((one["Subject"], *parts))
    return letters, numbers


def test_each_is_mailed_exactly_theirs(told, cast):
    letters, numbers = told
    both = {"Noord", "Zuid"}
    signals = {
        "director": both, "manager": both, "analyst": both, "administrator": both,
        "leader-north": {"Noord"}, "leader-south": {"Zuid"}, "anna": set(),
    }  # fmt: skip
    cases = {"anna": {"Noord"}, "leader-south": {"Zuid"}}
    assert {one.partition("@")[0] for one in letters} == set(signals)
    for address, mails in letters.items():
        who = address.partition("@")[0]
        for part in (1, 2):  # The plain twin and the page.
            text = " ".join(mail[part] for mail in mails)
            led = re.findall(r"/(?:signals|cases)/\d+/", text)
            for kind, theirs in (("/signals/", signals), ("/cases/", cases)):
                told_of = {numbers[one] for one in led if one.startswith(kind)}
                assert told_of == theirs.get(who, set()), (who, kind, part)
            words = " ".join([text, *(mail[0] for mail in mails)])
            for team in both - signals[who] - cases.get(who, set()):
                assert not re.search(rf"\b{team}\b", words), (who, team, part)


def test_each_is_mailed_each_thing_once_at_once_and_once_in_the_digest(told, cast):
    letters, _ = told
    kinds = {
        one.partition("@")[0]: sorted(subject.startswith("Luister:") for subject, *_ in mails)
        for one, mails in letters.items()
    }
    at_once = {"director": 2, "leader-north": 1, "leader-south": 2, "anna": 1}
    assert {who: kinds[who] for who in at_once} == {
        who: [False] * count + [True] for who, count in at_once.items()
    }
