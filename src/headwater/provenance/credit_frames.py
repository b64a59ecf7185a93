"""What may stand before or after an outlet's name where a sentence makes it a hop, compiled for one language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from headwater.model.cues import CueLexicon
from headwater.model.provenance import CreditKind

_OPENING = "[\"“„«'‘»]?"
_CLOSING = "[\"”“»’'«]?"
#: Words that a star in an expression stands for, at most.
_GAP = 9
_NOTHING = "(?!)"
#: Articles that are datives and nominatives both: "sagte der Agentur", "meldete der Anzeiger".
_ALSO_SUBJECTS = frozenset({"der", "a", "το", "o"})
#: Auxiliaries between an outlet and its verb, in the languages that have them.
_AUXILIARIES = "has|had|have|hat|hatte|a|ha|avait|aveva|also|later|first|earlier|today|yesterday|da|de|meanwhile"


@dataclass(frozen=True, slots=True)
class Frames:
    """The frames of one language. The patterns before a name end where it begins, those after it begin at its end."""

    before: tuple[tuple[CreditKind, re.Pattern[str]], ...]
    after: tuple[tuple[CreditKind, re.Pattern[str]], ...]
    #: The outlet's own verb: "Meridian reported", and before it where the language turns them round.
    reported: re.Pattern[str]
    reported_before: re.Pattern[str]
    #: "as", "wie": what an outlet reports is repeated here.
    as_before: re.Pattern[str]
    #: A verb that closes its clause: "wie Meridian unter Berufung auf Kestrel meldet,".
    verb_at_end: re.Pattern[str]
    #: A verb of speech before a name that stands in the dative itself: Russian "рассказал «Меридиану»".
    told_by_case: re.Pattern[str]
    noun_before: re.Pattern[str]
    noun_after: re.Pattern[str]


@lru_cache(maxsize=64)
def frames_of(lexicon: CueLexicon) -> Frames:
    """Give the frames of a language."""
    nouns = alternatives(lexicon.outlet_nouns)
    filler = _filler(lexicon, but=())
    # A subject is no dative: "сообщил газете" tells to whom, "сообщила газета" who.
    datives = tuple(word for word in (*lexicon.told_to, *lexicon.not_subjects) if word not in _ALSO_SUBJECTS)
    as_subject = _filler(lexicon, but=datives)
    speech = rf"(?:{alternatives((*lexicon.verbs, *lexicon.tell_verbs))})(?!\w)[^\w\s]*\s+{_gap(lexicon)}?"
    before = (
        (CreditKind.TRANSLATED, _expressions(lexicon.translated, lexicon)),
        (CreditKind.PUBLISHED, _expressions(lexicon.first_on, lexicon)),
        (CreditKind.TOLD, "|".join((_expressions(lexicon.told, lexicon), _speech(lexicon)))),
        (CreditKind.RELAYED, _expressions(lexicon.relayed, lexicon)),
    )
    after = ((CreditKind.TOLD, lexicon.told_after), (CreditKind.RELAYED, lexicon.relayed_after))
    verbs = alternatives([words for words in lexicon.reported if "{" not in words])
    adverbs = alternatives(lexicon.between)
    as_words = alternatives(lexicon.as_words)
    return Frames(
        before=tuple((kind, _compiled(rf"(?<!\w)(?:{pattern}){filler}")) for kind, pattern in before),
        after=tuple((kind, _after(words, nouns)) for kind, words in after),
        reported=_compiled(rf"{_CLOSING}(?:\s+(?:{nouns}|{_AUXILIARIES}))*\s+(?:{verbs})(?!\w)"),
        reported_before=_compiled(rf"(?<!\w)(?:{_turned(lexicon)})(?:\s+(?:{adverbs})(?!\w))?{as_subject}"),
        as_before=_compiled(rf"(?<!\w)(?:{as_words})(?:\s+(?:{verbs}))?{filler}"),
        verb_at_end=_compiled(rf"{_CLOSING}\s+{_gap(lexicon)}(?:{verbs})\s*(?:[,.]|$)"),
        told_by_case=_compiled(rf"(?<!\w){speech}{_OPENING}$"),
        noun_before=_compiled(rf"(?<!\w)(?:{nouns})\s*{_OPENING}$"),
        noun_after=_compiled(rf"{_CLOSING}\s+(?:{nouns})(?!\w)"),
    )


def alternatives(words: Sequence[str]) -> str:
    """Give words as alternatives of a pattern, the longest first; what matches nothing where there are none."""
    return "|".join(_escaped(word) for word in sorted(words, key=len, reverse=True)) or _NOTHING


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _filler(lexicon: CueLexicon, *, but: Sequence[str]) -> str:
    """Give what may stand between an expression and the name: articles, "the state-run news agency"."""
    small = _whole_words([word for word in (*lexicon.determiners, *lexicon.by_words, "the") if word not in but])
    nouns = alternatives([noun for noun in lexicon.outlet_nouns if noun not in but])
    # An adjective is no word of three letters or fewer: those are prepositions, and a new phrase begins.
    adjectives = r"(?:[^\W\d_][\w-]{3,}\s+){0,2}?"
    joined = r"[^\W\d_]+-[^\W\d_]+"
    return rf"(?:\s*(?:{small})[’']?|\s*{adjectives}(?:{nouns})(?!\w)|\s+{joined}(?!\w))*\s*{_OPENING}$"


def _expressions(words: Sequence[str], lexicon: CueLexicon) -> str:
    expressions = (_expression(word, lexicon) for word in sorted(words, key=len, reverse=True))
    return "|".join(expressions) or _NOTHING


def _turned(lexicon: CueLexicon) -> str:
    """Give an outlet's own verb where it stands before the name; in English only "revealed by"."""
    turns = lexicon.subject_may_follow or lexicon.language == "fr"
    return _expressions([words for words in lexicon.reported if turns or "{by}" in words], lexicon)


def _expression(words: str, lexicon: CueLexicon) -> str:
    parts: list[str] = []
    for word in words.split():
        if word == "*":
            parts.append(_gap(lexicon) + "?")
        else:
            known = {"{to}": lexicon.told_to, "{by}": lexicon.by_words}.get(word)
            parts.append(f"(?:{_whole_words(known)})" if known is not None else _escaped(word))
            parts.append(r"\s+")
    while parts and parts[-1] == r"\s+":
        parts.pop()
    whole = "".join(parts)
    return whole if whole[-1:] in {"]", ")", "ل"} else whole + r"(?!\w)"


def _whole_words(words: Sequence[str]) -> str:
    """Give words as alternatives that end where a word ends; what is elided or prefixed goes on: "all'", "ل"."""
    longest = sorted(words, key=len, reverse=True)
    ends = ((word, "" if word[-1] in "'’ل" else r"(?!\w)") for word in longest)
    return "|".join(_escaped(word) + end for word, end in ends) or _NOTHING


def _escaped(word: str) -> str:
    return re.escape(word).replace("'", "['’]")


def _gap(lexicon: CueLexicon) -> str:
    """Give up to nine words that begin no clause of their own."""
    that = alternatives(lexicon.that)
    return rf"(?:(?!(?:{that})(?!\w))\S+\s+){{0,{_GAP}}}"


def _speech(lexicon: CueLexicon) -> str:
    """Give a verb of speech, some words, and the word that says to whom."""
    if not lexicon.told_to:
        return _NOTHING
    if lexicon.language == "en":  # "told" needs no preposition, and "said to" may go on with an infinitive
        return _NOTHING
    verbs = alternatives((*lexicon.verbs, *lexicon.tell_verbs))
    return rf"(?:و?(?:{verbs}))(?!\w)[^\w\s]*\s+{_gap(lexicon)}?(?:{_whole_words(lexicon.told_to)})"


def _after(words: Sequence[str], nouns: str) -> re.Pattern[str]:
    # Turkish sets its case behind an apostrophe: "Harbour TV'nin haberine göre".
    suffix = r"(?:[’']\w{1,5}|[’']n?[ıiuü]n\s+\S+)?"
    return _compiled(rf"{_CLOSING}{suffix}(?:\s+(?:{nouns}))*\s+(?:{alternatives(words)})(?!\w)")
