"""The article page: as far as its rights go, the way it came, and who speaks."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.portal.press import DEEP, FULL, MORNING, NOW, Press, set_rights

from headwater.model.article import Block, BlockKind
from headwater.model.rights import Extent, Rights
from headwater.store.models import ArticleRow, TombstoneRow


def page_of(client: Client, **sought: str) -> str:
    row = ArticleRow.objects.get(**sought)
    answer = client.get(f"/article/{row.key}", follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def page(reader: Client) -> str:
    return page_of(reader, headline__contains="hand in their weapons")


def test_a_full_copy_is_printed_with_its_statements_marked(page: str) -> None:
    assert DEEP in page
    assert '<span class="said" id="said-0">although some military units' in page
    assert '<a class="who" href="#speaker-0"><bdi>Reza Talin</bdi></a>' in page


def test_each_hop_leads_to_the_words_that_prove_it(page: str) -> None:
    way = page.split('id="way"')[1].split("</section>", maxsplit=1)[0]
    assert way.index("Reza Talin spoke") < way.index("to Meridian") < way.index("relayed by HEL-PE")
    assert way.index("relayed by HEL-PE") < way.index("published by Aegean Ledger") < way.index("shown here")
    for anchor in ("credit-0", "credit-1", "credit-2"):
        assert f'href="#{anchor}"' in way
        assert f'id="{anchor}"' in page


def test_shared_words_stand_with_the_hop_they_belong_to(page: str) -> None:
    way = page.split('id="way"')[1].split("</section>", maxsplit=1)[0]
    assert "81 % of the words stand in its report of 10:38" in way.split("relayed by HEL-PE")[1]


def test_the_source_is_linked_and_search_engines_are_kept_from_the_copy(page: str) -> None:
    assert 'rel="nofollow noopener ugc" dir="auto">Aegean Ledger</a>' in page
    assert '<meta name="robots" content="noindex">' in page


def test_an_agreement_for_a_canonical_address_is_kept(reader: Client, paper: Press) -> None:
    set_rights("ledger", Rights(extent=Extent.FULL, canonical_to_source=True))
    page = page_of(reader, headline__contains="hand in their weapons")
    assert '<link rel="canonical" href="https://ledger.example/' in page
    assert "noindex" not in page


def test_an_excerpt_leads_on_to_its_publisher(reader: Client) -> None:
    page = page_of(reader, outlet_key="meridian", headline__startswith="Karsova")
    assert "Read the report at Meridian" in page
    assert "The offer covers former servicemen" in page
    assert "Three shipments" not in page


def test_a_link_shows_no_word_of_the_report(reader: Client) -> None:
    page = page_of(reader, headline="A headline that must not be printed")
    assert "A headline that must not be printed" not in page
    assert "Nor this" not in page
    assert "a-headline" not in page


def test_nothing_is_there_before_its_embargo_ends_and_gone_after_it_expires(reader: Client, paper: Press) -> None:
    key = ArticleRow.objects.get(headline="Bees").key
    hours = int((NOW - MORNING) / timedelta(hours=1))
    set_rights("valley", Rights(embargo_s=(hours + 1) * 3600))
    assert reader.get(f"/article/{key}").status_code == 404
    paper.publish()
    set_rights("valley", Rights(expires_after_s=60))
    assert reader.get(f"/article/{key}").status_code == 410


def test_what_was_taken_away_is_gone(reader: Client) -> None:
    TombstoneRow.objects.create(key="takenaway234", reason="takedown", removed_at=NOW)
    answer = reader.get("/article/takenaway234/any-words")
    assert answer.status_code == 410
    assert "taken down from this portal" in answer.content.decode()


def test_arabic_runs_from_right_to_left_inside_an_english_page(reader: Client) -> None:
    page = page_of(reader, outlet_key="sahil")
    assert '<h1 dir="rtl" lang="ar">' in page
    assert 'class="text" dir="rtl" lang="ar"' in page


def test_three_other_stories_of_the_section_stand_below(reader: Client, page: str) -> None:
    also = page.split('id="also"')[1]
    assert also.count('<article class="item">') == 3
    assert "hand in their weapons" not in also


def test_the_page_asks_a_bounded_number_of_questions(
    paper: Press, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    set_rights("ledger", FULL)
    key = ArticleRow.objects.get(headline__contains="hand in their weapons").key
    reader = Client()
    path = reader.get(f"/article/{key}")["Location"]
    reader.get("/")  # what every page of one publication shares is found once
    with django_assert_max_num_queries(15):
        reader.get(path)


def test_a_summary_that_the_text_begins_with_is_not_printed_twice(paper: Press) -> None:
    set_rights("ledger", FULL)
    said = "The harbour opens at noon."
    told = (Block(kind=BlockKind.PARAGRAPH, text=f"{said} Nobody knows why."),)
    twice = paper.report("ledger", "Harbour opens", minutes=5, description=said, body=told)
    once = paper.report("ledger", "Harbour opened", minutes=6, description="Noon, they say.", body=told)
    assert 'class="standfirst"' not in Client().get(f"/article/{twice}", follow=True).content.decode()
    assert 'class="standfirst"' in Client().get(f"/article/{once}", follow=True).content.decode()
