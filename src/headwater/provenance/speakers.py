"""Speakers: whom a mention stands for, as far as the article itself says.

An unnamed source is never given a name; a group stays a group; "X's adviser" is never X.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from headwater.model.outlet import OutletDirectory
from headwater.model.provenance import Speaker, SpeakerKind
from headwater.provenance.adjuncts import is_adjunct
from headwater.provenance.bodies import has_foreign_article, is_body, names_outlet
from headwater.provenance.mentions import mention_before
from headwater.provenance.owners import is_shared, names_owner, role_gender, role_subject, stands_behind_role
from headwater.provenance.paragraph import Paragraph
from headwater.provenance.people import Person, find_people, new_person
from headwater.provenance.person_forms import is_oblique_of
from headwater.provenance.person_names import (
    HE,
    INDEFINITE,
    NAME,
    POSSESSIVE,
    SHE,
    bearer_at_end,
    bears,
    behind_noun,
    head_of,
    is_plain_plural,
    role_of,
    split_bearer,
    titled_gender,
    titles_in,
    without_titles,
)
from headwater.provenance.speech import Speech
from headwater.provenance.verb_first import speaker_of
from headwater.text.sentences import split_sentences

_WORDS = re.compile(r"[\w’'-]+")
_LOOK_BACK = 6
#: What speaks for whom a pronoun means, counted in sentences of distance.
_SPOKE, _SUBJECT, _GENDER = 2.0, 1.5, 0.6
#: The same for a subject of which only two capitals say that it is a person: in the sentence before, or not at all.
_LIKELY = 0.9
#: A name within this many words of a sentence's start is taken for its subject.
_SUBJECT_WORDS = 5
#: Earlier speakers that are thought of.
_LATEST = 8
#: How a speaker is found who is a role without a name.
_ROLE_ONLY = frozenset({"role", "unnamed"})


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
    #: Subjects without a name, by paragraph, and the stretches in which a name is somebody else's.
    _roles_as_subjects: dict[int, tuple[tuple[tuple[int, int], Person], ...]] = field(default_factory=dict)
    _owned: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    #: Which names that were asked for say whose a role is.
    _behind_roles: dict[tuple[int, int], bool] = field(default_factory=dict)
    #: Where the sentences of the paragraphs begin that were asked for.
    _starts: dict[int, list[int]] = field(default_factory=dict)
    _by_word: dict[str, list[Person]] = field(default_factory=dict)
    _indexed: int = 0

    def resolve(self, mention: tuple[int, int], *, block: int, is_oblique: bool = False, cue: str = "") -> Speaker:
        """Give whom a mention stands for: by full name, surname, role, pronoun; else unnamed or a group.

        `is_oblique` says that it stands behind "according to", in the genitive where the language has one; `cue` is the
        verb, which tells a woman from a man in some languages.
        """
        speaker = self._meant(mention, block, is_oblique=is_oblique, cue=cue)
        if speaker.kind is SpeakerKind.PERSON and speaker.name:
            person = next((person for person in self.people if person.name == speaker.name), None)
            if person is None:
                person = new_person(speaker.name, self.speech)
                self.people.append(person)
            person.is_sure = True
            self.spoken.append(((block, mention[0]), person))
        elif speaker.kind is SpeakerKind.UNNAMED and speaker.role and speaker.method in _ROLE_ONLY:
            self._spoke_unnamed(speaker.role, mention, block)
        return speaker

    def left_out(self, at: tuple[int, int]) -> Speaker:
        """Give who is meant where a language leaves the subject out: who fits best before."""
        person = self._nearest(None, at)
        if person is None or self.speech.lexicon.verb_first:  # no capitals, so whom else the text names is not known
            return Speaker(kind=SpeakerKind.UNNAMED, method="left out")
        self.spoken.append((at, person))
        return _speaker(person, method="left out")

    def _meant(self, mention: tuple[int, int], block: int, *, is_oblique: bool = False, cue: str = "") -> Speaker:
        words = self.paragraphs[block].text[slice(*mention)].strip()
        lower = words.lower()
        if lower in self.speech.relatives and lower not in self.speech.pronouns:
            return self._antecedent(mention, block)
        if lower in self.speech.pronouns:
            return self._pronoun(lower, mention, block)
        if self.speech.lexicon.verb_first:
            return speaker_of(words, [person.name for person in self.people], speech=self.speech)
        if not is_oblique and names_owner(words, speech=self.speech, cue=cue):
            return Speaker(kind=SpeakerKind.UNNAMED, role=words, method="role")
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
        if is_shared(role, name, speech=self.speech) and not _has_role(named, role, self.speech):
            return Speaker(kind=SpeakerKind.UNNAMED, role=f"{role}, {name}", method="role")
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
            beyond = role_of(words, person.name)
            role = person.role or (None if beyond and is_adjunct(beyond, speech=self.speech) else beyond)
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
        lower = [word.lower() for word in _WORDS.findall(head_of(words, self.speech))]
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
        if self._is_role_in_group(lower):
            return Speaker(kind=SpeakerKind.UNNAMED, role=words, method="role")
        if any(word in self.speech.groups for word in lower):
            if last.endswith(("lar", "ler") if self.speech.lexicon.verb_last else ("s", "innen")):
                return Speaker(kind=SpeakerKind.GROUP, role=words, method="group")
            return Speaker(kind=SpeakerKind.ORGANISATION, name=words, role=words, method="group")
        if any(word in self.speech.role_forms for word in lower):
            return Speaker(kind=SpeakerKind.UNNAMED, role=words, method="role")
        is_noun = lower[:1] and (lower[0] in INDEFINITE or (len(lower) == 1 and self.speech.language != "en"))
        if not name or is_noun or POSSESSIVE.match(words):
            return Speaker(kind=SpeakerKind.UNNAMED, role=words, method="as printed")
        if words == name and lower and is_plain_plural(words, speech=self.speech):
            return Speaker(kind=SpeakerKind.GROUP, role=words, method="group")
        is_person = words == name and not (is_body(name) or has_foreign_article(name, speech=self.speech))
        kind = SpeakerKind.PERSON if is_person else SpeakerKind.ORGANISATION
        return Speaker(kind=kind, name=words, method="as printed")

    def _is_role_in_group(self, lower: Sequence[str]) -> bool:
        """Say whether a group only says where somebody belongs: "представитель администрации", "a police spokesman"."""
        speech = self.speech
        group = next((number for number, word in enumerate(lower) if word in speech.groups), None)
        if group is None:
            return False
        if speech.language == "en":
            return lower[-1] in speech.roles and lower[-1] not in speech.groups
        role = next((number for number, word in enumerate(lower) if word in speech.role_forms), group)
        return role < group and lower[role] not in speech.groups

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
        person = fitting[0]
        latest = max(place for place in person.places if place < at)
        unnamed = [(place, each.role or "") for place, each in self.spoken[-_LATEST:] if not each.name]
        if any(roles[-1] in role.lower() and latest < place < at for place, role in unnamed):
            return None  # another one of that role, without a name, spoke since
        return _speaker(person, method="role")

    def _pronoun(self, word: str, mention: tuple[int, int], block: int) -> Speaker:
        lexicon = self.speech.lexicon
        if word in lexicon.pronouns_they:
            return Speaker(kind=SpeakerKind.GROUP, method="pronoun")
        gender = HE if word in lexicon.pronouns_he else SHE if word in lexicon.pronouns_she else None
        person = self._nearest(gender, (block, mention[0])) if gender or word in self.speech.relatives else None
        if person is None:
            return Speaker(kind=SpeakerKind.UNNAMED, method="pronoun")
        if not person.name:
            self.spoken.append(((block, mention[0]), person))
        return _speaker(person, method="pronoun")

    def _nearest(self, gender: str | None, at: tuple[int, int]) -> Person | None:
        """Give whom a pronoun means: near, fitting, and best somebody who spoke or is a sentence's subject."""
        here = self._sentence_of(at)
        scores: dict[int, tuple[float, Person]] = {}

        def _weigh(person: Person, place: tuple[int, int], bonus: float) -> None:
            if place >= at or at[0] - place[0] > _LOOK_BACK or person.gender not in {None, gender or person.gender}:
                return
            score = bonus + (_GENDER if person.gender else 0.0) - abs(here - self._sentence_of(place))
            if id(person) not in scores or scores[id(person)][0] < score:
                scores[id(person)] = score, person

        for block in range(max(0, at[0] - _LOOK_BACK), at[0] + 1):
            for place, person in self._subjects(block):
                _weigh(person, (block, place[0]), _SUBJECT)
        for person, place, bonus in self._named_near(at, here):
            _weigh(person, place, bonus)
        for place, person in self.spoken[-_LATEST:]:
            _weigh(person, place, _SPOKE)
        return max(scores.values(), key=lambda item: (item[0], item[1].name))[1] if scores else None

    def _named_near(self, at: tuple[int, int], here: int) -> Iterator[tuple[Person, tuple[int, int], float]]:
        """Give who is named before a place, where, and what it adds that the name is a subject there."""
        for person in self.people:
            for place in reversed(person.places):
                if at[0] - place[0] > _LOOK_BACK:
                    break
                if place >= at or self._is_owned(place):
                    continue
                if person.is_sure:
                    yield person, place, _SUBJECT if self._is_subject(place) else 0.0
                elif here - self._sentence_of(place) <= 1 and self._opens(place):
                    yield person, place, _LIKELY

    def _spoke_unnamed(self, role: str, mention: tuple[int, int], block: int) -> None:
        """Remember that somebody without a name spoke; whose name stands in the mention is not who spoke."""
        person = Person("", gender=role_gender(role, self.speech), role=role, is_sure=True)
        self.spoken.append(((block, mention[0]), person))
        self._owned.setdefault(block, []).append(mention)

    def _subjects(self, block: int) -> Sequence[tuple[tuple[int, int], Person]]:
        """Give the subjects of a paragraph's sentences that are a role without a name: "A lawyer for Mira Dolan"."""
        if block not in self._roles_as_subjects:
            self._roles_as_subjects[block] = tuple(self._find_subjects(block)) if block in self.paragraphs else ()
        return self._roles_as_subjects[block]

    def _find_subjects(self, block: int) -> Iterator[tuple[tuple[int, int], Person]]:
        masked, speech = self.paragraphs[block].masked, self.speech
        for start, end in self.paragraphs[block].sentences or split_sentences(masked):
            place = role_subject(masked, (start, end), speech=speech)
            speaker = self._meant(place, block) if place else None
            if place and speaker and speaker.kind is SpeakerKind.UNNAMED and speaker.method in _ROLE_ONLY:
                self._owned.setdefault(block, []).append(place)
                words = masked[slice(*place)]
                yield place, Person("", gender=role_gender(words, speech), role=words, is_sure=True)

    def _is_owned(self, place: tuple[int, int]) -> bool:
        """Say whether a name belongs to a phrase that is about somebody else: "an adviser to President Vale"."""
        self._subjects(place[0])
        if place not in self._behind_roles:
            masked = self.paragraphs[place[0]].masked
            self._behind_roles[place] = stands_behind_role(masked, place[1], speech=self.speech)
        if self._behind_roles[place]:
            return True
        return any(start <= place[1] < end for start, end in self._owned.get(place[0], ()))

    def _opens(self, place: tuple[int, int]) -> bool:
        """Say whether a name is the subject its sentence begins with, alone or behind a role."""
        paragraph = self.paragraphs[place[0]]
        start = next((start for start, end in paragraph.sentences if start <= place[1] < end), 0)
        lead = paragraph.masked[start : place[1]].split()
        return not lead or (len(lead) <= _SUBJECT_WORDS and self.speech.is_role(lead[0].lower()))

    def _is_subject(self, place: tuple[int, int]) -> bool:
        paragraph = self.paragraphs[place[0]]
        start = next((start for start, end in paragraph.sentences if start <= place[1] < end), 0)
        return paragraph.masked.count(" ", start, place[1]) <= _SUBJECT_WORDS

    def _sentence_of(self, place: tuple[int, int]) -> int:
        """Give the number of a sentence in the whole text."""
        block, position = place
        starts = self._starts.get(block)
        if starts is None:
            starts = self._starts[block] = [start for start, _ in self.paragraphs[block].sentences]
        return self.numbers[block] + bisect_right(starts, position)


def find_cast(paragraphs: Sequence[Paragraph], *, speech: Speech, outlets: OutletDirectory) -> Cast:
    """Give the people an article names outside quotations, with gender and role where the text shows them."""
    numbers: dict[int, int] = {}
    total = 0
    for paragraph in paragraphs:
        numbers[paragraph.block] = total
        total += max(1, len(paragraph.sentences))
    by_block = {paragraph.block: paragraph for paragraph in paragraphs}
    return Cast(speech, by_block, find_people(paragraphs, speech=speech, outlets=outlets), numbers, outlets)


def _speaker(person: Person, *, method: str) -> Speaker:
    if not person.name:
        return Speaker(kind=SpeakerKind.UNNAMED, role=person.role, method=method)
    return Speaker(kind=SpeakerKind.PERSON, name=person.name, role=person.role, method=method)


def _has_role(named: Speaker | None, role: str, speech: Speech) -> bool:
    """Say whether somebody who was named before has the first role of a phrase."""
    known = (named.role or "").lower().split() if named is not None else []
    first = next((word for word in role.lower().split() if word in speech.role_forms), None)
    return first is not None and first in known
