"""By what letters leave: a demo mails nobody, whatever its settings say."""

from dataclasses import replace
from pathlib import Path

from luister_web.configuration import Channel, Configuration, Mail
from luister_web.look.demo_notice import DEMO_FILE
from luister_web.post import channels

FOUND = Configuration(
    home=Path("nowhere"),
    mail=Mail(host="mail.example.org"),
    channels={"sms": Channel(url="https://sms.example.org", token="t")},
)


def test_a_demo_writes_its_letters_into_a_folder_of_its_home(tmp_path):
    mine = replace(FOUND, home=tmp_path)
    assert sorted(channels(mine)) == ["mail", "sms"]
    (tmp_path / DEMO_FILE).write_text("{}")
    ways = channels(mine)
    assert list(ways) == ["mail"]
    ways["mail"].opened()
    assert (tmp_path / "letters").is_dir()
