"""Stored documents: what goes in comes out, and what cannot be read says so."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headwater.errors import CodecError
from headwater.model import codec
from headwater.model.article import Article, Block, BlockKind, Evidence, Image, Link, Span
from headwater.model.feed import Enclosure, Entry, EntrySource, Feed, FetchState
from headwater.model.letter import Consent, Issue, Wishes
from headwater.model.outlet import Outlet
from headwater.model.person import Person
from headwater.model.provenance import Origin, Reuse, Revision, Traced
from headwater.model.publication import Publications
from headwater.model.rights import Overrule, Rights
from headwater.model.story import Placement, Proposal, Ranked, Related, Story
from headwater.model.subscription import Subscription
from headwater.model.translation import Translation

# What Python calls text but no document can hold: halves of surrogate pairs.
st.register_type_strategy(str, st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False, width=32))
st.register_type_strategy(
    datetime,
    st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
st.register_type_strategy(int, st.integers(-(2**53), 2**53))
STORED = [
    Consent,
    Issue,
    Wishes,
    Article,
    Entry,
    Feed,
    FetchState,
    Origin,
    Outlet,
    Overrule,
    Person,
    Placement,
    Proposal,
    Publications,
    Ranked,
    Related,
    Reuse,
    Revision,
    Story,
    Subscription,
    Traced,
    Translation,
]


def test_every_stored_type_is_tested_here() -> None:
    assert set(STORED) == set(codec.VERSIONS)


@pytest.mark.parametrize("kind", STORED, ids=lambda kind: kind.__name__)
@settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # a machine at work elsewhere is no fault of a document
@given(st.data())
def test_a_decoded_document_is_the_value_that_was_encoded(kind: type, data: st.DataObject) -> None:
    value = data.draw(st.from_type(kind))
    assert codec.decode(codec.encode(value), kind) == value


def test_a_document_may_come_as_text_or_as_a_view() -> None:
    feed = Feed(url="https://ledger.example/rss", outlet="ledger", rights=Rights(images=True))
    document = codec.encode(feed)
    assert codec.decode(document.decode(), Feed) == feed
    assert codec.decode(memoryview(document), Feed) == feed


def test_an_older_document_gets_the_defaults_of_newer_fields() -> None:
    older = b'{"v":1,"d":{"url":"https://ledger.example/rss","outlet":"ledger"}}'
    assert codec.decode(older, Feed).rights == Rights()


def test_an_upgrader_lifts_an_older_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codec, "VERSIONS", {**codec.VERSIONS, Feed: 2})
    monkeypatch.setattr(
        codec, "UPGRADERS", {(Feed, 1): lambda plain: {"url": plain["address"], "outlet": plain["outlet"]}}
    )
    older = b'{"v":1,"d":{"address":"https://ledger.example/rss","outlet":"ledger"}}'
    assert codec.decode(older, Feed).url == "https://ledger.example/rss"


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (b"", "cannot be read"),
        (b'{"v":1,"d":{"url":7,"outlet":"ledger"}}', "cannot be read"),
        (b'{"v":1,"d":{"outlet":"ledger"}}', "cannot be read"),
        (b'{"v":99,"d":{"url":"u","outlet":"ledger"}}', "version 99"),
    ],
)
def test_a_document_that_cannot_be_read_says_so(document: bytes, words: str) -> None:
    with pytest.raises(CodecError, match=words):
        codec.decode(document, Feed)


def test_what_is_no_stored_type_is_refused() -> None:
    with pytest.raises(CodecError, match="not a stored type"):
        codec.encode(Span(block=0, start=0, end=1))


def test_half_of_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(CodecError, match="surrogate"):
        codec.encode(Outlet(key="ledger", name="\ud800"))


def test_a_time_of_another_zone_keeps_its_instant() -> None:
    at = datetime(2026, 9, 22, 14, 10, tzinfo=timezone(timedelta(hours=3)))
    state = FetchState(due_at=at)
    assert codec.decode(codec.encode(state), FetchState).due_at == at


def test_a_whole_article_survives() -> None:
    article = Article(
        url="https://ledger.example/a",
        outlet="ledger",
        headline="Harbour opens",
        body=(
            Block(
                kind=BlockKind.PARAGRAPH,
                text="The harbour opens.",
                links=(Link(href="https://port.example/", start=4, end=11),),
            ),
            Block(kind=BlockKind.IMAGE, image=Image(url="https://ledger.example/a.jpg", caption="The harbour")),
        ),
        evidence=(Evidence(field="headline", rule="h1", confidence=0.9),),
    )
    assert codec.decode(codec.encode(article), Article) == article


def test_an_entry_with_everything_survives() -> None:
    entry = Entry(
        id="1", enclosures=(Enclosure(url="https://ledger.example/a.mp3"),), source=EntrySource(title="Meridian")
    )
    assert codec.decode(codec.encode(entry), Entry) == entry
