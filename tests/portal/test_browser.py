"""Every page type in a real browser: widths, themes and directions, by keyboard, without script and layout shift."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Literal, get_args

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it ships no types
from django.core.cache import cache
from playwright.sync_api import Browser, Page, Route, sync_playwright
from pytest_django import Settings as DjangoSettings
from pytest_django.live_server_helper import LiveServer
from tests.portal.press import NOW, correct, full_paper

from headwater.model.rights import HiddenBecause
from headwater.project.config import PortalSettings, Settings
from headwater.store.models import ArticleRow, NamedPlaceRow, PersonRow, StatementRow, StoryRow

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed (Debian: apt-get install chromium)"),
    pytest.mark.django_db(transaction=True),
]
#: WCAG 2.2 1.4.3: 4.5 for text, 3 for large text (24 px, or 18.66 px bold).
CONTRAST = """() => {
  const parse = c => { const m = c.match(/[\\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m };
  const light = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const ground = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
    if (c[3] > 0) return c } return [255, 255, 255, 1] };
  const poor = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !e.checkVisibility() || e.closest('.unseen, .skip, option')) continue;
    const style = getComputedStyle(e);
    const text = parse(e.closest('svg') ? style.fill : style.color), back = ground(e);
    const [a, b] = [light(text), light(back)].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const ratio = (a + .05) / (b + .05);
    if (ratio < (large ? 3 : 4.5)) poor.push(`${ratio.toFixed(2)} ${walk.currentNode.data.trim().slice(0, 40)}`);
  }
  return poor }"""
#: WCAG 2.2 2.5.8: 24 px, or that much room; links inside sentences are exempt.
TARGETS = """() => {
  const all = [...document.querySelectorAll('a, button, input, select, summary')].filter(e => e.checkVisibility());
  const inSentence = e => e.matches('a') && e.closest('p, h1, h2, h3, li, dd, td, th, blockquote, .byline')
    && getComputedStyle(e).display.startsWith('inline') && !e.closest('nav, footer');
  const boxes = all.map(e => e.getBoundingClientRect());
  return all.map((e, i) => [e, boxes[i]]).filter(([e, b]) => b.width && (b.height < 24 || b.width < 24)
    && !inSentence(e) && !e.closest('.unseen') && !e.matches('.skip')).map(([e, b]) =>
    `${e.tagName} ${Math.round(b.width)}x${Math.round(b.height)} ${e.textContent.trim().slice(0, 30)}`) }"""
OUTLINE = """() => [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter(e => e.checkVisibility() || e.matches('.unseen'))
  .map(e => Number(e.tagName[1]))"""
NAMELESS = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, img, svg[role=img], nav, aside')]
  .filter(e => e.matches('img') ? !e.hasAttribute('alt') :
    !(e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.textContent.trim()
      || (e.labels && e.labels.length) || e.querySelector('img[alt]:not([alt=""])')))
  .map(e => e.outerHTML.slice(0, 80))"""


@dataclass(frozen=True, slots=True)
class Look:
    width: int
    scheme: Literal["light", "dark"]
    language: str

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}-{self.language}"


DESK = Look(1280, "light", "en")
LOOKS = [
    Look(width, scheme, language)
    for width in (360, 1280)
    for scheme in get_args(Literal["light", "dark"])
    for language in ("en", "ar")
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # The browser's driver keeps a loop in this thread; Django would refuse its database beside one.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        arguments = ["--no-sandbox", "--disable-background-networking"]
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield started
        started.close()


def addresses(server: LiveServer) -> dict[str, str]:
    story = StoryRow.objects.get(report_count=6).key
    row = ArticleRow.objects.get
    return {
        "front": "/",
        "section": "/section/world",
        "story": f"/story/{story}",
        "article": f"/article/{row(headline__contains='hand in their').key}",
        "excerpt": f"/article/{row(headline__contains='adviser says').key}",
        "link": f"/article/{row(headline__contains='must not be').key}",
        "arabic": f"/article/{row(outlet_key='sahil').key}",
        "outlet": "/outlet/ledger",
        "person": "/person/resa-talin",
        "corrections": "/corrections",
        "place": "/place/hong-kong",
        "search": "/search?q=amnesty",
        "nothing-found": "/search?q=nobodywrotethis",
        "about": "/about",
        "feeds": "/feeds",
        "namesakes": "/person/ida-vale",
        "missing": "/nothing-here",
        "gone": f"/article/{ArticleRow.objects.get(headline='Bees').key}",
    }


def stay_at_home(route: Route) -> None:
    # Pages ask nobody else; `test_a_page_takes_two_requests` counts those who tried.
    if "localhost" in route.request.url or "127.0.0.1" in route.request.url:
        route.continue_()
    else:
        route.abort()


@pytest.fixture
def site(live_server: LiveServer, settings: DjangoSettings) -> LiveServer:
    cache.clear()
    full_paper()
    correct("The town is Karsova.", article=ArticleRow.objects.get(headline__contains="hand in their").key)
    for row in ArticleRow.objects.filter(story__report_count=6):
        NamedPlaceRow.objects.create(article=row, place="hong-kong", number=0, shown_at=row.shown_at)
    talin = PersonRow.objects.get(key="resa-talin")
    for statement, tag in zip(StatementRow.objects.filter(person_key=talin.key), ("law", "arts"), strict=False):
        key = f"ida-vale.{tag}"
        document = talin.document.replace(talin.key, key)
        PersonRow.objects.create(key=key, name_key="ida-vale", name="Ida Vale", document=document, statements=1)
        StatementRow.objects.filter(pk=statement.pk).update(person_key=key)
    ArticleRow.objects.filter(headline="Bees").update(hidden=True, hidden_because=HiddenBecause.EDITOR.value)
    return live_server


def opened(browser: Browser, look: Look) -> Page:
    context = browser.new_context(viewport={"width": look.width, "height": 900}, color_scheme=look.scheme)
    context.route("**/*", stay_at_home)
    return context.new_page()


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_every_page_can_be_read_and_used(
    site: LiveServer, settings: DjangoSettings, browser: Browser, look: "Look"
) -> None:
    settings.PORTAL = Settings(portal=PortalSettings(name="The Estuary", language=look.language))
    page = opened(browser, look)
    complaints: list[str] = []
    page.on(
        "console", lambda message: complaints.append(message.text) if not re.search("404|410", message.text) else None
    )
    found: dict[str, object] = {}
    for name, path in addresses(site).items():
        page.goto(site.url + path)
        outline = page.evaluate(OUTLINE)
        found |= {
            f"{name}: wider than the screen": page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            ),
            f"{name}: contrast": page.evaluate(CONTRAST),
            f"{name}: targets": page.evaluate(TARGETS),
            f"{name}: nameless": page.evaluate(NAMELESS),
            f"{name}: one h1": outline.count(1) - 1,
            f"{name}: levels skipped": [level for before, level in pairwise(outline) if level - before > 1],
            f"{name}: identifiers twice": page.evaluate(
                "() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id);"
                " return ids.filter((id, i) => ids.indexOf(id) !== i) }"
            ),
            f"{name}: anchors to nowhere": page.evaluate(
                "() => [...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.hash.slice(1))"
                ".filter(id => !document.getElementById(id))"
            ),
        }
    page.context.close()
    assert {name: value for name, value in found.items() if value} == {}
    assert complaints == []


#: Each width, theme and direction once; the others are of the nightly run.
SOME = [Look(1280, "light", "en"), Look(360, "dark", "ar")]


@pytest.mark.parametrize(
    "look",
    [pytest.param(look, id=str(look), marks=[] if look in SOME else [pytest.mark.nightly]) for look in LOOKS],
)
def test_axe_finds_nothing_against_wcag_22_aa(
    site: LiveServer, settings: DjangoSettings, browser: Browser, look: "Look"
) -> None:
    settings.PORTAL = Settings(portal=PortalSettings(name="The Estuary", language=look.language))
    page = opened(browser, look)
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found: dict[str, list[str]] = {}
    for name, path in addresses(site).items():
        page.goto(site.url + path)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        for violation in Axe().run(page, options=rules).response["violations"]:
            found.setdefault(violation["id"], []).append(f"{name}: {violation['nodes'][0]['html'][:160]}")
    page.context.close()
    assert found == {}


def test_a_page_takes_two_requests_and_never_shifts(site: LiveServer, browser: Browser) -> None:
    page = opened(browser, DESK)
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(l => l.getEntries().forEach(e => window.shift += e.value))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", addresses(site)["article"], addresses(site)["story"]):
        asked.clear()
        page.goto(site.url + path, wait_until="networkidle")
        assert [url for url in asked if not url.startswith(site.url)] == []
        own = [url for url in asked if "/picture/" not in url and "favicon" not in url]
        assert len(own) <= 3, own  # an address without its slug is one redirect more
        assert page.evaluate("window.shift") == 0
        drawn = page.evaluate("[...document.images].map(i => [i.loading, i.complete, i.naturalWidth])")
        assert drawn
        assert [width for loading, complete, width in drawn if complete or loading != "lazy"] == [900] * len(drawn)
    page.context.close()


@pytest.mark.parametrize("language", ["en", "de", "el", "es", "fr", "ru", "tr", "ar"])
def test_times_in_the_rail_take_one_line(
    site: LiveServer, settings: DjangoSettings, browser: Browser, language: str
) -> None:
    settings.PORTAL = Settings(portal=PortalSettings(language=language))
    settings.PORTAL_CLOCK = lambda: NOW + timedelta(days=2)
    page = opened(browser, DESK)
    page.goto(site.url + "/")
    times = page.evaluate(
        "[...document.querySelectorAll('.latest time')].map(e =>"
        " [e.scrollWidth - e.clientWidth, new Set([...(r => { r.selectNodeContents(e); return r })(document.createRange())"
        ".getClientRects()].map(b => b.top)).size, e.textContent])"
    )
    assert len(times) == 7  # of eight stories one is hidden
    assert [time for time in times if time[:2] != [0, 1]] == []
    page.context.close()


def test_the_page_can_be_walked_by_keyboard(site: LiveServer, browser: Browser) -> None:
    page = opened(browser, DESK)
    page.goto(site.url + addresses(site)["story"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    seen, hidden = set(), []
    for _ in range(60):
        page.keyboard.press("Tab")
        state = page.evaluate(
            "() => { const e = document.activeElement, b = e.getBoundingClientRect(), s = getComputedStyle(e);"
            " return [e.outerHTML.slice(0, 60), s.outlineStyle !== 'none' && b.bottom > 0 && b.top < innerHeight] }"
        )
        seen.add(state[0])
        if not state[1] and not state[0].startswith("<body"):
            hidden.append(state[0])
    assert hidden == []
    assert any(element.startswith("<summary") for element in seen)
    assert any('class="scroll tree"' in element for element in seen)
    page.context.close()


def test_nothing_needs_script(site: LiveServer, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + addresses(site)["story"])
    page.locator("details summary").first.click()
    assert page.locator("details[open]").count() == 1
    page.fill("input[name=q]", "amnesty")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=amnesty")
    assert page.locator(".hits > li").count() == 5
    context.close()
