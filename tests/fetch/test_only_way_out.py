"""There is one way out: what could open a connection is imported where it is looked after, and nowhere else."""

import ast
from pathlib import Path

import headwater

SOURCE = Path(headwater.__file__).parent
#: Modules that can reach another machine.
ABLE = {
    *(
        "aiohttp",
        "aiohttp.web",
        "asyncio",
        "ftplib",
        "http.client",
        "httpx",
        "imaplib",
        "poplib",
        "requests",
        "smtplib",
    ),
    *("socket", "ssl", "telnetlib", "urllib.request", "urllib3", "xmlrpc.client"),
}
#: Where they are imported, and why that is well.
KNOWN = {
    "fetch": "behind the gate",
    "demo": "servers on loopback, and what lets a client in there",
    "cli/add.py": "runs discovery, which asks through the client",
    "cli/serving.py": "asks whether a port of our own is free",
    "newsletter": "hands letters to the operator's own mail server",
}


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_nothing_but_the_fetcher_can_reach_another_machine() -> None:
    able = {path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py") if imported(path) & ABLE}
    assert any(path.startswith("fetch/") for path in able)
    assert [path for path in able if not path.startswith(tuple(KNOWN))] == []


def test_connections_are_made_in_one_place_and_that_asks_the_gate() -> None:
    makers = {
        path.relative_to(SOURCE).as_posix()
        for path in (SOURCE / "fetch").rglob("*.py")
        if "TCPConnector(" in path.read_text(encoding="utf-8")
    }
    assert makers == {"fetch/client.py"}
    assert (SOURCE / "fetch" / "client.py").read_text(encoding="utf-8").count("socket_factory=self._sockets") == 1


def test_parsers_are_given_bytes_and_never_an_address() -> None:
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        # Given words that look like an address, feedparser would go and fetch it.
        assert text.count("feedparser.parse(") == text.count("feedparser.parse(\n                BytesIO("), path
        assert "etree.parse(" not in text, path
        assert "html.parse(" not in text, path
