"""Answers about articles: each asks the rights first and says nothing that they do not let it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin

from django.conf import settings

from headwater.api import values
from headwater.api.asking import Asked
from headwater.api.parameters import cursor_of
from headwater.api.problems import gone, unknown
from headwater.edition.addresses import article_path
from headwater.edition.cards import may_show
from headwater.edition.changes import Change, changes_of
from headwater.edition.ninjs import Issued, article_ninjs
from headwater.edition.outlets import outlets_for
from headwater.edition.prov import Traceable, prov_of
from headwater.edition.rights import Shown, Withheld
from headwater.edition.selectors import text_quote
from headwater.edition.snippets import cut
from headwater.edition.speakers import sure_statements
from headwater.edition.translated import Words, portal_credit
from headwater.edition.translations import with_translations
from headwater.edition.way import ordered_credits
from headwater.edition.wording import wording_of
from headwater.model.article import Block, Image, Span, quoted
from headwater.model.correction import Correction
from headwater.model.listing import HeldArticle
from headwater.model.outlet import Outlet
from headwater.model.provenance import Credit, Reuse, Revision, Speaker, SpeakerKind, Statement
from headwater.store import listings, queries
from headwater.store.corrections import corrections_of
from headwater.store.people import person_keys
from headwater.store.revisions import revisions_of

#: The longest name of an addressee; more is a sentence.
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Showable:
    """A report of which something may be shown now."""

    held: HeldArticle
    may: Shown
    outlet: Outlet


def showable(held: Sequence[HeldArticle], *, now: datetime) -> tuple[Showable, ...]:
    """Give those of some reports that may be shown, in their order, each with what may be shown of it."""
    answers = [(copy, may_show(copy, now=now)) for copy in with_translations(held)]
    standing = [(copy, may) for copy, may in answers if may.extent is not None]
    outlets = outlets_for({copy.article.outlet for copy, _ in standing})
    return tuple(Showable(held=copy, may=may, outlet=outlets[copy.article.outlet]) for copy, may in standing)


def found(asked: Asked) -> Showable:
    """Give the report that is asked for with what was traced in it; a Refusal where it may not be shown or is gone."""
    held = queries.held_with_traces([asked.key])
    if not held:
        raise gone("article") if queries.gone_because(asked.key) else unknown("article")
    may = may_show(held[0], now=asked.now)
    if may.extent is None:
        raise gone("article") if may.withheld is Withheld.EXPIRED else unknown("article")
    return showable(held, now=asked.now)[0]


def list_articles(asked: Asked) -> values.ArticlePage:
    """Give a page of articles."""
    page = listings.article_keys(
        limit=asked.limit,
        after=asked.after,
        outlet=asked.text("outlet"),
        language=asked.text("language"),
        since=asked.moment("since"),
        until=asked.moment("until"),
    )
    shown = showable(queries.held_articles(page.keys), now=asked.now)
    return values.ArticlePage(
        items=tuple(article_value(each, base=asked.base) for each in shown), next=cursor_of(page.next)
    )


def get_article(asked: Asked) -> values.Article:
    """Give one article with its body, as far as it may be shown."""
    this = found(asked)
    whole = article_value(this, base=asked.base)
    return replace(
        whole,
        body=tuple(map(_block, this.may.body)),
        translation=whole.translation and replace(whole.translation, body=_translated_body(this.may)),
        corrections=correction_values(corrections_of(articles=[asked.key])),
    )


def list_statements(asked: Asked) -> values.StatementPage:
    """Give what is said in one article."""
    this = found(asked)
    persons = person_keys([asked.key])
    return values.StatementPage(items=tuple(statement_values(this, persons=persons)))


def list_credits(asked: Asked) -> values.CreditPage:
    """Give the hops that one article names."""
    this = found(asked)
    hops = ordered_credits(this.held.traced.credits)
    if this.may.translated is not None:
        hops = (*hops, portal_credit(this.may.translated))
    return values.CreditPage(items=tuple(_credit(credit, of=this) for credit in hops))


def list_revisions(asked: Asked) -> values.RevisionPage:
    """Give what the outlet changed in one article."""
    this = found(asked)
    revisions = revisions_of(asked.key)
    changes = changes_of(revisions, may=this.may, wording=wording_of(settings.PORTAL.portal.language))
    return values.RevisionPage(
        items=tuple(_revision(revision, change) for revision, change in zip(revisions, changes, strict=True))
    )


def list_reuse_of_article(asked: Asked) -> values.ReusePage:
    """Give what one article shares with others."""
    found(asked)
    return values.ReusePage(items=reuse_values(listings.reuses_of(asked.key), asked=asked))


def list_reuse(asked: Asked) -> values.ReusePage:
    """Give a page of shared words."""
    reuses, after = listings.reuse_page(
        limit=asked.limit,
        after=asked.after,
        newer=asked.text("newer"),
        older=asked.text("older"),
        coverage=asked.share("coverage"),
    )
    return values.ReusePage(items=reuse_values(reuses, asked=asked), next=cursor_of(after))


def get_article_ninjs(asked: Asked) -> dict[str, object]:
    """Give one article as ninjs."""
    this = found(asked)
    return article_ninjs(Issued(held=this.held, may=this.may, outlet=this.outlet, base=asked.base))


def get_article_prov(asked: Asked) -> dict[str, object]:
    """Give where one article came from as PROV-JSON."""
    this = found(asked)
    reuses = listings.reuses_of(asked.key)
    others = {key for reuse in reuses for key in (reuse.newer, reuse.older)} - {asked.key}
    beside = showable(queries.held_articles(sorted(others)), now=asked.now)
    dossier = queries.article_dossier(asked.key)
    story = dossier.story if dossier else None
    return prov_of(
        [traceable(this, reuses=reuses), *(Traceable(held=each.held, may=each.may) for each in beside)],
        story=story.key if story else None,
        origins=[origin for origin in story.origins if asked.key in origin.articles] if story else (),
        outlets={each.held.article.outlet: each.outlet for each in (this, *beside)},
        base=asked.base,
    )


def traceable(this: Showable, *, reuses: tuple[Reuse, ...] = ()) -> Traceable:
    """Give a report with who speaks in it, as provenance needs it."""
    persons = {number: person for (_, number), person in person_keys([this.held.key]).items()}
    revised = tuple(revision.captured_at for revision in revisions_of(this.held.key))
    return Traceable(held=this.held, may=this.may, persons=persons, reuses=reuses, revised_at=revised)


def article_value(this: Showable, *, base: str) -> values.Article:
    """Give a report as lists answer it."""
    held, may, article = this.held, this.may, this.held.article
    words = may.excerpt is not None
    return values.Article(
        key=held.key,
        page=base + article_path(held.key, may.headline),
        url=article.url,
        outlet=values.OutletName(key=article.outlet, name=this.outlet.name),
        extent=may.extent.value if may.extent else "",
        headline=may.headline,
        excerpt=may.excerpt,
        language=article.language,
        published=article.date_published,
        modified=article.date_modified,
        first_seen=held.first_seen,
        shown_at=held.shown_at,
        story=held.story,
        byline=article.byline if words else None,
        authors=article.authors if words else (),
        credit_text=may.credit_text,
        image=_picture(may.image, base=base) if may.image else None,
        translation=translation_value(may.translated),
    )


def report_name(this: Showable, *, base: str) -> values.ReportName:
    """Give a report as others name it."""
    return values.ReportName(
        key=this.held.key,
        page=base + article_path(this.held.key, this.may.headline),
        outlet=values.OutletName(key=this.outlet.key, name=this.outlet.name),
        headline=this.may.headline,
    )


def translation_value(words: Words | None) -> values.Translation | None:
    """Give what is held of a report in the portal's language, without its body."""
    if words is None:
        return None
    return values.Translation(
        engine=words.engine,
        source=words.source,
        language=words.language,
        translated_at=words.made_at,
        headline=words.headline,
        excerpt=words.excerpt,
    )


def statement_values(
    this: Showable, *, persons: Mapping[tuple[str, int], str], of_person: str | None = None
) -> Iterator[values.Statement]:
    """Give what is said in a report, in text order, all or by one person; nothing where no word may be quoted."""
    held, room = this.held, this.may.quote_characters
    traced = held.traced.statements
    for number, statement in enumerate(sure_statements(traced) if room else ()):
        person = persons.get((held.key, traced.index(statement)))
        if of_person is None or person == of_person:
            yield _statement(statement, number=number, person=person, of=this)


def reuse_values(reuses: Iterable[Reuse], *, asked: Asked) -> tuple[values.Reuse, ...]:
    """Give shared words, where both reports may be shown; two questions, however many there are."""
    listed = tuple(reuses)
    keys = dict.fromkeys(key for reuse in listed for key in (reuse.newer, reuse.older))
    shown = {each.held.key: each for each in showable(queries.held_articles(tuple(keys)), now=asked.now)}
    return tuple(
        values.Reuse(
            newer=report_name(shown[reuse.newer], base=asked.base),
            older=report_name(shown[reuse.older], base=asked.base),
            coverage=reuse.coverage,
            coverage_of_older=reuse.coverage_of_older,
            kind=reuse.kind.value,
            direction=reuse.direction.value,
            passages=len(reuse.passages),
        )
        for reuse in listed
        if reuse.newer in shown and reuse.older in shown
    )


def correction_values(corrections: Iterable[Correction]) -> tuple[values.Correction, ...]:
    """Give corrections without who made them."""
    return tuple(values.Correction(text=each.text, corrected_at=each.corrected_at) for each in corrections)


def _revision(revision: Revision, change: Change) -> values.Revision:
    return values.Revision(
        article=revision.article,
        captured_at=change.at,
        kind=revision.kind.value,
        differences=tuple(values.Difference(before=each.before, after=each.after) for each in change.differences),
        sources_removed=change.sources_removed,
        withheld=change.is_withheld,
    )


def _statement(statement: Statement, *, number: int, person: str | None, of: Showable) -> values.Statement:
    article, room = of.held.article, of.may.quote_characters
    words = " … ".join(quoted(article, span).strip() for span in statement.content)
    addressee = quoted(article, statement.addressee) if statement.addressee else ""
    each = room // len(statement.content)
    targets = [_target(span, of=of, room=each) for span in statement.content]
    return values.Statement(
        article=of.held.key,
        number=number,
        kind=statement.kind.value,
        words=cut(words, limit=room),
        speaker=_speaker(statement.speaker, person=person),
        confidence=statement.confidence,
        addressee=cut(addressee, limit=_LONGEST_NAME) or None,
        targets=tuple(target for target in targets if target is not None),
    )


def _speaker(speaker: Speaker | None, *, person: str | None) -> values.Speaker:
    if speaker is None:
        return values.Speaker(kind=SpeakerKind.UNNAMED.value)
    named = speaker.name if speaker.kind is not SpeakerKind.UNNAMED else None
    return values.Speaker(kind=speaker.kind.value, name=named, role=speaker.role, person=person)


def _credit(credit: Credit, *, of: Showable) -> values.Credit:
    return values.Credit(
        article=of.held.key,
        kind=credit.kind.value,
        form=credit.form.value,
        name=credit.name,
        outlet=credit.outlet,
        confidence=credit.confidence,
        target=_target(credit.span, of=of, room=of.may.quote_characters) if credit.span else None,
    )


def _target(span: Span, *, of: Showable, room: int) -> values.Target | None:
    quote = text_quote(of.held.article, span, room=room)
    if quote is None:
        return None
    place = values.Position(block=span.block, start=span.start, end=span.end) if of.may.body else None
    selector = values.Selector(exact=quote.exact, prefix=quote.prefix, suffix=quote.suffix)
    return values.Target(source=of.held.article.url, selector=selector, position=place)


def _translated_body(may: Shown) -> tuple[values.BodyBlock, ...]:
    return tuple(map(_block, may.translated.body)) if may.translated else ()


def _block(block: Block) -> values.BodyBlock:
    links = tuple(values.Link(href=link.href, start=link.start, end=link.end) for link in block.links)
    return values.BodyBlock(kind=block.kind.value, text=block.text, level=block.level, links=links)


def _picture(image: Image, *, base: str) -> values.Picture:
    return values.Picture(
        url=urljoin(base + "/", image.url),
        caption=image.caption,
        credit=image.credit,
        alt=image.alt,
        width=image.width,
        height=image.height,
    )
