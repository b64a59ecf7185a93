"""The table of operations: address, parameters, what comes back, and the function that answers."""

from collections.abc import Callable
from dataclasses import dataclass

from headwater.api import articles, parameters, people, stories, values
from headwater.api.asking import Asked
from headwater.api.parameters import BY_COUNT, BY_KEY, BY_NUMBER, BY_TIME, LIMIT, Parameter

JSON = "application/json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One operation. All are GET."""

    #: Below /api/v1/, with {key} where a key stands.
    path: str
    #: Its name for programs (operationId).
    name: str
    summary: str
    #: Type of the answer; None where another standard describes the document.
    gives: type | None
    answer: Callable[[Asked], object]
    parameters: tuple[Parameter, ...] = ()
    #: What `gives` is None for: the standard.
    standard: str = ""

    @property
    def is_about_story(self) -> bool:
        """Whether it answers for the story whose key stands in its path."""
        return self.path.startswith("stories/{key}")


_ARTICLE, _STORY, _PERSON, _OUTLET = map(parameters.key, ("article", "story", "person", "outlet"))

ROUTES: tuple[Route, ...] = (
    Route(
        path="articles",
        name="listArticles",
        summary="Articles, newest first",
        gives=values.ArticlePage,
        answer=articles.list_articles,
        parameters=(
            parameters.outlet("outlet", "Only of this outlet, by its key."),
            parameters.LANGUAGE,
            parameters.SINCE,
            parameters.UNTIL,
            LIMIT,
            BY_TIME,
        ),
    ),
    Route(
        path="articles/{key}",
        name="getArticle",
        summary="One article, as far as it may be shown",
        gives=values.Article,
        answer=articles.get_article,
        parameters=(_ARTICLE,),
    ),
    Route(
        path="articles/{key}/statements",
        name="listStatementsOfArticle",
        summary="Who says what in an article, in text order",
        gives=values.StatementPage,
        answer=articles.list_statements,
        parameters=(_ARTICLE,),
    ),
    Route(
        path="articles/{key}/credits",
        name="listCreditsOfArticle",
        summary="Where an article says that it came from",
        gives=values.CreditPage,
        answer=articles.list_credits,
        parameters=(_ARTICLE,),
    ),
    Route(
        path="articles/{key}/reuse",
        name="listReuseOfArticle",
        summary="Which articles share words with an article, most first",
        gives=values.ReusePage,
        answer=articles.list_reuse_of_article,
        parameters=(_ARTICLE,),
    ),
    Route(
        path="articles/{key}/revisions",
        name="listRevisionsOfArticle",
        summary="What its outlet changed in an article, newest first",
        gives=values.RevisionPage,
        answer=articles.list_revisions,
        parameters=(_ARTICLE,),
    ),
    Route(
        path="articles/{key}/ninjs",
        name="getArticleAsNinjs",
        summary="One article as ninjs 3.0",
        gives=None,
        answer=articles.get_article_ninjs,
        parameters=(_ARTICLE,),
        standard="ninjs 3.0 (IPTC)",
    ),
    Route(
        path="articles/{key}/prov",
        name="getArticleAsProv",
        summary="Where an article came from, as PROV-JSON",
        gives=None,
        answer=articles.get_article_prov,
        parameters=(_ARTICLE,),
        standard="PROV-JSON (W3C)",
    ),
    Route(
        path="reuse",
        name="listReuse",
        summary="Shared words between articles, noticed last first",
        gives=values.ReusePage,
        answer=articles.list_reuse,
        parameters=(
            parameters.outlet("newer", "Only where the newer article is of this outlet, by its key."),
            parameters.outlet("older", "Only where the older article is of this outlet, by its key."),
            parameters.COVERAGE,
            LIMIT,
            BY_NUMBER,
        ),
    ),
    Route(
        path="stories",
        name="listStories",
        summary="Stories, last updated first",
        gives=values.StoryPage,
        answer=stories.list_stories,
        parameters=(parameters.SECTION, parameters.SINCE, parameters.UNTIL, LIMIT, BY_TIME),
    ),
    Route(
        path="stories/{key}",
        name="getStory",
        summary="One story with its independent sources",
        gives=values.Story,
        answer=stories.get_story,
        parameters=(_STORY,),
    ),
    Route(
        path="stories/{key}/origins",
        name="listOriginsOfStory",
        summary="The independent sources of a story",
        gives=values.OriginPage,
        answer=stories.list_origins,
        parameters=(_STORY,),
    ),
    Route(
        path="stories/{key}/ninjs",
        name="getStoryAsNinjs",
        summary="One story with its articles as ninjs 3.0",
        gives=None,
        answer=stories.get_story_ninjs,
        parameters=(_STORY,),
        standard="ninjs 3.0 (IPTC)",
    ),
    Route(
        path="stories/{key}/prov",
        name="getStoryAsProv",
        summary="Where the articles of a story came from, as PROV-JSON",
        gives=None,
        answer=stories.get_story_prov,
        parameters=(_STORY,),
        standard="PROV-JSON (W3C)",
    ),
    Route(
        path="persons",
        name="listPersons",
        summary="Persons who are quoted, most statements first",
        gives=values.PersonPage,
        answer=people.list_persons,
        parameters=(parameters.NAME, LIMIT, BY_COUNT),
    ),
    Route(
        path="persons/{key}",
        name="getPerson",
        summary="One person",
        gives=values.Person,
        answer=people.get_person,
        parameters=(_PERSON,),
    ),
    Route(
        path="persons/{key}/statements",
        name="listStatementsOfPerson",
        summary="What a person said, newest article first; limit counts articles",
        gives=values.StatementPage,
        answer=people.list_sayings,
        parameters=(_PERSON, LIMIT, BY_TIME),
    ),
    Route(
        path="outlets",
        name="listOutlets",
        summary="Outlets, by key",
        gives=values.OutletPage,
        answer=people.list_outlets,
        parameters=(LIMIT, BY_KEY),
    ),
    Route(
        path="outlets/{key}",
        name="getOutlet",
        summary="One outlet, with whom it takes words from",
        gives=values.Outlet,
        answer=people.get_outlet,
        parameters=(_OUTLET,),
    ),
)
