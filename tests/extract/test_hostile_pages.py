"""Whatever is in a page, the answer is an article or a reason, soon and without a crash."""

import random
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from headwater.extract.article import extract
from headwater.model.article import Article, NotAnArticle, NotArticleReason
from headwater.model.codec import encode
from headwater.model.knowledge import Knowledge
from headwater.model.page import Page

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
CASES = Path(__file__).parents[1] / "cases" / "extract"
STORY = b"<h1>Dam opens</h1><p>The dam at Port Selby opened on Monday evening after three days of rain, it said.</p>"
#: A generous bound: hangs are what it is to find, not slow machines.
SECONDS = 8.0
TAGS = (
    b"<div>",
    b"</div>",
    b"<p>",
    b"</p>",
    b"<b 1>",
    b"<a href='/x'>",
    b"</a>",
    b"<table>",
    b"<td>",
    b"<li>",
    b"<svg>",
    b"<math>",
    b"<template>",
    b"</template>",
    b"<template id='B:1'>",
    b"<div hidden id='S:1'>",
    b"<h1>",
    b"</h1>",
    b"<br><br>",
    b"<img src=a.jpg>",
    b"<time datetime='2026-99-99'>",
    b"&#xD800;",
    b"&#0;",
    b"\x00",
    b"\xff\xfe",
    b"<!--",
    b"-->",
    b"<script>",
    b"</script>",
    b"<pre>",
    b'<script type=\'application/ld+json\'>{"@type":"NewsArticle","headline":[{}]}</script>',
    b"<select><option>",
    b"<frameset>",
    b"<meta charset=utf-16>",
    b"<base href='javascript:x'>",
    b"<figure>",
    b"<figcaption>",
    b"99/99/2026",
    b"31 February 2026",
)


def _extracted(body: bytes, *, charset: str | None = None) -> Article | NotAnArticle:
    url = "https://ledger.example/report"
    page = Page(
        url=url, final_url=url, status=200, content_type="text/html", charset=charset, body=body, fetched_at=NOW
    )
    return extract(page, None, knowledge=Knowledge(), now=NOW)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<div>" * 100_000, NotArticleReason.TOO_DEEP),
        (b"<div>" * 100_000 + b"</div>" * 100_000, NotArticleReason.TOO_DEEP),
        (b"</div>" * 50_000 + b"<span>" * 50_000, NotArticleReason.TOO_DEEP),
        (b"".join(b"<b a%d><i a%d>" % (n, n) for n in range(2_000)), NotArticleReason.TOO_COSTLY),
        (b"".join(b"<B a%d>" % n for n in range(500)) + b"<p>x</p>" * 5_000, NotArticleReason.TOO_COSTLY),
        (b"<p>" + b"x" * 20_000_000, NotArticleReason.TOO_LARGE),
        (b"<select>" + b"<option>x" * 16_000, NotArticleReason.TOO_COSTLY),
        (b"<br>" * 500_000, NotArticleReason.TOO_COSTLY),
    ],
    ids=["deep", "deep-closed", "deep-after-end-tags", "formatting", "reopened", "large", "options", "many"],
)
def test_what_costs_a_tree_too_much_is_refused_before_it_is_built(body: bytes, reason: NotArticleReason) -> None:
    began = time.process_time()
    result = _extracted(STORY + body)
    assert isinstance(result, NotAnArticle)
    assert result.reason is reason
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize(
    "body",
    [
        STORY + b"\x00" * 100_000,
        STORY.decode().encode("utf-16"),
        b"<meta charset=shift_jis>" + STORY + bytes(range(256)) * 50,
        STORY + b"<!--" * 50_000,
        STORY + b"<p " + b"".join(b"a%d=1 " % n for n in range(2_000)) + b">x",
        STORY + b"<table>" * 500 + b"x" * 1_000,
        STORY + b"<p>" + b"(" * 100_000,
        STORY + b"<p>" + b"1 " * 100_000,
        STORY + b"<p>by " + b"Ana Ana " * 100,
        STORY + b"<script type='application/ld+json'>" + b"[" * 50_000 + b"</script>",
        STORY + b'<script type="application/ld+json">{"@type":"Article","headline":"\\ud800 x"}</script>',
        STORY + b"<p>&#xD800;&#x110000;&#0;</p>",
    ],
    ids=[
        "nul",
        "utf16",
        "charset",
        "comments",
        "attributes",
        "tables",
        "brackets",
        "numbers",
        "names",
        "json",
        "half",
        "refs",
    ],
)
def test_what_is_only_odd_is_read_and_can_be_stored(body: bytes) -> None:
    began = time.process_time()
    result = _extracted(body)
    assert isinstance(result, Article), result
    assert result.headline
    assert encode(result)
    assert time.process_time() - began < SECONDS


def _mutated(seeds: list[bytes], chance: random.Random) -> bytes:
    body = bytearray(chance.choice(seeds)[:20_000])
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(body) + 1)
        what = chance.randrange(4)
        if what == 0:
            body[at:at] = chance.choice(TAGS) * chance.choice((1, 1, 1, 30))
        elif what == 1:
            del body[at : at + chance.randrange(200)]
        elif what == 2:
            body[at : at + 1] = bytes([chance.randrange(256)])
        else:
            other = chance.choice(seeds)
            cut = chance.randrange(len(other))
            body[at:at] = other[cut : cut + chance.randrange(400)]
    return bytes(body[:20_000])


def _fuzz(count: int, seed: int) -> None:
    chance = random.Random(seed)
    seeds = [path.read_bytes() for path in sorted(CASES.glob("*.html"))]
    for number in range(count):
        body = _mutated(seeds, chance)
        # Guessing the charset of broken bytes takes as long as all the rest: every tenth page asks for it.
        is_whole = number % 10 != 0
        result = _extracted(
            body.decode("utf-8", "replace").encode() if is_whole else body, charset="utf-8" if is_whole else None
        )
        if isinstance(result, NotAnArticle):
            assert result.detail, number
            continue
        assert encode(result), number
        for block in result.body:
            ends = [0]
            for link in block.links:
                assert ends[-1] <= link.start <= link.end <= len(block.text), (seed, number)
                ends.append(link.end)


@pytest.mark.timeout(600)
def test_ten_thousand_mutated_pages_give_storable_answers() -> None:
    _fuzz(10_000, seed=20261123)


@pytest.mark.nightly
@pytest.mark.timeout(7_200)
@pytest.mark.parametrize("seed", range(100))
def test_a_million_mutated_pages_give_storable_answers(seed: int) -> None:
    _fuzz(10_000, seed=seed)
