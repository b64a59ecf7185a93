"""Photographs of every page type, narrow and wide, light and dark, into docs/pictures/.

Run `make pictures` (or `python bench/pictures.py`): it starts a demo portal of its own, waits until two days of news
are told (about ten minutes), photographs it and stops it. `python bench/pictures.py http://127.0.0.1:8000 [directory]`
photographs a portal that runs already. Needs Debian's `chromium`; pages are found by following links.
"""

import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, FloatRect, Page, sync_playwright

ROOT = Path(__file__).parent.parent
#: Name of a picture, width in CSS pixels, colour scheme.
VIEWS = (("desk", 1280, "light"), ("phone", 390, "light"), ("desk-dark", 1280, "dark"))
#: Height of a photograph: what fits a page of documentation.
HEIGHT = 1400
#: Colours of a stored picture: pages are mostly paper and ink, and a picture of the docs has to be small.
COLOURS = 48
#: Seconds until the demo has told its two days, at most.
TOLD_S = 900


@dataclass(frozen=True, slots=True)
class Subject:
    """A page to photograph."""

    name: str
    path: str


def main(address: str, directory: Path) -> None:
    """Photograph the portal at an address."""
    program = shutil.which("chromium")
    if program is None:
        sys.exit("chromium is not installed (Debian: apt-get install chromium)")
    directory.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        subjects = find_subjects(browser, address)
        for view, width, scheme in VIEWS:
            photograph(browser, subjects, address=address, target=directory, view=(view, width, scheme))
        browser.close()


@contextmanager
def own_demo() -> Iterator[str]:
    """Start a demo portal in a temporary directory; give its address once its two days are told."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as directory:
        command = [sys.executable, "-m", "headwater.cli.main"]
        subprocess.run([*command, "init", directory], check=True)
        running = subprocess.Popen([*command, "demo", "--dir", directory, "--port", str(port)])
        try:
            wait_until_told(f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}"
        finally:
            running.terminate()
            running.wait()


def wait_until_told(address: str) -> None:
    """Wait until nothing new is published for a minute."""
    last, since, started = b"", time.monotonic(), time.monotonic()
    while time.monotonic() - started < TOLD_S and (b'"publication": 0' in last or time.monotonic() - since < 60):
        time.sleep(2)
        try:
            with urlopen(f"{address}/healthz") as answer:
                now = answer.read()
        except OSError:
            now = b'"publication": 0'
        if now != last:
            last, since = now, time.monotonic()


def find_subjects(browser: Browser, address: str) -> list[Subject]:
    """Give one page of each type, as the front page leads to them."""
    page = browser.new_page()
    page.goto(address)
    front = page.content()
    story = first(front, r'href="(/story/[^"]+)"')
    if story:
        page.goto(urljoin(address, story))
    everything = page.content()
    article = first(page.content(), r'href="(/article/[^"]+)"') or first(front, r'href="(/article/[^"]+)"')
    for path in re.findall(r'href="(/story/[^"]+)"', front)[:12]:
        page.goto(urljoin(address, path))
        everything += page.content()
    found = [
        Subject("front", "/"),
        Subject("section", first(front, r'href="(/section/[^"]+)"')),
        Subject("story", story),
        Subject("article", article),
        Subject("person", first(everything, r'href="(/person/[^"]+)"')),
        Subject("outlet", first(front + everything, r'href="(/outlet/[^"]+)"')),
        Subject("search", "/search?q=" + (first(front, r"<h2[^>]*><a[^>]*>[^<]*?(\w{6,})") or "news")),
        Subject("corrections", "/corrections"),
        Subject("about", "/about"),
        Subject("not-found", "/this-page-does-not-exist"),
    ]
    page.close()
    return [subject for subject in found if subject.path]


def photograph(
    browser: Browser, subjects: list[Subject], *, address: str, target: Path, view: tuple[str, int, str]
) -> None:
    """Photograph the subjects in one width and colour scheme."""
    name, width, scheme = view
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    for subject in subjects:
        page.goto(urljoin(address, subject.path))
        # Pictures further down load when they are scrolled to; a photograph does not scroll.
        page.evaluate("Promise.all([...document.images].map(i => (i.loading = 'eager', i.decode().catch(() => 0))))")
        file = target / f"{subject.name}-{name}.png"
        page.screenshot(path=file, full_page=True, clip=clipped(page, width))
        with Image.open(file) as taken:
            small = taken.convert("RGB").quantize(COLOURS)
        small.save(file, "PNG", optimize=True)
        print(f"{subject.name}-{name}.png")
    context.close()


def clipped(page: Page, width: int) -> FloatRect:
    """Give the part of a page that is photographed: its head, not its whole length."""
    height = page.evaluate("document.documentElement.scrollHeight")
    return {"x": 0, "y": 0, "width": width, "height": min(height, HEIGHT)}


def first(html: str, pattern: str) -> str:
    """Give the first match of a pattern's group, or nothing."""
    match = re.search(pattern, html)
    return match.group(1) if match else ""


if __name__ == "__main__":
    if len(sys.argv) < 2:
        with own_demo() as started:
            main(started, ROOT / "docs" / "pictures")
    else:
        main(sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "docs" / "pictures")
