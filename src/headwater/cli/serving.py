"""Keeping web and newsroom of one portal going, at an address that is free."""

import socket
import sys
from typing import Annotated

import typer

from headwater.cli.console import complain, say
from headwater.cli.supervise import Supervisor, own_command
from headwater.project.home import Home
from headwater.project.lock import run_lock

_PORTS_TRIED = 50

HostOption = Annotated[str, typer.Option(help="Address to listen on. Otherwise server.host.", show_default=False)]
PortOption = Annotated[int, typer.Option(help="Port to listen on. Otherwise server.port.", show_default=False)]


def supervise(home: Home, *, host: str, port: int) -> None:
    """Start web, newsroom and, where they are set, letters and translations; keep them going until a signal comes."""
    with run_lock(home.lock_file):
        pass  # somebody else at work there is told now, not by a child later
    server = home.settings().server
    host = host or server.host
    port = _free_port(host, port or server.port)
    where = ("--dir", str(home.directory))
    commands = {
        "web": own_command("serve", *where, "--host", host, "--port", str(port)),
        "newsroom": own_command("newsroom", *where),
    }
    if home.settings().mail.host:
        senders = range(1, home.settings().mail.connections + 1)
        commands |= {f"letters {number}": own_command("letters", *where) for number in senders}
    if home.settings().translation.engine != "off":
        commands["translations"] = own_command("translations", *where)
    shown = f"[{host}]" if ":" in host else host
    say(f"The paper is at http://{shown}:{port}/  (stop with Ctrl-C)")
    Supervisor(commands=commands, report=complain).run()


def _free_port(host: str, port: int) -> int:
    if _is_free(host, port):
        return port
    following = next((other for other in range(port + 1, port + _PORTS_TRIED) if _is_free(host, other)), None)
    complain(f"port {port} on {host} is taken by another program")
    if following is None:
        raise typer.Exit(1)
    if sys.stdin.isatty() and typer.confirm(f"Use port {following} instead?", default=True):
        return following
    say(f"The next free one is {following}: headwater run --port {following}")
    raise typer.Exit(1)


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
