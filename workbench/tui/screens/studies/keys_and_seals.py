"""Show one's key and the seals that are held, write one's own to a file, and take those of others."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.counts import count
from workbench.tui.dialogs.choice import ChoiceDialog
from workbench.tui.dialogs.message import MessageDialog
from workbench.tui.dialogs.text_prompt import LineDialog
from workbench.tui.plain import plain, stack

# The use cases are imported where they are called: the first frame does not wait for the store.
if TYPE_CHECKING:
    from textual.content import Content

    from workbench.review.exchange.reviewer_keys import ReviewerKey
    from workbench.review.exchange.seals import SealLine
    from workbench.tui.screens.studies.screen import StudiesScreen

_WRITE, _TAKE, _LIST, _KEY = "write", "take", "list", "key"
_CHOICES = (
    (_WRITE, "write a file of your seals, for a co-reviewer"),
    (_TAKE, "take the seals of a co-reviewer from a file"),
    (_LIST, "show all keys and seals"),
    (_KEY, "write the public part of your key to a file"),
)
_MOST_SHOWN = 200
_NAME_IT = "Name the file."


async def show_keys_and_seals(screen: StudiesScreen) -> None:
    """Show who holds whose seals, and do what is chosen until the list is left."""
    from workbench.review.exchange.reviewer_keys import keys_of
    from workbench.review.exchange.seals import count_unsealed, seal_lines

    while True:
        own = await screen.gateway.ask(keys_of)
        lines = await screen.gateway.ask(seal_lines)
        unsealed = await screen.gateway.ask(count_unsealed)
        choices = [(name, plain(words)) for name, words in _CHOICES]
        told = "\n".join(_standing(own, lines, screen.gateway.reviewer or "", unsealed))
        chosen = await screen.ask(ChoiceDialog("Keys and seals", choices, explanation=told))
        if chosen is None:
            return
        if chosen == _WRITE:
            await _write_seals(screen)
        elif chosen == _TAKE:
            await _take_seals(screen)
        elif chosen == _KEY:
            await _write_key(screen)
        else:
            await screen.ask(MessageDialog("Keys and seals", _all(own, lines)))


def _standing(own: list[ReviewerKey], lines: list[SealLine], viewer: str, unsealed: int) -> list[str]:
    """Say with which key one signs, how many seals of whom are held, and what of one's own has none."""
    from workbench.review.exchange.seals import unsealed_words

    signs = next((key.fingerprint for key in own if key.is_here), "")
    names = dict.fromkeys(line.reviewer for line in lines)
    counts = {name: sum(line.reviewer == name for line in lines) for name in names}
    held = [f"{name}{' (you)' if name == viewer else ''} {number}" for name, number in counts.items()]
    return [
        f"Your key: {signs}. Read it to each other, to know whose seals these are.",
        f"Seals held here: {', '.join(held) if held else 'none; submitting makes one'}.",
        *([f"Not sealed: {unsealed_words(unsealed)}, since it was not made here."] if unsealed else []),
        "Exchange seals first and the files with the contents afterwards.",
    ]


def _all(own: list[ReviewerKey], lines: list[SealLine]) -> Content:
    words = [plain("Your keys", "bold")]
    for key in own:
        here = ", you sign with it here" if key.is_here else ""
        words.append(plain(f"{key.fingerprint}{here}{'; ' + key.note if key.note else ''}"))
    words.append(plain("Seals", "bold"))
    for line in lines[:_MOST_SHOWN]:
        received = f", received {line.received_at:%Y-%m-%d %H:%M}" if line.received_at else ""
        result = f" ({line.result})" if line.result else ""
        sealed = f"sealed {line.sealed_at:%Y-%m-%d %H:%M}{received}"
        words.append(plain(f"{line.study}{result} · {line.reviewer} · {line.key}: {sealed}"))
    if len(lines) > _MOST_SHOWN:
        words.append(plain(f"and {len(lines) - _MOST_SHOWN} more: `workbench seal` lists all"))
    if not lines:
        words.append(plain("none yet"))
    return stack(words)


async def _write_seals(screen: StudiesScreen) -> None:
    from workbench.review.exchange.seals import write_seals

    async def save(path: Path, name: str) -> str:
        made = await screen.gateway.ask(write_seals, path)
        return f"W{made.in_words(name)[1:]}"

    told = "It shows later that nothing was changed since, and does not tell what is in an appraisal."
    await _write_file(screen, "Write your seals", told, f"{screen.gateway.reviewer}.seals", save)


async def _take_seals(screen: StudiesScreen) -> None:
    from workbench.review.exchange.seals import receive_seals

    async def take(given: str) -> None:
        received = await screen.gateway.ask(receive_seals, screen.workbench.files.source(given))
        screen.say(f"{count(len(received.new), 'new seal')}; {received.known} were here already")

    told = "The file that your co-reviewer sent."
    await screen.ask(
        LineDialog("Take seals", told, needed=_NAME_IT, save=take, does="takes them", is_path=True)
    )


async def _write_key(screen: StudiesScreen) -> None:
    from workbench.review.exchange.reviewer_keys import export_key

    async def save(path: Path, name: str) -> str:
        await screen.gateway.ask(export_key, path)
        return f"Wrote the public key to {name}"

    told = "For `workbench verify --keys FILE`; the private part stays in your settings."
    await _write_file(screen, "Write your public key", told, f"{screen.gateway.reviewer}.key", save)


async def _write_file(
    screen: StudiesScreen,
    heading: str,
    told: str,
    name: str,
    write: Callable[[Path, str], Awaitable[str]],
) -> None:
    """Ask for the name of a file until it could be written, or the question is left."""

    async def save(given: str) -> None:
        with screen.workbench.files.written(given) as path:
            words = await write(path, given.strip())
        screen.say(words)

    await screen.ask(
        LineDialog(
            heading,
            told,
            value=name,
            needed=_NAME_IT,
            save=save,
            does="writes it",
            is_path=True,
            writes=True,
        )
    )
