"""Decide for which addresses the server answers, and from which pages it takes requests.

A page of another site can send requests to a server that only this machine reaches, and by a name of its own
even read the answers (DNS rebinding). So the names of host and page are compared with those that are meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from workbench.errors import UsageError

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8321
_USUAL_PORTS = {"http": 80, "https": 443}
_LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of one server.

    Attributes:
        origin: where browsers find it, such as `http://127.0.0.1:8321`.
        origins: what a browser may name as the page that a request comes from.
        hosts: what a request may name as the host that it is for.
    """

    origin: str
    origins: frozenset[str]
    hosts: frozenset[str]

    @property
    def is_encrypted(self) -> bool:
        """Return True if browsers reach it by TLS."""
        return self.origin.startswith("https://")

    def allows_host(self, host: str) -> bool:
        """Return True if a request is for this server."""
        return host.lower() in self.hosts

    def allows_origin(self, origin: str) -> bool:
        """Return True if a request comes from a page of this server."""
        return origin.lower() in self.origins


def addresses_of(host: str, port: int, public_url: str | None = None) -> Addresses:
    """Return the addresses of a server that listens on a host and port.

    Args:
        host: what it listens on.
        port: likewise.
        public_url: where browsers find it instead, through a proxy.

    Raises:
        UsageError: that is no address of a whole host, or it is missing where others than this machine are
            to reach the server.
    """
    local = [f"{name}:{port}" for name in _LOCAL_NAMES] + ([*_LOCAL_NAMES] if port == 80 else [])
    if public_url is not None:
        origin = _origin_of(public_url)
        name = origin.partition("://")[2]
        return Addresses(origin, frozenset({origin}), frozenset({name, *(local if _is_local(host) else ())}))
    if not _is_local(host):
        raise UsageError(
            f"browsers elsewhere find {host} by a name that only you know: give it with --public-url, such "
            "as https://review.example.org"
        )
    shown = f"[{host}]" if ":" in host else host
    return Addresses(
        f"http://{shown}:{port}", frozenset(f"http://{name}" for name in local), frozenset(local)
    )


def _is_local(host: str) -> bool:
    """Return True if only programs on this machine reach a host.

    >>> _is_local("127.0.0.1"), _is_local("localhost"), _is_local("0.0.0.0")
    (True, True, False)
    """
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _origin_of(url: str) -> str:
    """Return scheme, host and port of an address as browsers write them.

    >>> _origin_of("https://Review.example.org:443/")
    'https://review.example.org'
    """
    refused = UsageError(f"{url!r} is not the address of a host: write it like https://review.example.org")
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError:
        raise refused from None
    extra = parts.path.strip("/") or parts.query or parts.fragment or parts.username or parts.password
    if parts.scheme not in _USUAL_PORTS or not host or extra:
        raise refused
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (
        f":{port}" if port not in (None, _USUAL_PORTS[parts.scheme]) else ""
    )
