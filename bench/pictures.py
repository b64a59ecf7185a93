"""Photographs of a running portal: every page type, narrow and wide, light and dark, into docs/pictures/.

Run `python bench/pictures.py http://127.0.0.1:8000 [directory]` while a portal runs at that address. Needs Debian's
`chromium`; the pages photographed are found by following links from the front page.
"""

import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser, FloatRect, Page, sync_playwright

ROOT = Path(__file__).parent.parent
#: Name of a picture, width in CSS pixels, colour scheme.
VIEWS = (("desk", 1280, "light"), ("phone", 390, "light"), ("desk-dark", 1280, "dark"))
#: Height of a photograph: what fits a page of documentation.
HEIGHT = 1400


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


def find_subjects(browser: Browser, address: str) -> list[Subject]:
    """Give one page of each type, as the front page leads to them."""
    page = browser.new_page()
    page.goto(address)
    front = page.content()
    story = first(front, r'href="(/story/[^"]+)"')
    if story:
        page.goto(urljoin(address, story))
    article = first(page.content(), r'href="(/article/[^"]+)"') or first(front, r'href="(/article/[^"]+)"')
    found = [
        Subject("front", "/"),
        Subject("section", first(front, r'href="(/section/[^"]+)"')),
        Subject("story", story),
        Subject("article", article),
        Subject("outlet", first(front + page.content(), r'href="(/outlet/[^"]+)"')),
        Subject("search", "/search?q=" + (first(front, r"<h2[^>]*><a[^>]*>(\w+)") or "news")),
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
        page.screenshot(path=target / f"{subject.name}-{name}.png", full_page=True, clip=clipped(page, width))
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
        sys.exit(__doc__)
    main(sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "docs" / "pictures")
