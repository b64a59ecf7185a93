"""Which entries of a fetch are new, and which we know: the decision, without acting on it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from headwater.model.feed import Entry, KnownEntry, Sighting, SightingKind
from headwater.text.urls import normalise

#: A title of fewer words ("Weather", "Live") names many reports, so it alone never makes two entries one.
_TELLING_WORDS = 4
#: Entries whose titles agree are one report while their dates are no further apart; undated ones agree with all.
_TITLE_WINDOW = timedelta(days=7)
#: An earlier date is a placeholder: no outlet's feed reaches back before the web.
_WEB_BEGINS = datetime(1991, 8, 6, tzinfo=UTC)
_SCHEME = re.compile(r"^https?://(?:www\.)?", re.IGNORECASE)
_WORD = re.compile(r"\w+")


def decide(entries: Sequence[Entry], *, known: Iterable[KnownEntry], feed: str, now: datetime) -> tuple[Sighting, ...]:
    """Give for each entry of a fetch whether it is new, known, known under another face, or repeated in the fetch.

    `known` are the earlier entries of the outlet, of all its feeds. An address tells a report from others unless
    several entries share it; an id does where no other entry has it and nothing contradicts it; a telling title does
    where the dates agree. What is neither is new. The order of `entries` is kept, and never decides what is known.
    """
    memory = _Memory(known)
    crowded = _Crowd(entries)
    sightings: list[Sighting] = []
    for entry in entries:
        found, rule = memory.find(entry, crowded)
        if found is None:
            remembered = _remembered(entry, key="", feed=feed)
            sightings.append(
                Sighting(entry=entry, kind=SightingKind.NEW, rule=rule, shown_at=shown_at(entry, first_seen=now))
            )
            memory.add(remembered)
        elif not found.key or found.key in memory.taken:
            key = found.key or None
            sightings.append(Sighting(entry=entry, kind=SightingKind.REPEATED, key=key, rule=rule))
        else:
            memory.taken.add(found.key)
            kind = SightingKind.KNOWN if _same_face(entry, found, feed) else SightingKind.MOVED
            sightings.append(Sighting(entry=entry, kind=kind, key=found.key, rule=rule))
    return tuple(sightings)


def shown_at(entry: Entry, *, first_seen: datetime) -> datetime:
    """Give the moment an entry is shown as published: what it states, unless that lies ahead or before the web.

    It is decided once, at first sight, so that a feed that dates everything "now" moves nothing. The date as printed
    stays in the entry.

    >>> shown_at(Entry(), first_seen=datetime(2026, 11, 23, tzinfo=UTC)).year
    2026
    """
    stated = entry.published or entry.updated
    return stated if stated is not None and _WEB_BEGINS <= stated <= first_seen else first_seen


def remember(sighting: Sighting, *, key: str, feed: str) -> KnownEntry:
    """Give what is kept of an entry, under the key of its article, to know it again in later fetches."""
    return _remembered(sighting.entry, key=key, feed=feed)


def _remembered(entry: Entry, *, key: str, feed: str) -> KnownEntry:
    return KnownEntry(key=key, id=entry.id, link=entry.link, title=entry.title, published=entry.published, feed=feed)


def _same_face(entry: Entry, known: KnownEntry, feed: str) -> bool:
    return (entry.link, entry.title, feed) == (known.link, known.title, known.feed)


class _Crowd:
    """Which addresses and ids several entries of one fetch share, and so tell nothing."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.links = _shared((_link_key(entry.link), _title_key(entry.title)) for entry in entries)
        self.ids = _shared((_id_key(entry.id), _link_key(entry.link) or _title_key(entry.title)) for entry in entries)


def _shared(pairs: Iterable[tuple[str | None, str | None]]) -> frozenset[str]:
    counted = Counter(name for name, _ in set(pairs) if name)
    return frozenset(name for name, times in counted.items() if times > 1)


class _Memory:
    """The earlier entries of an outlet, found by address, id and title."""

    def __init__(self, known: Iterable[KnownEntry]) -> None:
        self.taken: set[str] = set()
        self._by_link: dict[str, list[KnownEntry]] = {}
        self._by_path: dict[str, list[KnownEntry]] = {}
        self._by_id: dict[str, list[KnownEntry]] = {}
        self._by_title: dict[str, list[KnownEntry]] = {}
        for each in known:
            self.add(each)

    def add(self, entry: KnownEntry) -> None:
        """Remember one more entry."""
        for index, name in (
            (self._by_link, _link_key(entry.link)),
            (self._by_path, _path_key(entry.link)),
            (self._by_id, _id_key(entry.id)),
            (self._by_title, _title_key(entry.title)),
        ):
            if name:
                index.setdefault(name, []).append(entry)

    def find(self, entry: Entry, crowd: _Crowd) -> tuple[KnownEntry | None, str]:
        """Give the earlier entry that is the same report, and the rule that says so."""
        link, title = _link_key(entry.link), _title_key(entry.title)
        at_link = self._by_link.get(link or "", [])
        if at_link and link not in crowd.links and len({_title_key(each.title) for each in at_link}) == 1:
            return at_link[0], "same address"
        for each in at_link:
            if _title_key(each.title) == title and _dates_agree(entry, each):
                return each, "same address and title"
        same_id = [] if _id_key(entry.id) in crowd.ids else self._by_id.get(_id_key(entry.id) or "", [])
        if len({each.key for each in same_id}) == 1 and not _contradicts(entry, same_id[-1]):
            return same_id[-1], "same id"
        for each in self._by_path.get(_path_key(entry.link) or "", []):
            if title and _title_key(each.title) == title:
                return each, "same page and title"
        for each in self._by_title.get(title or "", []):
            if _is_telling(title) and _dates_agree(entry, each) and not _both_stay(entry, each):
                return each, "same title"
        return None, "not seen before"


def _contradicts(entry: Entry, known: KnownEntry) -> bool:
    # A repeated or reused id: neither the address nor the title agrees.
    return _path_key(entry.link) != _path_key(known.link) and _title_key(entry.title) != _title_key(known.title)


def _both_stay(entry: Entry, known: KnownEntry) -> bool:
    # Two columns of one title on one day keep their ids and addresses apart.
    return bool(entry.id and known.id and entry.published and known.published and entry.published != known.published)


def _dates_agree(entry: Entry, known: KnownEntry) -> bool:
    if entry.published is None or known.published is None:
        return True
    return abs(entry.published - known.published) <= _TITLE_WINDOW


def _is_telling(title: str | None) -> bool:
    return title is not None and len(title.split()) >= _TELLING_WORDS


def _link_key(link: str | None) -> str | None:
    plain = normalise(link) if link else None
    return _SCHEME.sub("", plain).rstrip("/") if plain else None


def _path_key(link: str | None) -> str | None:
    parts = urlsplit(link) if link else None
    if parts is None or not parts.path.strip("/"):
        return None
    return _SCHEME.sub("", f"{parts.scheme}://{parts.netloc}{parts.path}").rstrip("/")


def _id_key(printed: str | None) -> str | None:
    return _SCHEME.sub("", printed.strip()).rstrip("/") or None if printed else None


def _title_key(title: str | None) -> str | None:
    return " ".join(_WORD.findall(title.casefold())) or None if title else None
