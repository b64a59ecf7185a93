"""Persons: which speakers of which reports are one person.

A full name joins, across scripts; roles that contradict keep namesakes apart; an editor's decision goes above both.

    forms ──> by name key ──> by walk of life and place of office ──> joined by editors ──> persons

A wrong join puts words into a stranger's mouth, so a form that may be any of several namesakes belongs to none of them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from headwater.model.person import TAG, Form, Person, RoleField, name_key_of
from headwater.model.provenance import Speaker, SpeakerKind
from headwater.model.rights import Overrule, OverruleKind
from headwater.text.names import printed_names, sound, spelled
from headwater.text.words import fold

#: A key is a part of an address.
_LONGEST_KEY = 80
_WORD = re.compile(r"[^\W_]+")
_FULL = 2
_PATRONYMIC = re.compile(r"(?:ovic|evic|ovna|evna|ivna|icna|inicna)$")
_SUFFIXES = frozenset("jr sr ii iii iv".split())  # noqa: SIM905
#: A beginning this long also counts inside a word: "Außenminister".
_COMPOUND = 6
#: Greek spellings of sounds that other scripts write with one letter, and of the ending that Slavic names have.
_GREEK_PAIRS = (("ντ", "d"), ("μπ", "b"), ("γκ", "g"), ("ου", "u"))
_GREEK_ENDINGS = (("οφ", "ov"), ("εφ", "ev"))


def person_key(speaker: Speaker) -> str | None:
    """Give the key of a speaker's full name, the same in every script; None where the name is none or one word only.

    Initials, patronymics and suffixes are left out. Namesakes share this key: `find_persons` tells them apart.

    >>> person_key(Speaker(kind=SpeakerKind.PERSON, name="Владимир Зеленский"))
    'vladimir-selensci'
    >>> person_key(Speaker(kind=SpeakerKind.PERSON, name="Wladimir Selenskyj"))
    'vladimir-selensci'
    >>> person_key(Speaker(kind=SpeakerKind.UNNAMED, role="an official")) is None
    True
    """
    if speaker.kind is not SpeakerKind.PERSON or not speaker.name:
        return None
    return name_key(speaker.name)


def name_key(name: str) -> str | None:
    """Give the key of a full name, or None where it is one word only."""
    words = [spelled(_from_greek(word)) for word in _WORD.findall(name)]
    words = [word for word in words if len(word) > 1 and word not in _SUFFIXES]
    if len(words) == _FULL + 1 and _PATRONYMIC.search(words[1]):
        del words[1]
    return "-".join(words)[:_LONGEST_KEY] if len(words) >= _FULL else None


def joined_names(keys: Iterable[str], overrules: Sequence[Overrule]) -> frozenset[str]:
    """Give the name keys that must be looked at together: these, and those an editor joined to them."""
    found = {name_key_of(key) for key in keys}
    groups = [{name_key_of(subject) for subject in each} for each in _joins(overrules)]
    while added := [group for group in groups if group & found and not group <= found]:
        found = found.union(*added)
    return frozenset(found)


def find_persons(
    forms: Iterable[Form], *, fields: Sequence[RoleField], overrules: Sequence[Overrule] = ()
) -> tuple[Person, ...]:
    """Give the persons that forms stand for, by key; the answer depends on the set of forms only, not on their order.

    One name with roles that do not contradict is one person, with the name's key. Where roles contradict (a mayor
    and a goalkeeper, the mayors of two towns) each person's key gets a tag, and forms without a telling role are in
    nobody's. `overrules` of the kind SAME_PERSON join persons by key; the first key that is there stays.

    >>> fields = (RoleField(key="arts", words=("poet",)), RoleField(key="law", words=("judge",)))
    >>> forms = [Form(name="Ida Vale", role="poet"), Form(name="Ida Vale")]
    >>> [person.key for person in find_persons(forms, fields=fields)]
    ['ida-vale']
    >>> forms = [Form(name="Ida Vale", role="the poet"), Form(name="Ida Vale", role="judge"), Form(name="Ida Vale")]
    >>> [person.key for person in find_persons(forms, fields=fields)]
    ['ida-vale.arts', 'ida-vale.law']
    """
    by_name: dict[str, list[Form]] = {}
    for form in forms:
        key = name_key(form.name)
        if key is not None:
            by_name.setdefault(key, []).append(form)
    found = {key: group for name in sorted(by_name) for key, group in _namesakes(name, by_name[name], fields)}
    persons = [_person(key, group, also) for key, group, also in _merged(found, _joins(overrules))]
    return tuple(sorted(persons, key=lambda person: person.key))


def _from_greek(word: str) -> str:
    folded = fold(word)
    if not any("α" <= letter <= "ω" for letter in folded):
        return word
    for ending, sounded in _GREEK_ENDINGS:
        folded = folded.removesuffix(ending) + sounded if folded.endswith(ending) else folded
    for pair, sounded in _GREEK_PAIRS:
        folded = folded.replace(pair, sounded)
    return folded


def _joins(overrules: Sequence[Overrule]) -> list[tuple[str, ...]]:
    decided = sorted((each.decided_at, each.subjects) for each in overrules if each.kind is OverruleKind.SAME_PERSON)
    return [subjects for _, subjects in decided]


def _namesakes(name: str, forms: Sequence[Form], fields: Sequence[RoleField]) -> Iterator[tuple[str, list[Form]]]:
    """Give the forms of each person of one name, under that person's key."""
    placed = [(form, *_place_of(form.role, fields)) for form in forms]
    lives = _joined_fields({field for _, field, _ in placed if field}, fields)
    towns: dict[str, set[str]] = {}
    for _, field, town in placed:
        if field:
            towns.setdefault(lives[field], set()).update({town} if town else ())
    tagged: dict[str, list[Form]] = {}
    for form, field, town in placed:
        life = lives.get(field or "")
        if life and (town or len(towns[life]) <= 1):
            tagged.setdefault(f"{life}-{town}" if len(towns[life]) > 1 else life, []).append(form)
    if len(tagged) <= 1:
        yield name, list(forms)
        return
    for tag, group in tagged.items():
        yield f"{name}{TAG}{tag}", group


def _joined_fields(present: set[str], fields: Sequence[RoleField]) -> dict[str, str]:
    """Give each field the first of those it is joined to through neighbours that are present too."""
    near = {frozenset((field.key, other)) for field in fields for other in field.near}
    life: dict[str, str] = {}
    for start in sorted(present):
        if start in life:
            continue
        reached = [start]
        for field in reached:
            life[field] = start
            reached += sorted(
                o for o in present if o not in life and o not in reached and frozenset((field, o)) in near
            )
    return life


def _place_of(role: str | None, fields: Sequence[RoleField]) -> tuple[str | None, str | None]:
    """Give the field of a role, and the town of an office that is held in one place."""
    for word in _WORD.findall(fold(role or "")):
        for field in fields:
            if any(_begins(word, stem) for stem in field.words):
                is_local = any(_begins(word, stem) for stem in field.local)
                towns = printed_names(f"x {role}") if is_local else ()
                return field.key, sound(towns[-1]) if towns else None
    return None, None


def _begins(word: str, stem: str) -> bool:
    return word.startswith(stem) or (len(stem) >= _COMPOUND and stem in word)


def _merged(
    found: Mapping[str, list[Form]], joins: Sequence[tuple[str, ...]]
) -> Iterator[tuple[str, list[Form], tuple[str, ...]]]:
    """Give persons with those that editors joined to them put in, and the keys that went."""
    leads: dict[str, str] = {}
    for subjects in joins:
        roots = list(dict.fromkeys(_lead(leads, subject) for subject in subjects))
        root = next((each for each in roots if each in found), roots[0])
        leads.update({each: root for each in roots if each != root})
    for key in found:
        if _lead(leads, key) == key:
            also = tuple(sorted(other for other in leads if _lead(leads, other) == key))
            yield key, [form for each in (key, *also) for form in found.get(each, ())], also
        elif _lead(leads, key) not in found:
            yield key, found[key], ()


def _lead(leads: Mapping[str, str], key: str) -> str:
    while key in leads:
        key = leads[key]
    return key


def _person(key: str, forms: Sequence[Form], joined: tuple[str, ...]) -> Person:
    counted: dict[tuple[str, str | None], Form] = {}
    for form in forms:
        known = counted.get((form.name, form.role))
        counted[form.name, form.role] = replace(form, statements=form.statements + (known.statements if known else 0))
    ordered = sorted(counted.values(), key=lambda form: (-form.statements, form.name, form.role or ""))
    names: dict[str, int] = {}
    for form in ordered:
        names[form.name] = names.get(form.name, 0) + form.statements
    name = min(names, key=lambda each: (-names[each], each))
    return Person(key=key, name=name, forms=tuple(ordered), joined=joined)
