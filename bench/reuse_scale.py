"""Does the reuse index stay as fast when it holds a million texts, and how much memory does it take?

    python bench/reuse_scale.py --texts 1000000

Texts are 270 random words of a vocabulary of 50,000; one in five repeats the first 70 % of an earlier one. Each is
looked up and then taken in, as the newsroom does. Prints the time per text by tenth of the run, the share of copies
whose original was among the candidates, and the growth of memory.
"""

import argparse
import random
import resource
import sys
import time
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from headwater.model.article import Article, Block, BlockKind
from headwater.model.story import Report
from headwater.provenance.reuse import ReuseIndex

WORDS, VOCABULARY, COPIES, KEPT = 270, 50_000, 0.2, 0.7


def reports(count: int, *, seed: int = 7) -> Iterator[tuple[Report, str | None]]:
    """Give made-up reports, each with the key of the one it was copied from or None."""
    rng = random.Random(seed)
    vocabulary = [f"{number:x}word" for number in range(VOCABULARY)]
    latest: deque[tuple[str, list[str]]] = deque(maxlen=2000)
    for number in range(count):
        key, original = str(number), None
        if latest and rng.random() < COPIES:
            original, words = rng.choice(latest)
            words = words[: int(WORDS * KEPT)]
        else:
            words = rng.choices(vocabulary, k=WORDS)
            latest.append((key, words))
        block = Block(kind=BlockKind.PARAGRAPH, text=" ".join(words))
        article = Article(url=f"https://o{number}.example/", outlet=f"o{number % 5000}", headline="", body=(block,))
        yield Report(key=key, article=article, first_seen=datetime.fromtimestamp(number, UTC)), original


def main() -> None:
    """Run, and print a line per tenth."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--texts", type=int, default=100_000)
    texts = parser.parse_args().texts
    index, spent, copies, found = ReuseIndex(), 0.0, 0, 0
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number, (report, original) in enumerate(reports(texts), start=1):
        start = time.process_time()
        candidates = index.candidates(report)
        index.add(report)
        spent += time.process_time() - start
        copies += original is not None
        found += original in candidates
        if number % (texts // 10) == 0:
            grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
            print(
                f"{number:>9,} texts  {spent / (texts // 10) * 1e6:5.0f} us/text  peak memory +{grown:,.0f} MB",
                flush=True,
            )
            spent = 0.0
    print(f"originals found among the candidates: {found / max(1, copies):.4f} of {copies:,}")


if __name__ == "__main__":
    main()
