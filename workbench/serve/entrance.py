"""Let reviewers in: each exchanges a token, once, for the secret that the browser keeps as a cookie.

Only hashes of both are kept, and they are compared in constant time.
"""

from __future__ import annotations

import hmac
import secrets
import time
from collections import defaultdict, deque
from collections.abc import Callable
from hashlib import sha256

from workbench.errors import WorkbenchError

MOST_WRONG = 10
"""Wrong tokens that one address may send in a period."""
PERIOD = 60.0
"""Seconds of that period."""
_BYTES = 32
"""Random bytes of a token or a secret."""
_MOST_ADDRESSES = 10_000
"""Addresses whose wrong tokens are counted at the same time."""


class WrongTokenError(WorkbenchError):
    """The token is not one of those that can be exchanged."""


class TooManyError(WorkbenchError):
    """Too many wrong tokens came from one address."""


class Entrance:
    """Know who may come in, and who is in.

    Args:
        clock: returns seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._tokens: dict[bytes, str] = {}
        self._used: set[bytes] = set()
        self._secrets: dict[bytes, str] = {}
        self._wrong: defaultdict[str, deque[float]] = defaultdict(deque)

    def mint(self, handle: str) -> str:
        """Return a new token for a reviewer; those that nobody exchanged yet are void from now on."""
        self._tokens = {token: other for token, other in self._tokens.items() if other != handle}
        token = secrets.token_urlsafe(_BYTES)
        self._tokens[_hash(token)] = handle
        return token

    def exchange(self, token: str, address: str) -> tuple[str, str]:
        """Take a token, once, and return whose it is and the secret for the cookie.

        Whoever came in with an earlier token of the same reviewer is out.

        Args:
            token: as it was sent.
            address: where it came from.

        Raises:
            TooManyError: the address sent too many wrong ones; this one was not looked at.
            WrongTokenError: it cannot be exchanged, or not any more.
        """
        self._refuse_too_many(address)
        given = _hash(token)
        handle = _find(given, self._tokens)
        if handle is None:
            self._wrong[address].append(self._clock())
            if _find(given, dict.fromkeys(self._used, "")) is not None:
                raise WrongTokenError("this link was used already: ask whoever runs the server for a new one")
            raise WrongTokenError("this token is not known here: ask whoever runs the server for your link")
        del self._tokens[given]
        self._used.add(given)
        self._secrets = {secret: other for secret, other in self._secrets.items() if other != handle}
        secret = secrets.token_urlsafe(_BYTES)
        self._secrets[_hash(secret)] = handle
        return handle, secret

    def who(self, secret: str) -> str | None:
        """Return the reviewer whose browser has a secret, or None."""
        return _find(_hash(secret), self._secrets) if secret else None

    def leave(self, handle: str) -> None:
        """Let a reviewer's secret open nothing any more."""
        self._secrets = {secret: other for secret, other in self._secrets.items() if other != handle}

    def _refuse_too_many(self, address: str) -> None:
        since = self._clock() - PERIOD
        if len(self._wrong) > _MOST_ADDRESSES:
            self._wrong = defaultdict(
                deque, {name: times for name, times in self._wrong.items() if times and times[-1] > since}
            )
        times = self._wrong[address]
        while times and times[0] <= since:
            times.popleft()
        if len(times) >= MOST_WRONG:
            raise TooManyError("too many wrong tokens came from your address: wait a minute")


def _hash(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()


def _find(wanted: bytes, known: dict[bytes, str]) -> str | None:
    """Look at all, whichever it is."""
    found = None
    for digest, handle in known.items():
        if hmac.compare_digest(digest, wanted):
            found = handle
    return found
