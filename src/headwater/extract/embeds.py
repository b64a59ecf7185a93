"""What a report shows from elsewhere: posts kept as quoted text with their speaker, films and maps as an address."""

import re

from headwater.extract.passages import Box, Passage
from headwater.model.article import Block, BlockKind
from headwater.text.urls import host_of, join

#: X and Bluesky: "— Ana Brezec (@ana.example) November 3, 2026".
_SIGNED = re.compile(r"\s*(?:—|–|―|--)\s*(?P<name>[^@()—–]{2,60}?)\s*\((?P<handle>@[\w.@-]{1,80})\)[^()]{0,60}$")
#: Instagram and TikTok, in the language of the site.
_POSTED = re.compile(
    r"(?:A (?:post|reel) shared by|Ein (?:Beitrag|Reel) geteilt von|Un(?:e publication| reel) partagée? par|"
    r"Una publicación compartida (?:de|por)|Um[a]? (?:publicação|post) (?:com|par)(?:partilhad|tilhad|part)\w* por|"
    r"Un post condiviso da|Een bericht gedeeld door|Публикация от|Post udostępniony przez użytkownika|"
    r"Η δημοσίευση κοινοποιήθηκε από το χρήστη|تمت مشاركة منشور بواسطة)\s+"
    r"(?P<name>[^@()]{2,60}?)\s*\((?P<handle>@[\w.]{1,40})\)",
    re.IGNORECASE,
)
#: Mastodon: "Post by @ana@almyra.example View on Mastodon".
_FEDERATED = re.compile(r"(?:(?:Post|Beitrag|Publication) (?:by|von|de) )?(?P<handle>@[\w.-]+@[\w-]+(?:\.[\w-]+)+)")
_VIEW = re.compile(
    r"\s*(?:View (?:on|this post on) (?:Mastodon|Instagram|Threads|Bluesky)|View this post)\s*", re.IGNORECASE
)
#: Whose post an address names: x.com/ana/status/1, almyra.example/@ana/1, t.me/almyra/7, tiktok.com/@ana/video/1.
_ADDRESSES = (
    (re.compile(r"(?:twitter|x)\.com/(?P<who>\w{1,30})/status/"), "@{who}"),
    (re.compile(r"tiktok\.com/@(?P<who>[\w.]{1,40})"), "@{who}"),
    (re.compile(r"(?:t\.me|telegram\.me)/(?:s/)?(?P<who>[A-Za-z]\w{3,40})/\d+"), "@{who}"),
    (re.compile(r"bsky\.app/profile/(?P<who>[\w.-]{3,80})/post/"), "@{who}"),
    (re.compile(r"//(?P<host>[\w.-]+)/(?:users/|@)(?P<who>[\w.]{1,40})/(?:statuses/)?\d+"), "@{who}@{host}"),
    (re.compile(r"youtube\.com/@(?P<who>[\w.-]{3,40})"), "@{who}"),
)
_NO_EMBED = re.compile(
    r"doubleclick|googletag|adservice|/ads?/|recaptcha|facebook\.com/plugins/(?:like|page)|addthis|outbrain|"
    r"taboola|newsletter|mailchimp|hubspot|disqus",
    re.IGNORECASE,
)
_SOURCES = ("src", "data-src", "data-lazy-src", "data-litespeed-src", "data-url")


def post_block(box: Box, group: list[Passage], *, base: str) -> Block:
    """Give an embedded post as a block: its words, who speaks, and its address."""
    text = _VIEW.sub(" ", " ".join(passage.text for passage in group)).strip()
    speaker = None
    for pattern in (_SIGNED, _POSTED):
        signed = pattern.search(text)
        if signed is not None:
            speaker = f"{signed['name'].strip()} ({signed['handle']})"
            text = text[: signed.start()].strip()
            break
    address = _address_of_post(box, group, base=base)
    if speaker is None and (federated := _FEDERATED.search(text)):
        speaker = federated["handle"]
        text = " ".join(f"{text[: federated.start()]} {text[federated.end() :]}".split())
    return Block(kind=BlockKind.EMBED, text=text, speaker=speaker or _speaker_at(address), source_url=address)


def _address_of_post(box: Box, group: list[Passage], *, base: str) -> str | None:
    attributes = box.node.attributes
    for name in ("cite", "data-instgrm-permalink", "data-embed-url", "data-url"):
        address = attributes.get(name)
        if address:
            return join(base, address.removesuffix("/embed"))
    post = attributes.get("data-telegram-post")
    if post:
        return join("https://t.me/", post)
    hrefs = [node.attributes.get("href") for passage in group for _, _, node in passage.links]
    last = next((href for href in reversed(hrefs) if href), None)
    return join(base, last) if last else None


def _speaker_at(address: str | None) -> str | None:
    """Give whose post an address says it is."""
    for pattern, form in _ADDRESSES:
        found = pattern.search(address or "")
        if found is not None:
            return form.format(**found.groupdict())
    return None


def frame_block(passage: Passage, *, base: str) -> Block | None:
    """Give a film or map as a block with its address; None for advertising and counters."""
    if passage.node is None:
        return None
    attributes = passage.node.attributes
    written = next((value for name in _SOURCES if (value := attributes.get(name))), None)
    address = join(base, written) if written else None
    if address is None or _NO_EMBED.search(address) or not host_of(address):
        return None
    return Block(kind=BlockKind.EMBED, text="", speaker=_speaker_at(address), source_url=address)
