"""Which places a report names, where the name can be nothing else.

Precision goes first: a capitalised word beside another one is part of a longer name ("Paris Hilton", "London Bridge"),
a word that only opens a sentence proves nothing, and a name that a person in the report bears is that person's. A
place counts where headline, summary or dateline name it, or the text twice. Adjectives and peoples name no place.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from headwater.model.article import Article, text_of
from headwater.model.places import PlaceDirectory
from headwater.model.provenance import Traced
from headwater.text.words import fold

#: Characters of a text that are looked at: news names its places early.
_LOOKED_AT = 20_000
_LEAST_IN_TEXT = 2
_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_OPENS = re.compile(r"(?:^|[.!?:;\n«»„“”\"(–—])\s*$")
#: Words that may open a sentence before a place without being part of its name, without capitals.
_BEFORE = frozenset(
    """
    in at from near to the for with over across im aus nach bei vor für mit a à en de dans au aux depuis la le les el
    desde da di nel nella dal em no na do в во из на у за с от под з από στη στην στο στον στις στους η ο το οι
    """.split()  # noqa: SIM905 - a line is read, a word a line is not
)
#: By the last letters of a folded name, what stands in their place in its cases; the longest that fits counts.
_CASES: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "ru": (
        ("ия", ("ия", "ии", "ию", "ией")),
        ("а", ("а", "ы", "и", "е", "у", "ои", "ой")),
        ("я", ("я", "и", "е", "ю", "еи", "ей")),
        ("ь", ("ь", "я", "ю", "ем", "е", "и", "ью")),
        ("и", ("и", "и", "я", "ю", "ем", "е")),
    ),
    "uk": (
        ("ія", ("ія", "ії", "ію", "ією", "іі", "ієи")),
        ("а", ("а", "и", "і", "у", "ою")),
        ("я", ("я", "і", "ю", "ею", "єю", "ї")),
        ("ь", ("ь", "я", "ю", "ем", "і", "ею")),
    ),
    "el": (
        ("α", ("α", "ασ")),
        ("η", ("η", "ησ")),
        ("οσ", ("οσ", "ου", "ο")),
        ("ο", ("ο", "ου")),
        ("ι", ("ι", "ιου")),
    ),
}
_CONSONANT_CASES = {"ru": ("", "а", "у", "ом", "е"), "uk": ("", "а", "у", "ом", "і"), "de": ("", "s")}
_SHORTEST_STEM = 3
#: What Arabic writes together with the word.
_CLITICS = ("", "و", "ب", "ل", "ف", "ك", "وب", "ول")
_SHORTEST_ARABIC = 4
_VOWELS = "аеёиоуыэюяіїєйьαεηιουω"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """The names of places in one language, in all their cases."""

    #: Folded words of a name to the key of its place.
    places: Mapping[tuple[str, ...], str]
    #: How many words the longest name has that begins with a folded word.
    longest_by_first: Mapping[str, int]


def named_places(article: Article, *, traced: Traced, places: PlaceDirectory) -> tuple[str, ...]:
    """Give the keys of the places that a report names, most often first.

    A text in a language without names in the directory names none.
    """
    language = (article.language or "").split("-")[0].casefold()
    forms = _forms(places, language)
    if not forms.places:
        return ()
    taken = _names_of_people(article, traced)
    top = " . ".join(filter(None, (article.headline, article.description, article.dateline)))
    prominent = set(_found(top, forms, taken=taken, language=language))
    counted = Counter(_found(text_of(article)[:_LOOKED_AT], forms, taken=taken, language=language))
    named = [key for key, count in counted.items() if count >= _LEAST_IN_TEXT or key in prominent]
    rest = [key for key in prominent if key not in counted]
    return tuple(sorted({*named, *rest}, key=lambda key: (-counted[key], key not in prominent, key)))


def _found(text: str, forms: Forms, *, taken: frozenset[str], language: str) -> Iterator[str]:
    words = list(_WORD.finditer(text))
    may_be_small = language == "ar"
    place = 0
    while place < len(words):
        # Most words are no names: only one that may stand alone is folded, and only what begins a name is read on.
        word = words[place].group()
        longest = forms.longest_by_first.get(fold(word), 0) if may_be_small or word[0].isupper() else 0
        for length in range(min(longest, len(words) - place), 0, -1):
            run = tuple(fold(each.group()) for each in words[place : place + length])
            key = forms.places.get(run)
            if key and not taken.intersection(run) and _stands_alone(text, words[place : place + length], language):
                yield key
                place += length - 1
                break
        place += 1


def _stands_alone(text: str, run: Sequence[re.Match[str]], language: str) -> bool:
    """Whether a run of words is a name of its own: capitalised, and no part of a longer one."""
    if any(gap.strip() for gap in (text[a.end() : b.start()] for a, b in pairwise(run))):
        return False
    if language == "ar":
        return True
    start, end = run[0].start(), run[-1].end()
    if not (run[0].group()[0].isupper() and run[-1].group()[0].isupper()):
        return False
    after = re.match(r"[ \u00a0]+(\w)", text[end : end + 8])
    if after and after[1].isupper():
        return False
    before = re.search(r"([^\W\d_]+)[ \u00a0]+$", text[max(0, start - 24) : start])
    opens = bool(_OPENS.search(text[max(0, start - 6) : start])) or start == 0
    if before is None:
        return not opens or len(run) > 1
    return not before[1][0].isupper() or before[1].casefold() in _BEFORE


def _names_of_people(article: Article, traced: Traced) -> frozenset[str]:
    speakers = (statement.speaker.name for statement in traced.statements if statement.speaker)
    names = [*article.authors, *(name for name in speakers if name)]
    return frozenset(fold(word.group()) for name in names for word in _WORD.finditer(name))


@lru_cache(maxsize=64)
def _forms(places: PlaceDirectory, language: str) -> Forms:
    found: dict[tuple[str, ...], str] = {}
    for place in places:
        for name in place.names.get(language, ()):
            words = tuple(fold(word.group()) for word in _WORD.finditer(name))
            for form in _cases(words[-1], language) if len(words) == 1 else (words[-1],):
                found.setdefault((*words[:-1], form), place.key)
    longest: dict[str, int] = {}
    for words in found:
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return Forms(places=found, longest_by_first=longest)


def _cases(word: str, language: str) -> tuple[str, ...]:
    """Give the cases of a folded name of one word."""
    if language == "ar":
        return tuple(clitic + word for clitic in _CLITICS) if len(word) >= _SHORTEST_ARABIC else (word,)
    for ending, others in _CASES.get(language, ()):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return tuple(word.removesuffix(ending) + other for other in others)
    if language in _CONSONANT_CASES and word[-1] not in _VOWELS:
        return tuple(word + ending for ending in _CONSONANT_CASES[language])
    return (word,)
