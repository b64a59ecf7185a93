"""Attribution relations of one paragraph, proposed by rules: who (mention), how (cue), what (content).

Each rule has a name, which a candidate carries on: `after` ("...," she said), `inverted` ("...," said Ida Vale), `before`
(She said: "..."), `mixed` (She called it "..."), `tail` (It rained, she said), `clause` (She said that it rained),
`according`, `carried-on` (", adding that ...").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from headwater.provenance.mentions import Place, mention_after, mention_before, mention_between, subject_of
from headwater.provenance.paragraph import MASK, Cue, Paragraph
from headwater.provenance.speech import Speech
from headwater.text.quotes import Quotation

_SPOKEN_END = ",.?!…—–"
#: Words that may follow a closing "she said": a day, a place, an occasion.
_MOST_TAIL_WORDS = 9
_FEWEST_CLAUSE_WORDS = 3
_MOST_GAP = 90
#: Words such as "meanwhile" that may stand before a subject.
_LEADING_WORDS = 2
_MOST_LEAD = 220
_NOUN_GUARDS = frozenset("of in by with for on at any no every each such to".split())  # noqa: SIM905
_COLON = re.compile(r"\s*:\s*")
#: A relative clause between whom it was told to and what was told.
_ASIDE = re.compile(r",\s+[^,.;:]{3,80},(?=\s)")
_ONLY_QUOTATION = re.compile(rf"{MASK}+[\s.]*")
#: English forms that are nouns as often as verbs: they report only behind a pronoun, a name or a plural.
_NOUNISH = frozenset(
    [
        "show",
        "report",
        "call",
        "claim",
        "promise",
        "demand",
        "hope",
        "fear",
        "doubt",
        "point",
        "read",
        "find",
        "estimate",
        "state",
        "note",
        "shows",
        "reports",
        "calls",
        "claims",
        "hopes",
        "fears",
        "doubts",
        "demands",
        "points",
        "states",
        "notes",
        "promises",
        "estimates",
        "finds",
        "say",
        "tweet",
        "tweets",
        "warning",
        "saying",
        "pledge",
        "pledges",
    ]
)
_PLAIN_WORD = re.compile(r"\w+")
_CLAUSE_BREAK = re.compile(rf"[,;:{MASK}(]|\bthat\b")
#: Words up to the "to" of "urged the members of the crew to".
_MOST_OBJECT = 8
#: A name behind a dash: “It rained.” — Ida Vale
_DASHED = re.compile(r"\s*[—–―-]{1,2}\s*(?=[^\W\d_a-z])")
_MOST_DASHED_WORDS = 8
#: A shorter quotation may be the name of a newspaper or a ship.
_LONGEST_QUOTED_NAME = 32
#: What may stand between “A,” she said and “B.”
_INTERRUPTED = re.compile(r"[\s,:;—–-]*(?:and|but|then)?[\s,]*|\s*,[^,;.]{0,40},\s*")
_TURN = re.compile(r"[\"“„«]?(?P<name>[^\W\d_a-z][^\W\d_a-z.’'-]+(?: [^\W\d_a-z.’'-]+){0,3}):\s+")
_UP_TO_COMMA = re.compile(rf"(?:\s+[^\s,;.:{MASK}]+){{0,7}},\s+")
_PASSIVE = frozenset("is are was were be been being get got".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One proposed attribution; places are code points in the paragraph."""

    rule: str
    content: tuple[Place, ...]
    cue: Place | None = None
    word: str = ""
    source: Place | None = None
    addressee: Place | None = None


def find_attributions(paragraph: Paragraph, *, speech: Speech) -> list[Candidate]:
    """Give the attributions of a paragraph in the order of their content."""
    found: list[Candidate] = list(_dashed(paragraph, speech))
    if found:
        return found
    latest: Sequence[Candidate] = ()
    for number, (start, end) in enumerate(paragraph.sentences):
        sentence = _Sentence(paragraph, speech, start, end, number)
        latest = _sentence(sentence, found) or _colon(sentence) or _in_reported_mood(sentence, latest)
        found += latest
    return sorted(found, key=lambda candidate: candidate.content[0])


def announce(paragraph: Paragraph, *, speech: Speech) -> Candidate | None:
    """Give the attribution, still without content, of a paragraph that ends in "She said:"."""
    start, end = paragraph.sentences[-1]
    sentence = _Sentence(paragraph, speech, start, end, len(paragraph.sentences) - 1)
    for cue in reversed(sentence.cues()):
        source = mention_before(paragraph.masked, start, cue.start, speech=speech)
        if source is not None and len(paragraph.masked[cue.end : end].split()) <= _MOST_TAIL_WORDS:
            return Candidate(rule="announced", content=(), cue=(cue.start, cue.end), word=cue.word, source=source)
    return None


def _dashed(paragraph: Paragraph, speech: Speech) -> Iterator[Candidate]:
    """Read “It rained.” — Ida Vale, where that is the whole paragraph."""
    if len(paragraph.quotations) != 1 or paragraph.text[: paragraph.quotations[0].start].strip():
        return
    quotation = paragraph.quotations[0]
    dash = _DASHED.match(paragraph.masked, quotation.end)
    rest = paragraph.text[dash.end() :].rstrip(" .\xa0") if dash else ""
    if (
        dash
        and 1 <= len(rest.split()) <= _MOST_DASHED_WORDS
        and not any(word in speech.strong for word in rest.lower().split())
    ):
        source = (dash.end(), dash.end() + len(rest))
        yield Candidate(rule="dashed", content=((quotation.start, quotation.end),), source=source)


def find_turn(paragraph: Paragraph) -> Candidate | None:
    """Read a turn of a transcript, VALE: It rained."""
    match = _TURN.match(paragraph.text)
    if match is None or len(paragraph.text[match.end() :].split()) < _FEWEST_CLAUSE_WORDS:
        return None
    end = len(paragraph.text.rstrip())
    return Candidate(rule="turn", content=((match.end(), end),), source=match.span("name"))


@dataclass(frozen=True, slots=True)
class _Sentence:
    paragraph: Paragraph
    speech: Speech
    start: int
    end: int
    number: int

    @property
    def masked(self) -> str:
        return self.paragraph.masked

    def cues(self) -> list[Cue]:
        return [cue for cue in self.paragraph.cues if self.start <= cue.start < self.end and _is_verb(self, cue)]

    def quotation_before(self, place: int) -> Quotation | None:
        inside = [q for q in self.paragraph.quotations if self.start <= q.start and q.end <= place]
        return inside[-1] if inside else None

    def quotation_after(self, place: int) -> Quotation | None:
        return next((q for q in self.paragraph.quotations if place <= q.start < self.end), None)


def _sentence(sentence: _Sentence, earlier: Sequence[Candidate]) -> list[Candidate]:
    found: list[Candidate] = []
    taken = sentence.start
    used = {place for candidate in earlier for place in candidate.content}
    according = list(_according(sentence)) if sentence.paragraph.has_according else []
    according = according or list(_according_after(sentence))
    if according:
        return according
    cues = sentence.cues()
    tail = next((candidate for cue in reversed(cues) if (candidate := _tail(sentence, cue))), None)
    if tail is not None:
        found.append(tail)
        taken = tail.cue[1] if tail.cue else taken
    for cue in cues:
        if cue.start < taken or (tail is not None and cue.start < tail.content[-1][1]):
            continue
        candidate = _by_cue(sentence, cue, taken, previous=found[-1] if found else None)
        if candidate is not None and not set(candidate.content) & used:
            found.append(candidate)
            taken = max(
                cue.end, *(place[1] for place in candidate.content), candidate.source[1] if candidate.source else 0
            )
            taken = min(taken, _carry_on_at(sentence, cue.end, taken))
    return [_cut_at_carry_on(candidate, found) for candidate in found]


def _colon(sentence: _Sentence) -> list[Candidate]:
    """Read Ida Vale: “It rained.”, and Ida Vale was clear: “It rained.”."""
    masked = sentence.masked
    quotation = sentence.quotation_after(sentence.start)
    lead = masked[sentence.start : quotation.start].rstrip() if quotation else ""
    if quotation is None or not lead.endswith(":") or not _is_spoken(sentence, quotation, ""):
        return []
    source = subject_of(masked, sentence.start, sentence.start + len(lead), speech=sentence.speech)
    if (
        source is None
        or len(masked[slice(*source)].split()) > _MOST_DASHED_WORDS
        or not _may_be_subject(sentence, source)
    ):
        return []
    rest = masked[source[1] : quotation.start].rstrip(" :")
    if len(rest.split()) > (_MOST_TAIL_WORDS if rest.startswith((",", " (")) else 1):
        return []
    candidate = Candidate(rule="colon", content=((quotation.start, quotation.end),), source=source)
    return [_with_following(sentence, candidate)]


def _in_reported_mood(sentence: _Sentence, latest: Sequence[Candidate]) -> list[Candidate]:
    """Read German Ida Vale sagte, es regne. Sie habe es gesehen: the second sentence is hers too."""
    speech, masked = sentence.speech, sentence.masked
    if not speech.reported_mood or not latest or latest[-1].source is None:
        return []
    words = {match.group().lower() for match in _PLAIN_WORD.finditer(masked, sentence.start, sentence.end)}
    if not words & speech.reported_mood or sentence.cues():
        return []
    return [Candidate(rule="mood", content=((sentence.start, sentence.end),), source=latest[-1].source)]


def _by_cue(sentence: _Sentence, cue: Cue, taken: int, *, previous: Candidate | None) -> Candidate | None:
    if cue.word in sentence.speech.carried_on and (previous is not None or _follows_comma(sentence, cue)):
        return _carried_on(sentence, cue, taken, previous=previous)
    before = sentence.quotation_before(cue.start)
    if before is not None and before.end >= taken:
        candidate = _after_quotation(sentence, cue, before, taken)
        if candidate is not None:
            return _with_following(sentence, candidate)
    after = sentence.quotation_after(cue.end)
    if after is not None:
        candidate = _before_quotation(sentence, cue, after, taken)
        if candidate is not None:
            return _with_following(sentence, candidate)
    return _as_said(sentence, cue, taken) or _clause(sentence, cue, taken)


def _is_verb(sentence: _Sentence, cue: Cue) -> bool:
    """Say whether a form that may also be a noun or a passive reports speech here."""
    if cue.is_phrase:
        return True
    before = sentence.masked[max(sentence.start, cue.start - 24) : cue.start]
    words = re.findall(r"[\w’'-]+", before)
    last = words[-1].lower() if words and not before.rstrip().endswith((",", MASK, ";", ":")) else ""
    speech = sentence.speech
    if speech.language != "en":
        return not (last in speech.determiners and cue.word not in speech.strong)
    if last in speech.determiners or last in _NOUN_GUARDS or last.endswith(("'s", "’s")):
        return last in {"all", "both", "many", "several", "some", "most", "few", "others"}
    if cue.word in _NOUNISH and last and MASK not in before and not (words[-1][0].isupper() or last.endswith("s")):
        return last in speech.pronouns or last in speech.relatives or last in speech.between
    if last in _PASSIVE:
        return cue.word.endswith("ing") and last not in {"get", "got"}
    return not (sentence.masked[cue.start].isupper() and cue.start > sentence.start)


def _after_quotation(sentence: _Sentence, cue: Cue, quotation: Quotation, taken: int) -> Candidate | None:
    """Read “...,” she said and “...,” said Ida Vale."""
    masked, speech = sentence.masked, sentence.speech
    gap = masked[quotation.end : cue.start]
    if not _is_spoken(sentence, quotation, gap) or re.search("[;:]", gap):
        return None
    place = (cue.start, cue.end)
    bare = all(word.lower() in speech.between for word in re.findall(r"\w+", gap))
    if bare and (source := mention_after(masked, _past_nobody(sentence, cue), sentence.end, speech=speech)):
        content = _content_before(sentence, quotation, taken)
        return Candidate(rule="inverted", content=content, cue=place, word=cue.word, source=source)
    source = _linked_pronoun(gap, cue) or mention_before(masked, quotation.end, cue.start, speech=speech)
    if source is None or len(masked[quotation.end : source[0]].split()) > 4:
        return None
    content = _content_before(sentence, quotation, taken)
    return Candidate(rule="after", content=content, cue=place, word=cue.word, source=source)


def _past_nobody(sentence: _Sentence, cue: Cue) -> int:
    """Give where the source begins in German "heißt es in dem Schreiben"; else where the cue ends."""
    words = list(_PLAIN_WORD.finditer(sentence.masked, cue.end, min(sentence.end, cue.end + 20)))
    if len(words) > 1 and words[0].group().lower() in sentence.speech.impersonal:
        is_preposition = words[1].group().lower() in sentence.speech.stops
        return words[1].end() if is_preposition else words[0].end()
    return cue.end


def _linked_pronoun(gap: str, cue: Cue) -> Place | None:
    """Read the pronoun in French "a-t-il déclaré"."""
    match = re.search(r"-(ils?|elles?|on)\s*$", gap)
    return (cue.start - len(gap) + match.start(1), cue.start - len(gap) + match.end(1)) if match else None


def _is_spoken(sentence: _Sentence, quotation: Quotation, gap: str) -> bool:
    inner = sentence.paragraph.text[quotation.start : quotation.inner_end].rstrip("'’”\"» ")
    return inner[-1:] in _SPOKEN_END or gap.lstrip()[:1] in {",", "—", "–", "-"}


def _content_before(sentence: _Sentence, quotation: Quotation, taken: int) -> tuple[Place, ...]:
    """Give the quotation with the words of its sentence before it: The plan “will not work,” she said."""
    start = max(taken, sentence.start)
    lead = sentence.masked[start : quotation.start]
    is_part = lead.strip(" ,") and not lead.rstrip().endswith(":")
    if is_part and len(lead) < _MOST_LEAD and start == sentence.start:
        return ((start, quotation.end),)
    return ((quotation.start, quotation.end),)


def _before_quotation(sentence: _Sentence, cue: Cue, quotation: Quotation, taken: int) -> Candidate | None:
    """Read She said: “...” and She called it “...”."""
    masked, speech = sentence.masked, sentence.speech
    gap = masked[cue.end : quotation.start]
    if len(gap) > _MOST_GAP or re.search(r"[;.!?]\s", gap):
        return None
    source = _source(sentence, cue, taken)
    if source is None:
        return None
    candidate = Candidate(rule="before", content=(), cue=(cue.start, cue.end), word=cue.word, source=source)
    if cue.word in speech.inverted_verbs and not gap.rstrip().endswith(":"):
        return None
    if cue.word not in speech.strong and re.match(r"\s+(?:for|on)\s", gap):
        return None
    rest = masked[quotation.end : sentence.end].strip(" .,;\xa0")
    if re.fullmatch(r"\s*|.*[:,]\s*", gap) and (not rest or gap.strip().endswith(":")):
        return replace(candidate, content=((quotation.start, quotation.end),), addressee=_addressee(sentence, cue))
    that = speech.that.match(masked, cue.end)
    begin = max(cue.end, source[1])
    that = that or speech.that.match(masked, begin)
    start = that.end() if that else begin + len(masked[begin:]) - len(masked[begin:].lstrip(" ,:"))
    if cue.word in speech.strong or that:
        end = min(_carry_on_at(sentence, cue.end, sentence.end), sentence.end)
        return replace(candidate, rule="mixed", content=((start, max(end, quotation.end)),))
    return replace(candidate, rule="mixed", content=((start, quotation.end),))


def _with_following(sentence: _Sentence, candidate: Candidate) -> Candidate:
    """Add what the same speaker goes on with: “A,” she said. “B.”."""
    paragraph = sentence.paragraph
    close = max(
        candidate.content[-1][1],
        candidate.cue[1] if candidate.cue else 0,
        candidate.source[1] if candidate.source else 0,
    )
    content = list(candidate.content)
    following = sentence.quotation_after(close)
    is_carried = following is not None and any(close <= cue.start < following.start for cue in paragraph.cues)
    if following and not is_carried and _INTERRUPTED.fullmatch(sentence.masked, close, following.start):
        content.append((following.start, following.end))
    for start, end in paragraph.sentences[sentence.number + 1 :]:
        if not _ONLY_QUOTATION.fullmatch(sentence.masked, start, end):
            break
        content.append((start, start + len(sentence.masked[start:end].rstrip(" .\xa0"))))
    return replace(candidate, content=tuple(content))


def _tail(sentence: _Sentence, cue: Cue) -> Candidate | None:
    """Read It rained, she said on Monday, and It rained, said Ida Vale."""
    masked, speech = sentence.masked, sentence.speech
    comma = masked.rfind(",", sentence.start, cue.start)
    if comma < 0 or MASK in masked[comma - 1 : cue.start] or cue.word in speech.carried_on:
        return None
    quoted = sentence.quotation_after(cue.end)
    is_quoting = quoted is not None and quoted.end - quoted.start > _LONGEST_QUOTED_NAME
    if speech.that.match(masked, cue.end) or is_quoting:
        return None
    between = masked[comma + 1 : cue.start]
    if all(word.lower() in speech.between for word in re.findall(r"\w+", between)):
        candidate = _inverted_tail(sentence, cue, comma)
        if candidate is not None:
            return candidate
    return _plain_tail(sentence, cue)


def _inverted_tail(sentence: _Sentence, cue: Cue, comma: int) -> Candidate | None:
    if cue.word in sentence.speech.tell:
        return None
    subject = mention_before(sentence.masked, sentence.start, cue.start, speech=sentence.speech)
    if subject is not None and (
        "," in sentence.masked[slice(*subject)]
        or len(sentence.masked[sentence.start : subject[0]].split()) <= _LEADING_WORDS
    ):
        return None
    source = mention_after(sentence.masked, cue.end, sentence.end, speech=sentence.speech)
    if source is None or cue.word not in sentence.speech.strong:
        return None
    if len(sentence.masked[source[1] : sentence.end].split()) > _MOST_TAIL_WORDS:
        return None
    content = (sentence.start, comma)
    if len(sentence.masked[slice(*content)].split()) < _FEWEST_CLAUSE_WORDS:
        return None
    return Candidate(rule="tail", content=(content,), cue=(cue.start, cue.end), word=cue.word, source=source)


def _plain_tail(sentence: _Sentence, cue: Cue) -> Candidate | None:
    masked, speech = sentence.masked, sentence.speech
    rest = masked[cue.end : sentence.end].strip(" .")
    if cue.word in speech.tell:
        rest = rest.split(" ", 2)[-1] if rest.count(" ") > 1 else ""
    first = rest.split()[0].lower() if rest else ""
    if len(rest.split()) > _MOST_TAIL_WORDS or (first and first not in speech.stops):
        return None
    source = mention_before(masked, sentence.start, cue.start, speech=speech)
    if source is None or (cue.word not in speech.strong and not cue.is_phrase):
        return None
    lead = masked[sentence.start : source[0]].rstrip()
    if not lead.endswith(",") or len(lead.split()) < _FEWEST_CLAUSE_WORDS:
        return None
    content = (sentence.start, sentence.start + len(lead) - 1)
    return Candidate(rule="tail", content=(content,), cue=(cue.start, cue.end), word=cue.word, source=source)


def _clause(sentence: _Sentence, cue: Cue, taken: int) -> Candidate | None:
    """Read She said (that) it rained, and She told the court that it rained."""
    masked, speech = sentence.masked, sentence.speech
    source = _source(sentence, cue, taken)
    if source is None or cue.word in speech.inverted_verbs:
        return None
    addressee = _addressee(sentence, cue)
    start = max(addressee[1] if addressee else cue.end, source[1])
    aside = _ASIDE.match(masked, start) if addressee else None
    start = aside.end() if aside else start
    that = speech.that.match(masked, start) or _COLON.match(masked, start)
    if that is not None:
        start = that.end()
    elif (late := speech.late_that.match(masked, start, sentence.end)) is not None:
        start = late.end()
    elif (comma := _after_comma(sentence, cue, start)) is not None:
        start = comma
    elif (intent := _infinitive(sentence, cue)) is not None:
        start = intent
    elif cue.word not in speech.strong or not _begins_clause(sentence, cue, start):
        return None
    end = min(_carry_on_at(sentence, cue.end, sentence.end), sentence.end)
    content = (start + len(masked[start:end]) - len(masked[start:end].lstrip()), end)
    if len(masked[slice(*content)].split()) < _FEWEST_CLAUSE_WORDS:
        return None
    place = (cue.start, cue.end)
    return Candidate(rule="clause", content=(content,), cue=place, word=cue.word, source=source, addressee=addressee)


def _after_comma(sentence: _Sentence, cue: Cue, start: int) -> int | None:
    """Give where the content begins in German Sie sagte am Montag, es regne."""
    if not sentence.speech.lexicon.clause_after_comma or cue.word not in sentence.speech.strong:
        return None
    match = _UP_TO_COMMA.match(sentence.masked, start, sentence.end)
    return match.end() if match else None


def _as_said(sentence: _Sentence, cue: Cue, taken: int) -> Candidate | None:
    """Read As Ida Vale reported, it rained, and It rained, as Ida Vale reported."""
    masked, speech = sentence.masked, sentence.speech
    source = mention_before(masked, taken, cue.start, speech=speech)
    if source is None and speech.lexicon.subject_may_follow:
        source = mention_after(masked, cue.end, sentence.end, speech=speech)
    if source is None:
        return None
    before = masked[sentence.start : min(source[0], cue.start)].rstrip()
    last = before.rpartition(" ")[2].lower()
    if last not in speech.as_words:
        return None
    lead = before[: -len(last)].rstrip()
    if lead.endswith(",") and len(lead.split()) >= _FEWEST_CLAUSE_WORDS:
        content = (sentence.start, sentence.start + len(lead) - 1)
    elif (comma := masked.find(",", max(cue.end, source[1]), sentence.end)) >= 0 and len(lead.split()) <= 1:
        content = (comma + 1 + len(masked[comma + 1 :]) - len(masked[comma + 1 :].lstrip()), sentence.end)
    else:
        return None
    return Candidate(rule="as", content=(content,), cue=(cue.start, cue.end), word=cue.word, source=source)


def _source(sentence: _Sentence, cue: Cue, taken: int) -> Place | None:
    """Give the subject of a cue: before it, or behind it where the language allows and what stands before is none."""
    masked, speech = sentence.masked, sentence.speech
    before = mention_before(masked, taken, cue.start, speech=speech)
    if not speech.lexicon.subject_may_follow:
        return before
    after = mention_after(masked, cue.end, sentence.end, speech=speech)
    after = after if after is not None and _may_be_subject(sentence, after) else None
    if after is not None and masked[slice(*after)].lower() in speech.pronouns:
        return after
    if before is not None and _may_be_subject(sentence, before):
        has_preposition = any(word in speech.stops for word in masked[slice(*before)].lower().split())
        return after if after is not None and has_preposition else before
    return after


def _may_be_subject(sentence: _Sentence, place: Place) -> bool:
    """Say whether a phrase may be a subject: it has no preposition in front and no article of another case."""
    speech = sentence.speech
    first = sentence.masked[place[0] : place[1]].split(maxsplit=1)[0].lower()
    before = sentence.masked[sentence.start : place[0]]
    last = (
        before.split()[-1].lower()
        if before.split() and before.endswith(" ") and not before.rstrip().endswith(",")
        else ""
    )
    return first not in speech.not_subjects and last not in speech.stops


def _infinitive(sentence: _Sentence, cue: Cue) -> int | None:
    """Give where "to leave" begins in "vowed to leave" and "urged the crew to leave"."""
    if cue.word not in sentence.speech.intent_verbs:
        return None
    for match in list(_PLAIN_WORD.finditer(sentence.masked, cue.end, sentence.end))[:_MOST_OBJECT]:
        if _CLAUSE_BREAK.search(sentence.masked, cue.end, match.start()):
            return None
        if match.group() in sentence.speech.infinitive:
            return match.start()
    return None


def _begins_clause(sentence: _Sentence, cue: Cue, start: int) -> bool:
    speech = sentence.speech
    words = sentence.masked[start : sentence.end].split()
    if not words or sentence.masked[start : start + 1] == "," or not (words[0][0].isalnum() or words[0][0] == "$"):
        return False
    first = words[0].strip(",").lower()
    if cue.word in speech.bare_verbs and first not in speech.stops | speech.inside | speech.between:
        return True
    if speech.language != "en":
        return False
    return words[0][0].isupper() or words[0][0].isdigit() or first in speech.determiners | speech.pronouns


def _addressee(sentence: _Sentence, cue: Cue) -> Place | None:
    if cue.word not in sentence.speech.tell:
        return None
    masked = sentence.masked
    match = re.compile(
        rf"\s+((?:(?!that\b|how\b)[^,.:;{MASK}\s]+\s*){{1,6}}?)(?=\s+(?:that|how|to|he|she|they|it|the|his|her)\b|\s*[:,.{MASK}])"
    ).match(masked, cue.end, sentence.end)
    return match.span(1) if match else None


def _follows_comma(sentence: _Sentence, cue: Cue) -> bool:
    return sentence.masked[sentence.start : cue.start].rstrip().endswith(",")


def _carry_on_at(sentence: _Sentence, start: int, end: int) -> int:
    """Give where ", adding that ..." or ", as broadcast by ..." begins between two places, or the end."""
    relay = sentence.speech.relay.search(sentence.masked, start, end) if sentence.speech.relay else None
    end = relay.start() if relay else end
    for cue in sentence.paragraph.cues:
        if start < cue.start < end and cue.word in sentence.speech.carried_on and _follows_comma(sentence, cue):
            return sentence.masked.rfind(",", start, cue.start)
    return end


def _carried_on(sentence: _Sentence, cue: Cue, taken: int, *, previous: Candidate | None) -> Candidate | None:
    masked, speech = sentence.masked, sentence.speech
    source = previous.source if previous else subject_of(masked, sentence.start, cue.start, speech=speech)
    if source is None:
        return None
    del taken
    following = sentence.quotation_after(cue.end)
    that = speech.that.match(masked, cue.end)
    start = that.end() if that else cue.end
    if (
        following
        and len(masked[start : following.start].strip(" :,")) == 0
        and not masked[following.end : sentence.end].strip(" .")
    ):
        content = (following.start, following.end)
    else:
        content = (
            start + len(masked[start : sentence.end]) - len(masked[start : sentence.end].lstrip(" :,")),
            sentence.end,
        )
    if len(sentence.paragraph.text[slice(*content)].split()) < _FEWEST_CLAUSE_WORDS:
        return None
    return Candidate(rule="carried-on", content=(content,), cue=(cue.start, cue.end), word=cue.word, source=source)


def _cut_at_carry_on(candidate: Candidate, others: Sequence[Candidate]) -> Candidate:
    starts = [other.cue[0] for other in others if other.rule == "carried-on" and other.cue and other is not candidate]
    content = []
    for start, end in candidate.content:
        cut = min((place for place in starts if start < place < end), default=None)
        content.append((start, end if cut is None else cut))
    return replace(candidate, content=tuple(content))


def _according(sentence: _Sentence) -> Iterator[Candidate]:
    """Read According to Ida Vale, it rained, and It rained, according to Ida Vale."""
    masked, speech = sentence.masked, sentence.speech
    for match in speech.according.finditer(masked, sentence.start, sentence.end):
        lead = masked[sentence.start : match.start()].strip(" ,")
        find = mention_after if lead else mention_between
        source = find(masked, match.end(), sentence.end, speech=speech)
        if source is None:
            continue
        rest_start = source[1] + (1 if masked[source[1] : source[1] + 1] == "," else 0)
        rest = masked[rest_start : sentence.end].strip(" .")
        content = []
        if lead:
            content.append((sentence.start, sentence.start + len(masked[sentence.start : match.start()].rstrip(" ,"))))
        if rest and (not lead or rest_start > source[1] or speech.lexicon.subject_may_follow):
            content.append((rest_start, sentence.end))
        if sum(len(sentence.paragraph.text[slice(*place)].split()) for place in content) >= _FEWEST_CLAUSE_WORDS:
            yield Candidate(
                rule="according", content=tuple(content), cue=match.span(), word=match.group().lower(), source=source
            )
            return


def _according_after(sentence: _Sentence) -> Iterator[Candidate]:
    """Read German Ida Vale zufolge regnete es."""
    masked, speech = sentence.masked, sentence.speech
    for match in _PLAIN_WORD.finditer(masked, sentence.start, sentence.end) if speech.according_after else ():
        if match.group().lower() not in speech.according_after:
            continue
        source = mention_before(masked, sentence.start, match.start(), speech=speech)
        if source is None:
            continue
        lead = (sentence.start, sentence.start + len(masked[sentence.start : source[0]].rstrip(" ,")))
        content = tuple(place for place in (lead, (match.end() + 1, sentence.end)) if place[1] - place[0] > 1)
        if sum(len(masked[slice(*place)].split()) for place in content) >= _FEWEST_CLAUSE_WORDS:
            yield Candidate(
                rule="according", content=content, cue=match.span(), word=match.group().lower(), source=source
            )
            return
