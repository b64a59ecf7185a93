"""Where a text names an outlet: names that the directory knows, and names that the text itself shows to be an outlet's.

An unknown name counts where a noun says what it is ("the broadcaster Kanal 5"), where one of its words does ("Volni
Press"), or where it is a link to another site. Elsewhere it counts only where a line ends in it that says no more than
"first appeared on …".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from headwater.model.article import Block
from headwater.model.cues import CueLexicon
from headwater.model.knowledge import Knowledge
from headwater.model.outlet import NamedOutlet
from headwater.model.provenance import CreditKind
from headwater.provenance.credit_frames import alternatives
from headwater.text.urls import host_of

_LONGEST_NAME = 48
_MOST_WORDS = 5
#: A line that may be a credit and nothing else: longer ones tell a story.
_LONGEST_LINE = 140
#: Words that make a name a newspaper's, broadcaster's or agency's.
_MEDIA = (
    "Times|Post|News|Journal|Gazette|Herald|Tribune|Chronicle|Observer|Guardian|Telegraph|Courier|Ledger|Mail|Press|Radio|TV|"
    "Television|FM|Agency|Wire|Weekly|Magazine|Online|Dagblad|Dagbladet|Tidende|Corriere|Gazzetta|Giornale|Jornal|Folha|"
    "Correio|Gazeta|Gazetesi|Haber|Deník|Noviny|Zeitung|Nachrichten|Anzeiger|Tageblatt|Rundschau|Kurier|Presse|Diario|Prensa|Noticias|"
    "Новости|Новини|Вести|Вісник|Вестник|Известия|Газета|Пресс|Прес|ТВ|Радио|Радіо|Информ|Інформ|Медиа|Медіа"
)
#: What may stand behind such a word.
_BESIDE = "Online|Today|Live|Network|Digital|Daily|Weekly|24|Онлайн"
#: Small words that may stand inside a name: "La Sera di Porto", "Εφημερίδα των Νησιών".
_INSIDE = "of|de|del|della|di|da|do|dos|das|des|du|la|le|el|of the|der|των|της|του"
_UPPER = r"(?=[^\W\d_])[^\W_a-zß-öø-ÿа-яёіїєґα-ωά-ώ]"
_TOKEN = rf"{_UPPER}[\w’'&-]*(?:\.(?!\s)[\w-]+)*"
_NAME = rf"{_TOKEN}(?:\s+(?:(?:{_INSIDE})\s+)?(?:{_TOKEN}|\d{{1,4}}(?!\d|[.,:]\d))){{0,4}}"
_QUOTED = r"[«„“\"‘](?P<quoted>[^«»„“”\"’]{2,48}?)[»“”\"’]"
_DOMAIN = r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}"
_MEDIA_NAME = re.compile(rf"(?<!\w)(?:{_TOKEN}\s+(?:of\s+|de\s+)?){{1,3}}(?:{_MEDIA})(?:\s+(?:{_BESIDE}))?(?!\w)")
_MEDIA_QUOTED = re.compile(rf"[«„“\"](?P<quoted>(?=[^«»„“”\"]*\b(?:{_MEDIA})\b){_TOKEN}[^«»„“”\".!?,]{{1,40}})[»“”\"]")
_ANY_NAME = re.compile(rf"(?<![\w«„“\"])(?:{_QUOTED}|(?P<plain>{_NAME})|(?P<domain>{_DOMAIN}))(?!\w)")

_WHOLE_NAME = re.compile(rf"{_NAME}|{_DOMAIN}")
#: What may follow a name in which a line ends: another sentence.
_LINE_ENDS = re.compile(r"[\s»”“\"’)]*(?:[.!]\s*(?:$|[^\W\d_a-zа-яα-ω])|$)")


class Shown(Enum):
    """What shows that a name is an outlet's."""

    KNOWN = "known"
    WORD = "word"
    NOUN = "noun"
    LINK = "link"
    #: Nothing but its place.
    NOTHING = "nothing"


#: What a sentence may say of a name that is shown so; a person may be told, and may translate.
_MAY_BE = {
    Shown.LINK: frozenset({CreditKind.PUBLISHED, CreditKind.RELAYED, CreditKind.REPORTED}),
    Shown.NOTHING: frozenset({CreditKind.PUBLISHED}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place where a text names an outlet, or what may be one."""

    name: NamedOutlet
    shown: Shown

    def may_be(self, kind: CreditKind) -> bool:
        """Whether a sentence that says such a thing of the name makes it a hop."""
        allowed = _MAY_BE.get(self.shown)
        return allowed is None or kind in allowed


def find_outlet_mentions(block: Block, *, lexicon: CueLexicon, knowledge: Knowledge, own: str) -> tuple[Mention, ...]:
    """Give the mentions of a block in text order, none inside another; `own` is the host that the report stands on.

    >>> from headwater.model.article import BlockKind
    >>> lexicon = CueLexicon(language="en", verbs=("said",), outlet_nouns=("broadcaster",))
    >>> block = Block(kind=BlockKind.PARAGRAPH, text="It sank, the broadcaster Kanal 5 said.")
    >>> found = find_outlet_mentions(block, lexicon=lexicon, knowledge=Knowledge(), own="a.example")
    >>> [(mention.name.name, mention.shown.value) for mention in found]
    [('Kanal 5', 'noun')]
    """
    found: list[Mention] = []
    for mention in _candidates(block, lexicon=lexicon, knowledge=knowledge, own=own):
        if not any(held.name.start < mention.name.end and mention.name.start < held.name.end for held in found):
            found.append(mention)
    return tuple(sorted(found, key=lambda mention: mention.name.start))


def has_media_word(name: str) -> bool:
    """Whether a word of a name says that it is an outlet's.

    >>> has_media_word("Volni Press"), has_media_word("Ida Vale")
    (True, False)
    """
    return bool(re.search(rf"(?<!\w)(?:{_MEDIA})(?!\w)", name))


def name_behind_noun(text: str, *, lexicon: CueLexicon) -> NamedOutlet | None:
    """Give the unknown name that a text opens with behind a noun: "der Agentur Nordlicht"; None where it does not."""
    match = _beside_noun(lexicon).search(text)
    name = _trimmed(match, lexicon) if match else None
    return _with_its_noun(match, name, lexicon) if match and name else None


def _candidates(block: Block, *, lexicon: CueLexicon, knowledge: Knowledge, own: str) -> Iterator[Mention]:
    """Give what may be mentioned, the surest first."""
    text = block.text
    yield from (Mention(name=name, shown=Shown.KNOWN) for name in knowledge.outlets.find_names(text))
    for pattern, shown in ((_beside_noun(lexicon), Shown.NOUN), (_MEDIA_QUOTED, Shown.WORD), (_MEDIA_NAME, Shown.WORD)):
        for match in pattern.finditer(text):
            name = _trimmed(match, lexicon)
            if name is not None:
                yield Mention(name=_with_its_noun(match, name, lexicon), shown=shown)
    for link in block.links:
        host, words = host_of(link.href), text[link.start : link.end]
        if (
            host
            and host != own
            and len(words.split()) <= _MOST_WORDS
            and re.fullmatch(rf"(?:{_NAME}|{_DOMAIN})", words)
        ):
            yield Mention(name=_unknown(words, link.start), shown=Shown.LINK)
    if len(text) <= _LONGEST_LINE:
        for match in _ANY_NAME.finditer(text):
            name = _trimmed(match, lexicon) if _LINE_ENDS.match(text, match.end()) else None
            if name is not None:
                yield Mention(name=name, shown=Shown.NOTHING)


@lru_cache(maxsize=64)
def _beside_noun(lexicon: CueLexicon) -> re.Pattern[str]:
    # Spelled out: a pattern that ignores case takes twice as long.
    spelled = {form for noun in lexicon.outlet_nouns for form in (noun, noun.capitalize(), noun.title())}
    nouns = rf"(?P<noun>{alternatives(sorted(spelled))})"
    if lexicon.verb_last:  # "Deniz Gündemi gazetesi": the noun stands behind the name
        return re.compile(rf"(?<!\w)(?:{_QUOTED}|(?P<plain>{_NAME}?))\s+{nouns}(?!\w)")
    return re.compile(rf"(?<!\w){nouns}\s+(?:{_QUOTED}|(?P<plain>{_NAME}))(?!\w)")


def _with_its_noun(match: re.Match[str], name: NamedOutlet, lexicon: CueLexicon) -> NamedOutlet:
    """Give "Radio Ostra" and not "Ostra": a noun with a capital is part of the name, but not in German."""
    noun = match.groupdict().get("noun")
    if not noun or lexicon.language == "de" or not match.group("plain") or match.start("noun") > name.start:
        return name
    if not all(word[:1].isupper() for word in noun.split()):
        return name
    return _unknown(f"{match.string[match.start('noun') : name.start]}{name.name}", match.start("noun"))


def _trimmed(match: re.Match[str], lexicon: CueLexicon) -> NamedOutlet | None:
    """Give the name without articles and nouns in front of it; None where nothing of it is a name."""
    group = next((group for group in ("quoted", "plain", "domain") if match.groupdict().get(group)), 0)
    start, name = match.start(group), match.group(group)
    if group == "domain":
        return _unknown(name, start)
    leading = _small_words(lexicon) if group != "quoted" else frozenset[str]()
    while name:
        first, space, rest = name.partition(" ")
        if first[:1].isupper() and not (rest and first.casefold() in leading):
            break
        start, name = start + len(first) + len(space), rest
    words = name.split()
    is_name = bool(words) and len(words) <= _MOST_WORDS and len(name) <= _LONGEST_NAME
    if not is_name or (group != "quoted" and words[0].casefold() in _no_names(lexicon)):
        return None
    return _unknown(name, start)


@lru_cache(maxsize=64)
def _small_words(lexicon: CueLexicon) -> frozenset[str]:
    """Give what is no part of a name though it stands in front of it with a capital: "The", German nouns."""
    if lexicon.language != "de":  # elsewhere a noun with a capital is part of the name: "Radio Sirocco"
        return frozenset({"the"})
    return frozenset({word for noun in lexicon.outlet_nouns for word in noun.split()} - {"radio", "magazin"})


@lru_cache(maxsize=64)
def _no_names(lexicon: CueLexicon) -> frozenset[str]:
    """Give words that begin no name: days and months, which languages write with a capital, and pronouns."""
    return frozenset({*lexicon.stops, *lexicon.times, *lexicon.pronouns, *lexicon.relatives, *lexicon.that})


def _unknown(name: str, start: int) -> NamedOutlet:
    return NamedOutlet(name=name, start=start, end=start + len(name), outlets=())
