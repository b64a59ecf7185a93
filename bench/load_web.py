"""An invented web for `load.py`: outlets that each bring six reports at once, pages of usual weight, and pictures.

Each event is reported by three outlets, one a few tenths of a second after the other: the second tells it in its own
words, the third copies the first and says so. What is served depends on nothing but the address.
"""

import random
import re
from datetime import datetime
from email.utils import format_datetime
from functools import cache
from io import BytesIO

from PIL import Image
from tests.newsroom.small_web import PEOPLE, PLACES, THINGS, sentence

from headwater.demo.answer import Answer

#: Reports in one feed: two events of its own, and those of the two outlets before it.
REPORTS = 6
_OWN = 2
_HOST = re.compile(r"paper-(\d+)\.example")
_PAGE = re.compile(r"/(\d+)-(\d+)\.html")
_SECTIONS = ("World", "Politics", "Business", "Climate", "Science", "Culture", "Sport")
#: A page carries this many links round its text: about 15 KB of surroundings.
_LINKS = 120


def host_of(outlet: int) -> str:
    """Give the host of an outlet."""
    return f"paper-{outlet:03}.example"


def answer(host: str, path: str, *, now: datetime) -> Answer:
    """Answer for one of the outlets."""
    found, page = _HOST.fullmatch(host), _PAGE.fullmatch(path)
    outlet = int(found[1]) if found else 0
    if found and path == "/rss":
        return Answer(status=200, content_type="application/rss+xml", body=_feed(outlet, now=now))
    if found and page:
        body = _page(outlet, event=int(page[1]), place=int(page[2]), now=now)
        return Answer(status=200, content_type="text/html; charset=utf-8", body=body)
    if found and path.startswith("/picture/"):
        return Answer(status=200, content_type="image/jpeg", body=_picture(int(path.rpartition("/")[2]) % 5))
    return Answer(status=404, content_type="text/plain", body=b"none")


def _events(outlet: int) -> list[tuple[int, int]]:
    """Give what an outlet reports: the number of the event, and whether it is the first, second or third to do so."""
    return [((outlet - place) * _OWN + each, place) for place in range(3) for each in range(_OWN) if outlet >= place]


def _feed(outlet: int, *, now: datetime) -> bytes:
    items = "".join(
        f"<item><title>{_headline(event, place)}</title><link>http://{host_of(outlet)}/{event}-{place}.html</link>"
        f"<guid>{outlet}-{event}</guid><pubDate>{format_datetime(now)}</pubDate>"
        f"<category>{_SECTIONS[event % 7]}</category></item>"
        for event, place in _events(outlet)
    )
    head = f"<title>Paper {outlet}</title><link>http://{host_of(outlet)}/</link>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


def _headline(event: int, place: int) -> str:
    where, what, who = PLACES[event % 8], THINGS[(event * 3 + event // 8) % 8], PEOPLE[event % 7]
    chance = random.Random(event)
    name = sentence(chance).split()[0]
    told = ("opens its", "sees", "opens its")[place]
    return f"{where} {told} {name} {what}, {who} says"


def _page(outlet: int, *, event: int, place: int, now: datetime) -> bytes:
    headline = _headline(event, place)
    chance = random.Random(event if place != 1 else -event - 1)
    who = PEOPLE[event % 7]
    told = [" ".join(sentence(chance) for _ in range(3)) for _ in range(6)]
    told[1] = f"“{sentence(chance)}” said {who}, mayor of {PLACES[event % 8]}. {sentence(chance)}"
    told[3] = f"{who} told Paper {outlet - place} that {sentence(chance).lower()}"
    if place == 2:
        told.append(f"Source: Paper {outlet - place}")
    text = "".join(f"<p>{words}</p>" for words in told)
    links = "".join(f'<li><a href="/archive/{number}">More about number {number}</a></li>' for number in range(_LINKS))
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{headline} | Paper {outlet}</title>"
        f'<meta property="article:published_time" content="{now.isoformat()}">'
        f'<meta property="og:image" content="http://{host_of(outlet)}/picture/{event}"></head>'
        f"<body><nav><ul>{links}</ul></nav><main><article><h1>{headline}</h1>{text}</article></main>"
        f"<footer><ul>{links}</ul></footer></body></html>"
    ).encode()


@cache
def _picture(number: int) -> bytes:
    written = BytesIO()
    Image.new("RGB", (1200, 675), (40 * number, 90, 120)).save(written, "JPEG")
    return written.getvalue()
