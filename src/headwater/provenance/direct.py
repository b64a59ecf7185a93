"""Direct speech: quotations, and who is said to have spoken them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from headwater.provenance.mentions import Place, mention_after, mention_before, mention_between, subject_of
from headwater.provenance.name_parts import is_name
from headwater.provenance.paragraph import MASK, Cue, Paragraph
from headwater.provenance.sentence import (
    PLAIN_WORD,
    Candidate,
    Sentence,
    after_comma,
    body_after,
    carry_on_at,
    drops_subject,
    find_addressee,
    find_source,
    is_person_like,
    may_be_subject,
    that_behind,
)
from headwater.provenance.speech import Speech
from headwater.text.quotes import Quotation

#: A quotation that ends in one of these is speech; “scare quotes” do not.
_SPOKEN_END = ",.?!…—–"
#: Characters between a cue and the quotation it announces, and before a quotation in its sentence.
_MOST_GAP, _MOST_LEAD = 90, 220
#: Words between a quotation and the name in front of a cue.
_MOST_BETWEEN = 4
#: Words behind a cue that ends a paragraph in a colon, and of an apposition before a colon.
_MOST_TAIL_WORDS = 9
#: Words between a person and the colon: "Ida Vale war mit dem Vertrag nicht zufrieden: „…“".
_MOST_COLON_WORDS = 16
#: A sentence that is only a quotation of so many words is somebody's, the one's who spoke or is spoken of before.
_FEWEST_ALONE_WORDS = 5
_FEWEST_NAME_WORDS = 2
_FEWEST_TURN_WORDS = 3
_FEWEST_COLON_WORDS = 2
#: Marks at the end of a short turn: "And now?"
_TURN_END = "?!"
_ONLY_QUOTATION = re.compile(rf"(?:[—–-]\s*)?{MASK}+[\s.]*")
#: A name behind a dash: “It rained.” — Ida Vale
_DASHED = re.compile(r"\s*[—–―-]{1,2}\s*(?=[^\W\d_a-z])")
_MOST_DASHED_WORDS = 8
#: What may stand between “A,” she said and “B.”
_INTERRUPTED = re.compile(r"[\s,:;—–-]*(?:and|but|then)?[\s,]*|\s*,?[^,;.]{0,40},\s*(?:[—–-]\s*)?")
_STOP = re.compile(r"[;.!?]\s")
_FOR = re.compile(r"\s+(?:for|on)\s")
_ANNOUNCES = re.compile(r"\s*|.*[:,]\s*")
_LINKED = re.compile(r"-(?:t-)?(ils?|elles?|on)(?!\w)")
_LINKED_BEFORE = re.compile(r"-(ils?|elles?|on)\s*$")
#: A quotation that sets off its speaker, a word or two, and the verb: "«…», s’est emporté Ida Vale".
_UNLISTED = re.compile(
    r"(?P<gap>\s*,\s*(?:[—–-]\s*)?|\s*[—–-]\s*|\s+)(?P<before>(?:[^\W\d_]{1,6}[\s'’-]){0,2}?)(?P<verb>[^\W\d_]{4,})"
    r"(?:\s+(?:se|si|се))?(?=\s)"
)
_FEWEST_UNLISTED_WORDS = 2
#: Words that have the ending of a verb and are none.
_NO_VERBS = frozenset(
    """
    sobre entre desde hasta ante contra mediante durante aunque porque cuando mientras como donde salvo excepto
    lorsque puisque parce quelque notre votre cette comme outre malgré grâce
    contro mentre dove oltre sopra sotto senza anche come
    perante embora quando enquanto onde fora perto
    când unde deși fără către spre
    когда если хотя пока после перед через между около возле вместо кроме ради
    коли якщо хоча поки після перед через замість окрім крім
    когато преди след освен вместо без въпреки
    když pokud zatímco kromě místo
    όταν ενώ επειδή μετά πριν
    """.split()  # noqa: SIM905 - a list of this length reads best as text
)
_TURN = re.compile(r"[\"“„«]?(?P<name>[^\W\d_a-z][^\W\d_a-z.’'-]+(?: [^\W\d_a-z.’'-]+){0,3}):\s+")


def read_after(sentence: Sentence, cue: Cue, *, quotation: Quotation, taken: int) -> Candidate | None:
    """Read “...,” she said and “...,” said Ida Vale."""
    masked, speech = sentence.masked, sentence.speech
    gap = masked[quotation.end : cue.start]
    if not _is_spoken(sentence, quotation, gap) or ";" in gap or ":" in gap:
        return None
    place = (cue.start, cue.end)
    bare = all(word.lower() in speech.between for word in PLAIN_WORD.findall(gap))
    source = mention_after(masked, (_past_nobody(sentence, cue), sentence.end), speech=speech) if bare else None
    source = source or (body_after(sentence, cue) if bare else None)
    if source is not None and not _is_time(sentence, source):
        content = _content_before(sentence, quotation, taken=taken)
        return Candidate(rule="inverted", content=content, cue=place, word=cue.word, source=source)
    source = _linked_pronoun(sentence, gap, cue) or mention_before(masked, (quotation.end, cue.start), speech=speech)
    if source is None and bare and drops_subject(sentence, cue):
        content = _content_before(sentence, quotation, taken=taken)
        return Candidate(rule="dropped", content=content, cue=place, word=cue.word)
    if source is None or len(masked[quotation.end : source[0]].split()) > _MOST_BETWEEN:
        return None
    if speech.lexicon.subject_may_follow and not _is_set_off(sentence, gap):
        return None
    content = _content_before(sentence, quotation, taken=taken)
    return Candidate(rule="after", content=content, cue=place, word=cue.word, source=source)


def read_before(sentence: Sentence, cue: Cue, *, quotation: Quotation, taken: int) -> Candidate | None:
    """Read She said: “...” and She called it “...”."""
    masked, speech = sentence.masked, sentence.speech
    gap = masked[cue.end : quotation.start]
    if len(gap) > _MOST_GAP or _STOP.search(gap):
        return None
    source = find_source(sentence, cue, taken=taken)
    if source is None:
        return None
    candidate = Candidate(rule="before", content=(), cue=(cue.start, cue.end), word=cue.word, source=source)
    if cue.word in speech.inverted_verbs and not gap.rstrip().endswith(":"):
        return None
    if not sentence.is_strong(cue) and (_FOR.match(gap) or _is_participle(sentence, cue)):
        return None
    rest = masked[quotation.end : sentence.end].strip(" .,;\xa0")
    if _ANNOUNCES.fullmatch(gap) and (not rest or gap.strip().endswith(":")):
        return replace(candidate, content=((quotation.start, quotation.end),), addressee=find_addressee(sentence, cue))
    told = find_addressee(sentence, cue)
    begin = max(cue.end, source[1])
    places = (cue.end, begin, told[1] if told else begin)
    that = next((at for place in places if (at := that_behind(sentence, (place, quotation.start)))), None)
    comma = None if that else after_comma(sentence, cue, start=begin)
    if comma is not None and comma <= quotation.start:
        end = min(carry_on_at(sentence, start=cue.end, end=sentence.end), sentence.end)
        return replace(candidate, rule="mixed", content=((comma, max(end, quotation.end)),))
    start = that or begin + len(masked[begin:]) - len(masked[begin:].lstrip(" ,:"))
    if that and not masked[that : quotation.start].strip() and _is_joined(rest, speech):
        return replace(candidate, rule="mixed", content=((quotation.start, quotation.end),))
    if sentence.is_strong(cue) or that:
        end = min(carry_on_at(sentence, start=cue.end, end=sentence.end), sentence.end)
        return replace(candidate, rule="mixed", content=((start, max(end, quotation.end)),))
    return replace(candidate, rule="mixed", content=((start, quotation.end),))


def _is_participle(sentence: Sentence, cue: Cue) -> bool:
    """Say whether a form only describes what stands before its comma: "the plan, dubbed “the long quay”"."""
    is_english = sentence.speech.language == "en" and cue.word.endswith("ed")
    lead = sentence.masked[sentence.start : cue.start]
    return is_english and lead.rstrip().endswith(",") and lead.count(",") == 1


def _is_joined(rest: str, speech: Speech) -> bool:
    words = rest.split(maxsplit=1)
    return bool(words) and words[0].lower() in speech.joins and speech.language != "en"


def with_following(sentence: Sentence, candidate: Candidate) -> Candidate:
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
    for start, end in paragraph.sentences[sentence.number + 1 :] if paragraph.quotations else ():
        if not _ONLY_QUOTATION.fullmatch(sentence.masked, start, end):
            break
        begin = start + len(sentence.masked[start:end]) - len(sentence.masked[start:end].lstrip(" —–-"))
        content.append((begin, start + len(sentence.masked[start:end].rstrip(" .\xa0"))))
    return replace(candidate, content=tuple(content)) if len(content) > len(candidate.content) else candidate


def read_colon(sentence: Sentence) -> list[Candidate]:
    """Read Ida Vale: “It rained.”, and Ida Vale was clear: “It rained.”."""
    masked = sentence.masked
    quotation = sentence.quotation_after(sentence.start)
    lead = masked[sentence.start : quotation.start].rstrip() if quotation else ""
    if quotation is None or not lead.endswith(":") or not _is_said(sentence, quotation):
        return []
    place = (sentence.start, sentence.start + len(lead))
    named = _named_by(sentence, place)
    source = named or _pronoun_in(sentence, place) or subject_of(masked, place, speech=sentence.speech)
    if source is not None and named is None:  # "The coach, Oren Tamm, would not say:"
        closed = mention_between(masked, (source[0], place[1]), speech=sentence.speech)
        source = closed if closed is not None and closed[0] == source[0] and closed[1] > source[1] else source
    if source is None or len(masked[slice(*source)].split()) > _MOST_DASHED_WORDS:
        return []
    if named is None and not may_be_subject(sentence, source):
        return []
    rest = masked[source[1] : quotation.start].rstrip(" :")
    most = _MOST_TAIL_WORDS if rest.startswith((",", " (")) else _MOST_COLON_WORDS * is_person_like(sentence, source)
    if len(rest.split()) > max(1, most):
        return []
    candidate = Candidate(rule="colon", content=((quotation.start, quotation.end),), source=source)
    return [with_following(sentence, candidate)]


def read_unlisted(sentence: Sentence) -> list[Candidate]:
    """Read «…», sbottò Ida Vale, where no list has the verb: its ending and its place say enough."""
    masked, speech = sentence.masked, sentence.speech
    quotation = sentence.quotation_after(sentence.start)
    if speech.verb_form is None or quotation is None or masked[sentence.start : quotation.start].strip():
        return []
    found = _UNLISTED.match(masked, quotation.end, sentence.end)
    if found is None or not _may_be_verb(found["verb"], speech) or not _is_spoken(sentence, quotation, found["gap"]):
        return []
    if not all(word in speech.between for word in PLAIN_WORD.findall(found["before"])):
        return []
    length = len(sentence.paragraph.text[quotation.start : quotation.end].split())
    source = mention_after(masked, (found.end(), sentence.end), speech=speech)
    if length < _FEWEST_UNLISTED_WORDS or source is None or not is_person_like(sentence, source):
        return []
    content, cue = ((quotation.start, quotation.end),), (found.start("verb"), found.end())
    candidate = Candidate(rule="unlisted", content=content, cue=cue, word=found["verb"], source=source)
    return [with_following(sentence, candidate)]


def _may_be_verb(word: str, speech: Speech) -> bool:
    if speech.verb_form is None or speech.verb_form.search(word) is None or word in _NO_VERBS:
        return False
    return word not in speech.small_words and not any(word in each for each in (speech.bodies, speech.persons))


def read_alone(sentence: Sentence, found: Sequence[Candidate]) -> list[Candidate]:
    """Read a sentence that is only a quotation: of who spoke before, or whom the sentence before is about."""
    paragraph, masked = sentence.paragraph, sentence.masked
    if sentence.number == 0 or _ONLY_QUOTATION.fullmatch(masked, sentence.start, sentence.end) is None:
        return []
    place = (sentence.start, sentence.start + len(masked[sentence.start : sentence.end].rstrip(" .\xa0")))
    words = paragraph.text[slice(*place)].split()
    if len(words) < _FEWEST_ALONE_WORDS or words[-1].strip('”“"»’')[-1:] not in _SPOKEN_END:
        return []
    if found and found[-1].source is not None:
        last = found[-1]
        return [Candidate(rule="goes-on", content=(place,), cue=last.cue, word=last.word, source=last.source)]
    before = paragraph.sentences[sentence.number - 1]
    source = subject_of(masked, before, speech=sentence.speech)
    if source is None or MASK in masked[slice(*before)] or not is_person_like(sentence, source):
        return []
    return [Candidate(rule="beside", content=(place,), source=source)]


def read_dashed(paragraph: Paragraph, speech: Speech) -> Iterator[Candidate]:
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


def announce(paragraph: Paragraph, *, speech: Speech) -> Candidate | None:
    """Give the attribution, still without content, of a paragraph that ends in "She said:"."""
    start, end = paragraph.sentences[-1]
    sentence = Sentence(paragraph, speech, start, end, len(paragraph.sentences) - 1)
    for cue in reversed(sentence.cues()):
        source = mention_before(paragraph.masked, (start, cue.start), speech=speech)
        if source is not None and len(paragraph.masked[cue.end : end].split()) <= _MOST_TAIL_WORDS:
            return Candidate(rule="announced", content=(), cue=(cue.start, cue.end), word=cue.word, source=source)
    return None


def find_turn(paragraph: Paragraph) -> Candidate | None:
    """Read a turn of a transcript, VALE: It rained."""
    match = _TURN.match(paragraph.text)
    if match is None:
        return None
    words = paragraph.text[match.end() :].split()
    if not words or (len(words) < _FEWEST_TURN_WORDS and words[-1][-1] not in _TURN_END):
        return None
    end = len(paragraph.text.rstrip())
    return Candidate(rule="turn", content=((match.end(), end),), source=match.span("name"))


def _named_by(sentence: Sentence, place: Place) -> Place | None:
    """Give the full name behind "by" or "from" and before a colon: German "Kritik kam von Jost Reimann:"."""
    start, lead = place[0], sentence.masked[slice(*place)].rstrip(" :")
    words = lead.split()
    first = len(words)
    while first and is_name(words[first - 1]):
        first -= 1
    before = words[first - 1].lower() if first else ""
    if len(words) - first < _FEWEST_NAME_WORDS or before not in sentence.speech.lexicon.by_words:
        return None
    begin = start + lead.rindex(words[first], 0, len(lead) - len(" ".join(words[first + 1 :])))
    return begin, start + len(lead)


def _pronoun_in(sentence: Sentence, place: Place) -> Place | None:
    """Give the first "he" or "she" of a stretch, where a language puts its verb first."""
    lexicon = sentence.speech.lexicon
    if not lexicon.clause_after_comma:
        return None
    words = PLAIN_WORD.finditer(sentence.masked, *place)
    wanted = {*lexicon.pronouns_he, *lexicon.pronouns_she}
    return next((match.span() for match in words if match.group().lower() in wanted), None)


def _past_nobody(sentence: Sentence, cue: Cue) -> int:
    """Give where the source begins in German "heißt es in dem Schreiben"; else where the cue ends."""
    words = list(PLAIN_WORD.finditer(sentence.masked, cue.end, min(sentence.end, cue.end + 20)))
    if len(words) > 1 and words[0].group().lower() in sentence.speech.impersonal:
        is_preposition = words[1].group().lower() in sentence.speech.stops
        return words[1].end() if is_preposition else words[0].end()
    return cue.end


def _is_time(sentence: Sentence, place: Place) -> bool:
    """Say whether a phrase is a time in a case of its own: Greek "τη Δευτέρα"."""
    words = sentence.masked[slice(*place)].lower().split()
    return words[0] in sentence.speech.not_subjects and words[-1] in sentence.speech.times


def _is_set_off(sentence: Sentence, gap: str) -> bool:
    """Say whether «…», она сказала may be read: German never says it so, and others set it off with a comma or dash."""
    return not sentence.speech.lexicon.clause_after_comma and gap.lstrip()[:1] in {",", "—", "–", "-"}


def _linked_pronoun(sentence: Sentence, gap: str, cue: Cue) -> Place | None:
    """Read the pronoun in French "a-t-il déclaré"."""
    behind = _LINKED.match(sentence.masked, cue.end)
    if behind is not None:  # "insiste-t-elle"
        return behind.span(1)
    match = _LINKED_BEFORE.search(gap) if "-" in gap else None
    return (cue.start - len(gap) + match.start(1), cue.start - len(gap) + match.end(1)) if match else None


def _is_spoken(sentence: Sentence, quotation: Quotation, gap: str) -> bool:
    inner = sentence.paragraph.text[quotation.start : quotation.inner_end].rstrip("'’”\"» ")
    return inner[-1:] in _SPOKEN_END or gap.lstrip()[:1] in {",", "—", "–", "-"}


def _is_said(sentence: Sentence, quotation: Quotation) -> bool:
    """Say whether a quotation behind a colon is a sentence, its full stop inside or outside its marks."""
    is_last = sentence.masked[quotation.end : sentence.end].strip() in {".", "!", "?"}
    length = len(sentence.paragraph.text[quotation.start : quotation.end].split())
    is_last = is_last and sentence.speech.language != "en"  # which puts its full stop inside
    return _is_spoken(sentence, quotation, "") or (is_last and length >= _FEWEST_COLON_WORDS)


def _content_before(sentence: Sentence, quotation: Quotation, *, taken: int) -> tuple[Place, ...]:
    """Give the quotation with the words of its sentence before it: The plan “will not work,” she said."""
    start = max(taken, sentence.start)
    lead = sentence.masked[start : quotation.start]
    is_part = lead.strip(" ,") and not lead.rstrip().endswith(":")
    if is_part and len(lead) < _MOST_LEAD and start == sentence.start:
        return ((start, quotation.end),)
    return ((quotation.start, quotation.end),)
