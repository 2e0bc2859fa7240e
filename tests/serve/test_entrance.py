"""A token lets one reviewer in, once; wrong ones are few."""

from __future__ import annotations

import pytest

from workbench.serve.entrance import MOST_WRONG, PERIOD, Entrance, TooManyError, WrongTokenError

HERE = "127.0.0.1"


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_token_is_exchanged_once_for_a_secret_that_names_its_reviewer() -> None:
    """Whoever finds the link later gets nothing."""
    entrance = Entrance()
    token = entrance.mint("anna")
    handle, secret = entrance.exchange(token, HERE)
    assert "anna" == handle == entrance.who(secret)
    with pytest.raises(WrongTokenError, match="used already"):
        entrance.exchange(token, HERE)
    assert "anna" == entrance.who(secret)


def test_a_token_is_not_the_secret_of_a_cookie() -> None:
    """What stands in a link opens no page by itself."""
    entrance = Entrance()
    token = entrance.mint("anna")
    assert entrance.who(token) is None
    _, secret = entrance.exchange(token, HERE)
    assert entrance.who(token) is None
    assert entrance.who("") is None
    assert token != secret


def test_a_new_link_of_a_reviewer_ends_the_older_ones_and_the_cookie_of_the_older() -> None:
    """A lost link, or a lost laptop, is made useless with a new link."""
    entrance = Entrance()
    first = entrance.mint("anna")
    second = entrance.mint("anna")
    with pytest.raises(WrongTokenError):
        entrance.exchange(first, HERE)
    _, secret = entrance.exchange(second, HERE)
    _, newer = entrance.exchange(entrance.mint("anna"), HERE)
    assert entrance.who(secret) is None
    assert "anna" == entrance.who(newer)


def test_a_reviewer_leaves_without_the_others() -> None:
    """Signing out ends one cookie only."""
    entrance = Entrance()
    secrets = {handle: entrance.exchange(entrance.mint(handle), HERE)[1] for handle in ("anna", "bea")}
    entrance.leave("anna")
    assert [None, "bea"] == [entrance.who(secrets[handle]) for handle in ("anna", "bea")]


def test_after_some_wrong_tokens_an_address_waits_and_others_do_not() -> None:
    """Also the right token is not looked at meanwhile, so that guessing tells nothing."""
    clock = Clock()
    entrance = Entrance(clock)
    token = entrance.mint("anna")
    for _ in range(MOST_WRONG):
        with pytest.raises(WrongTokenError):
            entrance.exchange("wrong", "10.0.0.1")
    with pytest.raises(TooManyError):
        entrance.exchange(token, "10.0.0.1")
    clock.now += PERIOD + 1
    assert "anna" == entrance.exchange(token, "10.0.0.1")[0]


def test_messages_hold_no_token() -> None:
    """They are shown, and could be logged."""
    with pytest.raises(WrongTokenError) as wrong:
        Entrance().exchange("a-secret-token", HERE)
    assert "a-secret-token" not in str(wrong.value)
