"""Speakers: whom a mention stands for, as far as the article itself says.

An unnamed source is never given a name; a group stays a group; "X's adviser" is never X.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from headwater.model.provenance import Speaker, SpeakerKind
from headwater.provenance.paragraph import Paragraph
from headwater.provenance.speech import Speech

_CAP = r"[^\W\d_a-zà-ÿα-ωά-ώа-яё]"
_PARTICLE = r"(?:de|da|del|della|di|du|la|le|van|von|der|den|ter|bin|ibn|al|el|bint|ben|dos|dos|y)"
_NAME = re.compile(rf"(?<![\w’'-]){_CAP}[\w’'-]*\.?(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_CAP}[\w’'-]*\.?){{0,4}}")
#: Words that make a run of capitals a body, a place or an event instead of a person.
_BODIES = frozenset(
    """
    house senate congress court party university institute college school department ministry commission council committee
    agency bank group company corporation inc corp ltd association federation union league center centre foundation street
    avenue road state states city county district north south east west new times post news journal press tv radio network
    white supreme united national international european american african world day street church hospital hall airport
    island islands sea river act bill law war games cup office bureau service board fund trust project campaign democrats
    republicans democratic republican conservatives monday tuesday wednesday thursday friday saturday sunday january
    february march april june july august september october november december
    """.split()  # noqa: SIM905 - a list of this length reads best as text
)
_POSSESSIVE = re.compile(r"(.+?)(?:['’]s|s['’])\s+(.+)")
_LOOK_BACK = 6
_HE, _SHE = "he", "she"


@dataclass(slots=True)
class Person:
    """A person named in the article."""

    name: str
    gender: str | None = None
    role: str | None = None
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

    def resolve(self, mention: tuple[int, int], *, block: int) -> Speaker:
        """Give whom a mention stands for: by full name, surname, role, pronoun; else unnamed or a group."""
        words = self.paragraphs[block].text[slice(*mention)].strip()
        lower = words.lower()
        if lower in self.speech.pronouns or lower in self.speech.relatives:
            return self._pronoun(lower, mention, block)
        named = self._named(words)
        if named is not None:
            return named
        return self._described(words, (block, mention[0]))

    def _named(self, words: str) -> Speaker | None:
        head = words.split(",", maxsplit=1)[0]
        if _POSSESSIVE.match(head):
            return None
        head_words = re.findall(r"[\w’'-]+", head.lower())
        for person in self._matching(head):
            role = person.role or _role_of(words, person.name)
            method = "full name" if person.name in head else "surname"
            return Speaker(kind=SpeakerKind.PERSON, name=person.name, role=role, method=method)
        del head_words
        return None

    def _matching(self, head: str) -> Iterator[Person]:
        """Give the persons a phrase names; a name behind "of" or "to" belongs to the role and names somebody else."""
        head = (
            re.split(r"\s(?:of|to|for|from|at|in|by|von|der|des|de|du|του|της)\s(?=\S)", head)[0]
            if not _NAME.match(head)
            else head
        )
        names = [match.group().rstrip(".") for match in _NAME.finditer(head)]
        for name in reversed(names):
            words = [word for word in name.split() if word.rstrip(".").lower() not in self.speech.titles]
            if not words:
                continue
            for person in self.people:
                if person.name == " ".join(words) or (len(words) == 1 and person.surname == words[0]):
                    yield person
            for person in self.people:
                if person.surname == words[-1] or person.name.split()[0] == " ".join(words):
                    yield person

    def _described(self, words: str, at: tuple[int, int]) -> Speaker:
        lower = [word.lower() for word in re.findall(r"[\w’'-]+", words.split(",", maxsplit=1)[0])]
        by_role = self._by_role(words, lower, at)
        if by_role is not None:
            return by_role
        name = _NAME.match(words)
        if name and len(name.group().split()) > 1 and not _is_body(name.group()):
            return Speaker(kind=SpeakerKind.PERSON, name=name.group().rstrip("."), method="full name")
        last = lower[-1] if lower else ""
        plural = any(word in self.speech.groups for word in lower)
        if any(word in self.speech.unnamed for word in lower):
            kind = SpeakerKind.UNNAMED
            return Speaker(kind=kind, role=words, method="unnamed")
        if plural or last in self.speech.groups:
            kind = SpeakerKind.GROUP if last.endswith("s") else SpeakerKind.ORGANISATION
            return Speaker(
                kind=kind, name=words if kind is SpeakerKind.ORGANISATION else None, role=words, method="group"
            )
        if any(word in self.speech.roles for word in lower):
            return Speaker(kind=SpeakerKind.UNNAMED, role=words, method="role")
        if name:
            kind = SpeakerKind.ORGANISATION if _is_body(name.group()) or words[:1].islower() else SpeakerKind.PERSON
            return Speaker(kind=kind, name=words, method="as printed")
        return Speaker(kind=SpeakerKind.UNNAMED, role=words, method="as printed")

    def _by_role(self, words: str, lower: Sequence[str], at: tuple[int, int]) -> Speaker | None:
        """Find "the minister" or "Aliyev's adviser" among the persons whose role was told before."""
        roles = [word for word in lower if word in self.speech.roles or word in self.speech.titles]
        if not roles or (
            lower and lower[0] in {"a", "an", "one", "another", "ein", "eine", "un", "una", "une", "ένας", "μια"}
        ):
            return None
        owner = _POSSESSIVE.match(words)
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
        gender = _HE if word in lexicon.pronouns_he else _SHE if word in lexicon.pronouns_she else None
        person = self._nearest(gender, (block, mention[0])) if gender or word in self.speech.relatives else None
        if person is None:
            return Speaker(kind=SpeakerKind.UNNAMED, method="pronoun")
        return Speaker(kind=SpeakerKind.PERSON, name=person.name, role=person.role, method="pronoun")

    def _nearest(self, gender: str | None, at: tuple[int, int]) -> Person | None:
        """Give the first fitting person of the nearest sentence before a place."""
        fitting = [
            (place, person)
            for person in self.people
            if gender is None or person.gender in {None, gender}
            for place in person.places
            if place < at and at[0] - place[0] <= _LOOK_BACK
        ]
        if not fitting:
            return None
        latest = max(self._sentence_of(place) for place, _ in fitting)
        return min((item for item in fitting if self._sentence_of(item[0]) == latest), key=lambda item: item[0])[1]

    def _sentence_of(self, place: tuple[int, int]) -> tuple[int, int]:
        starts = [start for start, _ in self.paragraphs[place[0]].sentences]
        return place[0], bisect_right(starts, place[1])


def find_cast(paragraphs: Sequence[Paragraph], *, speech: Speech) -> Cast:
    """Give the people an article names outside quotations, with gender and role where the text shows them."""
    people: dict[str, Person] = {}
    for paragraph in paragraphs:
        for match in _NAME.finditer(paragraph.masked):
            _note(match, paragraph, people, speech=speech)
    return Cast(speech, {paragraph.block: paragraph for paragraph in paragraphs}, list(people.values()))


def _note(match: re.Match[str], paragraph: Paragraph, people: dict[str, Person], *, speech: Speech) -> None:
    words = match.group().removesuffix("’s").removesuffix("'s").rstrip(".").split()
    titles = []
    while words and (
        words[0].rstrip(".").lower() in speech.titles
        or words[0].lower() in speech.openers | speech.determiners | speech.stops
    ):
        titles.append(words.pop(0).rstrip(".").lower())
    if not words or _is_body(" ".join(words)):
        return
    before = re.findall(r"\w+", paragraph.masked[max(0, match.start() - 20) : match.start()])
    titled = [title for title in titles if title in speech.titles]
    if before and before[-1].lower() in speech.titles | speech.roles:
        titled.append(before[-1].lower())
    person = _known(words, people)
    if person is None and ((len(words) > 1 and _could_be_person(words, speech)) or titled):
        person = people.setdefault(" ".join(words), Person(" ".join(words)))
    if person is None:
        return
    person.places.append((paragraph.block, match.start()))
    person.gender = person.gender or _gender(words, titled, speech)
    if person.role is None:
        person.role = _apposition(paragraph.masked, match.end(), speech) or (" ".join(titled) or None)


def _known(words: Sequence[str], people: dict[str, Person]) -> Person | None:
    full = people.get(" ".join(words))
    if full is not None:
        return full
    if len(words) == 1:
        matching = [person for person in people.values() if person.surname == words[0]] or [
            person for person in people.values() if person.name.split()[0] == words[0]
        ]
        return matching[0] if matching else None
    return None


def _could_be_person(words: Sequence[str], speech: Speech) -> bool:
    lexicon = speech.lexicon
    return len(words) <= 4 and (words[0] in lexicon.names_he or words[0] in lexicon.names_she or len(words) in {2, 3})


def _gender(words: Sequence[str], titles: Sequence[str], speech: Speech) -> str | None:
    lexicon = speech.lexicon
    if any(title in lexicon.titles_she for title in titles):
        return _SHE
    if any(title in lexicon.titles_he for title in titles):
        return _HE
    if len(words) > 1 and words[0] in lexicon.names_she:
        return None if words[0] in lexicon.names_he else _SHE
    return _HE if len(words) > 1 and words[0] in lexicon.names_he else None


def _apposition(masked: str, end: int, speech: Speech) -> str | None:
    match = re.compile(r",\s+((?:\w+\s+){0,4}?[\w-]+[^,.;:]{0,60})").match(masked, end)
    if match is None:
        return None
    words = re.findall(r"[\w-]+", match.group(1).lower())[:7]
    if not any(word in speech.roles for word in words) or words[0] in speech.verbs:
        return None
    role = match.group(1).strip()
    first, _, rest = role.partition(" ")
    return rest if first.lower() in {"a", "an", "the", "ein", "eine", "der", "die"} and rest else role


def _role_of(words: str, name: str) -> str | None:
    rest = words.partition(name)[2].strip(" ,")
    return rest or None


def _is_body(name: str) -> bool:
    return any(word.lower().rstrip(".") in _BODIES for word in name.split())
