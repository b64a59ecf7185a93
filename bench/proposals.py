"""How many of the changes that a demo portal proposes to its editors are right?

    python bench/proposals.py DIRECTORY

The directory is the demo's own (`portal/demo` after `make run`), while it runs or later. A merge is right where most
reports of both stories tell of one event of the script (`demo/truth.py`), a split where no event is on both sides.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from headwater.cli.demo import first_day
from headwater.cli.opening import open_portal
from headwater.demo.load import load_world
from headwater.demo.site import Site
from headwater.demo.truth import truth_of
from headwater.model.story import Proposal, ProposalKind
from headwater.text.urls import normalise


def main(directory: Path) -> None:
    """Print each proposal with its events, and the counts."""
    settings = open_portal(directory).settings().demo
    truth = truth_of(Site(load_world(), seed=settings.seed, first_day=first_day(settings)))
    events = {normalise(report.url): report.event for report in truth.reports}
    from headwater.store.models import ArticleRow, ProposalRow
    from headwater.store.rows import proposal_from

    rows = ArticleRow.objects.values_list("key", "url", "story_id")
    event_of = {key: events.get(normalise(url), f"no event: {url}") for key, url, _ in rows}
    told: dict[str, list[str]] = {}
    for key, _, story in rows:
        told.setdefault(story, []).append(key)
    counts: Counter[tuple[str, bool]] = Counter()
    for row in ProposalRow.objects.order_by("-chance", "key"):
        proposal = proposal_from(row)
        right = is_right(proposal, told=told, event_of=event_of)
        counts[proposal.kind.value, right] += 1
        sides = " | ".join(str(dict(_events(told.get(story, ()), event_of))) for story in proposal.stories)
        print(f"{'right' if right else 'WRONG'} {proposal.kind.value} {proposal.chance:.3f} {sides}")
    for (kind, right), count in sorted(counts.items()):
        print(f"{kind}: {count} {'right' if right else 'wrong'}")


def is_right(proposal: Proposal, *, told: Mapping[str, list[str]], event_of: Mapping[str, str]) -> bool:
    """Whether the script says what the proposal says; a story that is there no more is none."""
    if proposal.kind is ProposalKind.MERGE:
        mostly = [_events(told.get(story, ()), event_of).most_common(1) for story in proposal.stories]
        return all(mostly) and len({most[0][0] for most in mostly}) == 1
    rest = set(told.get(proposal.stories[0], ())) - set(proposal.articles)
    return not {event_of[key] for key in rest} & {event_of[key] for key in proposal.articles}


def _events(articles: Iterable[str], event_of: Mapping[str, str]) -> Counter[str]:
    return Counter(event_of[key] for key in articles)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("which demo? python bench/proposals.py portal/demo")
    main(Path(sys.argv[1]))
