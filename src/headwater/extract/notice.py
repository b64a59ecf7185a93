"""What the outlet itself says about a report: its kind, whether it costs, what it was taken from, what it is about."""

import re
from collections.abc import Iterator

from headwater.extract.passages import Walked
from headwater.extract.structured import Structured, types_of, words_of
from headwater.model.article import ArticleLabel
from headwater.model.feed import Entry
from headwater.text.urls import host_of, join

_IN_PATH = (
    (ArticleLabel.OPINION, re.compile(
        r"/(?:opinions?|commentary|op-?ed|editorials?|columns?|comment-?is-?free|meinung|kommentar(?:e)?|"
        r"opinion[ei]|tribunes?|opiniao|gorus|yazarlar|mnenie)(?:/|-\d|$)")),
    (ArticleLabel.LIVE_BLOG, re.compile(
        r"/(?:live(?:blog)?s?(?:-updates?)?|en-direct|en-vivo|ao-vivo|diretta|liveticker|newsticker)(?:/|-|$)")),
    (ArticleLabel.PRESS_RELEASE, re.compile(
        r"/(?:press-?releases?|news-?releases?|pressemitteilung(?:en)?|communiques?(?:-de-presse)?|"
        r"comunicad(?:os?|i)(?:-stampa|-de-prensa)?)(?:/|-\d|$)")),
    (ArticleLabel.SPONSORED, re.compile(
        r"/(?:sponsored|partner-?content|brand-?studio|advertorials?|paid-?content|branded)(?:/|-|$)")),
)  # fmt: skip
_IN_PRINT = (
    (ArticleLabel.OPINION, re.compile(
        r"(?:opinion|op-ed|editorial|commentary|comment|column|meinung|kommentar|leitartikel|tribune|éditorial|"
        r"opinión|opinião|editoriale|commento|мнение|колонка|görüş|رأي)", re.IGNORECASE)),
    (ArticleLabel.LIVE_BLOG, re.compile(
        r"(?:live(?:\s+(?:blog|updates?|ticker))?|liveblog|liveticker|en\s+direct|en\s+vivo|ao\s+vivo|diretta)",
        re.IGNORECASE)),
    (ArticleLabel.PRESS_RELEASE, re.compile(
        r"(?:press\s+release|news\s+release|pressemitteilung|communiqué(?:\s+de\s+presse)?|"
        r"comunicado(?:\s+de\s+prensa)?|comunicato\s+stampa|пресс-релиз|basın\s+bülteni)", re.IGNORECASE)),
    (ArticleLabel.SPONSORED, re.compile(
        r"(?:sponsored(?:\s+(?:content|post|by\b.{0,40}))?|paid\s+(?:post|content|partnership)|partner\s+content|"
        r"advertorial|anzeige|publireportage|publirreportaje|contenuto\s+sponsorizzato|"
        r"in\s+partnership\s+with.{0,40}|advertisement\s+feature)", re.IGNORECASE)),
)  # fmt: skip
_TYPES = {
    "OpinionNewsArticle": ArticleLabel.OPINION,
    "LiveBlogPosting": ArticleLabel.LIVE_BLOG,
    "AdvertiserContentArticle": ArticleLabel.SPONSORED,
}
_LABEL_CHARACTERS = 45
_FREE = {
    "true": True,
    "1": True,
    "yes": True,
    "free": True,
    "false": False,
    "0": False,
    "no": False,
    "locked": False,
    "metered": False,
}
_MAX_KEYWORDS = 30
_MAX_KEYWORD_CHARACTERS = 80
_LIST_MARK = re.compile(r"[,;|،؛、，；]")
#: Ends a list that is one name: "Arts, Culture & Media".
_LAST_OF_NAME = re.compile(r"\S\s+(?:&|and|und|et|y|e|и|και|ve|en|og|och)\s+\S|\S\s+و\s?\S", re.IGNORECASE)
_SECTION_CHARACTERS, _SECTION_PARTS = 45, 4
#: Values under which one report is filed at most; more of them are its keywords.
_FILED_UNDER = 5


def find_labels(walked: Walked, structured: Structured, *, url: str, lines: range) -> tuple[ArticleLabel, ...]:
    """Give what kind of report the outlet says this is; the address, the mark-up and the printed kicker are asked."""
    found: set[ArticleLabel] = {_TYPES[kind] for kind in types_of(structured.article or {}) if kind in _TYPES}
    path = url.lower().split("//", 1)[-1].partition("/")[2]
    found |= {label for label, pattern in _IN_PATH if pattern.search(f"/{path}")}
    section = structured.meta("article:section") or words_of((structured.article or {}).get("articleSection")) or ""
    printed = [walked.passages[position].text for position in lines]
    for text in (section, *printed):
        if 0 < len(text) <= _LABEL_CHARACTERS:
            found |= {label for label, pattern in _IN_PRINT if pattern.fullmatch(text.strip(" :|·"))}
    return tuple(label for label in ArticleLabel if label in found)


def is_free(structured: Structured) -> bool | None:
    """Give whether the page says that reading costs nothing (schema.org isAccessibleForFree); None: it does not say."""
    for thing in (structured.article or {}, *structured.objects):
        stated = thing.get("isAccessibleForFree")
        if isinstance(stated, bool):
            return stated
        if isinstance(stated, str) and stated.strip().lower().rsplit("/", 1)[-1] in _FREE:
            return _FREE[stated.strip().lower().rsplit("/", 1)[-1]]
    tier = (structured.meta("article:content_tier", "access", "content-tier") or "").strip().lower()
    return _FREE.get(tier)


def based_on(structured: Structured, *, url: str) -> tuple[str, ...]:
    """Give the addresses that the mark-up names as the original, other hosts only; normalised."""
    host = host_of(url)
    stated: list[str] = [
        *structured.links.get("syndication-source", ()),
        *structured.metas.get("syndication-source", ()),
        *structured.links.get("original-source", ()),
        *structured.metas.get("original-source", ()),
        *structured.links.get("canonical", ()),
        *_addresses((structured.article or {}).get("isBasedOn")),
    ]
    found = (join(url, address) for address in stated)
    return tuple(dict.fromkeys(address for address in found if address and host_of(address) != host))


def _addresses(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _addresses(part)
    elif isinstance(value, dict):
        yield from _addresses(value.get("url") or value.get("@id"))


def find_keywords(structured: Structured, *, entry: Entry | None) -> tuple[str, ...]:
    """Give the outlet's own keywords, as printed, each once."""
    stated = (structured.article or {}).get("keywords")
    parts = stated if isinstance(stated, list) else [stated]
    texts = [words for part in parts if (words := words_of(part))]
    texts = texts or list(structured.metas.get("article:tag", ())) or list(structured.metas.get("news_keywords", ()))
    texts = texts or list(structured.metas.get("keywords", ())) or list(entry.categories if entry else ())
    split = (word.strip() for text in texts for word in re.split(r"[,;،、]", text))
    kept = dict.fromkeys(word for word in split if 0 < len(word) <= _MAX_KEYWORD_CHARACTERS)
    return tuple(kept)[:_MAX_KEYWORDS]


def find_section(structured: Structured) -> str | None:
    """Give the section a page says it is filed under: one short name, the first that is one; a list is none."""
    stated = (structured.article or {}).get("articleSection")
    for values in (structured.metas.get("article:section", ()), stated if isinstance(stated, list) else [stated]):
        if len(values) > _FILED_UNDER:
            continue
        section = next((name for value in values if (name := words_of(value)) and _is_section(name)), None)
        if section:
            return section
    return None


def _is_section(name: str) -> bool:
    if len(name) > _SECTION_CHARACTERS:
        return False
    first, *others = _LIST_MARK.split(name)
    return not others or (bool(first) and len(others) < _SECTION_PARTS and bool(_LAST_OF_NAME.search(others[-1])))
