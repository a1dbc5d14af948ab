"""Which addresses a webhook may call, whatever name or disguise they wear."""

from ipaddress import ip_network

import pytest

from luister.webhooks.address import AddressError, located, target_of

PRIVATE = [
    "127.0.0.1",
    "10.0.0.5",
    "172.16.3.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1%eth0",
    "fd00::1",
    "ff02::1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::1",
]


def lying_at(*addresses):
    return lambda _host, _port: addresses


@pytest.mark.parametrize("address", PRIVATE)
def test_no_address_of_the_own_network_is_called(address):
    with pytest.raises(AddressError, match="private network"):
        located(target_of("https://hook.example.org/"), lying_at(address))


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    with pytest.raises(AddressError, match="private network"):
        located(target_of("https://hook.example.org/"), lying_at("93.184.215.14", "10.0.0.1"))


def test_a_public_address_is_the_very_one_that_is_called():
    found = located(target_of("https://hook.example.org:8443/a?b=c"), lying_at("93.184.215.14"))
    assert (found.host, found.address, found.port, found.path) == (
        "hook.example.org",
        "93.184.215.14",
        8443,
        "/a?b=c",
    )


def test_a_name_is_asked_for_once():
    asked = []

    def resolve(host, port):
        asked.append(host)
        return ("93.184.215.14",) if len(asked) == 1 else ("127.0.0.1",)

    assert located(target_of("https://rebind.example.org"), resolve).address == "93.184.215.14"
    assert asked == ["rebind.example.org"]


def test_a_network_that_was_named_may_be_called_also_without_tls():
    allowed = [ip_network("10.1.0.0/16")]
    target = target_of("http://crm.internal/hook")
    assert located(target, lying_at("10.1.2.3"), allowed=allowed).address == "10.1.2.3"
    with pytest.raises(AddressError, match="private network"):
        located(target, lying_at("10.2.0.1"), allowed=allowed)


def test_nothing_leaves_the_house_without_tls():
    with pytest.raises(AddressError, match="in the open"):
        located(target_of("http://hook.example.org/"), lying_at("93.184.215.14"))


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "example.org",
        "https://",
        "https://user:word@example.org/",
        "https://example.org:99999/",
        "https://example.org/a b",
        "https://example.org/\r\nX-Evil: 1",
        "https://ex\u0430mple.org/",
        "https://example.org/" + "a" * 2000,
    ],
)
def test_what_is_no_plain_web_address_is_refused(url):
    with pytest.raises(AddressError):
        target_of(url)


def test_a_name_that_is_not_found_is_told():
    def resolve(host, port):
        raise OSError

    with pytest.raises(AddressError, match="not found"):
        located(target_of("https://nowhere.invalid/"), resolve)
    with pytest.raises(AddressError, match="no address"):
        located(target_of("https://nowhere.invalid/"), lying_at())
