"""`headwater run`: the web, the newsroom and its workers, kept going by one command."""

import os
import socket
import sys
from typing import Annotated

import typer

from headwater.cli.console import DirectoryOption, complain, say
from headwater.cli.opening import open_portal
from headwater.cli.supervise import Supervisor, own_command
from headwater.cli.work import work_until_told
from headwater.newsroom.orphans import PARENT_VARIABLE, die_with_parent
from headwater.project.home import Home
from headwater.project.lock import run_lock

#: A newsroom that follows one that was killed waits so long for its lock.
_TAKE_OVER_S = 10.0
_PORTS_TRIED = 50

HostOption = Annotated[str, typer.Option(help="Address to listen on. Otherwise server.host.", show_default=False)]
PortOption = Annotated[int, typer.Option(help="Port to listen on. Otherwise server.port.", show_default=False)]


def run(*, directory: DirectoryOption = None, host: HostOption = "", port: PortOption = 0) -> None:
    """Start the portal and keep it going until Ctrl-C. Without any feed it shows the built-in demo press."""
    home = open_portal(directory)
    from headwater.store.models import FeedRow

    if FeedRow.objects.exists():
        supervise(home, host=host, port=port)
        return
    from headwater.cli.demo import demo_home

    say("No feeds yet: showing the demo press. Add your own with: headwater add URL")
    supervise(demo_home(home), host=host, port=port)


def supervise(home: Home, *, host: str, port: int) -> None:
    """Start web and newsroom on a portal's directory and keep them going until a signal comes."""
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
    shown = f"[{host}]" if ":" in host else host
    say(f"The paper is at http://{shown}:{port}/  (stop with Ctrl-C)")
    Supervisor(commands=commands, report=complain).run()


def serve(*, directory: DirectoryOption = None, host: HostOption = "127.0.0.1", port: PortOption = 8000) -> None:
    """Serve the site alone."""
    die_with_parent(os.getppid())
    os.environ[PARENT_VARIABLE] = str(os.getpid())
    open_portal(directory)
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        "headwater.project.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_access=False,
        log_enabled=False,
    ).serve()


def newsroom(*, directory: DirectoryOption = None) -> None:
    """Work as the newsroom alone."""
    die_with_parent(os.getppid())
    home = open_portal(directory)
    from headwater.cli.demo import network_of

    with run_lock(home.lock_file, wait_s=_TAKE_OVER_S), network_of(home) as network:
        work_until_told(home, client=network.client, clock=network.clock)


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
