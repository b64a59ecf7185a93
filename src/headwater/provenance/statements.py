"""Statements: who said what, in direct and reported speech.

A block at a time: quotations are masked, rules propose attributions, quotations left over are given to the speaker who
goes on, mentions are resolved to speakers, and each statement gets a confidence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from headwater.model.article import Article, BlockKind, Span
from headwater.model.cues import CueLexicon
from headwater.model.knowledge import Knowledge
from headwater.model.outlet import OutletDirectory
from headwater.model.provenance import Speaker, Statement, StatementKind
from headwater.provenance.attribution import find_attributions
from headwater.provenance.backend import Backend, sound_proposals
from headwater.provenance.confidence import confidence_of
from headwater.provenance.direct import announce, find_turn
from headwater.provenance.paragraph import MASK, Paragraph, read_paragraph
from headwater.provenance.sentence import Candidate
from headwater.provenance.speakers import Cast, find_cast
from headwater.provenance.speech import Speech, speech_of

_READ = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST})
#: Statements below this confidence are not given: wrong claims about people must be rarer than missing ones.
LEAST_CONFIDENCE = 0.5
#: Paragraphs of the form "VALE: It rained." that make a transcript.
_TURNS = 3
#: Rules after which a paragraph that is only a quotation belongs to the same speaker.
_DIRECT = frozenset({"after", "inverted", "before", "announced", "unlisted"})


@dataclass(slots=True)
class _Draft:
    candidate: Candidate
    paragraph: Paragraph
    content: list[Span] = field(default_factory=list)
    #: The confidence a model gave; None where our own score is to be taken.
    promised: float | None = None


def find_statements(article: Article, *, knowledge: Knowledge, backend: Backend | None = None) -> tuple[Statement, ...]:
    """Give the statements of an article in text order, each with its spans, speaker and confidence.

    In a language without a lexicon only quotations beside a name are found. Statements below `LEAST_CONFIDENCE` are
    left out. A `backend` adds what its model finds where the rules found nothing; speakers are resolved as always.

    >>> from headwater.model.article import Block
    >>> block = Block(kind=BlockKind.PARAGRAPH, text="“It rained,” said Ida Vale.")
    >>> article = Article(url="https://a.example/1", outlet="a", headline="A", language="en", body=(block,))
    >>> lexicon = CueLexicon(language="en", verbs=("said",))
    >>> [statement.speaker.name for statement in find_statements(article, knowledge=Knowledge(cues=(lexicon,)))]
    ['Ida Vale']
    """
    lexicon = knowledge.cue_lexicon(article.language) or CueLexicon(language="und", verbs=())
    speech = speech_of(lexicon)
    paragraphs = list(_paragraphs(article, speech, knowledge.outlets))
    drafts = list(_drafts(paragraphs, speech))
    if backend is not None:
        drafts += _proposed(backend, paragraphs, drafts, speech=speech)
    if not drafts:
        return ()
    cast = find_cast(paragraphs, speech=speech, outlets=knowledge.outlets)
    drafts = sorted(
        (draft for draft in drafts if draft.content), key=lambda draft: (draft.content[0].block, draft.content[0].start)
    )
    statements = [_statement(draft, cast) for draft in drafts]
    return tuple(statement for statement in statements if statement.confidence >= LEAST_CONFIDENCE)


def _paragraphs(article: Article, speech: Speech, outlets: OutletDirectory) -> Iterator[Paragraph]:
    blocks = article.body
    for number, block in enumerate(blocks):
        if block.kind in _READ and block.text:
            following = blocks[number + 1].text if number + 1 < len(blocks) else ""
            yield read_paragraph(block.text, block=number, following=following, speech=speech, outlets=outlets)


def _drafts(paragraphs: Sequence[Paragraph], speech: Speech) -> Iterator[_Draft]:
    turns = [(paragraph, turn) for paragraph in paragraphs if (turn := find_turn(paragraph)) is not None]
    if len(turns) >= _TURNS:
        yield from (_draft(turn, paragraph) for paragraph, turn in turns)
        spoken = {paragraph.block for paragraph, _ in turns}
        paragraphs = [paragraph for paragraph in paragraphs if paragraph.block not in spoken]
    last: _Draft | None = None
    for place, paragraph in enumerate(paragraphs):
        found = [_draft(candidate, paragraph) for candidate in find_attributions(paragraph, speech=speech)]
        if last is not None and _goes_on(last, paragraphs[place - 1], paragraph, found):
            yield from found
            continue
        yield from found
        last = found[-1] if found else _announced(paragraph, speech)
        if last is not None and not found:
            yield last


def _proposed(
    backend: Backend, paragraphs: Sequence[Paragraph], drafts: Sequence[_Draft], *, speech: Speech
) -> Iterator[_Draft]:
    """Give what a model proposes where no rule found anything: rules come first."""
    known = [span for draft in drafts for span in draft.content]
    for paragraph in paragraphs:
        for each in sound_proposals(backend, paragraph.text, language=speech.language):
            candidate = Candidate(rule="backend", content=each.content, cue=each.cue, source=each.source)
            draft = _draft(candidate, paragraph)
            draft.promised = each.confidence
            if not any(_overlap(one, other) for one in draft.content for other in known):
                yield draft


def _overlap(one: Span, other: Span) -> bool:
    return one.block == other.block and one.start < other.end and other.start < one.end


def _announced(paragraph: Paragraph, speech: Speech) -> _Draft | None:
    """Give a draft without content yet where a paragraph ends in "She said:"."""
    if not paragraph.masked.rstrip().endswith(":") or not paragraph.cues:
        return None
    candidate = announce(paragraph, speech=speech)
    return _Draft(candidate, paragraph) if candidate else None


def _goes_on(last: _Draft, previous: Paragraph, paragraph: Paragraph, found: Sequence[_Draft]) -> bool:
    """Add a paragraph that is nothing but a quotation to what was said before; say whether it was."""
    if found or not paragraph.quotations or paragraph.masked.replace(MASK, "").strip(" .\xa0"):
        return False
    ends = previous.masked.rstrip()
    if not (ends.endswith((MASK, ":")) or last.candidate.rule in _DIRECT):
        return False
    quotation = paragraph.quotations[0]
    last.content.append(Span(block=paragraph.block, start=quotation.start, end=paragraph.quotations[-1].end))
    return True


def _draft(candidate: Candidate, paragraph: Paragraph) -> _Draft:
    trimmed = (_trimmed(paragraph, start, end) for start, end in candidate.content)
    content = [span for span in trimmed if span.start < span.end]
    return _Draft(candidate, paragraph, content)


def _trimmed(paragraph: Paragraph, start: int, end: int) -> Span:
    words = paragraph.text[start:end]
    begin = start + len(words) - len(words.lstrip(" ,:\xa0"))
    return Span(block=paragraph.block, start=begin, end=max(begin, start + len(words.rstrip(" ,:\xa0"))))


def _statement(draft: _Draft, cast: Cast) -> Statement:
    candidate, paragraph = draft.candidate, draft.paragraph
    block = paragraph.block
    kind = _kind(draft)
    speaker = _speaker(candidate, paragraph, cast)
    promised = draft.promised
    if promised is None:
        promised = confidence_of(
            candidate, speaker=speaker, pieces=len(draft.content), paragraph=paragraph, language=cast.speech.language
        )
    return Statement(
        kind=kind,
        content=tuple(draft.content),
        cue=_span(candidate.cue, block),
        source=_span(candidate.source, block),
        speaker=speaker,
        addressee=_span(candidate.addressee, block) if _is_somebody(candidate.addressee, paragraph) else None,
        rule=candidate.rule,
        confidence=promised,
    )


def _is_somebody(addressee: tuple[int, int] | None, paragraph: Paragraph) -> bool:
    """Whether words behind "asked" name somebody: "not to be named" does not."""
    return addressee is not None and not paragraph.text[slice(*addressee)].startswith("not ")


def _speaker(candidate: Candidate, paragraph: Paragraph, cast: Cast) -> Speaker | None:
    if candidate.rule == "dropped" and candidate.cue:
        return cast.left_out((paragraph.block, candidate.cue[0]))
    if candidate.source is None:
        return None
    # Behind "according to" the source itself stands in the genitive.
    is_oblique = candidate.rule == "according"
    return cast.resolve(candidate.source, block=paragraph.block, is_oblique=is_oblique, cue=candidate.word)


def _span(place: tuple[int, int] | None, block: int) -> Span | None:
    return Span(block=block, start=place[0], end=place[1]) if place else None


def _kind(draft: _Draft) -> StatementKind:
    if not draft.candidate.content or draft.candidate.rule == "turn":
        return StatementKind.DIRECT
    start, end = draft.candidate.content[0]
    marks = [(q.start, q.end) for q in draft.paragraph.quotations if q.start < end and start < q.end]
    if not marks:
        return StatementKind.INDIRECT
    return StatementKind.DIRECT if marks[0][0] <= start and end <= marks[-1][1] else StatementKind.MIXED
