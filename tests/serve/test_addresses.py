"""The server answers under its own names only."""

from __future__ import annotations

import pytest

from workbench.errors import UsageError
from workbench.serve.addresses import addresses_of


def test_a_local_server_answers_under_local_names_with_its_port_only() -> None:
    """A name that somebody else lets point to this machine is refused, whatever it looks like."""
    addresses = addresses_of("127.0.0.1", 8321)
    assert "http://127.0.0.1:8321" == addresses.origin
    assert all(addresses.allows_host(host) for host in ("127.0.0.1:8321", "LOCALHOST:8321", "[::1]:8321"))
    others = ("127.0.0.1", "localhost:80", "evil.example:8321", "127.0.0.1.evil.example:8321", "")
    assert not any(addresses.allows_host(host) for host in others)
    assert addresses.allows_origin("http://localhost:8321")
    pages = ("https://evil.example", "http://127.0.0.1:9999", "https://127.0.0.1:8321", "null", "")
    assert not any(addresses.allows_origin(page) for page in pages)


def test_behind_a_proxy_only_pages_of_its_address_count() -> None:
    """The proxy may name either host; a page comes from the public one."""
    addresses = addresses_of("127.0.0.1", 8321, "https://Review.example.org/")
    assert "https://review.example.org" == addresses.origin
    assert addresses.is_encrypted
    assert all(addresses.allows_host(host) for host in ("review.example.org", "127.0.0.1:8321"))
    assert addresses.allows_origin("https://review.example.org")
    assert not addresses.allows_origin("http://127.0.0.1:8321")
    assert not addresses.allows_origin("http://review.example.org")


def test_a_server_for_other_machines_needs_the_name_that_they_find_it_under() -> None:
    """Otherwise no Host could be told from a forged one."""
    with pytest.raises(UsageError, match="--public-url"):
        addresses_of("0.0.0.0", 8321)
    addresses = addresses_of("0.0.0.0", 8321, "https://review.example.org:8443")
    assert frozenset({"review.example.org:8443"}) == addresses.hosts


@pytest.mark.parametrize(
    "url",
    [
        "review.example.org",
        "ftp://x",
        "https://x/path",
        "https://a:b@x",
        "https://x:99999",
        "https://",
        "",
        "[::",
    ],
)
def test_what_is_no_address_of_a_host_is_refused(url: str) -> None:
    """A path, a password or another scheme would never match what a browser sends."""
    with pytest.raises(UsageError, match="https://review"):
        addresses_of("127.0.0.1", 8321, url)
