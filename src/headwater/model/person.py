"""A speaker across articles, and what is known of the roles that tell namesakes apart."""

from dataclasses import dataclass

#: In a person's key: behind it stands what tells namesakes apart.
TAG = "."


def name_key_of(person: str) -> str:
    """Give the key of the name that a person's key begins with.

    >>> name_key_of("ida-vale.arts")
    'ida-vale'
    """
    return person.partition(TAG)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way in which reports name a speaker: a full name with a role."""

    #: As printed: "Farid Mammadov".
    name: str
    #: As printed: "adviser to President Ilham Aliyev"; None where the report gives none.
    role: str | None = None
    #: Statements under this form.
    statements: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One speaker across articles (schema.org Person), told from namesakes by role."""

    #: Stable across scripts and runs: "farid-mamadov", or "farid-mamadov.law" where namesakes have other roles.
    key: str
    #: The full name that is printed most often.
    name: str
    #: Every form that stands for this person, most statements first.
    forms: tuple[Form, ...] = ()
    #: Keys that an editor joined to this one; their addresses lead here.
    joined: tuple[str, ...] = ()

    @property
    def name_key(self) -> str:
        """The key of the name, which namesakes share."""
        return name_key_of(self.key)

    @property
    def statements(self) -> int:
        """How many statements there are under all forms."""
        return sum(form.statements for form in self.forms)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleField:
    """A walk of life: two namesakes whose roles lie in fields far apart are two people."""

    #: "government".
    key: str
    #: Beginnings of words that name such a role, folded, of all languages: "minist", "υπουργ".
    words: tuple[str, ...]
    #: Keys of the fields among which one person may well be found.
    near: tuple[str, ...] = ()
    #: Beginnings of offices that are held in one place only: two mayors of one name are two people.
    local: tuple[str, ...] = ()
