"""Start `workbench` again and again, each time in a process of its own that need not import it anew.

A server that has imported all rooms forks for each command: what a command leaves in memory is gone with its
process, as at a shell, but the modules, which take most of its time, are there already. Whoever starts
`program` runs a client that hands its words, folder, variables and channels to the server, and ends with the
exit code of the command.
"""

import json
import os
import select
import socket
import sys

# A client imports no more than this: it is started for each command.

_SIZE = 1_000_000
"""Of the largest message, in bytes."""


def _ask(place: str, words: list[str]) -> None:
    """Let the server run a command with the channels of this process, and end as it ended."""
    command = {"words": words, "folder": os.getcwd(), "environment": {**os.environ}}  # noqa: PTH109 pathlib takes long
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(place)
        socket.send_fds(line, [json.dumps(command).encode() + b"\n"], [0, 1, 2])
        answer = line.recv(16)
    os._exit(int(answer or b"70"))


def start(folder: str) -> str:
    """Start a server that ends with this process.

    Args:
        folder: an empty folder for what it needs.

    Returns:
        The path of a program that does what `workbench` does.
    """
    import atexit
    import shlex
    import subprocess
    from pathlib import Path

    place, program = Path(folder) / "socket", Path(folder) / "workbench"
    client = shlex.join([sys.executable, "-I", "-S", __file__, "ask", str(place)])
    program.write_text(f'#!/bin/sh\nexec {client} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    server = subprocess.Popen(
        [sys.executable, __file__, "serve", str(place)],
        cwd=root,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    atexit.register(server.wait)
    atexit.register(server.kill)
    assert server.stdout is not None
    assert server.stdout.readline() == b"ready\n"
    return str(program)


def _serve(place: str) -> None:
    """Import all rooms, and run what is asked for."""
    import pkgutil
    from contextlib import suppress
    from importlib import import_module
    from pathlib import Path

    root = Path.cwd()
    for room in ("checklists", "store", "workbench"):
        for module in pkgutil.walk_packages([str(root / room)], f"{room}."):
            if not module.name.startswith(_LEFT_OUT):
                with suppress(ImportError):  # an extra that is not installed
                    import_module(module.name)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(place)
        door.listen(16)
        os.write(1, b"ready\n")
        while select.select([door, 0], [], [])[0] == [door]:  # until whoever started it has ended
            line, _ = door.accept()
            if os.fork() == 0:
                _run(line)
            line.close()
            with suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass  # the process of an earlier command


_LEFT_OUT = ("workbench.tui", "workbench.serve", "workbench.__main__", "store.migrations")


def _run(line: socket.socket) -> None:
    """Go on as the program that a shell would have started, and end."""
    message, channels, _, _ = socket.recv_fds(line, _SIZE, 3)
    while not message.endswith(b"\n"):
        message += line.recv(_SIZE)
    command = json.loads(message)
    for channel, given in enumerate(channels):
        os.dup2(given, channel)
        os.close(given)
    os.environ.clear()
    os.environ.update(command["environment"])
    os.chdir(command["folder"])
    texts = {"encoding": "utf-8", "closefd": False}
    sys.stdin, sys.stdout = os.fdopen(0, **texts), os.fdopen(1, "w", **texts)
    sys.stderr = os.fdopen(2, "w", **texts, buffering=1)
    sys.argv = ["workbench", *command["words"]]
    code = 70
    try:
        from workbench.__main__ import main

        main()
    except SystemExit as end:
        code = end.code
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        line.sendall(str(int(code or 0)).encode())
        os._exit(0)


if __name__ == "__main__":
    {"ask": lambda place: _ask(place, sys.argv[3:]), "serve": _serve}[sys.argv[1]](sys.argv[2])
