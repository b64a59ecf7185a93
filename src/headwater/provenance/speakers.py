"""Speakers: whom a mention stands for, as far as the article itself says.

An unnamed source is never given a name; a group stays a group; "X's adviser" is never X.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from headwater.model.outlet import OutletDirectory
from headwater.model.provenance import Speaker, SpeakerKind
from headwater.provenance.bodies import has_foreign_article, is_body, names_outlet
from headwater.provenance.mentions import mention_before
from headwater.provenance.name_parts import is_name
from headwater.provenance.paragraph import Paragraph
from headwater.provenance.person_forms import is_oblique_of
from headwater.provenance.person_names import (
    HE,
    INDEFINITE,
    NAME,
    POSSESSIVE,
    SHE,
    apposition,
    bearer_at_end,
    bears,
    behind_noun,
    head_of,
    is_plain_plural,
    names_owner,
    read_name,
    role_of,
    split_bearer,
    titled_gender,
    titles_in,
    without_titles,
)
from headwater.provenance.speech import Speech
from headwater.provenance.verb_first import speaker_of

_MOST_NAMES = 4
_LOOK_BACK = 6
#: What speaks for whom a pronoun means, counted in sentences of distance.
_SPOKE, _SUBJECT, _GENDER = 2.0, 1.5, 0.6
#: A name within this many words of a sentence's start is taken for its subject.
_SUBJECT_WORDS = 5
#: Earlier speakers that are thought of.
_LATEST = 8


@dataclass(slots=True)
class Person:
    """A person named in the article."""

    name: str
    gender: str | None = None
    role: str | None = None
    #: Whether the text shows that this is a person: a given name, a title, a role, a surname used alone.
    is_sure: bool = False
    #: Where the person is named outside quotations: paragraph and place.
    places: list[tuple[int, int]] = field(default_factory=list)

    @property
    def surname(self) -> str:
        """The last word of the name."""
        return self.name.split()[-1]


@dataclass(slots=True)
class Cast:
    """Everybody an article names, and the text they are named in."""

    speech: Speech
    paragraphs: dict[int, Paragraph]
    people: list[Person]
    #: Number of each paragraph's first sentence.
    numbers: dict[int, int]
    outlets: OutletDirectory
    #: Who spoke so far, and where.
    spoken: list[tuple[tuple[int, int], Person]] = field(default_factory=list)
    #: The people by the first and last words of their names, and how many of them stand there.
    _by_word: dict[str, list[Person]] = field(default_factory=dict)
    _indexed: int = 0

    def resolve(self, mention: tuple[int, int], *, block: int, is_oblique: bool = False) -> Speaker:
        """Give whom a mention stands for: by full name, surname, role, pronoun; else unnamed or a group.

        `is_oblique` says that it stands behind "according to", in the genitive where the language has one.
        """
        speaker = self._meant(mention, block, is_oblique=is_oblique)
        if speaker.kind is SpeakerKind.PERSON and speaker.name:
            person = next((person for person in self.people if person.name == speaker.name), None)
            if person is None:
                person = _new_person(speaker.name, self.speech)
                self.people.append(person)
            person.is_sure = True
            self.spoken.append(((block, mention[0]), person))
        return speaker

    def owned(self, mention: tuple[int, int], *, block: int) -> bool:
        """Say whether the only name in a mention is somebody else's: "советник Олега Тамарова"."""
        return names_owner(self.paragraphs[block].text[slice(*mention)], speech=self.speech)

    def left_out(self, at: tuple[int, int]) -> Speaker:
        """Give who is meant where a language leaves the subject out: who fits best before."""
        person = self._nearest(None, at)
        if person is None or self.speech.lexicon.verb_first:  # no capitals, so whom else the text names is not known
            return Speaker(kind=SpeakerKind.UNNAMED, method="left out")
        self.spoken.append((at, person))
        return Speaker(kind=SpeakerKind.PERSON, name=person.name, role=person.role, method="left out")

    def _meant(self, mention: tuple[int, int], block: int, *, is_oblique: bool = False) -> Speaker:
        words = self.paragraphs[block].text[slice(*mention)].strip()
        lower = words.lower()
        if lower in self.speech.relatives and lower not in self.speech.pronouns:
            return self._antecedent(mention, block)
        if lower in self.speech.pronouns:
            return self._pronoun(lower, mention, block)
        if self.speech.lexicon.verb_first:
            return speaker_of(words, [person.name for person in self.people], speech=self.speech)
        is_outlet = self._is_outlet(words)
        if is_outlet and " " in words:
            return Speaker(kind=SpeakerKind.ORGANISATION, name=words, method="outlet")
        bearer = split_bearer(words, self.speech)
        if bearer is not None:
            return self._bearer(*bearer)
        own = None if is_oblique else bearer_at_end(words, speech=self.speech)
        named = self._in_nominative(words) if is_oblique else None
        named = named or self._named(own or words)
        if named is not None:
            return named
        if is_outlet:
            return Speaker(kind=SpeakerKind.ORGANISATION, name=words, method="outlet")
        if own is not None:
            role = words.removesuffix(own).strip() or None
            return Speaker(kind=SpeakerKind.PERSON, name=own, role=role, method="full name")
        return self._described(words, (block, mention[0]))

    def _is_outlet(self, words: str) -> bool:
        return names_outlet(words, outlets=self.outlets, speech=self.speech)

    def _in_nominative(self, words: str) -> Speaker | None:
        """Give whom a name in the genitive means, if the text names exactly one such person in the nominative."""
        printed = NAME.search(head_of(words, self.speech))
        name = " ".join(without_titles(printed.group(), self.speech)[1]) if printed else ""
        language = self.speech.language
        meant = {each.name: each for each in self.people if is_oblique_of(name, each.name, language=language)}
        if len(meant) != 1:
            return None
        (person,) = meant.values()
        role = person.role or role_of(words, printed.group() if printed else "")
        return Speaker(kind=SpeakerKind.PERSON, name=person.name, role=role, method="full name")

    def _bearer(self, role: str, name: str) -> Speaker:
        """Give who "the mayor, Oren Tamm" is."""
        named = self._named(name)
        known = named.name if named is not None and named.name else name
        return Speaker(kind=SpeakerKind.PERSON, name=known, role=role, method="full name")

    def _antecedent(self, mention: tuple[int, int], block: int) -> Speaker:
        """Give whom "who" stands for: the phrase right before it, never somebody further off."""
        paragraph = self.paragraphs[block]
        start = max((start for start, _ in paragraph.sentences if start <= mention[0]), default=0)
        end = start + len(paragraph.masked[start : mention[0]].rstrip(" ,"))
        place = mention_before(paragraph.masked, (start, end), speech=self.speech)
        if place is None or paragraph.masked[slice(*place)].lower() in self.speech.relatives:
            return Speaker(kind=SpeakerKind.UNNAMED, method="relative")
        return self._meant(place, block)

    def _named(self, words: str) -> Speaker | None:
        head = head_of(words, self.speech)
        if POSSESSIVE.match(head):
            return None
        for person in self._matching(head):
            role = person.role or role_of(words, person.name)
            method = "full name" if person.name in head else "surname"
            return Speaker(kind=SpeakerKind.PERSON, name=person.name, role=role, method=method)
        return None

    def _matching(self, head: str) -> Iterator[Person]:
        """Give the persons a phrase names; a surname that two of them bear names nobody, unless a title tells."""
        names = [match.group().rstrip(".") for match in NAME.finditer(head)]
        for name in reversed(names):
            titles, words = without_titles(name, self.speech)
            words = tuple(word for word in words if word.rstrip(".").lower() not in self.speech.titles)
            if not words:
                continue
            gender = titled_gender(titles or titles_in(head, self.speech), self.speech)
            bearing = {person.name: person for person in self._called(words[-1]) if bears(person.name, words)}
            fitting = [person for person in bearing.values() if person.gender in {None, gender or person.gender}]
            if len(fitting) == 1:
                yield fitting[0]

    def _called(self, word: str) -> Sequence[Person]:
        """Give the persons whose name begins or ends with a word, in no case but its own."""
        if self._indexed != len(self.people):
            self._by_word.clear()
            for person in self.people:
                names = person.name.lower().split()
                for name in {names[0], names[-1]}:
                    self._by_word.setdefault(name, []).append(person)
            self._indexed = len(self.people)
        return self._by_word.get(word.lower(), ())

    def _described(self, words: str, at: tuple[int, int]) -> Speaker:
        lower = [word.lower() for word in re.findall(r"[\w’'-]+", head_of(words, self.speech))]
        by_role = self._by_role(words, lower, at)
        if by_role is not None:
            return by_role
        if words.isupper():
            shouted = [person for person in self.people if person.surname.upper() == words.rsplit(maxsplit=1)[-1]]
            if shouted:
                return Speaker(kind=SpeakerKind.PERSON, name=shouted[0].name, role=shouted[0].role, method="surname")
        printed = NAME.search(head_of(words, self.speech))
        titles, parts = without_titles(printed.group(), self.speech) if printed else ((), ())
        name = " ".join(parts)
        name = name if titles else behind_noun(name, words.split(maxsplit=1)[0], speech=self.speech)
        is_person = not (is_body(name) or has_foreign_article(name, speech=self.speech)) if " " in name else False
        if is_person and not POSSESSIVE.match(words):
            role = words[: words.find(name)].strip()
            return Speaker(kind=SpeakerKind.PERSON, name=name, role=role or role_of(words, name), method="full name")
        return self._unnamed(words, lower, name=name)

    def _unnamed(self, words: str, lower: Sequence[str], *, name: str) -> Speaker:
        """Give a source without a personal name: unnamed, a group, a body, or a single name as printed."""
        last = lower[-1] if lower else ""
        if any(word in self.speech.unnamed for word in lower):
            return Speaker(kind=SpeakerKind.UNNAMED, role=words, method="unnamed")
        if any(word in self.speech.groups for word in lower):
            if last.endswith(("s", "innen")):
                return Speaker(kind=SpeakerKind.GROUP, role=words, method="group")
            return Speaker(kind=SpeakerKind.ORGANISATION, name=words, role=words, method="group")
        if any(word in self.speech.roles for word in lower):
            return Speaker(kind=SpeakerKind.UNNAMED, role=words, method="role")
        is_noun = lower[:1] and (lower[0] in INDEFINITE or (len(lower) == 1 and self.speech.language != "en"))
        if not name or is_noun or POSSESSIVE.match(words):
            return Speaker(kind=SpeakerKind.UNNAMED, role=words, method="as printed")
        if words == name and lower and is_plain_plural(words, speech=self.speech):
            return Speaker(kind=SpeakerKind.GROUP, role=words, method="group")
        is_person = words == name and not (is_body(name) or has_foreign_article(name, speech=self.speech))
        kind = SpeakerKind.PERSON if is_person else SpeakerKind.ORGANISATION
        return Speaker(kind=kind, name=words, method="as printed")

    def _by_role(self, words: str, lower: Sequence[str], at: tuple[int, int]) -> Speaker | None:
        """Find "the minister" or "Aliyev's adviser" among the persons whose role was told before."""
        roles = [word for word in lower if word in self.speech.roles or word in self.speech.titles]
        if not roles or (
            lower and lower[0] in {"a", "an", "one", "another", "ein", "eine", "un", "una", "une", "ένας", "μια"}
        ):
            return None
        owner = POSSESSIVE.match(words)
        fitting = [
            person
            for person in self.people
            if person.role
            and roles[-1] in person.role.lower()
            and any(place < at for place in person.places)
            and (owner is None or owner.group(1).split()[-1] in person.role)
        ]
        if len({person.name for person in fitting}) != 1:
            return None
        return Speaker(kind=SpeakerKind.PERSON, name=fitting[0].name, role=fitting[0].role, method="role")

    def _pronoun(self, word: str, mention: tuple[int, int], block: int) -> Speaker:
        lexicon = self.speech.lexicon
        if word in lexicon.pronouns_they:
            return Speaker(kind=SpeakerKind.GROUP, method="pronoun")
        gender = HE if word in lexicon.pronouns_he else SHE if word in lexicon.pronouns_she else None
        person = self._nearest(gender, (block, mention[0])) if gender or word in self.speech.relatives else None
        if person is None:
            return Speaker(kind=SpeakerKind.UNNAMED, method="pronoun")
        return Speaker(kind=SpeakerKind.PERSON, name=person.name, role=person.role, method="pronoun")

    def _nearest(self, gender: str | None, at: tuple[int, int]) -> Person | None:
        """Give whom a pronoun means: near, fitting, and best somebody who spoke or is a sentence's subject."""
        here = self._sentence_of(at)
        scores: dict[str, tuple[float, Person]] = {}

        def _weigh(person: Person, place: tuple[int, int], bonus: float) -> None:
            if place >= at or at[0] - place[0] > _LOOK_BACK or person.gender not in {None, gender or person.gender}:
                return
            score = bonus + (_GENDER if person.gender else 0.0) - abs(here - self._sentence_of(place))
            if person.name not in scores or scores[person.name][0] < score:
                scores[person.name] = score, person

        for person in self.people:
            for place in reversed(person.places) if person.is_sure else ():
                if at[0] - place[0] > _LOOK_BACK:
                    break
                _weigh(person, place, _SUBJECT if place < at and self._is_subject(place) else 0.0)
        for place, person in self.spoken[-_LATEST:]:
            _weigh(person, place, _SPOKE)
        return max(scores.values(), key=lambda item: (item[0], item[1].name))[1] if scores else None

    def _is_subject(self, place: tuple[int, int]) -> bool:
        paragraph = self.paragraphs[place[0]]
        start = next((start for start, end in paragraph.sentences if start <= place[1] < end), 0)
        return paragraph.masked.count(" ", start, place[1]) <= _SUBJECT_WORDS

    def _sentence_of(self, place: tuple[int, int]) -> int:
        """Give the number of a sentence in the whole text."""
        starts = [start for start, _ in self.paragraphs[place[0]].sentences]
        return self.numbers[place[0]] + bisect_right(starts, place[1])


def find_cast(paragraphs: Sequence[Paragraph], *, speech: Speech, outlets: OutletDirectory) -> Cast:
    """Give the people an article names outside quotations, with gender and role where the text shows them."""
    known = _Known(outlets)
    numbers: dict[int, int] = {}
    total = 0
    for paragraph in paragraphs:
        numbers[paragraph.block] = total
        total += max(1, len(paragraph.sentences))
        for match in NAME.finditer(paragraph.masked):
            _note(match, paragraph, known, speech=speech)
    by_block = {paragraph.block: paragraph for paragraph in paragraphs}
    return Cast(speech, by_block, list(known.people.values()), numbers, outlets)


class _Known:
    """The people found so far, by full name and by each single name."""

    __slots__ = ("by_first", "by_last", "outlets", "people")

    def __init__(self, outlets: OutletDirectory) -> None:
        self.outlets = outlets
        self.people: dict[str, Person] = {}
        self.by_last: dict[str, Person] = {}
        self.by_first: dict[str, Person] = {}

    def find(self, words: Sequence[str]) -> Person | None:
        found = self.people.get(" ".join(words))
        if found is None and len(words) == 1:
            return self.by_last.get(words[0]) or self.by_first.get(words[0])
        if found is None:  # a surname of several words: "Puig i Serra"
            longer = self.by_last.get(words[-1])
            found = longer if longer is not None and longer.name.endswith(" " + " ".join(words)) else None
        return found

    def add(self, person: Person) -> Person:
        names = person.name.split()
        self.people[person.name] = person
        self.by_last.setdefault(names[-1], person)
        self.by_first.setdefault(names[0], person)
        return person


def _note(match: re.Match[str], paragraph: Paragraph, known: _Known, *, speech: Speech) -> None:
    printed = match.group()
    before = paragraph.masked[max(0, match.start() - 24) : match.start()].rstrip()
    title = before[before.rfind(" ") + 1 :].lower().rstrip(".")
    is_titled = title in speech.titles or title in speech.roles
    if " " not in printed and not is_titled and printed not in known.by_last and printed not in known.by_first:
        return
    read = read_name(printed, title, speech=speech)
    if read is None:
        return
    titles, words = read
    titles = (*titles, title) if is_titled else titles
    person = known.find(words)
    if person is None and (1 < sum(map(is_name, words)) <= _MOST_NAMES or titles):
        name = " ".join(words)
        if " " in printed and (known.outlets.is_name(printed) or known.outlets.is_name(name)):
            return
        person = known.add(_new_person(name, speech))
    if person is None:
        return
    person.places.append((paragraph.block, match.start()))
    person.gender = person.gender or titled_gender(titles, speech)
    described = apposition(paragraph.masked, match.end(), speech=speech) if person.role is None else None
    person.is_sure = person.is_sure or bool(titles or described) or len(words) == 1
    if person.role is None:
        person.role = described or (" ".join(titles) or None)


def _new_person(name: str, speech: Speech) -> Person:
    first = name.split(maxsplit=1)[0]
    lexicon = speech.lexicon
    he, she = first in lexicon.names_he, first in lexicon.names_she
    return Person(name, gender=None if he == she else HE if he else SHE, is_sure=he or she)
