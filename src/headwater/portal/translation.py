"""What pages and feeds say of a translation: its words, that they are one, and the original beside them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from headwater.edition.language_names import language_name
from headwater.edition.render import Mark, render_blocks
from headwater.edition.rights import Shown
from headwater.edition.snippets import cut
from headwater.edition.translated import Words, statement_in
from headwater.edition.wording import Wording
from headwater.model.article import Article, quoted
from headwater.model.provenance import Statement

#: Begins the identifiers in a translated body: those of the original keep theirs.
_PREFIX = "t-"
#: A statement in the list of speakers; the text has it whole.
_LONGEST_STATEMENT = 320


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationView:
    """A report's words in the portal's language, as its page shows them."""

    words: Words
    #: Empty where the text is not shown whole, or not held whole in this language.
    body: Markup
    #: Names of the original's language and of this one.
    source_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidTwice:
    """A statement as printed, and what an engine made of it."""

    original: str
    translation: str


def translation_view(words: Words, *, marks: Iterable[Mark], wording: Wording) -> TranslationView:
    """Give the words with those marks whose place in them is certain."""
    body = render_blocks(
        words.body, marks=_moved(marks, words), table_label=wording.say("article.table"), prefix=_PREFIX
    )
    return TranslationView(words=words, body=body, source_name=language_name(words.source, wording.language))


def said_twice(words: Words, *, statements: Sequence[Statement], article: Article) -> Mapping[str, SaidTwice]:
    """Give the statements that an engine translated, by their anchors: as printed, and in its words."""
    found = {}
    for number, statement in enumerate(statements):
        translation = statement_in(words, statement)
        if translation is not None:
            original = " … ".join(quoted(article, span).strip() for span in statement.content)
            found[f"said-{number}"] = SaidTwice(
                original=cut(original, limit=_LONGEST_STATEMENT), translation=cut(translation, limit=_LONGEST_STATEMENT)
            )
    return found


def told_summary(words: Words, *, wording: Wording) -> str:
    """Give the summary of a feed's entry: the translated excerpt, and always that it is translated, by whom."""
    return " ".join(filter(None, (words.excerpt, f"[{_note(words, wording)}]")))


def told_content(words: Words, *, may: Shown, wording: Wording) -> str | None:
    """Give the content of a feed's entry: the translated text with that said in front; else the original one."""
    if not words.body:
        return str(render_blocks(may.body)) or None
    return str(Markup("<p><em>{}</em></p>\n").format(_note(words, wording)) + render_blocks(words.body))


def told_translation(words: Words | None) -> dict[str, object]:
    """Give what an entry says of its translation to programs; nothing where it is none."""
    if words is None:
        return {}
    return {"translation": {"engine": words.engine, "from": words.source, "into": words.language}}


def _note(words: Words, wording: Wording) -> str:
    named = language_name(words.source, wording.language)
    return wording.say("translation.mark", language=named, engine=words.engine)


def _moved(marks: Iterable[Mark], words: Words) -> Iterator[Mark]:
    for mark in marks:
        place = words.places[mark.block].get((mark.start, mark.end)) if mark.block < len(words.places) else None
        if place is not None:
            yield replace(mark, start=place[0], end=place[1], anchor=_PREFIX + mark.anchor)
