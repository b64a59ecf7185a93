"""The people an article names outside quotations, with gender and role where the text shows them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from headwater.model.outlet import OutletDirectory
from headwater.provenance.name_parts import is_name
from headwater.provenance.owners import name_gender, role_before, role_gender
from headwater.provenance.paragraph import Paragraph
from headwater.provenance.person_names import (
    NAME,
    apposition,
    read_name,
    titled_gender,
)
from headwater.provenance.printed_role import printed_role
from headwater.provenance.speech import Speech

_MOST_NAMES = 4
#: "Nora Teller, 54, ": only people have an age.
_AGE = re.compile(r",? \(?\d{1,3}\)?(?=[,)])|, \d{1,3},")


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


def find_people(paragraphs: Sequence[Paragraph], *, speech: Speech, outlets: OutletDirectory) -> list[Person]:
    """Give everybody the paragraphs name, in the order of their first full name."""
    known = _Known(outlets)
    for paragraph in paragraphs:
        for match in NAME.finditer(paragraph.masked):
            _note(match, paragraph, known, speech=speech)
    return list(known.people.values())


def new_person(name: str, speech: Speech) -> Person:
    """Give a person of whom only the name is known, and what a given name tells."""
    first = name.split(maxsplit=1)[0]
    is_sure = first in speech.given_names
    return Person(name, gender=name_gender(name, speech), is_sure=is_sure)


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
        person = known.add(new_person(name, speech))
    if person is None:
        return
    person.places.append((paragraph.block, match.start()))
    person.gender = person.gender or titled_gender(titles, speech)
    if person.gender is None and titles and speech.language == "de":
        person.gender = role_gender(" ".join(titles), speech)
    described = None
    if person.role is None:
        described = apposition(paragraph.masked, match.end(), speech=speech)
        described = described or role_before(paragraph.masked, match.start(), name=person.name, speech=speech)
        person.gender = person.gender or (role_gender(described, speech) if described else None)
    is_aged = _AGE.match(paragraph.masked, match.end()) is not None
    person.is_sure = person.is_sure or bool(titles or described or is_aged) or len(words) == 1
    if person.role is None and described is None and titles:
        name_at = match.start() + max(0, printed.rfind(words[0]))
        described = printed_role(paragraph.masked, name_at, name=person.name, speech=speech)
    person.role = person.role or described
