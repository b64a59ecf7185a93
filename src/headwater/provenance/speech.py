"""A cue lexicon made ready for look-ups: sets of words and a few compiled expressions."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from headwater.model.cues import CueLexicon
from headwater.provenance.role_forms import forms_of

#: What stands before a role and leaves it one: "vice-president", Spanish "exalcalde", Greek "αντιδήμαρχος".
_PREFIXES = tuple(
    "vice ex sub sous sotto co pro místo вице экс зам віце екс заст бивш αντι υπο υφ πρώην".split()  # noqa: SIM905
)


#: Articles that hang on their noun: Bulgarian "кметицата", Romanian "inginerul".
_ARTICLE_BEHIND = {"bg": re.compile(r"(?:ът|ят|та|то|те|а|я)$"), "ro": re.compile(r"(?:ului|ul|le|a)$")}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Speech:
    """How one language reports speech. Sets hold words in lower case."""

    language: str
    verbs: frozenset[str]
    strong: frozenset[str]
    #: Verbs with a second part at the end of their clause, and these parts: German "teilte" and "mit".
    separable: dict[str, frozenset[str]]
    times: frozenset[str]
    joins: frozenset[str]
    #: Nouns that say an outlet is named: "newspaper".
    outlet_nouns: frozenset[str]
    tell: frozenset[str]
    intent_verbs: frozenset[str]
    infinitive: frozenset[str]
    reported_mood: frozenset[str]
    impersonal: frozenset[str]
    not_subjects: frozenset[str]
    inverted_verbs: frozenset[str]
    as_words: frozenset[str]
    bare_verbs: frozenset[str]
    carried_on: frozenset[str]
    between: frozenset[str]
    roles: frozenset[str]
    #: The same in all their cases.
    role_forms: frozenset[str]
    groups: frozenset[str]
    unnamed: frozenset[str]
    pronouns: frozenset[str]
    relatives: frozenset[str]
    titles: frozenset[str]
    #: Given names of men and of women, and of both, in their own case.
    names_he: frozenset[str]
    names_she: frozenset[str]
    given_names: frozenset[str]
    near_words: frozenset[str]
    quoting_verbs: frozenset[str]
    #: What stands behind somebody who is quoted by others: "as saying".
    quoting: re.Pattern[str]
    #: Pronouns and relative pronouns.
    persons: frozenset[str]
    #: Words that name a role or a group.
    bodies: frozenset[str]
    #: Words before a name that are none of it.
    fillers: frozenset[str]
    of_words: frozenset[str]
    #: Every word that is listed as none of a name, a role or a verb.
    small_words: frozenset[str]
    #: Determiners that begin an object, never a part of the phrase before: German "den".
    objects: frozenset[str]
    determiners: frozenset[str]
    stops: frozenset[str]
    openers: frozenset[str]
    inside: frozenset[str]
    #: Phrase cues by their first word, the longest first, as lists of words.
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    according: re.Pattern[str]
    #: The same as they are written, those that stand behind their noun among them, and their first words.
    according_phrases: tuple[str, ...]
    according_words: frozenset[str]
    #: Every word a cue may begin with.
    cue_words: frozenset[str]
    according_after: frozenset[str]
    #: A that-word at the start of what follows a cue, a comma before it allowed.
    that: re.Pattern[str]
    #: A that-word behind a few words of time or place: "on Monday that".
    late_that: re.Pattern[str]
    #: Who repeats it, behind what was said: ", as broadcast by".
    relay: re.Pattern[str] | None
    lexicon: CueLexicon
    #: To whom it is said, between a verb and its subject; None where no list says so.
    said_to: re.Pattern[str] | None
    #: How it is said, or in what turn, in the same place.
    said_how: re.Pattern[str] | None
    #: The end of a verb in a form that reports, and of one whose subject are several; None where no list says so.
    verb_form: re.Pattern[str] | None
    plural_form: re.Pattern[str] | None
    #: The end of a word that names a role; in German also of a compound: "Hafenmeisterin".
    role: re.Pattern[str]

    def is_bound(self, word: str) -> bool:
        """Say whether a word opens a clause that hangs on another, so that it cannot open what was said."""
        return word in self.relatives or word in self.as_words

    def is_manner(self, word: str) -> bool:
        """Say whether a word says how somebody spoke: Spanish "sonriendo", Greek "γελώντας"."""
        return word.endswith(("ντας", "ndo", "ndosi", "ndose")) and word not in self.small_words

    def may_have_that(self, stretch: str) -> bool:
        """Say whether a stretch holds the letters of a that-word; cheap, asked before expressions are tried."""
        lower = stretch.lower()
        return any(word in lower for word in self.lexicon.that)

    def is_role(self, word: str) -> bool:
        """Say whether a word in lower case names a role."""
        if word in self.roles:
            return True
        if self.language == "de":
            return self.role.search(word) is not None
        if word.startswith(_PREFIXES):
            return (
                word.removeprefix(next(each for each in _PREFIXES if word.startswith(each))).lstrip("-") in self.roles
            )
        article = _ARTICLE_BEHIND.get(self.language)
        return article is not None and article.sub("", word) in self.roles


@lru_cache(maxsize=64)
def speech_of(lexicon: CueLexicon) -> Speech:
    """Give a lexicon made ready; the same lexicon gives the same object."""
    lexicon = _with_joints(lexicon) if lexicon.verb_first else lexicon
    compounds = lexicon.roles
    lexicon = replace(lexicon, roles=(*lexicon.roles, *lexicon.kin_words))
    words = {name: frozenset(getattr(lexicon, name)) for name in _SETS}
    return Speech(
        language=lexicon.language,
        verbs=frozenset((*lexicon.verbs, *lexicon.weak_verbs, *lexicon.tell_verbs, *lexicon.inverted_verbs)).union(
            (phrase.split()[0] for phrase in lexicon.separable), lexicon.quoting_verbs
        ),
        strong=frozenset((*lexicon.verbs, *lexicon.inverted_verbs)),
        tell=frozenset(lexicon.tell_verbs),
        persons=words["pronouns"] | words["relatives"],
        small_words=frozenset().union(*(words[name] for name in _SMALL)),
        given_names=words["names_he"] | words["names_she"],
        bodies=words["roles"] | words["groups"],
        fillers=words["openers"] | words["determiners"] | words["stops"],
        role_forms=forms_of(lexicon.roles, language=lexicon.language),
        quoting=re.compile(rf",?\s+(?:{_alternatives(lexicon.quoting_links)})(?!\w)\s*[,:]?\s*", re.IGNORECASE),
        separable=_parts(lexicon.separable),
        phrases=_by_first_word(lexicon.phrases),
        according_phrases=(*lexicon.according, *lexicon.according_after),
        according_words=frozenset(_first_word(phrase) for phrase in (*lexicon.according, *lexicon.according_after)),
        cue_words=frozenset(
            (*lexicon.verbs, *lexicon.weak_verbs, *lexicon.tell_verbs, *lexicon.carried_on, *lexicon.inverted_verbs)
        )
        | {phrase.split()[0] for phrase in (*lexicon.phrases, *lexicon.separable)}
        | set(lexicon.quoting_verbs),
        according=re.compile(rf"(?<!\w)(?:{_alternatives(lexicon.according)})(?:(?<=['’])|(?=\s))", re.IGNORECASE),
        that=re.compile(rf"\s*,?\s*(?:{_alternatives(lexicon.that)})(?!\w)['’]?\s*", re.IGNORECASE),
        late_that=re.compile(
            rf"\s+(?:(?:{_alternatives(lexicon.stops)})(?=[\s,])|(?:à l|all)['’])[^,;.:]{{0,60}}?,?\s?"
            rf"(?<=[\s,])(?:{_alternatives(lexicon.that)})(?!\w)\s*",
            re.IGNORECASE,
        ),
        relay=_relay(lexicon),
        said_to=_said_to(lexicon),
        said_how=re.compile(rf"\s+(?:{_alternatives(lexicon.said_how)})(?!\w)") if lexicon.said_how else None,
        verb_form=_ending(lexicon.verb_endings),
        plural_form=_ending(lexicon.plural_endings),
        lexicon=lexicon,
        role=_role(lexicon, compounds),
        **words,
    )


def _with_joints(lexicon: CueLexicon) -> CueLexicon:
    """Give an Arabic lexicon with "and" and "then" joined to the words that may open a sentence."""

    def _joined(words: Iterable[str]) -> tuple[str, ...]:
        return tuple(joint + word for joint in ("", "و", "ف") for word in words)

    return replace(
        lexicon,
        verbs=_joined(lexicon.verbs),
        weak_verbs=_joined(lexicon.weak_verbs),
        according=_joined(lexicon.according),
    )


_SETS = (
    *("reported_mood", "impersonal", "intent_verbs", "infinitive", "bare_verbs", "not_subjects", "inverted_verbs"),
    *("as_words", "carried_on", "between", "roles", "groups", "unnamed", "pronouns", "of_words", "relatives", "titles"),
    *("names_he", "names_she"),
    *("near_words", "quoting_verbs"),
    *("determiners", "outlet_nouns", "stops", "openers", "inside", "according_after", "times", "joins", "objects"),
)


_SMALL = (
    *("stops", "openers", "between", "determiners", "inside", "of_words", "times", "as_words", "near_words", "titles"),
    "unnamed",
)


def _role(lexicon: CueLexicon, compounds: Sequence[str]) -> re.Pattern[str]:
    if lexicon.language != "de":
        return re.compile(rf"^(?:{_alternatives(lexicon.roles)})$")
    return re.compile(rf"(?:{_alternatives(compounds)})$|^(?:{_alternatives(lexicon.kin_words)})$")


def _relay(lexicon: CueLexicon) -> re.Pattern[str] | None:
    phrases = [phrase for phrase in lexicon.relayed if phrase.split()[0] in lexicon.as_words and " " in phrase]
    return re.compile(rf",\s+(?:{_alternatives(phrases)})\s", re.IGNORECASE) if phrases else None


def _said_to(lexicon: CueLexicon) -> re.Pattern[str] | None:
    """Find "a la prensa", and behind a word for an outlet what may be its name: "агентству «Маяк»"."""
    if not lexicon.said_to:
        return None
    outlets = [phrase for phrase in lexicon.said_to if phrase.split()[-1] in lexicon.outlet_nouns]
    name = r"(?:(?:\s+(?:[«„“\"][^«»„“”\"]{1,40}[»“”\"]|[^\W\d_a-zß-ÿа-яα-ω][\w’'-]+)){1,4})"
    return re.compile(rf"\s+(?:(?i:{_alternatives(outlets)})(?!\w){name}?|(?i:{_alternatives(lexicon.said_to)})(?!\w))")


def _ending(endings: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile(rf"(?:{_alternatives(endings)})$") if endings else None


def _first_word(phrase: str) -> str:
    match = re.match(r"\w+(?:[-'’]\w+)*", phrase)
    return match.group() if match else phrase


def _parts(separable: Iterable[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for entry in separable:
        verb, _, part = entry.partition(" ")
        found.setdefault(verb, set()).add(part)
    return {verb: frozenset(parts) for verb, parts in found.items()}


def _by_first_word(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(group, key=len, reverse=True)) for first, group in found.items()}


def _alternatives(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"
