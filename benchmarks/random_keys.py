"""Press random keys on every screen, with dialogs and resizes: `python benchmarks/random_keys.py`.

The program runs without a terminal on a copy of the example with appraisals of two reviewers, in a folder and
with settings of its own. From each screen, keys are drawn from those that its commands have, those of dialogs
and letters to type; every now and then the window gets another size, down to one cell. Where keys lead to
another screen they go on there, and after `--stay` keys it goes back to the screen that is tried. A seed
gives the same keys again; what is computed meanwhile may be at another point. The program ends with 1 where
the workbench did, or where no key does anything any more.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import traceback
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1] / "docs"))

from make_pictures import appraise_twice

from workbench.review.admin.demo import make_example
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.studies.screen import StudiesScreen

WAYS = {
    "Studies": (),
    "Appraise": ("enter",),
    "Compare": ("end", "g", "c"),
    "Evidence": ("g", "e"),
    "Findings": ("g", "e", "f"),
    "Tables": ("g", "t"),
    "Agreement": ("g", "g"),
    "Protocol": ("g", "p"),
    "Progress": ("g", "w"),
    "Duplicates": ("g", "d"),
    "Methods": ("g", "m"),
}
"""The keys that lead from the studies to each screen."""
DIALOGS = (
    *(
        "enter",
        "escape",
        "tab",
        "shift+tab",
        "up",
        "down",
        "left",
        "right",
        "home",
        "end",
        "pageup",
        "pagedown",
    ),
    *("space", "backspace", "delete", "ctrl+s", "ctrl+r", "ctrl+a", "ctrl+o", "ctrl+j", "ctrl+p", "ctrl+v"),
    *("question_mark", "slash", "g", *"0123456789", *"abxyzABXYZ", "full_stop", "left_square_bracket", "é"),
)
LEAVING = frozenset({"ctrl+q", "ctrl+c", "ctrl+z"})
SIZES = ((80, 24), (120, 40), (60, 10), (60, 3), (20, 5), (1, 1), (200, 60), (40, 6))
OFTEN = 40
"""One of so many steps changes the size instead."""
LONGEST = 60.0
"""Seconds after which the screen counts as stuck."""


def keys_here(app: WorkbenchApp) -> list[str]:
    """Return the keys that do something in front, and those of dialogs."""
    bound = [key for key in app.screen.active_bindings if key not in LEAVING]
    return [*bound, *DIALOGS]


async def go(app: WorkbenchApp, pilot, way: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    """Go to the studies and from there to a screen."""
    await pilot.resize_terminal(80, 24)
    for _ in range(60):
        if type(app.screen) is StudiesScreen:
            break
        await pilot.press("escape")
        await pilot.pause(0.05)
    else:
        raise RuntimeError(f"esc does not lead back to the studies from {type(app.screen).__name__}")
    await pilot.press("escape", "home", *way)


async def try_screen(name: str, location: str, count: int, seed: int, stay: int) -> list[str]:
    """Press keys from a screen on, and return the last ones where the program ended or stands still."""
    random, pressed = Random(f"{seed} {name}"), list[str]()
    app = WorkbenchApp(location, "anna")
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            while not (app.gateway.is_open and isinstance(app.screen, StudiesScreen) and app.screen.all_rows):
                await pilot.pause(0.05)
            for number in range(count):
                if number % stay == 0:
                    await asyncio.wait_for(go(app, pilot, WAYS[name]), LONGEST)
                if random.randrange(OFTEN) == 0:
                    size = random.choice(SIZES)
                    pressed.append(f"{size[0]}x{size[1]}")
                    await asyncio.wait_for(pilot.resize_terminal(*size), LONGEST)
                    continue
                key = random.choice(keys_here(app))
                pressed.append(key)
                await asyncio.wait_for(pilot.press(key), LONGEST)
                if not app.is_running or app._exit:
                    return pressed[-60:]
    except BaseException:
        traceback.print_exc()
        return pressed[-60:] or ["at once"]
    return []


def main() -> int:
    """Try the screens and print what happened."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=500, help="keys for each screen")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stay", type=int, default=25, help="keys after which it goes back to the screen")
    parser.add_argument("screens", nargs="*", default=[*WAYS])
    chosen = parser.parse_args()
    failed = 0
    for name in chosen.screens:
        with tempfile.TemporaryDirectory() as folder:
            for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
                os.environ[variable] = str(Path(folder) / "home")
            os.chdir(folder)
            location = str(Path(folder) / "review.db")
            make_example(location)
            appraise_twice(location)
            last = asyncio.run(try_screen(name, location, chosen.keys, chosen.seed, chosen.stay))
            os.chdir("/")
        told = f"ENDED after {' '.join(last)}" if last else f"{chosen.keys} keys"
        print(f"{name}: {told}", flush=True)  # noqa: T201
        failed += bool(last)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
