"""People come in, are invited and get their letters, from the command line."""

import json
import sqlite3

import pytest
from tests.invitations.name_server import name_server
from tests.store.imap_server import imap_server
from tests.store.mail_server import mail_server

from luister_cli.main import main

PLAN = """
kind = "relation"
window = {first = "00:00", last = "23:59", days = [0, 1, 2, 3, 4, 5, 6]}

[messages.nl]
subject = "{name}, hoe was het?"
text = "Beste {name},\\n\\n{link}"
button = "Naar de vragen"
unsubscribe = "Geen vragen meer"
"""


@pytest.fixture
def luister(tmp_path, capsys):
    (tmp_path / "home").mkdir()

    def run(*arguments):
        code = main(["--home", str(tmp_path / "home"), *map(str, arguments), "--json"])
        told = capsys.readouterr()
        return code, json.loads(told.out or told.err)

    return run


@pytest.fixture
def people(tmp_path):
    path = tmp_path / "people.csv"
    rows = [f"{n};k{n}@example.org;Jan;de Boer {n};Noord" for n in range(30)]
    path.write_text("Klantnummer;E-mail;Voornaam;Achternaam;Regio\n" + "\n".join(rows), "utf-8")
    return path


def test_a_file_comes_in_is_invited_and_sent(luister, people, tmp_path):
    code, told = luister("contacts", "import", people)
    assert (code, told["kept"], told["rejected"]) == (0, 30, 0)
    (tmp_path / "plan.toml").write_text(PLAN)
    code, told = luister(
        "invite", "relation", "--plan", tmp_path / "plan.toml", "--most", 10, "--wave", "w",
        "--where", "regio=Noord", "--seed", 1,
    )  # fmt: skip
    assert (code, told["invited"]) == (0, 10)
    with mail_server() as server:
        mail = f'[mail]\nhost = "127.0.0.1"\nport = {server.port}\nsender = "a@example.org"\n'
        settings = 'name = "Noorderlicht"\naddress = "https://luister.example.org"\n'
        (tmp_path / "home" / "luister.toml").write_text(settings + mail)
        code, told = luister("send")
        assert (code, told["letters"]) == (0, {"sent": 10})
        assert all(one["Subject"].startswith("Jan de Boer") for one in server.mails())
        assert luister("send") == (0, {"letters": {}, "problems": [], "returned": {}})


def test_a_way_of_sending_that_nobody_set_up_is_refused(luister):
    code, told = luister("invite", "relation", "--channel", "sms")
    assert (code, "'sms'" in told["error"], "mail" in told["hint"]) == (2, True, True)


def test_rows_that_cannot_be_are_told_and_a_trial_keeps_nothing(luister, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("id,email,regio\n1,a@example.org,x\n2,nonsense,x\n", "utf-8")
    code, told = luister("contacts", "import", path, "--dry-run")
    assert (code, told["kept"]) == (0, 1)
    assert told["rejects"][0]["row"] == 3
    assert "no e-mail address" in told["rejects"][0]["reason"]


def test_a_query_on_a_named_database_brings_people_in_and_can_change_nothing(luister, tmp_path):
    database = tmp_path / "crm.sqlite3"
    with sqlite3.connect(database) as crm:
        crm.execute("CREATE TABLE person (nr INTEGER, mail TEXT)")
        crm.execute("INSERT INTO person VALUES (7, 'an@example.org')")
    (tmp_path / "home" / "luister.toml").write_text(f'[contact_sources]\ncrm = "{database}"\n')
    query = "SELECT nr AS key, mail AS email, 'Noord' AS region FROM person"
    take = ("contacts", "import", "--source", "crm", "--query")
    assert luister(*take, query)[1]["kept"] == 1
    for change in ("DELETE FROM person", f"ATTACH '{tmp_path}/x.db' AS x", "SELECT 1; SELECT 2"):
        code, told = luister(*take, change)
        assert (code, told["error"].startswith("The query could not be run")) == (2, True)
    with sqlite3.connect(database) as crm:
        assert crm.execute("SELECT count(*) FROM person").fetchone() == (1,)
    assert not (tmp_path / "x.db").exists()
    assert "no source of contacts" in luister(*take[:3], "other", "--query", query)[1]["error"]


def test_what_the_domain_must_publish_is_told(luister):
    code, told = luister("mail-check")
    assert code == 0
    assert [one["name"] for one in told] == ["sender"]


def test_a_plan_that_cannot_be_sent_is_refused(luister, people, tmp_path):
    luister("contacts", "import", people)
    (tmp_path / "plan.toml").write_text(PLAN.replace("{link}", "{password}"))
    code, told = luister("invite", "relation", "--plan", tmp_path / "plan.toml")
    assert (code, told["error"]) == (2, "There is no place {password}.")


def test_all_invited_are_counted_and_their_response_rate_told(luister, people, tmp_path):
    luister("contacts", "import", people)
    (tmp_path / "plan.toml").write_text(PLAN)
    luister("invite", "relation", "--plan", tmp_path / "plan.toml", "--most", 10)
    code, told = luister("frame", "invited", "relation", "--by", "channel")
    assert (code, told["source"], told["uncovered"]) == (0, "all invited", 1.0)
    assert told["margins"] == [{"dimensions": ["channel"], "totals": [["mail", 10.0]]}]
    assert luister("frame", "list")[1][0]["survey"] == "relation"
    code, told = luister("frame", "invited", "relation", "--by", "shoe")
    assert (code, told["error"]) == (2, "There is no dimension 'shoe'.")
    code, told = luister("response-rate", "relation", "--by", "channel", "wave")
    assert (code, told[0]["group"]["channel"], told[0]["finished"]) == (0, "mail", None)
    assert luister("response-rate", "--by", "colour")[0] == 2


def test_the_doctor_tells_what_dns_holds_and_advice_is_no_failure(luister, tmp_path):
    with name_server({"example.org": ["v=spf1 mx -all"]}) as address:
        (tmp_path / "home" / "luister.toml").write_text(
            f'[mail]\nhost = "m"\nsender = "a@example.org"\nname_server = "{address}"\n'
        )
        code, told = luister("doctor")
        assert (code, [one["well"] for one in told["mail"]]) == (0, [True, None, False])
        assert "Publish a TXT record at _dmarc.example.org" in told["mail"][2]["hint"]
        assert luister("mail-check")[1] == told["mail"]


def test_the_mailbox_is_read_from_the_command_line(luister, tmp_path):
    assert luister("read-mail")[1]["error"] == "No mailbox is named."
    with imap_server([b"Subject: away\r\n\r\nUntil Monday."]) as server:
        (tmp_path / "home" / "luister.toml").write_text(
            f'[mailbox]\nhost = "127.0.0.1"\nport = {server.port}\n'
            'user = "us"\npassword = "secret"\nencryption = "none"\n'
        )
        assert luister("read-mail") == (0, {"other": 1})
        assert luister("read-mail") == (0, {})
