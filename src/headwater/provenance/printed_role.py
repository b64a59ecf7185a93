"""The role in front of a name as it is printed: "Former president Ida Vale" is no president."""

import re

from headwater.provenance.owners import names_owner
from headwater.provenance.person_names import GENITIVE
from headwater.provenance.speech import Speech

_STRETCH = 90
_CLAUSE = re.compile(r"[.!?;:,()—–\x01\n«»“”„\"]")
_WORD = re.compile(r"(?:(?<![\w'’])[LlDd][’'])?(?P<word>[^\W\d_][\w'’.-]*)")
_MOST_WORDS = 6
#: Words that no list explains and that may still be part of a role: "finance" in "the finance minister".
_MOST_UNKNOWN = 1


def printed_role(masked: str, start: int, *, name: str, speech: Speech) -> str | None:
    """Give the role that ends where a name begins, with what stands before it; None where no role does.

    "советник президента" is one role and not the president's, unless the name stands in the genitive too; of "the
    adviser to the president" nothing is given, because it is not known whose name follows.
    """
    words = list(_WORD.finditer(_clause_before(masked, start)))[-_MOST_WORDS - 1 :]
    if not words or not _is_role(words[-1]["word"].lower(), speech):
        return None
    first = len(words) - 1
    if speech.language in GENITIVE and names_owner(f"{words[-1]['word']} {name}", speech=speech):
        return words[-1]["word"]
    for number in range(len(words) - 2, -1, -1):
        word = words[number]["word"].lower()
        if words[number + 1].group() != words[number + 1]["word"]:
            break  # "l’ancien ministre" begins with its article
        if _is_role(word, speech) or word in speech.lexicon.role_qualifiers:
            first = number
            continue
        if _opens(word, speech):
            if _belongs_to_role(words, number, speech):
                return None
            return _printed(words, number + 1 if first - number - 1 <= _MOST_UNKNOWN else first)
        if first - number > _MOST_UNKNOWN:
            break
    return _printed(words, first)


def _clause_before(masked: str, start: int) -> str:
    stretch = masked[max(0, start - _STRETCH) : start].rstrip()
    return _CLAUSE.split(stretch)[-1].lstrip()


def _is_role(word: str, speech: Speech) -> bool:
    return word in speech.role_forms or word in speech.titles or speech.is_role(word)


def _opens(word: str, speech: Speech) -> bool:
    """Say whether a noun phrase may begin behind a word: an article, a preposition, a reporting verb, "a la prensa"."""
    small = (speech.determiners, speech.inside, speech.of_words, speech.between, speech.verbs)
    lexicon = speech.lexicon
    return any(word in words for words in small) or any(
        phrase.split()[-1] == word for phrase in (*lexicon.said_to, *lexicon.said_how)
    )


def _belongs_to_role(words: list[re.Match[str]], number: int, speech: Speech) -> bool:
    """Say whether a role stands before an article or "of": "ο σύμβουλος του προέδρου"."""
    before = [each["word"].lower() for each in words[max(0, number - 1) : number]]
    return any(_is_role(word, speech) for word in before)


def _printed(words: list[re.Match[str]], first: int) -> str:
    return " ".join(each["word"] for each in words[first:])
