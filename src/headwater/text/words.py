"""Words of a text as they are compared: folded, lightly stemmed, function words out."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
#: Scripts written without spaces: Thai, kana, Han. A run of them is cut into pairs of characters.
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]{2,}")
#: Only the most frequent ones: everything else is weighed by how rare it is, not listed.
_FUNCTION_WORDS = frozenset(
    """
    a about after against also am amid an and any are as at be been before being but by can could did do does
    for from had has have he her his how i if in into is it its just may me more most my new no not now of on
    one or our out over said says she so some such t than that the their them then there these they this to up
    us was we were what when where which who why will with would you your
    aber als am auch auf aus bei bis das dass dem den der des die ein eine einem einen einer er es für hat ich
    im in ist mit nach nicht noch nur oder sei sich sie sind über um und von vor war wegen werden wie wird zu
    zum zur
    au aux avec ce ces cette dans de des du elle en est et il la le les leur mais ne nous ont ou par pas plus
    pour qu que qui sa se ses son sont sur un une
    al como con de del el ella en entre es esta este fue ha han la las lo los más no para pero por que se ser
    sin sobre su sus un una y ya
    agli ai al alla anche che chi come con da dal dalla degli dei del della delle di e gli i il la le lo nel
    nella non per più si sono su sul sulla un una uno
    ao aos as com da das do dos e em foi mais na nas no nos o os ou pela pelo por que se sem um uma
    aan bij dat de die een en er het hij in is met naar niet ook op te tot uit van voor was wordt ze zijn
    bir bu da de için ile ve daha olarak olan çok gibi
    a aby ale co czy dla do i jak jest już na nie o od po przez się są to w z za że
    в во и на не что с со по за из к от для о об у а но как это при его до после
    v i na ne chto s so po za iz k ot dlya o ob u a no kak eto pri do posle
    και το τα του της των τη την τον στο στη στην στις στα με για από που να θα δεν είναι ότι ο η οι σε ένα μια
    ως
    """.split()  # noqa: SIM905 - a line a language is read, a line a word is not
)
_SHORTEST = 2
_KEPT_LETTERS = 5
#: Canonical combining classes that make another letter, not another accent: none, and the voicing marks of kana.
_KEPT_MARKS = frozenset({0, 8})


def words(text: str, *, limit: int, language: str = "en") -> list[str]:
    """Give the first words of a text in order, as they are compared; an empty text stands for each word left out.

    The gaps keep words apart that do not touch, so that pairs are made of neighbours only. Outside English, where
    endings vary more, a word is its first five letters (McNamee and Mayfield 2004, truncation for inflected languages).
    `language` is a BCP 47 tag.

    >>> words("The mayors' offices in Zürich", limit=10)
    ['', 'mayor', 'office', '', 'zurich']
    """
    return [compared_in(word, language=language) for word in printed_words(text)[:limit]]


def printed_words(text: str) -> list[str]:
    """Give all words of a text as printed, in order; scripts without spaces give pairs of characters.

    >>> printed_words("The mayors' offices")
    ['The', 'mayors', 'offices']
    """
    return _WORD.findall(_spaced(text))


def compared_in(word: str, *, language: str) -> str:
    """Give one word as it is compared in a language: `compared`, and outside English its first five letters.

    >>> compared_in("забастовку", language="ru")
    'забас'
    """
    return compared(word) if language[:2].casefold() == "en" else compared(word)[:_KEPT_LETTERS]


@lru_cache(maxsize=200_000)
def compared(word: str) -> str:
    """Give one word as it is compared; the empty text for function words and single letters.

    >>> compared("Cities"), compared("the")
    ('city', '')
    """
    folded = fold(word)
    if folded in _FOLDED_FUNCTION_WORDS or (len(folded) < _SHORTEST and not folded.isdigit() and folded.isascii()):
        return ""
    return _stem(folded)


def fold(text: str) -> str:
    """Give a text without accents and differences of case (Unicode NFKD, casefold; UAX 15).

    >>> fold("Ἀθῆναι"), fold("STRASSE")
    ('αθηναι', 'strasse')
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    kept = (letter for letter in decomposed if unicodedata.combining(letter) in _KEPT_MARKS)
    return "".join(kept).casefold()


_FOLDED_FUNCTION_WORDS = frozenset(fold(word) for word in _FUNCTION_WORDS)
_LONG, _LONGER = 3, 4


def _stem(word: str) -> str:
    bare = word[:-2] if word.endswith(("'s", "’s")) else word
    if len(bare) > _LONGER and bare.endswith("ies"):
        return bare[:-3] + "y"
    if len(bare) > _LONG and bare.endswith("s") and not bare.endswith("ss"):
        return bare[:-1]
    return bare


def _spaced(text: str) -> str:
    return text if text.isascii() else _UNSPACED.sub(_pairs, text)


def _pairs(run: re.Match[str]) -> str:
    letters = run.group()
    return " " + " ".join(letters[start : start + 2] for start in range(len(letters) - 1)) + " "


_TITLE_WORD = re.compile(r"\w+")


@lru_cache(maxsize=1_000)
def words_of_title(title: str) -> tuple[str, ...]:
    """Give what two wordings of one title share: their words, without case and punctuation.

    >>> words_of_title("Dam opens: “lucky”")
    ('dam', 'opens', 'lucky')
    """
    return tuple(_TITLE_WORD.findall(title.casefold()))
