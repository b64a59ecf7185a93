"""A PostgreSQL server of our own, on a socket in its own directory: to be started, stopped and restarted at will."""

import os
import shutil
import subprocess
from pathlib import Path


def programs() -> Path | None:
    """Give the directory of PostgreSQL's own programs; None where it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


class Cluster:
    """One server with one database."""

    def __init__(self, folder: Path, *, binaries: Path) -> None:
        """Make it in an empty folder; it does not run yet."""
        self._folder, self._binaries = folder, binaries
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        self._run("initdb", "-A", "trust", "-U", "paper", "-E", "UTF8", "--no-sync")
        self.url = f"postgresql://paper@{str(folder).replace('/', '%2F')}/postgres"

    def start(self) -> None:
        """Start the server and wait for it."""
        options = f"-c fsync=off -c listen_addresses= -c unix_socket_directories={self._folder}"
        self._control("-o", options, "start")

    def stop(self) -> None:
        """Stop the server as a crash does: no connection ends in good order."""
        self._control("-m", "immediate", "stop")

    def terminate_backends(self) -> None:
        """End every connection but our own."""
        words = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        words += " WHERE pid <> pg_backend_pid() AND datname = 'postgres'"
        self._run_plain("psql", "-h", str(self._folder), "-U", "paper", "-q", "-c", words, "postgres")

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", "-w", "-l", f"{self._folder}/log", *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        self._run_plain(program, "-D", f"{self._folder}/data", *arguments)

    def _run_plain(self, program: str, *arguments: str) -> None:
        command = [str(self._binaries / program), *arguments]
        # The server refuses to run as root; Debian's package brings a user for it.
        command = ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self._folder)
