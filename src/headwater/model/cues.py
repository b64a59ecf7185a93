"""What is known of a language's way to report speech."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CueLexicon:
    """The reporting words of one language."""

    #: BCP 47 primary subtag.
    language: str
    #: Inflected forms of reporting verbs, lower case.
    verbs: tuple[str, ...]
    #: Expressions such as "according to", lower case.
    according: tuple[str, ...] = ()
    #: Conjunctions such as "that", lower case.
    that: tuple[str, ...] = ()
    #: Phrase cues such as "made clear", lower case.
    phrases: tuple[str, ...] = ()
    #: Words that name a role: "adviser", "spokeswoman".
    roles: tuple[str, ...] = ()
    #: Pronouns that may stand for a speaker, lower case.
    pronouns: tuple[str, ...] = ()
    #: Words of a closing credit line: "source", "via".
    credit_words: tuple[str, ...] = ()
