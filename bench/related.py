"""Are the stories beside a story near to it? Held against what outlets themselves file together.

    python bench/related.py [--every N]

Nobody labels related news, so outlets' own rare keywords stand in: on the recorded feeds (`HEADWATER_BENCH_DATA`), two
entries of one feed are near where they share a category that at most six entries of that feed carry. Each entry with
such a neighbour is a question, the other entries of its feed are the candidates. Prints the share of the first three
answers that are near (precision at 3), and how often one of them is, for our order, for TF-IDF neighbours, for
recency, and for chance.
"""

import argparse
import gzip
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from feeds import feeds_folder, page_of
from headwater.errors import ReadError
from headwater.model.feed import Entry
from headwater.model.story import Story
from headwater.rank.related import rank_related
from headwater.read.feed import read_feed
from headwater.text.markup import plain_line
from headwater.text.words import fold, words

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
_SHOWN = 3
_RARE = 6
_ENOUGH = 8

Order = Callable[[Story, Sequence[Story]], list[str]]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="ask every so-manieth question alone")
    every = parser.parse_args().every
    asked = 0
    near: Counter[str] = Counter()
    any_near: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    questions = 0
    chance = 0.0
    for stories, partners in _feeds():
        for story in stories:
            others = [other for other in stories if other.key != story.key]
            wanted = partners.get(story.key, set())
            asked += bool(wanted)
            if not wanted or asked % every:
                continue
            questions += 1
            chance += len(wanted) / len(others)
            for name, order in _ORDERS.items():
                answered = order(story, others)[:_SHOWN]
                hits = sum(key in wanted for key in answered)
                near[name] += hits
                shown[name] += len(answered)
                any_near[name] += hits > 0
    print(f"{questions} questions")
    for name in _ORDERS:
        print(f"{name:10} near at 3: {near[name] / shown[name]:.3f}   one of three: {any_near[name] / questions:.3f}")
    print(f"{'chance':10} near at 3: {chance / questions:.3f}")


def _feeds() -> Iterator[tuple[list[Story], dict[str, set[str]]]]:
    for path in sorted((feeds_folder() / "recorded").glob("*.gz")):
        try:
            entries = read_feed(page_of(gzip.decompress(path.read_bytes())), now=NOW).entries[:200]
        except ReadError:
            continue
        kept = [entry for entry in entries if entry.title]
        if len(kept) < _ENOUGH:
            continue
        stories = [_story(str(number), entry) for number, entry in enumerate(kept)]
        by_category: dict[str, set[str]] = defaultdict(set)
        for story, entry in zip(stories, kept, strict=True):
            for category in entry.categories:
                by_category[fold(category)].add(story.key)
        partners: dict[str, set[str]] = defaultdict(set)
        for keys in by_category.values():
            if 1 < len(keys) <= _RARE:
                for key in keys:
                    partners[key] |= keys - {key}
        yield stories, partners


def _story(key: str, entry: Entry) -> Story:
    seen = min(entry.published or NOW - timedelta(days=30), NOW)
    words_of = plain_line(entry.summary or entry.content or "")[:600]
    return Story(
        key=key, headline=entry.title or "", summary=words_of, articles=(key,), first_seen=seen, last_updated=seen
    )


def _ours(story: Story, others: Sequence[Story]) -> list[str]:
    return [ranked.story for ranked in rank_related(story, others, now=NOW, limit=_SHOWN)]


def _by_time(_story: Story, others: Sequence[Story]) -> list[str]:
    return [other.key for other in sorted(others, key=lambda other: other.last_updated or NOW, reverse=True)]


def _by_tfidf(story: Story, others: Sequence[Story]) -> list[str]:
    texts = {each.key: Counter(_bag(each)) for each in (story, *others)}
    seen = Counter(word for bag in texts.values() for word in bag)
    vectors = {
        key: _unit({w: n * math.log(len(texts) / seen[w]) for w, n in bag.items()}) for key, bag in texts.items()
    }
    own = vectors[story.key]
    likeness = {
        other.key: sum(weight * vectors[other.key].get(word, 0.0) for word, weight in own.items()) for other in others
    }
    return sorted(likeness, key=lambda key: (-likeness[key], key))


def _bag(story: Story) -> list[str]:
    return [word for word in words(f"{story.headline} {story.summary or ''}", limit=120) if word]


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {word: weight / length for word, weight in vector.items()}


_ORDERS: dict[str, Order] = {"ours": _ours, "TF-IDF": _by_tfidf, "recency": _by_time}

if __name__ == "__main__":
    main()
