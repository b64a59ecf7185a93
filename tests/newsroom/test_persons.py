"""Persons follow what is published: filled with stories, joined by editors, gone with their last article."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.newsroom.small_web import all_reports
from tests.newsroom.test_record import NOW, record_all, save_articles

from headwater.data.load import load_knowledge
from headwater.errors import StoreError
from headwater.model.article import Span
from headwater.model.codec import encode
from headwater.model.provenance import Speaker, SpeakerKind, Statement, StatementKind, Traced
from headwater.model.rights import Overrule, OverruleKind
from headwater.newsroom.overruling import decide
from headwater.newsroom.persons import find_persons_anew
from headwater.newsroom.publish import publish_changes
from headwater.newsroom.record import Record
from headwater.store import people
from headwater.store.models import ArticleRow, PersonRow, StatementRow, StoryRow

pytestmark = pytest.mark.django_db(transaction=True)
KNOWLEDGE = load_knowledge()


def said_by(name: str | None, role: str | None, *, confidence: float = 0.9) -> Statement:
    kind = SpeakerKind.PERSON if name else SpeakerKind.UNNAMED
    return Statement(
        kind=StatementKind.DIRECT,
        content=(Span(block=0, start=0, end=5),),
        speaker=Speaker(kind=kind, name=name, role=role),
        confidence=confidence,
    )


def say(row: ArticleRow, *statements: Statement) -> None:
    row.traced = encode(Traced(statements=statements)).decode()
    row.save()
    StoryRow.objects.filter(articles=row).update(dirty=True)


def publish() -> None:
    publish_changes(now=NOW, knowledge=KNOWLEDGE)


@pytest.fixture
def articles() -> list[ArticleRow]:
    save_articles(all_reports(ticks=3))
    record_all(Record(knowledge=KNOWLEDGE))
    publish()
    rows = list(ArticleRow.objects.order_by("key"))
    say(rows[0], said_by("Ida Vale", "the mayor of Selby"), said_by(None, "an official"), said_by("Ida Vale", None))
    say(rows[1], said_by("Ида Вале", "мэр"), said_by("Otto Brandt", None, confidence=0.3), said_by("Vale", None))
    publish()
    return rows


def test_a_person_is_who_speaks_in_several_articles(articles: list[ArticleRow]) -> None:
    person = people.person_place("ida-vale").person
    assert person is not None
    assert (person.name, person.statements) == ("Ida Vale", 3)
    said = people.said_by("ida-vale", limit=10)
    assert {each.held.key: each.numbers for each in said} == {articles[0].key: (0, 2), articles[1].key: (0,)}
    assert [each.held.shown_at for each in said] == sorted((each.held.shown_at for each in said), reverse=True)
    assert list(PersonRow.objects.values_list("key", flat=True)) == ["ida-vale"]
    assert people.person_keys([articles[0].key]) == {(articles[0].key, 0): "ida-vale", (articles[0].key, 2): "ida-vale"}
    assert [person.key for person in people.most_said(limit=3)] == ["ida-vale"]


def test_what_a_person_said_is_asked_in_few_questions(
    articles: list[ArticleRow], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        assert len(people.said_by("ida-vale", limit=10)) == 2
    with django_assert_num_queries(3):
        assert len(people.said_by("ida-vale", limit=1, skip=1)) == 1


def test_namesakes_part_and_the_old_address_leads_to_both(articles: list[ArticleRow]) -> None:
    say(articles[2], said_by("Ida Vale", "goalkeeper"))
    publish()
    place = people.person_place("ida-vale")
    assert place.person is None
    assert [person.key for person in place.namesakes] == ["ida-vale.government", "ida-vale.sport"]
    assert StatementRow.objects.get(role="", name="Ida Vale").person_key == ""
    say(articles[2])
    publish()
    assert people.person_place("ida-vale.sport").moved_to == "ida-vale"


def test_an_editor_joins_two_persons_and_the_other_address_leads_on(articles: list[ArticleRow]) -> None:
    say(articles[2], said_by("Ida Vale-Holm", "the mayor of Selby"))
    publish()
    assert people.person_place("ida-vale-holm").person is not None
    decided = Overrule(
        kind=OverruleKind.SAME_PERSON,
        subjects=("ida-vale", "ida-vale-holm"),
        reason="she married",
        editor="mara",
        decided_at=NOW,
    )
    decide(decided, now=NOW)
    publish()
    assert people.person_place("ida-vale-holm").moved_to == "ida-vale"
    person = people.person_place("ida-vale").person
    assert person is not None
    assert person.statements == 4
    assert len(people.said_by("ida-vale", limit=10)) == 3
    say(articles[2], said_by("Ida Vale-Holm", None))
    publish()
    assert people.person_place("ida-vale-holm").moved_to == "ida-vale", "it outlives every run"


def test_a_decision_about_nobody_is_refused(articles: list[ArticleRow]) -> None:
    decided = Overrule(
        kind=OverruleKind.SAME_PERSON, subjects=("ida-vale", "ghost"), reason="", editor="m", decided_at=NOW
    )
    with pytest.raises(StoreError, match="no person ghost"):
        decide(decided, now=NOW)


def test_a_person_goes_with_the_last_article(articles: list[ArticleRow]) -> None:
    names = frozenset(StatementRow.objects.values_list("name_key", flat=True))
    ArticleRow.objects.filter(key__in=[articles[0].key, articles[1].key]).delete()
    assert not people.said_by("ida-vale", limit=10)
    find_persons_anew(names, overrules=(), knowledge=KNOWLEDGE)
    assert people.person_place("ida-vale") == people.PersonPlace()


def test_a_hidden_article_says_nothing(articles: list[ArticleRow]) -> None:
    ArticleRow.objects.filter(key=articles[0].key).update(hidden=True)
    StoryRow.objects.update(dirty=True)
    publish()
    assert [each.held.key for each in people.said_by("ida-vale", limit=10)] == [articles[1].key]


def test_publishing_again_changes_nothing(articles: list[ArticleRow]) -> None:
    before = list(StatementRow.objects.values_list("id", "person_key"))
    StoryRow.objects.update(dirty=True, last_updated=NOW + timedelta(hours=1))
    publish()
    assert list(StatementRow.objects.values_list("id", "person_key")) == before
