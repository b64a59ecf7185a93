"""A hub on loopback, over https, as W3C WebSub describes it: verifies what it is asked, and distributes what it is told."""

import hashlib
import hmac
import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

CASES = Path(__file__).parent.parent / "cases" / "fetch" / "tls"
#: The name in the certificate.
ADDRESS = "https://ledger.example/hub"
LEASE_S = 90_000


@dataclass
class Hub:
    port: int = 0
    #: The forms that came, in order.
    asked: list[dict[str, str]] = field(default_factory=list)
    #: Callback to secret of those who agreed.
    subscribers: dict[str, str] = field(default_factory=dict)
    agreed: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)

    def verify(self, form: dict[str, str]) -> None:
        query = {"hub.mode": form["hub.mode"], "hub.topic": form["hub.topic"], "hub.challenge": "r4nd0m"}
        if form["hub.mode"] == "subscribe":
            query["hub.lease_seconds"] = str(LEASE_S)
        status, body = called(f"{form['hub.callback']}?{urlencode(query)}")
        if (status, body) != (200, b"r4nd0m"):
            return
        if form["hub.mode"] == "subscribe":
            self.subscribers[form["hub.callback"]] = form["hub.secret"]
            self.agreed.set()
        else:
            del self.subscribers[form["hub.callback"]]
            self.let_go.set()

    def publish(self, body: bytes) -> list[int]:
        """Distribute a document to everybody; gives what they answered."""
        statuses = []
        for callback, secret in self.subscribers.items():
            signature = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
            statuses.append(called(callback, body, signature=signature)[0])
        return statuses


def called(url: str, body: bytes | None = None, *, signature: str | None = None) -> tuple[int, bytes]:
    headers = {"Content-Type": "application/rss+xml"} | ({"X-Hub-Signature": signature} if signature else {})
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data=body, headers=headers), timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


@contextmanager
def hub_serving() -> Iterator[Hub]:
    hub = Hub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(posted, strict_parsing=True).items()}
            hub.asked.append(form)
            self.send_response(202)
            self.send_header("Content-Length", "0")
            self.end_headers()
            threading.Thread(target=hub.verify, args=(form,), daemon=True).start()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the standard library's own name
            pass

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CASES / "good.pem")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.socket = context.wrap_socket(server.socket, server_side=True)
    hub.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
