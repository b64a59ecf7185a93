"""A sentence as the rules see it: its reporting words, its quotations, and who may be the subject of what."""

import re
from dataclasses import dataclass, field
from itertools import islice, pairwise

from headwater.provenance.bodies import names_outlet
from headwater.provenance.mentions import Place, mention_after, mention_before
from headwater.provenance.name_parts import is_name
from headwater.provenance.paragraph import MASK, Cue, Paragraph
from headwater.provenance.speech import Speech
from headwater.text.quotes import Quotation

#: English words behind which a form is a noun: "in reports".
_NOUN_GUARDS = frozenset("of in by with for on at any no every each such to".split())  # noqa: SIM905
_QUANTITIES = frozenset("all both many several some most few others".split())  # noqa: SIM905
#: English forms that are nouns as often as verbs: they report only behind a pronoun, a name or a plural.
_NOUNISH = frozenset(
    """
    show report call claim promise demand hope fear doubt point read find estimate state note shows reports
    calls claims hopes fears doubts demands points states notes promises estimates finds say tweet tweets
    warning saying pledge pledges
    """.split()  # noqa: SIM905 - a list of this length reads best as text
)
_PASSIVE = frozenset("is are was were be been being get got".split())  # noqa: SIM905
#: Words of a body behind "in".
_MOST_BODY_WORDS = 5
#: How far a noun guard is looked for, in characters.
_GUARD = 24
#: Words that may follow a cue without a subject: "precisó este martes en la radio".
_MOST_DROPPED_REST = 6
#: Adverbs between a verb and its that-word, and the characters looked at for them.
_ADVERBS, _MOST_ADVERBS = 2, 40
#: Characters up to the end of a that-word behind a time or a place.
_MOST_BEFORE_THAT = 120
_UP_TO_COMMA = re.compile(rf"(?:\s+[^\s,;.:{MASK}]+){{0,7}},\s+")
_ADDRESSEE = re.compile(
    rf"\s+((?:(?!that\b|how\b)[^,.:;{MASK}\s]+\s*){{1,6}}?)(?=\s+(?:that|how|to|he|she|they|it|the|his|her)\b|\s*[:,.{MASK}])"
)
#: A comma and a word that sets what follows against what was said.
_CONTRAST = re.compile(r",\s+(?P<but>[^\W\d_]{1,8})\s+")
_BUTS = frozenset(
    """
    but while whereas aber während doch mais tandis pero mientras mas enquanto ma mentre но а але ale dar αλλά ενώ
    """.split()  # noqa: SIM905 - a list of this length reads best as text
)
_CLAUSE_END = re.compile(rf"[,;:.{MASK}]")
_REST_END = re.compile(rf"[,;:.{MASK}—–]")
PLAIN_WORD = re.compile(r"\w+")
_WORDS = re.compile(r"[\w’'-]+")
_ENDS_CLAUSE = frozenset((",", MASK, ";", ":"))


@dataclass(slots=True, kw_only=True)
class Candidate:
    """One proposed attribution; places are code points in the paragraph."""

    rule: str
    content: tuple[Place, ...]
    cue: Place | None = None
    word: str = ""
    source: Place | None = None
    addressee: Place | None = None


@dataclass(slots=True)
class Sentence:
    """One sentence of a paragraph, with what the rules ask of it."""

    paragraph: Paragraph
    speech: Speech
    start: int
    end: int
    #: Its place among the paragraph's sentences.
    number: int
    #: The paragraph with its quotations masked.
    masked: str = field(init=False)

    def __post_init__(self) -> None:
        """Keep what every rule asks for at hand."""
        self.masked = self.paragraph.masked

    def cues(self) -> list[Cue]:
        """Give the reporting words of the sentence that report here."""
        start, end = self.start, self.end
        return [cue for cue in self.paragraph.cues if start <= cue.start < end and _is_verb(self, cue)]

    def is_strong(self, cue: Cue) -> bool:
        """Say whether a form reports by itself here: "said", and "teilte" where "mit" closes its clause."""
        if cue.word in self.speech.strong or (cue.is_phrase and cue.word in self.speech.separable):
            return True
        parts = self.speech.separable.get(cue.word)
        if parts is None:
            return False
        clause = _CLAUSE_END.split(self.masked[cue.end : self.end], maxsplit=1)[0].split()
        return bool(clause) and clause[-1].lower() in parts

    def quotation_before(self, place: int) -> Quotation | None:
        """Give the last quotation that ends before a place, or None."""
        inside = [q for q in self.paragraph.quotations if self.start <= q.start and q.end <= place]
        return inside[-1] if inside else None

    def quotation_after(self, place: int) -> Quotation | None:
        """Give the first quotation that begins behind a place, or None."""
        return next((q for q in self.paragraph.quotations if place <= q.start < self.end), None)


def find_source(sentence: Sentence, cue: Cue, *, taken: int) -> Place | None:
    """Give the subject of a cue: before it, or behind it where the language allows and what stands before is none."""
    masked, speech = sentence.masked, sentence.speech
    before = mention_before(masked, (taken, cue.start), speech=speech)
    if not speech.lexicon.subject_may_follow:
        return before
    after = mention_after(masked, (cue.end, sentence.end), speech=speech)
    after = after if after is not None and may_be_subject(sentence, after) else None
    is_pronoun = after is not None and masked[slice(*after)].lower() in speech.pronouns
    if is_pronoun and (before is None or not may_be_subject(sentence, before) or _opens_with_stop(sentence, before)):
        return after
    if before is not None and may_be_subject(sentence, before):
        has_preposition = _holds_preposition(sentence, before)
        return after if after is not None and has_preposition else before
    return after


def body_after(sentence: Sentence, cue: Cue) -> Place | None:
    """Give the body in which they say so, behind the verb: Russian ", сообщили в полиции"; None where none follows."""
    speech = sentence.speech
    if not speech.lexicon.body_words or speech.plural_form is None or speech.plural_form.search(cue.word) is None:
        return None
    words = _REST_END.split(sentence.masked[cue.end : sentence.end], maxsplit=1)[0].split()
    if len(words) < 2 or words[0].lower() not in speech.lexicon.body_words or not words[1][0].islower():  # noqa: PLR2004
        return None
    start = sentence.masked.index(words[1], cue.end + len(words[0]) + 1)
    last = next((n for n in range(2, len(words)) if words[n].lower() in speech.stops), len(words)) - 1
    last = min(last, _MOST_BODY_WORDS)
    return start, start + len(" ".join(words[1 : last + 1]))


def body_before(sentence: Sentence, cue: Cue) -> Place | None:
    """Give the body in which they say so: Russian "В мэрии пояснили, что"; None where none opens the sentence.

    A name with a capital is left out: it may be a town.
    """
    speech = sentence.speech
    if not speech.lexicon.body_words:
        return None
    words = sentence.masked[sentence.start : cue.start].split()
    if not words or words[0].lower() not in speech.lexicon.body_words:
        return None
    if speech.plural_form is None or speech.plural_form.search(cue.word) is None:
        return None
    while len(words) > 1 and words[-1].lower() in speech.between:
        words.pop()
    phrase = words[1:]
    if not 0 < len(phrase) <= _MOST_BODY_WORDS or not all(
        word.strip(MASK).isalpha() or word[0] == MASK for word in phrase
    ):
        return None
    if phrase[0][0].isupper() and not (phrase[0].isupper() and len(phrase[0]) > 1):
        return None
    start = sentence.masked.index(phrase[0], sentence.start + len(words[0]))
    return start, sentence.masked.index(phrase[-1], start) + len(phrase[-1])


def is_person_like(sentence: Sentence, place: Place) -> bool:
    """Say whether a phrase may name somebody who speaks: a pronoun, a role, a group, or two capitals in a row."""
    speech = sentence.speech
    words = sentence.masked[slice(*place)].split()
    lower = [word.strip(",.").lower() for word in words]
    if len(words) == 1 and is_name(words[0]) and _is_surname(sentence, words[0]):
        return True
    if lower[0] in speech.persons or any(speech.is_role(word) or word in speech.groups for word in lower):
        return True
    capitals = [word[0].isupper() for word in words]
    return any(first and second for first, second in pairwise(capitals)) or (speech.language == "en" and capitals[-1])


def _is_surname(sentence: Sentence, word: str) -> bool:
    """Say whether the paragraph has somebody with this last name: "Nele Farrow"."""
    return any(
        is_name(before) and before.lower() not in sentence.speech.fillers and after.strip(",.:") == word
        for before, after in pairwise(sentence.masked.split())
    )


def is_outlet(sentence: Sentence, place: Place) -> bool:
    """Say whether a phrase names an outlet, known or called one."""
    paragraph = sentence.paragraph
    return names_outlet(paragraph.text[slice(*place)], outlets=paragraph.outlets, speech=sentence.speech)


def _holds_preposition(sentence: Sentence, place: Place) -> bool:
    """Say whether a phrase holds a preposition and does not open the sentence as a subject does."""
    speech = sentence.speech
    words = sentence.masked[slice(*place)].lower().split()
    opens = place[0] == sentence.start and words[0] not in (speech.stops - speech.determiners) | speech.not_subjects
    return not opens and any(word in speech.stops for word in words)


def _opens_with_stop(sentence: Sentence, place: Place) -> bool:
    """Say whether a phrase is behind or holds a preposition: "Zum Streit mit dem Minister"."""
    words = sentence.masked[sentence.start : place[1]].lower().split()
    return not words or words[0] in sentence.speech.stops


def may_be_subject(sentence: Sentence, place: Place) -> bool:
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


def that_behind(sentence: Sentence, place: Place) -> int | None:
    """Give where what was said begins behind a that-word, which may follow adverbs, a time, a place or an outlet."""
    masked, speech, (start, end) = sentence.masked, sentence.speech, place
    that = speech.that.match(masked, start)
    if that is None and speech.may_have_that(masked[start : min(end, start + _MOST_BEFORE_THAT)]):
        that = speech.late_that.match(masked, start, end)
    if that is None:
        for match in islice(PLAIN_WORD.finditer(masked, start, min(end, start + _MOST_ADVERBS)), _ADVERBS):
            if masked[start : match.start()].strip() or match.group().lower() not in speech.between | {"only"}:
                break
            start = match.end()
            that = that or speech.that.match(masked, start)
    return that.end() if that is not None and that.end() <= end else None


def after_comma(sentence: Sentence, cue: Cue, *, start: int) -> int | None:
    """Give where the content begins in German Sie sagte am Montag, es regne."""
    if not sentence.speech.lexicon.clause_after_comma or not sentence.is_strong(cue):
        return None
    match = _UP_TO_COMMA.match(sentence.masked, start, sentence.end)
    return match.end() if match else None


def find_addressee(sentence: Sentence, cue: Cue) -> Place | None:
    """Give the words that name whom it was told to, behind a cue such as "told"; None where there are none."""
    if cue.word not in sentence.speech.tell:
        return None
    masked = sentence.masked
    match = _ADDRESSEE.match(masked, cue.end, sentence.end)
    return match.span(1) if match else None


def drops_subject(sentence: Sentence, cue: Cue) -> bool:
    """Say whether a cue stands without a subject, as in Spanish "«Llueve», precisó.": it is who spoke before."""
    speech = sentence.speech
    if not speech.lexicon.subject_may_drop or not sentence.is_strong(cue):
        return False
    rest = _REST_END.split(sentence.masked[cue.end : sentence.end], maxsplit=1)[0].lower().split()
    return len(rest) <= _MOST_DROPPED_REST and all(
        word in speech.between or word in speech.stops or word in speech.times or speech.is_manner(word)
        for word in rest[:1]
    )


def joined_at(sentence: Sentence, cue: Cue) -> int | None:
    """Give where "and added that" begins, which goes on with the subject of the cue before; None where it does not."""
    speech, masked = sentence.speech, sentence.masked
    if not speech.joins or speech.that.match(masked, cue.end) is None:
        return None
    for match in reversed(list(PLAIN_WORD.finditer(masked, max(sentence.start, cue.start - _GUARD), cue.start))):
        if match.group().lower() in speech.joins:
            return match.start()
        if match.group().lower() not in speech.between:
            return None
    return None


def follows_comma(sentence: Sentence, cue: Cue) -> bool:
    """Say whether a comma stands before a cue."""
    return sentence.masked[sentence.start : cue.start].rstrip().endswith(",")


def carry_on_at(sentence: Sentence, *, start: int, end: int) -> int:
    """Give where ", adding that ..." or ", as broadcast by ..." begins between two places, or the end."""
    relay = sentence.speech.relay.search(sentence.masked, start, end) if sentence.speech.relay else None
    end = relay.start() if relay else end
    for cue in sentence.paragraph.cues:
        if start < cue.start < end and cue.word in sentence.speech.carried_on and follows_comma(sentence, cue):
            return sentence.masked.rfind(",", start, cue.start)
        if start < cue.start < end and (contrast := _contrast_at(sentence, cue, start)) is not None:
            return contrast
        if start < cue.start < end and (joined := joined_at(sentence, cue)) is not None and joined > start:
            return joined
    return end


def _contrast_at(sentence: Sentence, cue: Cue, start: int) -> int | None:
    """Give the comma where somebody else begins to speak: ", but the mayor says"; None where nobody does."""
    if sentence.masked.find(", ", start, cue.start) < 0 or not sentence.is_strong(cue):
        return None
    breaks = list(_CONTRAST.finditer(sentence.masked, start, cue.start))
    found = breaks[-1] if breaks else None
    if found is None or found["but"].lower() not in _BUTS:
        return None
    place = mention_before(sentence.masked, (found.end(), cue.start), speech=sentence.speech)
    lead = sentence.masked[found.end() : place[0]].strip() if place else "x"
    return found.start() if not lead else None


def _is_verb(sentence: Sentence, cue: Cue) -> bool:
    """Say whether a form that may also be a noun or a passive reports speech here."""
    if cue.is_phrase:
        return True
    before = sentence.masked[max(sentence.start, cue.start - _GUARD) : cue.start]
    words = _WORDS.findall(before)
    last = words[-1].lower() if words and before.rstrip()[-1] not in _ENDS_CLAUSE else ""
    speech = sentence.speech
    if speech.language != "en":
        return not (last in speech.determiners and cue.word not in speech.strong)
    if last in speech.determiners or last in _NOUN_GUARDS or last.endswith(("'s", "’s")):
        return last in _QUANTITIES
    if cue.word in _NOUNISH and last and MASK not in before and not (words[-1][0].isupper() or last.endswith("s")):
        return last in speech.pronouns or last in speech.relatives or last in speech.between
    if last in _PASSIVE:
        return cue.word.endswith("ing") and last not in {"get", "got"}
    return not (sentence.masked[cue.start].isupper() and cue.start > sentence.start)
