"""What the owner of a home may write in luister.toml."""

import re
import stat
from pathlib import Path

import pytest

from luister_web.configuration import (
    Configuration,
    ConfigurationError,
    configuration,
    database_settings,
    secret_key,
)


def read(home: Path, text: str = "") -> Configuration:
    (home / "luister.toml").write_text(text, encoding="utf-8")
    return configuration({"LUISTER_HOME": str(home)})


def test_without_a_file_everything_has_a_value(tmp_path):
    found = configuration({"LUISTER_HOME": str(tmp_path)})
    assert (found.home, found.language) == (tmp_path, "nl")
    assert database_settings(found)["NAME"] == tmp_path / "luister.sqlite3"


def test_every_line_of_the_page_on_administration_is_understood(tmp_path):
    page = (Path(__file__).parents[2] / "docs" / "administration.md").read_text(encoding="utf-8")
    (settings,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    found = read(tmp_path, settings)
    assert (found.mail.host, found.mailbox.move_to) == ("mail.example.org", "Read by Luister")


def test_what_is_written_holds(tmp_path):
    found = read(
        tmp_path,
        'language = "en"\nallowed_hosts = ["luister.example.org"]\nsecure_cookies = true\n'
        'memory_limit = "2GB"\n[mail]\nhost = "mail.example.org"\nport = 587\n'
        'encryption = "starttls"\n',
    )
    assert found.language == "en"
    assert "luister.example.org" in found.allowed_hosts
    assert "localhost" in found.allowed_hosts
    assert (found.mail.host, found.mail.port) == ("mail.example.org", 587)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('language = "fr"', "Allowed are nl, en"),
        ('time_zone = "Mars/Olympus"', "Europe/Amsterdam"),
        ('allowed_hosts = "x"', "Write a list"),
        ('secure_cookies = "yes"', "true or false"),
        ("proxies = true", "whole number"),
        ("proxies = -1", "0 or more"),
        ('langauge = "nl"', "Known are .*language"),
        ('[mail]\nport = "25"', "whole number"),
        ('[mail]\nencryption = "ssl"', "none, starttls, tls"),
        ('[mail]\nserver = "x"', "Known are host"),
        ('mail = "x"', r"Write \[mail\]"),
        ("language = ", "cannot be read"),
    ],
)
def test_what_is_not_understood_stops_the_start_and_says_what_is_allowed(tmp_path, line, said):
    with pytest.raises(ConfigurationError, match=said):
        read(tmp_path, line)


def test_an_address_of_postgresql_is_taken_apart(tmp_path):
    found = read(tmp_path, 'database = "postgresql://me:p%40ss@db:5433/luister?sslmode=require"')
    described = database_settings(found)
    assert described["ENGINE"] == "django.db.backends.postgresql"
    assert (described["USER"], described["PASSWORD"]) == ("me", "p@ss")
    assert (described["HOST"], described["PORT"]) == ("db", "5433")
    assert (described["NAME"], described["OPTIONS"]) == ("luister", {"sslmode": "require"})


def test_a_password_is_not_shown_by_mistake(tmp_path):
    assert "hush" not in repr(read(tmp_path, '[mail]\npassword = "hush"'))


def test_the_secret_key_is_made_once_and_is_its_owners_alone(tmp_path):
    made = secret_key(tmp_path)
    assert secret_key(tmp_path) == made
    assert len(made) > 50
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_without_a_home_nothing_is_written(tmp_path):
    assert secret_key(tmp_path / "none")
    assert not (tmp_path / "none").exists()
