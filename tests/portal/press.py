"""Invented reports, written into the store the way the newsroom does, for tests of what readers see."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from zlib import crc32

from django.conf import settings
from PIL import Image as PillowImage

from headwater.data.load import load_knowledge
from headwater.model.article import Article, Block, BlockKind, Image, Link, Span
from headwater.model.correction import Correction
from headwater.model.feed import Feed, FetchState
from headwater.model.outlet import Outlet, OutletKind
from headwater.model.page import digest_of
from headwater.model.provenance import (
    Credit,
    CreditForm,
    CreditKind,
    Direction,
    Origin,
    OriginKind,
    Passage,
    Reason,
    Reuse,
    ReuseKind,
    Speaker,
    SpeakerKind,
    Statement,
    StatementKind,
    Traced,
)
from headwater.model.rights import Extent, Rights
from headwater.model.story import Placement, Ranked, Story
from headwater.newsroom.persons import find_persons_anew, note_statements
from headwater.store import rows
from headwater.store.bytes import Bytes
from headwater.store.corrections import add_correction
from headwater.store.keys import entry_key, feed_key
from headwater.store.models import ArticleRow, FeedRow, PictureRow, PictureState, PublicationRow, StoryRow
from headwater.store.search import index_articles

#: The moment at which everything here is looked at.
NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
FULL = Rights(extent=Extent.FULL, images=True)
_PUBLICATIONS = itertools.count(1)
EXCERPT = Rights()
#: A sentence that stands deep in a body, to be looked for in outputs that must not have it.
DEEP = "The ninth clause was read aloud twice, and nobody in the hall wrote it down."


@dataclass(slots=True)
class Press:
    """Outlets and what they print."""

    _placed: int = 0
    _scores: float = 100.0
    outlets: dict[str, Outlet] = field(default_factory=dict)

    def outlet(self, key: str, name: str, *, rights: Rights = EXCERPT, **fields: object) -> str:
        """Add an outlet with one feed."""
        outlet = Outlet(key=key, name=name, domains=(f"{key}.example",), **fields)  # type: ignore[arg-type]
        self.outlets[key] = outlet
        rows.outlet_row(outlet).save()
        feed = Feed(url=f"https://{key}.example/rss", outlet=key, title=f"{name}: news", rights=rights)
        rows.feed_row(feed, FetchState(due_at=NOW), added_at=MORNING).save()
        return key

    def report(
        self, outlet: str, headline: str, *, minutes: int = 0, traced: Traced | None = None, **fields: object
    ) -> str:
        """Add a report that was first seen so many minutes after eight; its key comes back."""
        seen = MORNING + timedelta(minutes=minutes)
        url = f"https://{outlet}.example/{crc32(headline.encode())}-{minutes}"
        fields.setdefault("date_published", seen)
        fields.setdefault("language", "en")
        article = Article(url=url, outlet=outlet, headline=headline, **fields)  # type: ignore[arg-type]
        key = entry_key(outlet, url)
        feed = feed_key(f"https://{outlet}.example/rss")
        row = rows.article_row(article, key=key, feed_key=feed, first_seen=seen, traced=traced or Traced())
        row.recorded = True
        row.picture = kept_picture(article.lead_image.url) if article.lead_image else None
        row.save()
        return key

    def story(
        self, keys: Sequence[str], *, section: str = "World", origins: Sequence[Origin] = (), face: str = ""
    ) -> str:
        """Put reports into one story; its key comes back."""
        articles = {row.key: row for row in ArticleRow.objects.filter(key__in=keys)}
        ordered = sorted(articles.values(), key=lambda row: row.first_seen)
        chosen = articles[face or ordered[0].key]
        story = Story(
            key=f"s{chosen.key}"[:12],
            headline=chosen.headline,
            face=chosen.key,
            articles=tuple(row.key for row in ordered),
            origins=tuple(origins) or (self.origin(*(row.key for row in ordered)),),
            section=section,
            language=chosen.language,
            first_seen=ordered[0].first_seen,
            last_updated=ordered[-1].first_seen,
        )
        self._save(story)
        ArticleRow.objects.filter(key__in=keys).update(story_id=story.key)
        return story.key

    def origin(self, *keys: str, name: str = "", evidence: tuple[Reason, ...] = ()) -> Origin:
        """Give the origin of reports: the outlet of the first."""
        outlet = ArticleRow.objects.get(key=keys[0]).outlet_key
        named = name or self.outlets[outlet].name
        return Origin(kind=OriginKind.OUTLET, name=named, outlet=outlet, articles=keys, evidence=evidence)

    def copy(self, newer: str, older: str, *, coverage: float, passages: tuple[Passage, ...] = ()) -> None:
        """Say that a report took words from an earlier one."""
        reuse = Reuse(
            newer=newer,
            older=older,
            coverage=coverage,
            passages=passages,
            kind=ReuseKind.VERBATIM,
            direction=Direction.NEWER_FROM_OLDER,
        )
        rows.reuse_row(reuse).save()

    def publish(self) -> None:
        """Raise the publication number, above that of any paper before: a server may outlive them."""
        row = PublicationRow.objects.first() or PublicationRow(pk=1, number=0)
        row.number = max(row.number + 1, next(_PUBLICATIONS))
        row.save()

    def _save(self, story: Story) -> None:
        row = StoryRow()
        rows.set_story(row, story)
        self._scores -= 1
        reasons = (Reason(rule="origins", words="independent sources: 2", weight=1.4),)
        rows.set_ranked(row, Ranked(story=story.key, score=self._scores, reasons=reasons))
        row.dirty = False
        row.save()
        for place, key in enumerate(story.articles):
            self._placed += 1
            why = (Reason(rule="headline", words="headline shares “amnesty”, “Karsova”", weight=2.0),) if place else ()
            placement = Placement(article=key, story=story.key, confidence=0.9, reasons=why)
            rows.placement_row(placement, sequence=self._placed, story=story.key, placed_at=NOW).save()


def paragraphs(*texts: str) -> tuple[Block, ...]:
    """Give a body of paragraphs."""
    return tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in texts)


def span_of(body: Sequence[Block], words: str) -> Span:
    """Give where words stand in a body."""
    for number, block in enumerate(body):
        start = block.text.find(words)
        if start >= 0:
            return Span(block=number, start=start, end=start + len(words))
    raise AssertionError(words)


def said(body: Sequence[Block], words: str, *, by: str | None, role: str | None = None) -> Statement:
    """Give a statement whose words stand in a body."""
    kind = SpeakerKind.PERSON if by else SpeakerKind.UNNAMED
    direct = StatementKind.DIRECT if words.startswith(("“", "«")) else StatementKind.INDIRECT
    speaker = Speaker(kind=kind, name=by, role=role)
    return Statement(kind=direct, content=(span_of(body, words),), speaker=speaker, confidence=0.9)


def credited(body: Sequence[Block], words: str, *, name: str, kind: CreditKind, outlet: str | None = None) -> Credit:
    """Give a credit that words of a body prove."""
    return Credit(
        kind=kind, form=CreditForm.INLINE, name=name, outlet=outlet, span=span_of(body, words), confidence=0.9
    )


#: As the publisher states it; what the portal keeps of it is `kept_picture`.
PICTURE = Image(
    url="https://ledger.example/pictures/assembly.jpg",
    caption="The assembly in Karsova on Sunday.",
    credit="Photo: Helle Press",
    alt="A hall with columns",
    width=1200,
    height=800,
)

AMNESTY = paragraphs(
    "Karsova plans to offer an amnesty to fighters of the northern valleys who surrender their weapons, "
    "although some military units have announced that they will continue the resistance, an adviser to the "
    "president told the Meridian agency.",
    "“Even for them we are considering an amnesty,” Reza Talin pointed out. Residents said that they needed "
    "guarantees before they would hand anything in.",
    "Three shipments of aid were to reach the enclave on the same day, he explained.",
    DEEP,
    "As broadcast by HEL-PE. Source: Aegean Ledger.",
)


def amnesty(press: Press) -> str:
    """Add the story that has everything: two sources, copies, a translation, statements and credits."""
    changed = paragraphs(AMNESTY[0].text, AMNESTY[1].text.replace("considering", "preparing"), AMNESTY[2].text)
    talin = Traced(
        statements=(
            said(
                AMNESTY,
                "although some military units have announced that they will continue the resistance",
                by="Reza Talin",
                role="adviser to the president",
            ),
            said(AMNESTY, "“Even for them we are considering an amnesty,”", by="Reza Talin"),
            said(AMNESTY, "they needed guarantees before they would hand anything in", by=None, role="residents"),
        ),
        credits=(
            credited(
                AMNESTY,
                "an adviser to the president told the Meridian agency",
                name="Reza Talin",
                kind=CreditKind.SPEAKS,
            ),
            credited(AMNESTY, "told the Meridian agency", name="Meridian", kind=CreditKind.TOLD, outlet="meridian"),
            credited(AMNESTY, "As broadcast by HEL-PE", name="HEL-PE", kind=CreditKind.RELAYED, outlet="helpe"),
        ),
    )
    preparing = Traced(statements=(said(changed, "“Even for them we are preparing an amnesty,”", by="Reza Talin"),))
    keys = [
        press.report(
            "meridian",
            "Karsova offers amnesty to fighters, adviser says",
            minutes=102,
            body=AMNESTY[:3],
            description="The offer covers former servicemen, an adviser to the president says.",
            traced=Traced(statements=talin.statements),
        ),
        press.report(
            "valley",
            "“Give us guarantees first”: the valley on the amnesty",
            minutes=115,
            description="Residents of the northern valleys ask who will vouch for them.",
            body=paragraphs("In the market of Norvale nobody has seen the text of the offer yet."),
        ),
        press.report("helpe", "Amnesty offer in Karsova", minutes=158, body=AMNESTY[:3], traced=talin),
        press.report(
            "ledger",
            "Karsova offers amnesty to fighters who hand in their weapons; some units say they will not",
            minutes=244,
            body=AMNESTY,
            traced=talin,
            lead_image=PICTURE,
            byline="By Mira Holt",
            description="The offer covers former servicemen, an adviser to the president says. Some units "
            "have announced that they will go on.",
            credit_line="Source: Aegean Ledger",
        ),
        press.report(
            "porto",
            "Una amnistía para los combatientes",
            minutes=250,
            body=changed,
            language="es",
            traced=preparing,
            description="El asesor habla de preparar la medida.",
        ),
        press.report(
            "courier",
            "Valley residents want guarantees before they disarm",
            minutes=178,
            body=paragraphs("The courier spoke to Valley Radio about what its reporters heard in Norvale."),
        ),
    ]
    press.copy(keys[2], keys[0], coverage=0.94)
    press.copy(
        keys[3],
        keys[2],
        coverage=0.81,
        passages=(Passage(newer=Span(block=0, start=0, end=96), older=Span(block=0, start=0, end=96), similarity=1.0),),
    )
    press.copy(keys[4], keys[2], coverage=0.61)
    press.copy(keys[5], keys[1], coverage=0.33)
    first = press.origin(
        keys[0],
        keys[2],
        keys[3],
        keys[4],
        evidence=(
            Reason(rule="credit", words="Aegean Ledger credits Meridian: “told the Meridian agency”", article=keys[3]),
            Reason(rule="reuse", words="94 % of HEL-PE's words stand in Meridian's report", article=keys[2]),
        ),
    )
    second = press.origin(
        keys[1], keys[5], evidence=(Reason(rule="credit", words="Courier credits Valley Radio", article=keys[5]),)
    )
    return press.story(keys, origins=(first, second), face=keys[3])


def outlets(press: Press) -> None:
    """Add the outlets."""
    press.outlet("meridian", "Meridian", kind=OutletKind.AGENCY, country="KA", rights=EXCERPT)
    press.outlet("helpe", "HEL-PE", kind=OutletKind.AGENCY)
    press.outlet(
        "ledger", "Aegean Ledger", rights=FULL, kind=OutletKind.NEWSPAPER, part_of="holt", url="https://ledger.example/"
    )
    press.outlet("valley", "Valley Radio", kind=OutletKind.BROADCASTER)
    press.outlet("porto", "Porto Nuevo", language="es", rights=EXCERPT)
    press.outlet("courier", "Courier", rights=Rights(extent=Extent.LINK))
    press.outlet("nisos", "Εφημερίδα της Νήσου", language="el", rights=FULL)
    press.outlet("sahil", "صحيفة الساحل", language="ar", rights=FULL)
    press.outlet(
        "longname", "The Very Long-Established Intelligencer and Commercial Advertiser of Upper Vael", rights=FULL
    )


def lines(press: Press) -> list[str]:
    """Add stories of one report each, in several sections and languages."""
    greek = paragraphs(
        "Τα δρομολόγια των πλοίων ξεκίνησαν πάλι το πρωί, ανέφερε το λιμεναρχείο.",
        "«Κανείς δεν έμεινε πίσω», δήλωσε η Άννα Ρέντη, λιμενάρχης, στην εφημερίδα.",
    )
    arabic = paragraphs(
        "قالت سلطة الميناء إن الرحلات بين الجزر استؤنفت صباح اليوم بعد توقف دام يومين بسبب الرياح.",
        "«لم يبقَ أحد على الرصيف»، قالت ليلى مراد للصحيفة، وأضافت أن السفينة MV Halcyon 2 عادت إلى الخدمة.",
    )
    reports = [
        (
            "Business",
            "ledger",
            "Rail unions and operators agree on a night-train timetable after three days of talks",
            "Both sides call the deal provisional; the ministry has not yet commented.",
            (),
            "en",
        ),
        (
            "Climate",
            "valley",
            "Two rivers in the Vael valley pass their spring flood mark in November",
            "Hydrologists had warned of saturated ground since the first week of the month.",
            (),
            "en",
        ),
        (
            "Science",
            "longname",
            "A museum’s mislabelled drawer turns out to hold the type specimen lost in 1911",
            "“It had been under everybody’s hand,” the curator said.",
            (),
            "en",
        ),
        (
            "World",
            "nisos",
            "Ξανά πλοία ανάμεσα στα νησιά μετά από δύο μέρες ανέμων",
            "Το λιμεναρχείο μιλά για «κανονική εικόνα» από το μεσημέρι.",
            greek,
            "el",
        ),
        (
            "World",
            "sahil",
            "استئناف الرحلات بين الجزر بعد يومين من الرياح",
            "سلطة الميناء تتحدث عن عودة تدريجية.",
            arabic,
            "ar",
        ),
        ("Business", "courier", "A headline that must not be printed", "Nor this.", (), "en"),
        (
            "Climate",
            "ledger",
            "Supercalifragilisticexpialidociously-long-compound-words-are-printed-without-breaking-the-page",
            None,
            (),
            "en",
        ),
        ("Science", "valley", "Bees", "A short one.", (), "en"),
        (
            "Business",
            "valley",
            "Central bank leaves its rate where it was for a fifth meeting in a row",
            "“We wait,” the governor said.",
            (),
            "en",
        ),
        ("Climate", "nisos", "Λιγότερη βροχή τον Νοέμβριο", None, greek, "el"),
        (
            "Business",
            "meridian",
            "Shipyard in Porto Nuevo takes on two hundred",
            "The first order in nine years is a ferry.",
            (),
            "en",
        ),
        ("World", "longname", "Night trains return to the coast", "The first one leaves on Friday at 22:10.", (), "en"),
        ("World", "valley", "Opposition asks for the audit to be published in full", None, (), "en"),
        ("Science", "ledger", "What the new telescope saw on its first night", "A comet nobody had counted.", (), "en"),
    ]
    keys = []
    for place, (section, outlet, headline, description, body, language) in enumerate(reports):
        key = press.report(
            outlet,
            headline,
            minutes=120 + 9 * place,
            description=description,
            body=body,
            language=language,
            section=section,
            lead_image=PICTURE if place % 5 == 0 else None,
        )
        keys.append(press.story([key], section=section))
    return keys


def full_paper() -> Press:
    """Fill the store with everything above."""
    press = Press()
    outlets(press)
    amnesty(press)
    lines(press)
    keys = list(ArticleRow.objects.values_list("key", flat=True))
    index_articles(keys)
    find_persons_anew(note_statements(keys), overrules=(), knowledge=load_knowledge())
    press.publish()
    return press


def correct(text: str, *, article: str | None = None, story: str | None = None) -> None:
    """Correct a report or a story half an hour ago."""
    when = NOW - timedelta(minutes=30)
    add_correction(Correction(article=article, story=story, text=text, corrected_at=when, editor="ruth"))


def set_rights(outlet: str, rights: Rights) -> None:
    """Give an outlet's feed other rights."""
    row = FeedRow.objects.get(outlet_key=outlet)
    feed = rows.feed_from(row)
    changed = Feed(url=feed.url, outlet=feed.outlet, title=feed.title, rights=rights)
    row.document = rows.feed_row(changed, rows.state_from(row), added_at=MORNING).document
    row.save()


def photograph() -> bytes:
    """Give the one picture that everybody prints here: a brown plain, as our own copy."""
    written = BytesIO()
    PillowImage.new("RGB", (900, 600), "#776655").save(written, "JPEG")
    return written.getvalue()


def kept_picture(url: str) -> PictureRow:
    """Keep our copy of the picture of an address; its row comes back."""
    row = rows.picture_row(url, due_at=NOW)
    row.digest = digest_of(photograph())
    row.state, row.width, row.height = PictureState.KEPT, 900, 600
    row.save()
    if settings.BYTES_DIRECTORY is not None:
        Bytes(settings.BYTES_DIRECTORY).put(photograph())
    return row


def link(text: str, words: str, href: str) -> Link:
    """Give a link over words of a text."""
    start = text.index(words)
    return Link(href=href, start=start, end=start + len(words))
