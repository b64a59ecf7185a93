"""What two reports in two languages have in common, as each prints it: for whoever asks why they stand together.

Grouping itself keeps numbers of terms and no words; this reads the two texts again.
"""

from collections.abc import Mapping

from headwater.model.article import Article, text_of
from headwater.model.gazetteer import Gazetteer
from headwater.stories.across import is_name, numbers_in, term_across
from headwater.text.words import compared, printed_words

#: Words looked at: what grouping looks at too, and a little more.
_WORDS = 240
_CHARACTERS = 2_400
_SHOWN = 8


def said_alike(article: Article, other: Article, *, gazetteer: Gazetteer) -> tuple[tuple[str, str], ...]:
    """Give names, words of the news and numbers that both print, in the spelling of each, names first; at most eight.

    A name counts where one of both prints it with a capital: the consonants of other words agree by chance.

    >>> one = Article(url="https://a.example/1", outlet="a", headline="Vernikos saves 43", language="en")
    >>> other = Article(url="https://b.example/1", outlet="b", headline="Ο Βερνίκος έσωσε 43", language="el")
    >>> said_alike(one, other, gazetteer=Gazetteer())
    (('Vernikos', 'Βερνίκος'), ('43', '43'))
    """
    mine, yours = _printed(article, gazetteer=gazetteer), _printed(other, gazetteer=gazetteer)
    shared = [term for term in mine if term in yours]
    names = [term for term in shared if is_name(term) and (_capital(mine[term]) or _capital(yours[term]))]
    concepts = [term for term in shared if not is_name(term)]
    numbers = [number for number in numbers_in(_text(article)) if number in numbers_in(_text(other))]
    words = [(mine[term], yours[term]) for term in (*names, *concepts)]
    return (*words, *((number, number) for number in numbers))[:_SHOWN]


def _printed(article: Article, *, gazetteer: Gazetteer) -> Mapping[int, str]:
    language = (article.language or "en").split("-")[0].casefold()
    found: dict[int, str] = {}
    for word in printed_words(_text(article))[:_WORDS]:
        term = term_across(compared(word), language=language, gazetteer=gazetteer)
        if term is not None and (term not in found or (_capital(word) and not _capital(found[term]))):
            found[term] = word
    return found


def _capital(word: str) -> bool:
    return word[0].isupper()


def _text(article: Article) -> str:
    return f"{article.headline}\n{text_of(article) or article.description or ''}"[:_CHARACTERS]
