"""One table over every address of signals, cases, actions, warning, own results, team, steering and notices.

Each of the cast asks all of them about what is of Noord and of Zuid. An address that is not in the table fails.
"""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from luister.loop import act
from luister_web.access.models import Unit, UnitKind
from luister_web.current_home import home
from luister_web.digests.letters import digest_for, parts_of
from web.access.test_every_url import names
from web.cases.test_scope_of_cases import made  # noqa: F401 - a fixture
from web.signals.cast_signals import raised

pytestmark = pytest.mark.django_db

SPACES = ("signals:", "cases:", "actions:", "warning:", "mine:", "team:", "board:", "digests:")
CALLS = (
    "signal",
    "case",
    "action",
    "alarm",
    "watched",
    "replay",
    "mine",
    "explanation",
    "team",
    "steering",
)
BOTH, NORTH, SOUTH, NONE = ("north", "south"), ("north",), ("south",), ()
CAST = {
    "director": BOTH,
    "leader_north": NORTH,
    "leader_south": SOUTH,
    "employee": NONE,
    None: NONE,
}
OWN_WORK = CAST | {"employee": NORTH}
"""Whose of both teams is shown to whom; a case and an action of Anna's are hers to see, a team's signal is not."""

ONE = {
    "signals:one": ("/signals/{signal}/", CAST),
    "api:v1:signal": ("/api/v1/signals/{signal}", CAST),
    "cases:one": ("/cases/{case}/", OWN_WORK),
    "cases:file": ("/cases/{case}/files/{file}/", OWN_WORK),
    "api:v1:case": ("/api/v1/cases/{case}", OWN_WORK),
    "actions:one": ("/actions/{action}/", OWN_WORK),
    "api:v1:action": ("/api/v1/actions/{action}", OWN_WORK),
}
"""Of one thing: there for whom it is, not there for everybody else."""
LISTS = {
    "signals:list": ("/signals/", "process", CAST),
    "api:v1:signals": ("/api/v1/signals", "process", CAST),
    "cases:list": ("/cases/?view=all", "subject", OWN_WORK),
    "api:v1:cases": ("/api/v1/cases", "subject", OWN_WORK),
    "actions:list": ("/actions/?view=all", "action", OWN_WORK),
    "api:v1:actions": ("/api/v1/actions", "action", OWN_WORK),
}
"""Of everything that is theirs: all of that is there, and nothing of others."""
OTHERS = {
    "warning:settings": "/warning/", "warning:past_year": "/warning/past-year",
    "warning:replay": "/warning/past-year/1/", "warning:why": "/why",
    "warning:alarm": "/warning/alarms/1/", "mine:results": "/mine", "mine:colleagues": "/mine/colleagues",
    "team:team": "/team", "team:team_file": "/team.xlsx", "api:v1:team_page": "/api/v1/team",
    "board:steering": "/steering", "board:steering_file": "/steering.xlsx",
    "api:v1:steering_page": "/api/v1/steering", "digests:wishes": "/notices/",
    "digests:places": "/notices/channels/", "cases:new": "/cases/new/", "cases:report": "/cases/report/",
    "actions:new": "/actions/new/", "signals:rules": "/signals/rules/", "signals:new_rule": "/signals/rules/new/",
    "signals:rule": "/signals/rules/1/", "signals:weights": "/signals/weights/",
    "api:v1:alarms": "/api/v1/alarms", "api:v1:watched": "/api/v1/watched", "api:v1:replay": "/api/v1/replay",
    "api:v1:explanation": "/api/v1/alarms/1/explanation", "api:v1:mine": "/api/v1/mine",
    "api:v1:case_review": "/api/v1/cases/review", "api:v1:signal_rules": "/api/v1/signal-rules",
    "api:v1:signal_weights": "/api/v1/signal-weights", "dashboard:overview": "/",
    "cases:report_file": "/cases/report.xlsx", "cases:settings": "/cases/settings/",
    "cases:causes": "/cases/settings/causes/", "cases:queues": "/cases/settings/queues/",
    "cases:rules": "/cases/settings/rules/", "cases:templates": "/cases/settings/templates/",
    "digests:way_out:stop": "/notices/stop/4711/",
}  # fmt: skip
"""Pages that show some of it, or none: never anything of others."""
ACTS = {
    "signals:act": "/signals/{signal}/apart/", "api:v1:signal_act": "/api/v1/signals/{signal}/note",
    "actions:move": "/actions/{action}/move/done/", "actions:progress": "/actions/{action}/progress/",
    "api:v1:step_action": "/api/v1/actions/{action}/steps", "api:v1:note_case": "/api/v1/cases/{case}/notes",
    "api:v1:move_case": "/api/v1/cases/{case}/moves", "api:v1:reply_case": "/api/v1/cases/{case}/replies",
    "api:v1:hand_over_case": "/api/v1/cases/{case}/hand-over", "cases:from_signal": "/cases/from-signal/{signal}/",
    "cases:answered": "/cases/{case}/answered/", "cases:attach": "/cases/{case}/files/",
    "cases:detach": "/cases/{case}/files/{file}/remove/", "cases:hand_over": "/cases/{case}/hand-over/",
    "cases:move": "/cases/{case}/move/accepted/", "cases:note": "/cases/{case}/note/",
    "cases:priority": "/cases/{case}/priority/", "cases:reply": "/cases/{case}/reply/",
    "cases:send_again": "/cases/{case}/letters/x/again/",
}  # fmt: skip
"""What changes one thing: of another team it is not there, whatever is sent."""
SENT = {
    "words": "x",
    "what": "note",
    "state": "accepted",
    "owner": "zoe",
    "subject": "x",
    "text": "x",
    "step": "done",
}
WHOLE = {
    "api:v1:signal_act": {"words": "x"}, "api:v1:step_action": {"words": "x"}, "api:v1:note_case": {"words": "x"},
    "api:v1:move_case": {"to": "contacted"}, "api:v1:reply_case": {"subject": "x", "text": "x"},
    "api:v1:hand_over_case": {"owner": "anna"},
}  # fmt: skip
"""What each call of the API needs to be whole: so it is refused for whose it is, not for what it lacks."""
ELSEWHERE = {
    "cases:from_answer", "mine:reply", "digests:act", "digests:no_digest", "signals:switch_rule",
    "api:v1:new_case", "api:v1:new_action", "api:v1:new_signal_rule", "api:v1:change_signal_rule",
    "api:v1:set_signal_weights", "warning:cancel_replay", "warning:again_replay",
}  # fmt: skip
"""They name nothing of a team: every_url.py says who may; real answers are tried elsewhere."""


@pytest.fixture
def of_teams(made):  # noqa: F811 - the fixture
    """The numbers of what is of each team."""
    signals = raised()
    act.tend(home(), now=timezone.now())
    return {name: {**made[name], "signal": signals[name]} for name in BOTH}


def _is_of_the_issue(name):
    return name.startswith(SPACES) or (
        name.startswith("api:v1:") and any(word in name for word in CALLS)
    )


def _client(cast, who):
    client = Client(raise_request_exception=False)
    if who:
        client.force_login(getattr(cast, who))
    return client


def _text(response):
    found = b"".join(response) if response.streaming else response.content
    if found[:2] == b"PK":
        book = ZipFile(BytesIO(found))
        found = b"".join(book.read(name) for name in book.namelist())
    return found.decode()


def _marks(name):
    return [f"{name}-subject", f"{name}-action", f"{name}-bytes", f"process-{name}"]


def test_every_address_is_in_the_table():
    there = {one for one in names(get_resolver()) if _is_of_the_issue(one)}
    listed = {*ONE, *LISTS, *OTHERS, *ACTS, *ELSEWHERE}
    assert there - listed == set(), "these need a line in this table"
    assert listed - there == {"dashboard:overview"}


def _changed(client, name, path, numbers):
    path = path.format(**numbers)
    if name.startswith("api"):
        return client.post(path, WHOLE[name], content_type="application/json")
    return client.post(path, SENT)


def _is_whole(answer):
    """False where a call is refused for its shape: that message names the field of what was given."""
    return answer.status_code < 300 or not answer.json()["error"].startswith("given")


REFUSED = {"leader_south": {404}, "employee": {403, 404}, None: {302, 401}}


@pytest.mark.parametrize("who", REFUSED)
def test_nobody_changes_what_is_of_another_team(who, cast, of_teams):
    client, team = _client(cast, who), "south" if who == "employee" else "north"
    for name, path in ACTS.items():
        answer = _changed(client, name, path, of_teams[team])
        refused = {404} if who and name.startswith("api") else REFUSED[who]
        assert answer.status_code in refused, (name, answer.status_code)
    case, signal = of_teams[team]["case"], of_teams[team]["signal"]
    history = _client(cast, "director").get(f"/api/v1/cases/{case}").json()["history"]
    assert {line["who"] for line in history} <= {"desk"}
    history = _client(cast, "director").get(f"/api/v1/signals/{signal}").json()["history"]
    assert [line["what"] for line in history] == ["raised"]


def test_the_calls_are_whole_so_that_who_may_is_not_refused_for_what_they_lack(cast, of_teams):
    client = _client(cast, "leader_north")
    for name in WHOLE:
        answer = _changed(client, name, ACTS[name], of_teams["north"])
        assert _is_whole(answer), name
        assert answer.status_code not in {401, 403, 404}, name
    assert {one for one in ACTS if one.startswith("api")} == set(WHOLE)


PLAN = {"level": "organisation", "kind": "other", "title": "x"}
NAMING = (
    ("/api/v1/cases", {"subject": "x", "before_case": "{case}"}),
    ("/api/v1/cases", {"subject": "x", "team": "{team}"}),
    ("/api/v1/actions", PLAN | {"case": "{case}"}),
    ("/api/v1/actions", PLAN | {"team": "{team}"}),
    ("/api/v1/actions", PLAN | {"level": "employee", "kind": "coach", "employee": "{employee}"}),
    ("/api/v1/signals/{signal}/merge", {"into": "{signal}"}),
)
"""What is new, or one's own, and names something of another team."""


@pytest.mark.parametrize(("path", "sent"), NAMING)
def test_what_is_ones_own_cannot_name_what_is_of_another_team(path, sent, cast, of_teams):
    client, team = _client(cast, "leader_south"), cast.leader_south.unit
    Unit.objects.create(name="Zoe", kind=UnitKind.EMPLOYEE, parent=team)
    own = of_teams["south"] | {"team": "Zuid", "employee": "Zoe"}
    others = of_teams["north"] | {"team": "Noord", "employee": "Anna"}
    for named, refused in ((others, True), (own, False)):
        given = {key: value.format(**named) for key, value in sent.items()}
        answer = client.post(path.format(**own), given, content_type="application/json")
        assert (answer.status_code in {403, 404}) is refused, (answer.status_code, answer.content)
        assert _is_whole(answer)
    for one in ("cases", "actions"):
        assert _client(cast, "leader_north").get(f"/api/v1/{one}").json()["total"] == 1


@pytest.mark.parametrize("who", CAST)
def test_each_sees_exactly_theirs(who, cast, of_teams):
    client = _client(cast, who)
    for name, (path, sees) in ONE.items():
        for team, numbers in of_teams.items():
            answer = client.get(path.format(**numbers))
            if team in sees[who]:
                assert answer.status_code == 200, (name, team)
            else:
                assert answer.status_code in ((302, 401) if who is None else (404,)), (name, team)
            _shows_nothing_of_others(_text(answer), sees[who], name)
    for name, (path, mark, sees) in LISTS.items():
        text = _text(client.get(path))
        seen = {team for team in BOTH if any(one in text for one in _marks(team) if mark in one)}
        assert seen == set(sees[who]), name
    for name, path in OTHERS.items():
        _shows_nothing_of_others(_text(client.get(path)), OWN_WORK[who], name)


@pytest.mark.parametrize("who", [one for one in CAST if one])
def test_each_reads_exactly_theirs_in_the_digest(who, cast, of_teams):
    today = timezone.localdate()
    found = digest_for(getattr(cast, who), today - timedelta(days=1), today + timedelta(days=1))
    _shows_nothing_of_others(str(parts_of(found)), OWN_WORK[who], "digest")
    told = {one.process.removeprefix("process-") for one in found.signals} & set(BOTH)
    assert told == set(CAST[who])


def _shows_nothing_of_others(text, sees, name):
    for team in BOTH:
        if team not in sees:
            assert not any(mark in text for mark in _marks(team)), (name, team)
