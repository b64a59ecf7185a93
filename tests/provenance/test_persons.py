"""Which speakers of which reports are one person: names join, roles part, editors decide."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from headwater.data.load import load_role_fields
from headwater.model.person import Form, Person
from headwater.model.provenance import Speaker, SpeakerKind
from headwater.model.rights import Overrule, OverruleKind
from headwater.provenance.persons import find_persons, joined_names, name_key, person_key

FIELDS = load_role_fields()
WHEN = datetime(2026, 11, 28, tzinfo=UTC)


def persons_of(*forms: tuple[str, str | None], overrules: tuple[Overrule, ...] = ()) -> dict[str, Person]:
    made = [Form(name=name, role=role) for name, role in forms]
    return {person.key: person for person in find_persons(made, fields=FIELDS, overrules=overrules)}


def same(*subjects: str, after_s: int = 0) -> Overrule:
    decided = WHEN + timedelta(seconds=after_s)
    return Overrule(
        kind=OverruleKind.SAME_PERSON, subjects=subjects, reason="I know them", editor="mara", decided_at=decided
    )


@pytest.mark.parametrize(
    "names",
    [
        ("Vladimir Selenski", "Владимир Селенский", "Wladimir Selenskij"),
        ("Nikos Pappas", "Νίκος Παππάς"),
        ("Farid Mammadov", "Фарид Маммадов", "Φαρίντ Μαμάντοφ"),
        ("Igor Brodin", "Игорь Петрович Бродин", "Igor P. Brodin"),
        ("Müller, Jürgen", "MÜLLER JÜRGEN"),
    ],
)
def test_one_name_has_one_key_in_every_script(names: tuple[str, ...]) -> None:
    assert len({name_key(name) for name in names}) == 1


def test_other_names_have_other_keys() -> None:
    names = ["Alexander Petrov", "Alexandra Petrova", "Alexander Petrovic", "Alexis Petrov", "Петр Александров"]
    assert len({name_key(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    "speaker",
    [
        Speaker(kind=SpeakerKind.PERSON, name="Vale"),
        Speaker(kind=SpeakerKind.UNNAMED, role="Aliyev's adviser"),
        Speaker(kind=SpeakerKind.ORGANISATION, name="Harbour Board"),
        Speaker(kind=SpeakerKind.PERSON),
    ],
)
def test_who_has_no_full_name_has_no_key(speaker: Speaker) -> None:
    assert person_key(speaker) is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("mayor of Selby", "goalkeeper"),
        ("a baker", "Innenministerin"),
        ("mayor of Selby", "mayor of Gullsound"),
        ("судья", "рыбак"),
        ("καθηγήτρια", "δήμαρχος Πατρέων"),
    ],
)
def test_roles_that_contradict_keep_namesakes_apart(first: str, second: str) -> None:
    found = persons_of(("Ida Vale", first), ("Ida Vale", second), ("Ida Vale", None))
    if first.startswith("καθ"):
        assert list(found) == ["ida-vale"]
        return
    assert len(found) == 2
    assert all(key.startswith("ida-vale.") for key in found)
    assert all(form.role for person in found.values() for form in person.forms), "who it may be is nobody's"


@pytest.mark.parametrize(
    "roles",
    [
        ("foreign minister", "Außenministerin", "υπουργός Εξωτερικών", None),
        ("mayor", "mayor of Selby", "bürgermeisterin von Selby"),
        ("lawyer", "minister"),
        ("a woman with a red hat", "painter"),
    ],
)
def test_roles_that_agree_are_one_person(roles: tuple[str | None, ...]) -> None:
    found = persons_of(*(("Ida Vale", role) for role in roles))
    assert list(found) == ["ida-vale"]
    assert found["ida-vale"].statements == len(roles)


def test_an_editor_joins_what_the_machine_kept_apart() -> None:
    forms = (("Ida Vale", "poet"), ("Ida Vale", "judge"), ("Ida Vale-Holm", None))
    joined = persons_of(
        *forms, overrules=(same("ida-vale.law", "ida-vale.arts"), same("ida-vale-holm", "ida-vale.law"))
    )
    assert joined["ida-vale-holm"].joined == ("ida-vale.arts", "ida-vale.law")
    assert len(joined) == 1
    assert joined_names({"ida-vale"}, (same("ida-vale-holm", "ida-vale.law"),)) == {"ida-vale", "ida-vale-holm"}


def test_a_decision_about_somebody_who_is_gone_harms_nobody() -> None:
    found = persons_of(("Ida Vale", "poet"), overrules=(same("otto-brandt", "ida-vale"), same("nobody-here", "no-one")))
    assert list(found) == ["ida-vale"]


def test_the_order_of_forms_does_not_show() -> None:
    forms = [("Ida Vale", role) for role in ("poet", "judge", None, "mayor of Selby", "mayor of Rye", "goalkeeper")]
    expected = persons_of(*forms)
    shuffled = list(forms)
    for seed in range(20):
        random.Random(seed).shuffle(shuffled)
        assert persons_of(*shuffled) == expected
