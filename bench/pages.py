"""What a page costs in CPU, over an invented portal of many stories: made where nothing is known, after news, and kept.

Run `python bench/pages.py [stories]`; figures go to docs/reference/pages.md. *After news* is what the site pays for a
page once a publication was about five of the hundred stories that stand highest.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headwater.project.settings")

import django
import msgspec

from headwater.project.config import ApiSettings, ServerSettings

NOW = datetime(2026, 11, 23, 13, tzinfo=UTC)
SECTIONS = ("World", "Politics", "Business", "Climate", "Science", "Culture", "Sport")
WORDS = (
    "harbour",
    "council",
    "ferry",
    "night",
    "train",
    "museum",
    "valley",
    "reports",
    "minister",
    "budget",
    "school",
    "river",
    "storm",
    "market",
    "bridge",
    "union",
    "doctors",
    "court",
    "vote",
    "island",
    "railway",
    "energy",
    "water",
    "forest",
    "price",
    "winter",
    "factory",
    "festival",
)
REPEATS = 60


def main(stories: int) -> None:
    """Fill a portal in a temporary directory and measure its pages."""
    with tempfile.TemporaryDirectory() as directory:
        Path(directory, "headwater.toml").write_text('[portal]\nname = "Bench"\n', encoding="utf-8")
        os.environ["HEADWATER_DIR"] = directory
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        started = time.perf_counter()
        fill(stories)
        print(f"{stories} stories, {stories * 3} articles written and indexed in {time.perf_counter() - started:.1f} s")
        measure()


def fill(stories: int) -> None:
    """Write stories of three reports each."""
    from headwater.model.feed import Feed, FetchState
    from headwater.model.provenance import Traced
    from headwater.model.rights import Extent, Rights
    from headwater.store import rows
    from headwater.store.keys import entry_key, feed_key
    from headwater.store.models import ArticleRow, PublicationRow, StoryRow
    from headwater.store.search import index_articles

    url = "https://ledger.example/rss"
    feed = Feed(url=url, outlet="ledger", rights=Rights(extent=Extent.FULL, images=True))
    rows.feed_row(feed, FetchState(due_at=NOW), added_at=NOW).save()
    for start in range(0, stories, 500):
        story_rows, article_rows = [], []
        for number in range(start, min(start + 500, stories)):
            reports = [report(number, place) for place in range(3)]
            keys = tuple(entry_key("ledger", article.url) for article in reports)
            story = story_of(number, keys=keys, headline=reports[0].headline)
            row = StoryRow(score=float(stories - number), dirty=False)
            rows.set_story(row, story)
            story_rows.append(row)
            for key, article in zip(keys, reports, strict=True):
                made = rows.article_row(
                    article, key=key, feed_key=feed_key(url), first_seen=story.last_updated or NOW, traced=Traced()
                )
                made.story_id, made.recorded = story.key, True
                article_rows.append(made)
        StoryRow.objects.bulk_create(story_rows)
        ArticleRow.objects.bulk_create(article_rows)
        index_articles([row.key for row in article_rows])
    PublicationRow.objects.create(number=1)


def report(number: int, place: int):  # type: ignore[no-untyped-def]  # noqa: ANN201 - Django must be up first
    """Give one invented report of about two thousand characters."""
    from headwater.model.article import Article, Block, BlockKind

    at = number * 3 + place
    words = [WORDS[(at * 7 + step * (step % 5 + 1)) % len(WORDS)] for step in range(320)]
    texts = [" ".join(words[start : start + 40]).capitalize() + "." for start in range(0, 320, 40)]
    return Article(
        url=f"https://ledger.example/{at}",
        outlet="ledger",
        headline=" ".join(words[:9]).capitalize(),
        description=texts[0][:160],
        section=SECTIONS[number % len(SECTIONS)],
        date_published=NOW - timedelta(minutes=at % 20000),
        language="en",
        body=tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in texts),
    )


def story_of(number: int, *, keys: tuple[str, ...], headline: str):  # type: ignore[no-untyped-def]  # noqa: ANN201 - as above
    """Give one invented story over its reports."""
    from headwater.model.provenance import Origin, OriginKind
    from headwater.model.story import Story

    seen = NOW - timedelta(minutes=number % 20000)
    return Story(
        key=f"s{number:09}",
        headline=headline,
        face=keys[0],
        articles=keys,
        origins=(Origin(kind=OriginKind.OUTLET, name="Ledger", outlet="ledger", articles=keys),),
        section=SECTIONS[number % len(SECTIONS)],
        first_seen=seen,
        last_updated=seen,
    )


def measure() -> None:
    """Print the CPU milliseconds of each page, made anew in two ways and kept, and its bytes over the wire."""
    from django.conf import settings
    from django.test import Client, RequestFactory
    from django.urls import resolve

    from headwater.store.models import ArticleRow

    settings.PORTAL_CLOCK = lambda: NOW
    limits = {"api": ApiSettings(anonymous_per_minute=1_000_000), "server": ServerSettings(searches_per_minute=0)}
    settings.PORTAL = msgspec.structs.replace(settings.PORTAL, **limits)
    article = f"/article/{ArticleRow.objects.values_list('key', flat=True)[0]}"
    paths = ["/", "/section/world", "/story/s000000000", article, "/about", "/feed.atom", "/search?q=harbour+ferry"]
    paths += ["/api/v1/stories", "/api/v1/stories/s000000000"]
    print(f"{'page':28}{'anew ms':>12}{'after news':>12}{'kept ms':>12}{'bytes (br)':>12}")
    for path in paths:
        client = Client(headers={"Accept-Encoding": "br"})
        path = client.get(path).headers.get("Location", path)  # noqa: PLW2901 - the right slug
        size = len(client.get(path).content)
        view = resolve(path.split("?")[0])
        request = RequestFactory().get(path)
        anew = cpu_ms(partial(view.func, request, *view.args, **view.kwargs))
        told = after_news_ms(partial(view.func, request, *view.args, **view.kwargs))
        kept = cpu_ms(partial(client.get, path))
        print(f"{path[:27]:28}{anew:12.2f}{told:12.2f}{kept:12.2f}{size:12}")
    for words in ("harbour", "harbour+ferry", "museum+night+price", "%22night+train%22", "zebra"):
        times = sorted(wall_ms(partial(search, words.replace("+", " "))) for _ in range(40))
        print(f"search {words:28} p95 {times[37]:8.2f} ms")


def search(words: str) -> None:
    """Ask the index alone."""
    from headwater.store.search import Question, find_articles

    find_articles(Question(words=words.replace("%22", '"')), limit=21)


def cpu_ms(act: Callable[[], object]) -> float:
    """Give the median CPU milliseconds of an act."""
    times = []
    for _ in range(REPEATS):
        started = time.process_time()
        act()
        times.append(time.process_time() - started)
    return 1000 * sorted(times)[REPEATS // 2]


def after_news_ms(act: Callable[[], object]) -> float:
    """Give the median CPU milliseconds of an act, each time after a publication about other stories."""
    from django.conf import settings

    from headwater.newsroom.publish import announce_news
    from headwater.portal.publication import Publication
    from headwater.store import queries

    settings.PORTAL_CHECK_S, check_s = 0.0, getattr(settings, "PORTAL_CHECK_S", 0.5)
    publication, chance = Publication(), random.Random(1)
    keys = [mark.key for mark in queries.story_marks(limit=100)]
    times = []
    for _ in range(REPEATS):
        announce_news(NOW, stories=chance.sample(keys, 5))
        publication.look()
        with publication.at_work():
            started = time.process_time()
            act()
            times.append(time.process_time() - started)
    settings.PORTAL_CHECK_S = check_s
    return 1000 * sorted(times)[REPEATS // 2]


def wall_ms(act: Callable[[], object]) -> float:
    """Give the milliseconds of one act by the clock on the wall."""
    started = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - started)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
