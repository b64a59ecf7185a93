"""How well do words tell a topic, where outlets say it themselves?

    python bench/topics.py

On the recorded feeds (`HEADWATER_BENCH_DATA`): an entry whose categories stand for exactly one topic is filed by its
title and summary alone, and held against that topic. Prints precision and recall, and both by language.
"""

import gzip
from collections import Counter
from datetime import UTC, datetime

from feeds import feeds_folder, page_of
from headwater.data.load import load_knowledge
from headwater.errors import ReadError
from headwater.model.article import Article
from headwater.model.feed import Entry
from headwater.model.story import Report
from headwater.read.feed import read_feed
from headwater.stories.topics import filing_of
from headwater.text.languages import detect_language
from headwater.text.markup import plain_line
from headwater.text.words import fold

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def main() -> None:
    """Print the table."""
    topics = load_knowledge().topics
    counts: Counter[tuple[str, str]] = Counter()
    for entry in _entries():
        said = {number for category in entry.categories if (number := topics.of_section(fold(category)))}
        if len(said) != 1 or not entry.title:
            continue
        found = filing_of([_report(entry)], topics=topics).topic
        verdict = "silent" if found is None else "right" if found in said else "wrong"
        language = (_language(entry) or "?")[:2]
        counts[language, verdict] += 1
        counts["all", verdict] += 1
    for language in sorted({language for language, _ in counts}, key=lambda name: -counts[name, "right"]):
        right, wrong, silent = (counts[language, verdict] for verdict in ("right", "wrong", "silent"))
        spoken = right + wrong
        print(
            f"{language:4} {spoken + silent:5} entries  precision {right / spoken if spoken else 1:.3f}"
            f"  recall {right / (spoken + silent):.3f}"
        )


def _entries() -> list[Entry]:
    found: list[Entry] = []
    for path in sorted((feeds_folder() / "recorded").glob("*.gz")):
        try:
            found += read_feed(page_of(gzip.decompress(path.read_bytes())), now=NOW).entries
        except ReadError:
            continue
    return found


def _report(entry: Entry) -> Report:
    words = plain_line(entry.summary or entry.content or "")
    article = Article(
        url=entry.link or "", outlet="x", headline=entry.title or "", description=words, language=_language(entry)
    )
    return Report(key=entry.link or "", article=article, first_seen=NOW)


def _language(entry: Entry) -> str | None:
    return detect_language(f"{entry.title}. {plain_line(entry.summary or '')}") or entry.language


if __name__ == "__main__":
    main()
