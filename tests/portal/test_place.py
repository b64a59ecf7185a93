"""The page of a place: the reports that name it, as far as their rights go; its feeds, and the search inside it."""

import pytest
from django.test import Client
from tests.portal.press import Press, set_rights

from headwater.data.load import load_knowledge
from headwater.model.article import Article, Block, BlockKind
from headwater.model.provenance import Traced
from headwater.model.rights import Extent, Rights
from headwater.newsroom.places import note_places
from headwater.store.models import ArticleRow, NamedPlaceRow, StoryRow
from headwater.store.rows import article_from, article_row
from headwater.store.search import index_articles

TEXT = "The ferry from Greece was late. Nobody in Greece knew why."


@pytest.fixture
def named(paper: Press) -> ArticleRow:
    row = ArticleRow.objects.get(headline__contains="hand in their weapons")
    article: Article = article_from(row)
    told = Block(kind=BlockKind.PARAGRAPH, text=TEXT)
    changed = {name: getattr(article, name) for name in ("url", "outlet", "headline", "description", "language")}
    row.document = article_row(
        Article(**changed, body=(told,)), key=row.key, feed_key=row.feed_id, first_seen=row.first_seen, traced=Traced()
    ).document
    row.save()
    note_places([row.key], places=load_knowledge().places)
    index_articles([row.key])
    paper.publish()
    return row


def test_a_place_has_a_page_and_feeds_and_reports_lead_there(named: ArticleRow) -> None:
    reader = Client()
    page = reader.get("/place/greece").content.decode()
    assert ">Greece</h1>" in page
    assert named.headline in page.replace("&#39;", "'")
    for ending in ("rss", "atom", "json"):
        assert reader.get(f"/place/greece/feed.{ending}").status_code == 200
    for path in (f"/article/{named.key}", f"/story/{StoryRow.objects.get(report_count=6).key}"):
        assert 'href="/place/greece"' in reader.get(path, follow=True).content.decode()


def test_search_can_be_narrowed_to_a_place(named: ArticleRow) -> None:
    reader = Client()
    assert 'value="greece"' in reader.get("/search?q=ferry").content.decode()
    assert f"/article/{named.key}" in reader.get("/search?q=ferry&place=greece").content.decode()
    assert f"/article/{named.key}" not in reader.get("/search?q=ferry&place=japan").content.decode()


@pytest.mark.parametrize("extent", [Extent.HEADLINE, Extent.LINK])
def test_nothing_is_told_of_a_report_whose_words_may_not_be_read(named: ArticleRow, extent: Extent) -> None:
    set_rights(named.outlet_key, Rights(extent=extent))
    reader = Client()
    assert reader.get("/place/greece").status_code == 404
    assert reader.get("/place/greece/feed.rss").status_code == 404
    assert "/place/" not in reader.get(f"/article/{named.key}", follow=True).content.decode()
    assert (
        "/place/" not in reader.get(f"/story/{StoryRow.objects.get(report_count=6).key}", follow=True).content.decode()
    )


def test_what_nobody_names_has_no_page(paper: Press) -> None:
    for path in ("/place/greece", "/place/atlantis", "/place/atlantis/feed.rss"):
        assert Client().get(path).status_code == 404


def test_noted_again_nothing_changes_and_a_hidden_report_names_nothing(named: ArticleRow) -> None:
    before = list(NamedPlaceRow.objects.values_list("pk", flat=True))
    note_places([named.key], places=load_knowledge().places)
    assert list(NamedPlaceRow.objects.values_list("pk", flat=True)) == before
    ArticleRow.objects.filter(pk=named.pk).update(hidden=True)
    note_places([named.key], places=load_knowledge().places)
    assert not NamedPlaceRow.objects.exists()
