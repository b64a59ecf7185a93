"""Count how common words are, over openly licensed pages, and print the table of `data/background/common_words.tsv`.

HEADWATER_BENCH_DATA=../shared/data python bench/background.py > src/headwater/data/background/common_words.tsv

Pages: the web content extraction benchmark (CC BY 4.0) and trafilatura's evaluation pages (Apache-2.0). A page counts
as several texts of 250 words, as many as grouping reads of one report. Rows rarer than one in a thousand texts are
left out: they say nothing, and nobody's text can be read from the rest.
"""

import gzip
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import trafilatura

from headwater.text.words import words

_WINDOW, _WINDOWS = 250, 8
_ONE_IN = 1_000
_LANGUAGE = re.compile(r"<html[^>]*\slang=[\"']?([a-zA-Z]{2})")


def main() -> None:
    """Print the table: a line with the number of texts, then a line a word."""
    root = Path(os.environ["HEADWATER_BENCH_DATA"])
    counts: Counter[str] = Counter()
    texts = 0
    for text, language in (*_english(root), *_mixed(root)):
        found = words(text, limit=_WINDOW * _WINDOWS, language=language)
        for start in range(0, len(found), _WINDOW):
            texts += 1
            counts.update(_terms(found[start : start + _WINDOW]))
    print(f"\t{texts}")
    for term, count in sorted(counts.items(), key=lambda row: (-row[1], row[0])):
        if count * _ONE_IN >= texts:
            print(f"{term}\t{count}")


def _terms(found: list[str]) -> set[str]:
    pairs = {f"{one} {other}" for one, other in pairwise(found) if one and other}
    return {word for word in found if word} | pairs


def _english(root: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(root.glob("Murrough-Foley+web-content-extraction-benchmark/dev/ground-truth/*.json")):
        truth = json.loads(path.read_text())["ground_truth"]
        yield f"{truth.get('title') or ''}\n{truth.get('main_content') or ''}", "en"


def _mixed(root: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(root.glob("adbar+trafilatura/tests/*/*.gz")):
        page = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
        language = _LANGUAGE.search(page[:5_000])
        text = trafilatura.extract(page, include_comments=False)
        if text and language:
            yield text, language.group(1).casefold()


if __name__ == "__main__":
    main()
