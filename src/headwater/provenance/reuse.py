"""Reuse: which earlier texts are worth comparing, and what one text has taken from another.

Two steps. `ReuseIndex` is the live state: sampled shingles of every text in sorted segments, which answers "which
earlier articles share wording with this one" at a cost that hardly grows. `find_reuse` then aligns the few candidates
word by word and says what was taken, how, and from whom.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import msgspec

from headwater.errors import CodecError
from headwater.model.article import Article, text_of
from headwater.model.knowledge import Knowledge
from headwater.model.provenance import Reuse, ReuseKind
from headwater.model.story import Report
from headwater.provenance.align import Comparison, compare_words
from headwater.provenance.direction import decide_direction
from headwater.provenance.reuse_kind import decide_kind
from headwater.provenance.segments import Segments
from headwater.provenance.wording import read_words
from headwater.text.shingles import Hashes, hash_shingles, sample

#: One shingle in four is kept, and three in common make a candidate: a reused paragraph of 30 words is then found in
#: 95 of 100 cases, and the alignment throws the chance hits out.
SAMPLED_ONE_IN = 4
#: Candidates share at least this many sampled shingles.
_FEWEST_SHARED = 3
#: Candidates that are aligned, the closest first.
_MOST_CANDIDATES = 20
#: A shingle in this many texts of one outlet is that outlet's boilerplate.
_BOILERPLATE = 4
#: A text counts as reusing another from this many aligned words on, outside quotation marks; or from a whole paragraph
#: around a statement.
_FEWEST_WORDS = 20
#: Below this share of both texts, the words in common are a set phrase of the trade or of the site.
_SMALLEST_SHARE = 0.05
_FORMAT = 1


class _Snapshot(msgspec.Struct):
    format: int
    keys: list[str]
    outlets: list[str]
    seen: list[float]
    segments: bytes


class ReuseIndex:
    """The sampled shingles of every article in the look-back window.

    The answers depend only on what was added and in which order, so a restart from `encode` gives the same state.
    """

    __slots__ = ("_keys", "_latest", "_outlets", "_seen", "_segments")

    def __init__(self) -> None:
        """Begin empty."""
        self._keys: list[str] = []
        self._outlets: list[str] = []
        self._seen: list[float] = []
        self._segments = Segments()
        self._latest: tuple[Article, Hashes] | None = None

    def __len__(self) -> int:
        """Count the articles held."""
        return len(self._keys)

    def add(self, report: Report) -> None:
        """Take a report in; later ones are compared with it."""
        self._segments.add(len(self._keys), self._shingles(report))
        self._keys.append(report.key)
        self._outlets.append(report.article.outlet)
        self._seen.append(report.first_seen.timestamp())

    def candidates(self, report: Report) -> tuple[str, ...]:
        """Give the keys of earlier articles worth aligning, the closest first, at most 20."""
        alone, groups = self._segments.find(self._shingles(report))
        shared = Counter(alone)
        for documents in groups:
            shared.update(self._without_boilerplate(documents, report.article.outlet))
        ranked = sorted((-count, document) for document, count in shared.items() if count >= _FEWEST_SHARED)
        keys = dict.fromkeys(self._keys[document] for _, document in ranked)
        keys.pop(report.key, None)
        keys.pop("", None)
        return tuple(keys)[:_MOST_CANDIDATES]

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all articles that are held."""
        return frozenset(self._keys)

    def forget(self, article: str) -> None:
        """Let go of the shingles of an article that was taken down; its number stays empty."""
        for number in [number for number, key in enumerate(self._keys) if key == article]:
            self._segments.remove(number)
            self._keys[number] = ""

    def forget_before(self, when: datetime) -> None:
        """Drop the oldest articles, up to the first one seen at or after `when`."""
        limit = when.timestamp()
        dropped = next((number for number, seen in enumerate(self._seen) if seen >= limit), len(self._seen))
        if dropped:
            self._segments.forget(dropped)
            del self._keys[:dropped], self._outlets[:dropped], self._seen[:dropped]

    def encode(self) -> bytes:
        """Give the whole state as bytes; the same state gives the same bytes."""
        snapshot = _Snapshot(_FORMAT, self._keys, self._outlets, self._seen, self._segments.encode())
        return msgspec.msgpack.encode(snapshot)

    @classmethod
    def decode(cls, state: bytes) -> "ReuseIndex":
        """Give the state that `encode` wrote.

        Raises:
            CodecError: where the bytes are broken or from a later version.

        """
        try:
            snapshot = msgspec.msgpack.decode(state, type=_Snapshot)
        except msgspec.MsgspecError as error:
            message = "the snapshot of shared wording cannot be read; rebuild it from the articles"
            raise CodecError(message) from error
        if snapshot.format != _FORMAT:
            message = f"the snapshot of shared wording has format {snapshot.format}, this Headwater reads {_FORMAT}"
            raise CodecError(message)
        index = cls()
        index._keys, index._outlets, index._seen = snapshot.keys, snapshot.outlets, snapshot.seen
        index._segments = Segments.decode(snapshot.segments)
        return index

    def _shingles(self, report: Report) -> Hashes:
        """Give a report's sampled shingles; those of the last report asked about are at hand."""
        if self._latest is None or self._latest[0] is not report.article:
            text = f"{report.article.headline}\n{text_of(report.article)}"
            self._latest = report.article, sample(hash_shingles(text), one_in=SAMPLED_ONE_IN)
        return self._latest[1]

    def _without_boilerplate(self, documents: Sequence[int], outlet: str) -> Iterable[int]:
        if len(documents) < _BOILERPLATE:
            return documents
        per_outlet = Counter(self._outlets[document] for document in documents)
        if per_outlet[outlet] >= _BOILERPLATE - 1:
            return ()
        return [number for number in documents if per_outlet[self._outlets[number]] < _BOILERPLATE]


def find_reuse(report: Report, candidates: Sequence[Report], *, knowledge: Knowledge) -> tuple[Reuse, ...]:
    """Give what an article shares with each of the candidates, the largest share first.

    Quoted statements do not count as reuse, neither do a handful of common words: candidates without a real passage in
    common are left out. `newer` and `older` follow `first_seen`; who had it from whom is `direction`, with reasons.

    >>> find_reuse(Report(key="a", article=Article(url="https://a.example/", outlet="a", headline="A"),
    ...     first_seen=datetime(2026, 1, 1)), (), knowledge=Knowledge())
    ()
    """
    found = list(_reuses(report, candidates, knowledge))
    return tuple(sorted(found, key=lambda reuse: (-max(reuse.coverage, reuse.coverage_of_older), reuse.older)))


def _reuses(report: Report, candidates: Sequence[Report], knowledge: Knowledge) -> Iterator[Reuse]:
    words = read_words(report.article) if candidates else None
    for candidate in candidates:
        if words is None or candidate.key == report.key:
            continue
        newer, older = _by_time(report, candidate)
        others = read_words(candidate.article)
        comparison = compare_words(words, others) if newer is report else compare_words(others, words)
        share = max(comparison.coverage, comparison.coverage_of_older)
        is_enough = comparison.words >= _FEWEST_WORDS or comparison.paragraphs > 0
        if is_enough and share >= _SMALLEST_SHARE and not _is_form(comparison):
            reuse = _reuse(newer, older, comparison=comparison, knowledge=knowledge)
            # A paragraph that an outlet prints under everything is its own notice, no copy.
            if reuse.kind is not ReuseKind.QUOTED or newer.article.outlet != older.article.outlet:
                yield reuse


def _is_form(comparison: Comparison) -> bool:
    """Say whether two texts fill one form with other numbers: forecasts, prices, results. A copy keeps its numbers."""
    return comparison.contradictions >= max(1, comparison.agreements)


def _by_time(one: Report, other: Report) -> tuple[Report, Report]:
    older, newer = sorted((one, other), key=lambda report: (report.first_seen, report.key))
    return newer, older


def _reuse(newer: Report, older: Report, *, comparison: Comparison, knowledge: Knowledge) -> Reuse:
    verdict = decide_direction(newer, older, comparison=comparison, knowledge=knowledge)
    return Reuse(
        newer=newer.key,
        older=older.key,
        coverage=comparison.coverage,
        coverage_of_older=comparison.coverage_of_older,
        passages=comparison.passages,
        kind=decide_kind(newer.article, older.article, comparison=comparison),
        direction=verdict.direction,
        reasons=verdict.reasons,
    )
