"""Where words stand in a report, said so that others find them again (W3C Web Annotation Data Model, 4.2.4, 4.2.5)."""

from dataclasses import dataclass

from headwater.model.article import Article, BlockKind, Span

#: Characters before and after the words: enough to tell two places of one phrase apart.
_CONTEXT = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class TextQuote:
    """Words with what stands around them (TextQuoteSelector)."""

    exact: str
    prefix: str = ""
    suffix: str = ""


def text_quote(article: Article, span: Span, *, room: int) -> TextQuote | None:
    """Give the selector of a span that quotes at most `room` characters, or None where no word may be quoted.

    `exact` is letter for letter what the report prints; of words that are longer than the room it is the beginning.

    >>> from headwater.model.article import Block, BlockKind
    >>> body = (Block(kind=BlockKind.PARAGRAPH, text="She said: “We sail.” Then she left."),)
    >>> report = Article(url="https://ledger.example/1", outlet="ledger", headline="Ferries", body=body)
    >>> text_quote(report, Span(block=0, start=10, end=20), room=40)
    TextQuote(exact='“We sail.”', prefix='She said: ', suffix=' Then she left.')
    """
    if room <= 0 or not 0 <= span.block < len(article.body):
        return None
    text = article.body[span.block].text
    whole = text[span.start : span.end]
    exact = _beginning(whole, room)
    if not exact.strip():
        return None
    around = min(_CONTEXT, (room - len(exact)) // 2)
    end = span.start + len(exact)
    return TextQuote(
        exact=exact,
        prefix=text[max(0, span.start - around) : span.start] if around > 0 else "",
        suffix=text[end : end + around] if around > 0 else "",
    )


def text_position(article: Article, span: Span) -> tuple[int, int] | None:
    """Give where a span begins and ends in the words of the body, `text_of(article)`, in code points from 0, half-open.

    None where it points outside of them: into a caption, or nowhere.

    >>> from headwater.model.article import Block, text_of
    >>> body = tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in ("Ferries sail.", "Nobody knew."))
    >>> report = Article(url="https://ledger.example/1", outlet="ledger", headline="Ferries", body=body)
    >>> start, end = text_position(report, Span(block=1, start=0, end=6))
    >>> text_of(report)[start:end]
    'Nobody'
    """
    if not 0 <= span.block < len(article.body) or article.body[span.block].kind is BlockKind.IMAGE:
        return None
    before = (block.text for block in article.body[: span.block] if block.kind is not BlockKind.IMAGE and block.text)
    begin = sum(len(text) + 1 for text in before)
    return begin + span.start, begin + span.end


def _beginning(words: str, room: int) -> str:
    if len(words) <= room:
        return words
    space = words.rfind(" ", 0, room + 1)
    return words[:space] if space > room // 2 else words[:room]
