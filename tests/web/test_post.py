"""By what letters leave: a demo mails nobody but a catcher on this machine."""

from dataclasses import replace
from pathlib import Path

import pytest

from luister_web.configuration import (
    Channel,
    Configuration,
    ConfigurationError,
    Mail,
    configuration,
)
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


def test_a_demo_mails_to_a_catcher_and_to_nothing_else(tmp_path):
    caught = replace(FOUND, home=tmp_path, mail=Mail(host="127.0.0.1", port=1, catcher=True))
    (tmp_path / DEMO_FILE).write_text("{}")
    assert list(channels(caught)) == ["mail"]
    channels(caught)["mail"].opened()
    assert not (tmp_path / "letters").exists()


def test_a_catcher_is_on_this_machine(tmp_path):
    (tmp_path / "luister.toml").write_text('[mail]\nhost = "mail.example.org"\ncatcher = true\n')
    with pytest.raises(ConfigurationError, match="catcher"):
        configuration({"LUISTER_HOME": str(tmp_path)})
