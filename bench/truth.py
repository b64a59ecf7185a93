"""What a portal found in the demo, held against what the script says: a score for each kind of claim.

    truth (the script), found (reports, stories, refusals) ── score ──▶ one Score a kind

Pure: values in, values out. Addresses tie the two sides together.
"""

import operator
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from headwater.demo.truth import ReportTruth, StatementTruth, Truth
from headwater.demo.world import ChangeKind, How
from headwater.model.article import Article, quoted, text_of
from headwater.model.knowledge import Knowledge
from headwater.model.provenance import (
    CreditForm,
    CreditKind,
    Direction,
    ReuseKind,
    RevisionKind,
    SpeakerKind,
    Statement,
)
from headwater.provenance.origins import count_origins
from truth_said import joined_pairs, true_pairs
from truth_tied import Found, Tied, address, are_related, are_siblings, direction, events_of, family, story_of
from truth_words import folded, same_name, word_f1, words_of

#: Two contents are the same statement from here on: the rule of the attribution harness (content Dice).
SAME_CONTENT = 0.5
#: A body counts as right from here on: a sentence of somebody else's in a short report is too much.
RIGHT_BODY = 0.93

_REUSE_KINDS = {
    How.VERBATIM: ReuseKind.VERBATIM,
    How.RETITLED: ReuseKind.RETITLED,
    How.CUT: ReuseKind.CUT,
    How.SHUFFLED: ReuseKind.SHUFFLED,
    How.LIGHT: ReuseKind.REWORDED,
    How.HEAVY: ReuseKind.REWORDED,
    How.REWORDED: ReuseKind.REWORDED,
    How.TRANSLATED: ReuseKind.TRANSLATED,
    How.MERGED: ReuseKind.MERGED,
    How.QUOTED: ReuseKind.QUOTED,
}
_DEFINITE = frozenset({Direction.NEWER_FROM_OLDER, Direction.OLDER_FROM_NEWER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How often one kind of claim was right."""

    kind: str
    right: int
    #: Claims made.
    found: int
    #: Claims that the script would make.
    expected: int

    @property
    def precision(self) -> float:
        """Share of the claims made that are right; 1 where none were made."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the true claims that were made; 1 where there are none."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score(truth: Truth, found: Found) -> tuple[Score, ...]:
    """Give a score for each kind of claim, in the order of the pipeline."""
    tied = Tied(truth=truth, found=found)
    return tuple(chain.from_iterable(judge(tied) for judge in _JUDGES))


def table(scores: Iterable[Score]) -> str:
    """Give the scores as a Markdown table.

    >>> print(table([Score(kind="articles", right=9, found=9, expected=10)]).splitlines()[-1])
    | articles | 9 | 9 | 10 | 1.000 | 0.900 | 0.947 |
    """
    rows = [
        f"| {row.kind} | {row.right} | {row.found} | {row.expected} "
        f"| {row.precision:.3f} | {row.recall:.3f} | {row.f1:.3f} |"
        for row in scores
    ]
    head = ("| kind | right | found | expected | precision | recall | F1 |", "|---|---|---|---|---|---|---|")
    return "\n".join((*head, *rows))


def _articles(tied: Tied) -> Iterator[Score]:
    # What was taken down may have been seen before, or not: neither is a mistake.
    gone = {
        report.key for report in tied.truth.reports if any(kind is ChangeKind.TAKEDOWN for _, kind in report.changes)
    }
    seen_and_gone = sum(report.key in gone for report, _ in tied.pairs)
    yield Score(
        kind="articles",
        right=len(tied.pairs) - seen_and_gone,
        found=len(tied.found.reports) - seen_and_gone,
        expected=len(tied.truth.reports) - len(gone),
    )


def _fields(tied: Tied) -> Iterator[Score]:
    for name, (true, ours) in _FIELDS.items():
        values = [(true(report), ours(article.article)) for report, article in tied.pairs]
        yield Score(
            kind=f"field: {name}",
            right=sum(expected is not None and expected == got for expected, got in values),
            found=sum(got is not None for _, got in values),
            expected=sum(expected is not None for expected, _ in values),
        )
    yield _dates(tied)
    bodies = [_body_f1(report, ours.article) for report, ours in tied.pairs if report.paragraphs]
    yield Score(
        kind="field: body", right=sum(f1 >= RIGHT_BODY for f1 in bodies), found=len(bodies), expected=len(bodies)
    )


def _dates(tied: Tied) -> Score:
    times = [(report, ours.article.date_published) for report, ours in tied.pairs]
    right = sum(
        time is not None
        and (time == report.published or (not report.is_exact and time.date() == report.published.date()))
        for report, time in times
    )
    return Score(kind="field: date", right=right, found=sum(time is not None for _, time in times), expected=len(times))


_FIELDS: dict[str, tuple[Callable[[ReportTruth], object], Callable[[Article], object]]] = {
    "headline": (lambda report: folded(report.headline), lambda article: folded(article.headline)),
    "authors": (
        lambda report: tuple(map(folded, report.authors)) or None,
        lambda article: tuple(map(folded, article.authors)) or None,
    ),
    "language": (lambda report: report.language, lambda article: (article.language or "").partition("-")[0] or None),
    "section": (
        lambda report: folded(report.section),
        lambda article: folded(article.section) if article.section else None,
    ),
    "caption": (
        lambda report: folded(report.caption) if report.caption else None,
        lambda article: (
            folded(article.lead_image.caption) if article.lead_image and article.lead_image.caption else None
        ),
    ),
    "credit line": (
        lambda report: folded(report.credit_line) if report.credit_line else None,
        lambda article: folded(article.credit_line) if article.credit_line else None,
    ),
}


def _statements(tied: Tied) -> Iterator[Score]:
    matched = [
        (true, mine, ours.article)
        for report, ours in tied.pairs
        for true, mine in _matched(report.statements, ours.statements, article=ours.article)
    ]
    expected = sum(len(report.statements) for report, _ in tied.pairs)
    kept = {id(mine) for _, mine, _ in matched}
    found = sum(
        id(mine) in kept or _is_claim(mine, report, article=ours.article)
        for report, ours in tied.pairs
        for mine in ours.statements
    )
    yield Score(kind="statements", right=len(matched), found=found, expected=expected)
    kinds = sum(true.kind is mine.kind for true, mine, _ in matched)
    yield Score(kind="statement kinds", right=kinds, found=len(matched), expected=len(matched))
    yield from _speakers(tied, matched)
    yield from _addressees(tied, matched)


def _is_claim(mine: Statement, report: ReportTruth, *, article: Article) -> bool:
    """Whether a statement that the script does not have counts as a false alarm.

    What an outlet is said to have reported is a hop in the script, and what a standfirst says is not marked there.
    """
    source = folded(quoted(article, mine.source)) if mine.source else ""
    is_hop = any(source and (source in folded(hop.words) or folded(hop.words) in source) for hop in report.credits)
    content = set(words_of(" ".join(quoted(article, span) for span in mine.content)))
    return not is_hop and not content <= set(words_of(report.summary or ""))


def _speakers(tied: Tied, matched: Sequence[tuple[StatementTruth, Statement, Article]]) -> Iterator[Score]:
    said = list(chain.from_iterable(report.statements for report, _ in tied.pairs))
    named = [(true.speaker, mine.speaker.name) for true, mine, _ in matched if mine.speaker and mine.speaker.name]
    yield Score(
        kind="speakers",
        right=sum(true is not None and same_name(true, name) for true, name in named),
        found=len(named),
        expected=sum(statement.speaker is not None for statement in said),
    )
    unnamed = [mine for true, mine, _ in matched if true.speaker_kind is SpeakerKind.UNNAMED]
    kept = sum(mine.speaker is None or mine.speaker.name is None for mine in unnamed)
    yield Score(kind="unnamed sources left unnamed", right=kept, found=len(unnamed), expected=len(unnamed))


def _addressees(tied: Tied, matched: Sequence[tuple[StatementTruth, Statement, Article]]) -> Iterator[Score]:
    claims = [(true.addressee, quoted(article, mine.addressee)) for true, mine, article in matched if mine.addressee]
    said = chain.from_iterable(report.statements for report, _ in tied.pairs)
    yield Score(
        kind="addressees",
        right=sum(true is not None and word_f1(true, words) >= SAME_CONTENT for true, words in claims),
        found=len(claims),
        expected=sum(statement.addressee is not None for statement in said),
    )


def _credits(tied: Tied) -> Iterator[Score]:
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    expected: Counter[str] = Counter()
    for report, ours in tied.pairs:
        # What markup says, and that somebody speaks at all, is no hop of the script's texts.
        said = [
            credit
            for credit in ours.credits
            if credit.form is not CreditForm.MARKUP and credit.kind is not CreditKind.SPEAKS
        ]
        for kind, true, mine in (
            ("credits", {(hop.kind, hop.outlet) for hop in report.credits}, {(hop.kind, hop.outlet) for hop in said}),
            ("credited outlets", {hop.outlet for hop in report.credits}, {hop.outlet for hop in said}),
        ):
            right[kind] += len(true & mine)
            found[kind] += len(mine)
            expected[kind] += len(true)
    for kind in ("credits", "credited outlets"):
        yield Score(kind=kind, right=right[kind], found=found[kind], expected=expected[kind])


def _copies(tied: Tied) -> Iterator[Score]:
    linked = {frozenset((newer.key, older.key)) for newer, older, _ in tied.reuses}
    claims = {pair for pair in linked if not are_siblings(pair, tied=tied)}
    right = {pair for pair in claims if are_related(*(tied.truth_of(key) for key in sorted(pair)))}
    links = [(link, older) for link in tied.truth.copies if (older := family(link, tied=tied))]
    hits = [link for link, older in links if any(frozenset((link.newer, other)) in linked for other in older)]
    yield Score(kind="copies claimed", right=len(right), found=len(claims), expected=len(claims))
    mixed = {events_of(pair, tied=tied) for pair in linked - claims}
    apart = tied.apart
    yield Score(kind="siblings no copies", right=len(apart - mixed), found=len(apart), expected=len(apart))
    by_how = Counter(link.how for link in hits)
    for how, expected in sorted(Counter(link.how for link, _ in links).items(), key=lambda pair: pair[0].value):
        yield Score(kind=f"copies: {how.value}", right=by_how[how], found=by_how[how], expected=expected)
    kinds = {frozenset((newer.key, older.key)): claim.kind for newer, older, claim in tied.reuses}
    direct = [link for link in tied.truth.copies if frozenset((link.newer, link.older)) in kinds]
    named = sum(kinds[frozenset((link.newer, link.older))] is _REUSE_KINDS[link.how] for link in direct)
    yield Score(kind="kinds of copy", right=named, found=len(direct), expected=len(direct))


def _directions(tied: Tied) -> Iterator[Score]:
    judged = [
        (claim.direction, direction(newer, older))
        for newer, older, claim in tied.reuses
        if are_related(newer, older) and newer.event == older.event
    ]
    said = [(claim, true) for claim, true in judged if claim in _DEFINITE]
    yield Score(
        kind="directions",
        right=sum(claim is true for claim, true in said),
        found=len(said),
        expected=sum(true in _DEFINITE for _, true in judged),
    )
    # Two copies of one original have nothing from each other; of the four answers, none is wrong there.
    unseen = [true for claim, true in judged if claim is Direction.BOTH_FROM_UNSEEN and true is not Direction.UNDECIDED]
    yield Score(
        kind="both from something unseen",
        right=sum(true is Direction.BOTH_FROM_UNSEEN for true in unseen),
        found=len(unseen),
        expected=sum(true is Direction.BOTH_FROM_UNSEEN for _, true in judged),
    )


def _stories(tied: Tied) -> Iterator[Score]:
    ours = {pair for _, reports in tied.stories for pair in combinations(sorted(reports), 2)}
    seen = {key: event.reports & tied.ours.keys() for key, event in tied.events.items()}
    true = {pair for reports in seen.values() for pair in combinations(sorted(reports), 2)}
    yield Score(kind="stories: pairs", right=len(ours & true), found=len(ours), expected=len(true))
    groups = {reports for _, reports in tied.stories if reports}
    whole = [reports for reports in seen.values() if reports]
    right = sum(reports in groups for reports in whole)
    yield Score(kind="stories: whole", right=right, found=len(groups), expected=len(whole))


def _siblings(tied: Tied) -> Iterator[Score]:
    together = {
        frozenset(pair)
        for _, reports in tied.stories
        for pair in combinations(sorted({tied.truth_of(key).event for key in reports}), 2)
    }
    apart = tied.apart
    kept = len(apart - together)
    yield Score(kind="siblings kept apart", right=kept, found=len(apart), expected=len(apart))


def score_origins(truth: Truth, found: Found, *, knowledge: Knowledge) -> tuple[Score, ...]:
    """Give how well origins are counted where the script says which reports belong together: grouping plays no part."""
    tied = Tied(truth=truth, found=found)
    stories = [
        (len(event.origins), [tied.ours[key] for key in event.reports if key in tied.ours]) for event in truth.events
    ]
    counted = [(true, len(count_origins(reports, knowledge=knowledge))) for true, reports in stories if reports]
    return tuple(_counted(counted, given=", true stories given"))


def score_utterances(truth: Truth, found: Found) -> tuple[Score, ...]:
    """Give how well the statements that were found are joined where several reports of an event carry one utterance.

    Both kinds are of pairs of statements in different reports; the second where their reports are in two languages.
    """
    tied = Tied(truth=truth, found=found)
    carried: dict[tuple[str, int], str] = {}
    for report, ours in tied.pairs:
        for true, mine in _matched(report.statements, ours.statements, article=ours.article):
            carried[ours.key, ours.statements.index(mine)] = true.utterance
    wanted = true_pairs(carried)
    claims = {
        pair
        for event in truth.events
        for pair in joined_pairs([tied.ours[key] for key in sorted(event.reports & tied.ours.keys())])
        if pair <= carried.keys()
    }
    across = {pair for pair in wanted | claims if len({tied.by_key[key].language for key, _ in pair}) > 1}
    return tuple(
        Score(kind=kind, right=len(claims & wanted & chosen), found=len(claims & chosen), expected=len(wanted & chosen))
        for kind, chosen in (("utterances: pairs", wanted | claims), ("utterances: pairs in two languages", across))
    )


def _origins(tied: Tied) -> Iterator[Score]:
    counted = [
        (len(event.origins), story.independent_sources)
        for event in tied.truth.events
        if (story := story_of(event, tied=tied)) is not None
    ]
    yield from _counted(counted, given="")


def _counted(counted: Sequence[tuple[int, int]], *, given: str) -> Iterator[Score]:
    for kind, holds in (
        ("origins exact", operator.eq),
        ("origins not too high", operator.ge),
        ("origins not too low", operator.le),
    ):
        right = sum(holds(true, ours) for true, ours in counted)
        yield Score(kind=kind + given, right=right, found=len(counted), expected=len(counted))


def _refusals(tied: Tied) -> Iterator[Score]:
    taken = {address(report.article.url) for report in tied.found.reports}
    refused = {address(url) for url in tied.found.refused}
    traps = {address(url) for url in tied.truth.refusals}
    wanted = {address(report.url) for report in tied.truth.reports}
    right = len((traps & refused) - taken)
    yield Score(kind="refusals", right=right, found=len(refused & (traps | wanted)), expected=len(traps))


def _changes(tied: Tied) -> Iterator[Score]:
    """What the outlets changed after we had read it: a report counts once, whatever was changed in it."""
    later = {ours.key: {kind for at, kind in report.changes if at > ours.first_seen} for report, ours in tied.pairs}
    for name, true, ours in (
        ("edits noticed", {ChangeKind.EDIT, ChangeKind.CORRECTION}, RevisionKind.EDIT),
        ("retractions noticed", {ChangeKind.RETRACTION, ChangeKind.TAKEDOWN}, RevisionKind.RETRACTION),
    ):
        expected = {key for key, kinds in later.items() if kinds & true}
        found = {key for key, kinds in tied.found.revised.items() if ours in kinds}
        yield Score(kind=name, right=len(found & expected), found=len(found), expected=len(expected))


_JUDGES: tuple[Callable[[Tied], Iterator[Score]], ...] = (
    _articles,
    _fields,
    _statements,
    _credits,
    _copies,
    _directions,
    _stories,
    _siblings,
    _origins,
    _refusals,
    _changes,
)


def _body_f1(report: ReportTruth, article: Article) -> float:
    # Some designs print the standfirst as a paragraph, and a credit line may stay in the body: both ways are right.
    whole = " ".join(report.paragraphs)
    before, after = report.summary or "", report.credit_line or ""
    right = (whole, f"{before} {whole}", f"{whole} {after}", f"{before} {whole} {after}")
    return max(word_f1(text, text_of(article)) for text in right)


def _matched(
    true: Sequence[StatementTruth], ours: Sequence[Statement], *, article: Article
) -> Iterator[tuple[StatementTruth, Statement]]:
    """Pairs of statements with the same content, best first, each used once."""
    likeness = [
        (word_f1(" ".join(expected.content), " ".join(quoted(article, span) for span in mine.content)), place, other)
        for place, expected in enumerate(true)
        for other, mine in enumerate(ours)
    ]
    used: set[tuple[str, int]] = set()
    for alike, place, other in sorted(likeness, key=lambda row: (-row[0], row[1], row[2])):
        if alike < SAME_CONTENT or ("true", place) in used or ("ours", other) in used:
            continue
        used |= {("true", place), ("ours", other)}
        yield true[place], ours[other]
