"""What a report shows from elsewhere: posts kept as quoted text with their speaker, films and maps as an address."""

import re

from headwater.extract.passages import Box, Passage
from headwater.model.article import Block, BlockKind
from headwater.text.urls import host_of, join

_SIGNED = re.compile(r"\s*(?:—|–|―|--)\s*(?P<name>[^@()—–]{2,60}?)\s*\((?P<handle>@\w{1,30})\)[^()]{0,60}$")
_POSTED = re.compile(
    r"(?:A post shared by|Ein Beitrag geteilt von|"
    r"Une publication partagée par)\s+(?P<name>[^@()]{2,60}?)\s*\((?P<handle>@[\w.]{1,40})\)",
    re.IGNORECASE,
)
_NO_EMBED = re.compile(
    r"doubleclick|googletag|adservice|/ads?/|recaptcha|facebook\.com/plugins/(?:like|page)|addthis|outbrain|"
    r"taboola|newsletter|mailchimp|hubspot|disqus",
    re.IGNORECASE,
)
_SOURCES = ("src", "data-src", "data-lazy-src", "data-litespeed-src", "data-url")


def post_block(box: Box, group: list[Passage], *, base: str) -> Block:
    """Give an embedded post as a block: its words, who speaks, and its address."""
    text = " ".join(passage.text for passage in group)
    speaker = None
    for pattern in (_SIGNED, _POSTED):
        signed = pattern.search(text)
        if signed is not None:
            speaker = f"{signed['name'].strip()} ({signed['handle']})"
            text = text[: signed.start()].strip()
            break
    attributes = box.node.attributes
    address = attributes.get("cite") or attributes.get("data-instgrm-permalink")
    if address is None:
        hrefs = [node.attributes.get("href") for passage in group for _, _, node in passage.links]
        address = next((href for href in reversed(hrefs) if href), None)
    return Block(kind=BlockKind.EMBED, text=text, speaker=speaker, source_url=join(base, address) if address else None)


def frame_block(passage: Passage, *, base: str) -> Block | None:
    """Give a film or map as a block with its address; None for advertising and counters."""
    if passage.node is None:
        return None
    attributes = passage.node.attributes
    written = next((value for name in _SOURCES if (value := attributes.get(name))), None)
    address = join(base, written) if written else None
    if address is None or _NO_EMBED.search(address) or not host_of(address):
        return None
    return Block(kind=BlockKind.EMBED, text="", source_url=address)
