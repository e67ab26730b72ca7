"""The command `serve`: the API without a window."""

from __future__ import annotations

from momentum_desktop.cli.arguments import Call, CommandTable, at_least
from momentum_desktop.errors import RefusedInput

HIGHEST_PORT = 65_535


def add_commands(commands: CommandTable) -> None:
    parser = commands.add(
        "serve",
        "let other programs on this computer use the data over HTTP, without a window",
        example="momentum serve\n  momentum serve --port 8080",
        run=_run,
        prints_data=False,
        for_a_user=False,
    )
    parser.add_argument(
        "--port",
        metavar="N",
        type=at_least(0),
        help="the port (default: that of settings.toml, else 47615); 0 for any that is free",
    )


def _run(call: Call) -> int:
    port = call.arguments.port
    if port is not None and port > HIGHEST_PORT:
        raise RefusedInput(f"a number from 0 to {HIGHEST_PORT:,} is expected", where="--port")
    # Imported here: no other command waits for a loop.
    from momentum_desktop.cli.serving import serve

    serve(call)
    return 0
