"""`headwater run`: the web, the newsroom and its workers, kept going by one command."""

import os

from headwater.cli.console import DirectoryOption, say
from headwater.cli.opening import await_portal, open_portal
from headwater.cli.serving import HostOption, PortOption, supervise
from headwater.cli.work import give_way, work_until_told
from headwater.newsroom.orphans import PARENT_VARIABLE, die_with_parent
from headwater.project.lock import run_lock

#: A newsroom that follows one that was killed waits so long for its lock.
_TAKE_OVER_S = 10.0


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


def serve(*, directory: DirectoryOption = None, host: HostOption = "127.0.0.1", port: PortOption = 8000) -> None:
    """Serve the site alone."""
    die_with_parent(os.getppid())
    os.environ[PARENT_VARIABLE] = str(os.getpid())
    await_portal(directory)
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
    give_way()
    home = await_portal(directory)
    from headwater.cli.demo import network_of

    with run_lock(home.lock_file, wait_s=_TAKE_OVER_S), network_of(home) as network:
        work_until_told(home, client=network.client, clock=network.clock)
