"""Credits: every hop a report itself names on the way from the event to the page."""

from collections.abc import Iterable, Iterator

from headwater.model.article import Article, Span
from headwater.model.knowledge import Knowledge
from headwater.model.provenance import Credit, CreditForm, CreditKind
from headwater.provenance.credit_hops import find_hops
from headwater.provenance.credit_lines import find_byline_names, find_credit_line_names, find_stated_credits
from headwater.text.urls import host_of

_BY_FIELD, _BY_MARKUP = 0.95, 0.9
_LAST_BLOCKS = 4


def find_credits(article: Article, *, knowledge: Knowledge) -> tuple[Credit, ...]:
    """Give the hops a report names: markup first, then in the order of the text.

    A hop has a span where the words stand in the body; where they stand in a field or in markup, `seen` holds them.
    Names that the directory does not know keep `outlet=None`; ambiguous ones ("AP", "PA") count only in a dateline, in
    brackets, in a credit line or a byline, or beside a word such as "agency".

    >>> from headwater.model.article import Block, BlockKind
    >>> block = Block(kind=BlockKind.PARAGRAPH, text="Source: Aegean Ledger")
    >>> article = Article(url="https://a.example/1", outlet="a", headline="A", language="en", body=(block,))
    >>> [(credit.kind.value, credit.name) for credit in find_credits(article, knowledge=Knowledge())]
    [('published', 'Aegean Ledger')]
    """
    found = (
        *_from_markup(article, knowledge),
        *_from_fields(article, knowledge),
        *find_stated_credits(article, knowledge=knowledge),
        *find_hops(article, knowledge=knowledge),
    )
    return tuple(_distinct(credit for credit in found if not _is_idle(credit, article)))


def _is_idle(credit: Credit, article: Article) -> bool:
    """Whether an outlet merely names itself: its own dateline and "told Meridian" are hops, its footer is none."""
    told = credit.kind is CreditKind.TOLD or credit.form in {CreditForm.DATELINE, CreditForm.BYLINE}
    return credit.outlet == article.outlet and not told


def _from_markup(article: Article, knowledge: Knowledge) -> Iterator[Credit]:
    addresses = [(address, host_of(address)) for address in article.based_on]
    if article.feed_source is not None:
        title, address = article.feed_source
        addresses.append((address, title or host_of(address)))
    own = host_of(article.url)
    for address, name in addresses:
        outlet = knowledge.outlets.by_host(host_of(address))
        if host_of(address) and host_of(address) != own:
            yield Credit(
                kind=CreditKind.PUBLISHED,
                form=CreditForm.MARKUP,
                name=outlet.name if outlet else name,
                outlet=outlet.key if outlet else None,
                seen=address,
                confidence=_BY_MARKUP,
            )


def _from_fields(article: Article, knowledge: Knowledge) -> Iterator[Credit]:
    # A line that stands in the body too is read there, with its kind and its place.
    line = article.credit_line
    line = None if line and any(line in block.text for block in article.body[-_LAST_BLOCKS:]) else line
    fields = (
        (article.dateline, CreditForm.DATELINE, CreditKind.SUPPLIED, find_byline_names),
        (article.byline, CreditForm.BYLINE, CreditKind.SUPPLIED, find_byline_names),
        (line, CreditForm.CREDIT_LINE, CreditKind.PUBLISHED, find_credit_line_names),
    )
    for text, form, kind, read in fields:
        for name, outlet in read(text, language=article.language, knowledge=knowledge) if text else ():
            yield Credit(kind=kind, form=form, name=name, outlet=outlet, seen=text, confidence=_BY_FIELD)


def _distinct(found: Iterable[Credit]) -> Iterator[Credit]:
    """Give each hop once: a credit line that extraction lifted out of the body may stand in both."""
    seen = set[tuple[CreditForm, CreditKind, str] | Span | None]()
    for credit in found:
        marks = {(credit.form, credit.kind, credit.outlet or credit.name.casefold()), credit.span} - {None}
        if not marks & seen:
            yield credit
        seen |= marks
