"""Attribution relations of one paragraph, proposed by rules: who (mention), how (cue), what (content).

Each rule has a name, which a candidate carries on: `after` ("...," she said), `inverted` ("...," said Ida Vale),
`before` (She said: "..."), `mixed` (She called it "..."), `unlisted` (“...,” VERB Ida Vale, with a verb in no list),
`colon` (Ida Vale: "..."), `dashed` ("..." - Ida Vale), `turn` (a line of a transcript), `tail` (It rained, she said),
`clause` (She said that it rained), `as` (As she said, it rained), `according`, `carried-on` (", adding that ...") and
`mood` (German: Sie habe es gesehen.).
"""

from collections.abc import Sequence
from dataclasses import replace

from headwater.provenance.according import read_according, read_according_after
from headwater.provenance.direct import (
    read_after,
    read_alone,
    read_before,
    read_colon,
    read_dashed,
    read_unlisted,
    with_following,
)
from headwater.provenance.paragraph import MASK, Cue, Paragraph
from headwater.provenance.quoting import read_quoted
from headwater.provenance.reported import (
    read_as,
    read_carried_on,
    read_clause,
    read_impersonal,
    read_incise,
    read_mood,
    read_tail,
)
from headwater.provenance.sentence import Candidate, Sentence, carry_on_at, follows_comma, is_outlet, joined_at
from headwater.provenance.speech import Speech
from headwater.provenance.verb_first import read_verb_first
from headwater.provenance.verb_last import read_verb_last


def find_attributions(paragraph: Paragraph, *, speech: Speech) -> list[Candidate]:
    """Give the attributions of a paragraph in the order of their content."""
    found: list[Candidate] = list(read_dashed(paragraph, speech))
    if found:
        return found
    if speech.lexicon.verb_last:
        return list(read_verb_last(paragraph, speech))
    if speech.lexicon.verb_first:
        return list(read_verb_first(paragraph, speech))
    latest: Sequence[Candidate] = ()
    masked, cues = paragraph.masked, paragraph.cues
    may_be_bare = bool(speech.reported_mood or speech.according_after)
    for number, (start, end) in enumerate(paragraph.sentences):
        is_plain = not (may_be_bare or any(start <= cue.start < end for cue in cues))
        if is_plain and masked.find(MASK, start, end) < 0 and not paragraph.may_accord(start, end, speech=speech):
            latest = ()
            continue
        before = latest
        sentence = Sentence(paragraph, speech, start, end, number)
        latest = _sentence(sentence, found) or read_colon(sentence) or read_unlisted(sentence)
        latest = latest or read_mood(sentence, before)
        if not latest and not _is_taken(sentence, found):
            latest = read_alone(sentence, found)
        found += latest
    return sorted(found, key=lambda candidate: candidate.content[0])


def _is_taken(sentence: Sentence, found: Sequence[Candidate]) -> bool:
    """Say whether a sentence is already a part of what was said before."""
    return any(place[0] < sentence.end and sentence.start < place[1] for each in found for place in each.content)


def _sentence(sentence: Sentence, earlier: Sequence[Candidate]) -> list[Candidate]:
    found: list[Candidate] = []
    taken = sentence.start
    according = list(read_according(sentence)) if sentence.paragraph.has_according else []
    if not according and sentence.paragraph.has_according:
        according = list(read_according_after(sentence))
    if according:
        return _under_hop(sentence, according[0], earlier) or according
    cues = sentence.cues()
    tail = next((candidate for cue in reversed(cues) if (candidate := read_tail(sentence, cue))), None)
    if tail is not None:
        under = _under_hop(sentence, tail, earlier)
        if under:
            return under
        found.append(tail)
        taken = tail.cue[1] if tail.cue else taken
    for cue in cues:
        if cue.start < taken or (tail is not None and cue.start < tail.content[-1][1]):
            continue
        candidate = _by_cue(sentence, cue, taken, previous=found[-1] if found else None)
        if candidate is not None and found and _repeats(sentence, candidate):
            continue
        if candidate is not None and not _is_used(candidate, earlier):
            found.append(candidate)
            taken = max(
                cue.end, *(place[1] for place in candidate.content), candidate.source[1] if candidate.source else 0
            )
            taken = min(taken, carry_on_at(sentence, start=cue.end, end=taken))
    return [_cut_at_carry_on(candidate, found) for candidate in found]


def _is_used(candidate: Candidate, earlier: Sequence[Candidate]) -> bool:
    """Say whether what a candidate would take was said before by somebody."""
    return any(place in other.content for place in candidate.content for other in earlier)


def _under_hop(sentence: Sentence, hop: Candidate, earlier: Sequence[Candidate]) -> list[Candidate]:
    """Give who is said to have said it where an outlet only repeats it: "…, said Ida Vale, the Courier reported".

    What stands in quotation marks there and names nobody is nobody's, and not the outlet's. Empty where `hop` is none.
    """
    if hop.source is None or not is_outlet(sentence, hop.source):
        return []
    for start, end in hop.content:
        inner = Sentence(sentence.paragraph, sentence.speech, start, end, sentence.number)
        found = _sentence(inner, earlier)
        if found:
            return found
    is_quoted = any(MASK in sentence.masked[start:end] for start, end in hop.content)
    return [replace(hop, source=None)] if is_quoted else []


def _repeats(sentence: Sentence, candidate: Candidate) -> bool:
    """Say whether an outlet only repeats what somebody else was found to have said: ", wie Meridian berichtet"."""
    return candidate.rule == "as" and candidate.source is not None and is_outlet(sentence, candidate.source)


def _by_cue(sentence: Sentence, cue: Cue, taken: int, *, previous: Candidate | None) -> Candidate | None:
    if cue.word in sentence.speech.carried_on and (previous is not None or follows_comma(sentence, cue)):
        return read_carried_on(sentence, cue, previous=previous)
    if previous is not None and previous.source is not None and joined_at(sentence, cue) is not None:
        return read_carried_on(sentence, cue, previous=previous)
    quoted = read_quoted(sentence, cue)
    if quoted is not None:
        return quoted
    before = sentence.quotation_before(cue.start)
    if before is not None and before.end >= taken:
        candidate = read_after(sentence, cue, quotation=before, taken=taken)
        if candidate is not None:
            return with_following(sentence, candidate)
    after = sentence.quotation_after(cue.end)
    if after is not None:
        candidate = read_before(sentence, cue, quotation=after, taken=taken)
        if candidate is not None:
            return with_following(sentence, candidate)
    impersonal = read_impersonal(sentence, cue)
    return (
        impersonal
        or read_as(sentence, cue, taken=taken)
        or read_incise(sentence, cue)
        or read_clause(sentence, cue, taken=taken)
    )


def _cut_at_carry_on(candidate: Candidate, others: Sequence[Candidate]) -> Candidate:
    starts = [other.cue[0] for other in others if other.rule == "carried-on" and other.cue and other is not candidate]
    if not starts:
        return candidate
    content = []
    for start, end in candidate.content:
        cut = min((place for place in starts if start < place < end), default=None)
        content.append((start, end if cut is None else cut))
    return replace(candidate, content=tuple(content))
