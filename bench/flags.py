"""Which flags do the demo's stories get, and is each right by the script?

    python bench/flags.py [--seed N]

The script's own texts and its own stories, so that neither extraction nor grouping takes part; statements, credits,
reuse and origins are found. Right means: one origin in the script; nobody but unnamed sources; no statement and no
named credit; one owner; an official body's own report, or one that comes from it.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time

from headwater.data.load import load_knowledge
from headwater.demo.clock import Stepped
from headwater.demo.load import load_world
from headwater.demo.press import Press
from headwater.demo.truth import EventTruth, ReportTruth
from headwater.model.article import Article, Block, BlockKind
from headwater.model.knowledge import Knowledge
from headwater.model.outlet import OutletDirectory, OutletKind
from headwater.model.provenance import Flag, FlagKind, SpeakerKind
from headwater.model.story import Report
from headwater.provenance.credits import find_credits
from headwater.provenance.flags import find_flags
from headwater.provenance.origins import count_origins
from headwater.provenance.reuse import find_reuse
from headwater.provenance.statements import find_statements

FIRST_DAY = datetime(2026, 3, 2, tzinfo=UTC).date()


def report_of(truth: ReportTruth, knowledge: Knowledge) -> Report:
    """Give a report as it would come out of a page that is read without a fault."""
    article = Article(
        url=truth.url,
        outlet=truth.outlet,
        headline=truth.headline,
        language=truth.language,
        byline=truth.byline,
        dateline=truth.dateline,
        credit_line=truth.credit_line,
        date_published=truth.published,
        body=tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in truth.paragraphs),
    )
    return Report(
        key=truth.key,
        article=article,
        first_seen=truth.happened,
        statements=find_statements(article, knowledge=knowledge),
        credits=find_credits(article, knowledge=knowledge),
    )


def with_reuses(reports: Sequence[Report], knowledge: Knowledge) -> list[Report]:
    """Give the reports with what each shares with those before it."""
    return [replace(r, reuses=find_reuse(r, reports[:n], knowledge=knowledge)) for n, r in enumerate(reports)]


def verdicts(flag: Flag, event: EventTruth, truths: dict[str, ReportTruth], knowledge: Knowledge) -> Iterator[bool]:
    """Give for each claim of a flag whether the script says the same."""
    if flag.kind is FlagKind.SINGLE_ORIGIN:
        yield len(event.origins) == 1
    elif flag.kind is FlagKind.ONE_OWNER:
        yield len({knowledge.outlets.owner(truths[key].outlet) for key in event.reports}) == 1
    elif flag.kind is FlagKind.UNNAMED_ONLY:
        for key in flag.articles:
            yield all(said.speaker_kind is SpeakerKind.UNNAMED for said in truths[key].statements)
    elif flag.kind is FlagKind.NO_SOURCE:
        for key in flag.articles:
            yield not truths[key].statements and not any(hop.outlet for hop in truths[key].credits)
    else:
        for key in flag.articles:
            yield any(
                _is_official(truths[each].outlet, knowledge) for each in {key, *truths[key].ancestors} & truths.keys()
            )


def _is_official(outlet: str, knowledge: Knowledge) -> bool:
    known = knowledge.outlets.get(outlet)
    return known is not None and known.kind is OutletKind.OFFICIAL


def wanted(events: Sequence[EventTruth], truths: dict[str, ReportTruth]) -> Counter[FlagKind]:
    """Count what the script would flag, whatever the length of the text."""
    count = Counter[FlagKind]()
    for event in events:
        several = len({truths[key].outlet for key in event.reports}) > 1
        count[FlagKind.SINGLE_ORIGIN] += several and len(event.origins) == 1
    for truth in truths.values():
        said = truth.statements
        count[FlagKind.UNNAMED_ONLY] += bool(said) and all(s.speaker_kind is SpeakerKind.UNNAMED for s in said)
        count[FlagKind.NO_SOURCE] += not said and not any(hop.outlet for hop in truth.credits)
    return count


def main() -> None:
    """Print a line for each kind of flag."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    seed: int = parser.parse_args().seed
    clock = Stepped(datetime.combine(FIRST_DAY, time(5), tzinfo=UTC))
    with Press(load_world(), seed=seed, now=clock, first_day=FIRST_DAY) as press:
        truth, outlets = press.truth, press.outlets
    shipped = load_knowledge()
    knowledge = replace(shipped, outlets=OutletDirectory([*shipped.outlets, *outlets]))
    truths = {report.key: report for report in truth.reports}
    right, claimed = Counter[FlagKind](), Counter[FlagKind]()
    for event in truth.events:
        ordered = sorted((truths[key] for key in event.reports), key=lambda report: (report.happened, report.key))
        reports = with_reuses([report_of(each, knowledge) for each in ordered], knowledge)
        origins = count_origins(reports, knowledge=knowledge)
        for flag in find_flags(reports, origins=origins, knowledge=knowledge):
            for is_right in verdicts(flag, event, truths, knowledge):
                claimed[flag.kind] += 1
                right[flag.kind] += is_right
                if not is_right:
                    print(
                        "wrong", flag.kind.value, event.key, flag.articles, [each.words for each in flag.evidence][:4]
                    )
    in_script = wanted(truth.events, truths)
    print(f"{len(truth.events)} stories, {len(truths)} reports")
    for kind in FlagKind:
        print(f"{kind.value}: {right[kind]} of {claimed[kind]} right; in the script {in_script[kind] or '?'}")


if __name__ == "__main__":
    main()
