"""Posts from elsewhere stay in a report as quoted blocks, with who speaks and where."""

from datetime import UTC, datetime

import pytest

from headwater.extract.article import extract
from headwater.model.article import Article, BlockKind
from headwater.model.knowledge import Knowledge
from headwater.model.page import Page

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
WORDS = "The lake stands two metres lower than in October, and it will stay there until the wall is mended."
STORY = "".join(
    f"<p>On day {n} the engineers lowered the lake, and the mayor thanked the crews at the wall.</p>" for n in range(5)
)


@pytest.mark.parametrize(
    ("post", "speaker", "address"),
    [
        pytest.param(
            f'<blockquote class="twitter-tweet"><p lang="en">{WORDS}</p>&mdash; Ana Brezec (@anabrezec) '
            '<a href="https://twitter.com/anabrezec/status/17">November 3, 2026</a></blockquote>',
            "Ana Brezec (@anabrezec)",
            "https://twitter.com/anabrezec/status/17",
            id="X",
        ),
        pytest.param(
            f'<blockquote class="bluesky-embed" data-bluesky-uri="at://x"><p>{WORDS}</p>&mdash; Ana Brezec '
            '(<a href="https://bsky.app/profile/ana.almyra.example">@ana.almyra.example</a>) '
            '<a href="https://bsky.app/profile/ana.almyra.example/post/3k">3 November 2026</a></blockquote>',
            "Ana Brezec (@ana.almyra.example)",
            "https://bsky.app/profile/ana.almyra.example/post/3k",
            id="Bluesky",
        ),
        pytest.param(
            '<blockquote class="mastodon-embed" data-embed-url="https://almyra.example/@ana/11/embed"><a '
            f'href="https://almyra.example/@ana/11"><div>{WORDS}</div><div>Post by @ana@almyra.example</div>'
            "<div>View on Mastodon</div></a></blockquote>",
            "@ana@almyra.example",
            "https://almyra.example/@ana/11",
            id="Mastodon",
        ),
        pytest.param(
            '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/C1/"><p>'
            f"{WORDS}</p><p>Una publicación compartida de Ana Brezec (@ana.brezec)</p></blockquote>",
            "Ana Brezec (@ana.brezec)",
            "https://www.instagram.com/p/C1/",
            id="Instagram in Spanish",
        ),
        pytest.param(
            f'<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@ana.b/video/9"><section><p>{WORDS}</p>'
            "</section></blockquote>",
            "@ana.b",
            "https://www.tiktok.com/@ana.b/video/9",
            id="TikTok",
        ),
        pytest.param(
            f'<blockquote class="telegram-post" data-telegram-post="almyra_news/7"><p>{WORDS}</p></blockquote>',
            "@almyra_news",
            "https://t.me/almyra_news/7",
            id="Telegram",
        ),
    ],
)
def test_a_post_is_quoted_with_its_speaker(post: str, speaker: str, address: str) -> None:
    block = _embeds(post)[0]
    assert block == (WORDS, speaker, address)


@pytest.mark.parametrize(
    ("frame", "speaker"),
    [
        ('<iframe src="https://t.me/almyra_news/7?embed=1"></iframe>', "@almyra_news"),
        ('<iframe src="https://almyra.example/@ana/11/embed"></iframe>', "@ana@almyra.example"),
        ('<iframe src="https://www.youtube.com/embed/abc"></iframe>', None),
    ],
)
def test_a_frame_keeps_its_address_and_whose_it_is(frame: str, speaker: str | None) -> None:
    text, who, address = _embeds(frame)[0]
    assert (text, who) == ("", speaker)
    assert address


def _embeds(markup: str) -> list[tuple[str, str | None, str | None]]:
    url = "https://ledger.example/report"
    body = f"<html lang=en><h1>Dam holds</h1>{STORY}{markup}{STORY.replace('day', 'night')}</html>".encode()
    page = Page(
        url=url, final_url=url, status=200, content_type="text/html", charset="utf-8", body=body, fetched_at=NOW
    )
    article = extract(page, None, knowledge=Knowledge(), now=NOW)
    assert isinstance(article, Article), article
    return [(block.text, block.speaker, block.source_url) for block in article.body if block.kind is BlockKind.EMBED]
