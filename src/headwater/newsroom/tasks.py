"""What is done with foreign bytes, in a worker that may be killed for it."""

from dataclasses import dataclass
from datetime import datetime

from headwater.errors import HeadwaterError
from headwater.model.article import Article, NotAnArticle
from headwater.model.feed import Entry, FeedDocument
from headwater.model.knowledge import Knowledge
from headwater.model.page import Page
from headwater.model.provenance import Credit, Statement, Traced
from headwater.newsroom.shrink import NotAPicture, Picture, shrink
from headwater.newsroom.steps import CREDITS, EXTRACT, READ, STATEMENTS
from headwater.provenance.addressees import with_addressees
from headwater.text.gist import gist_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFeed:
    """Read a feed's bytes."""

    page: Page


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """Make an article of a page, and trace it."""

    page: Page
    entry: Entry
    #: Key of the outlet that publishes it.
    outlet: str
    #: Gist of the page that it was last read from (`text.gist`); empty where it is to be read whatever it holds.
    gist: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShrinkPicture:
    """Make a small copy of a picture's bytes."""

    page: Page


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadArticle:
    """An article with what was traced in it."""

    article: Article
    traced: Traced
    #: Of the page it was read from.
    gist: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SameAsBefore:
    """The page says what it said when it was last read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """The bytes could not be worked on; asking again changes nothing."""

    #: Short name for counting: "unreadable", "too-costly", "crashed".
    reason: str
    #: One sentence for the desk.
    detail: str


Task = ReadFeed | ReadPage | ShrinkPicture
Answer = FeedDocument | ReadArticle | SameAsBefore | NotAnArticle | Picture | NotAPicture | Unreadable


def perform(task: Task, *, knowledge: Knowledge, now: datetime) -> Answer:
    """Give the answer to a task; whatever goes wrong with foreign bytes is an answer too."""
    try:
        if isinstance(task, ReadFeed):
            document: FeedDocument = READ.function(task.page, now=now)
            return document
        if isinstance(task, ShrinkPicture):
            return shrink(task.page.body)
        return _read_page(task, knowledge=knowledge, now=now)
    except MemoryError:
        return Unreadable(reason="too-costly", detail="working on it took more memory than a worker may have")
    except RecursionError:
        return Unreadable(reason="too-costly", detail="it is nested too deeply")
    except HeadwaterError as error:
        return Unreadable(reason="unreadable", detail=str(error))
    except Exception as error:  # noqa: BLE001 - one page must not stop the others; the desk shows what happened
        return Unreadable(reason="crashed", detail=f"{type(error).__name__}: {error}"[:300])


def _read_page(task: ReadPage, *, knowledge: Knowledge, now: datetime) -> ReadArticle | SameAsBefore | NotAnArticle:
    gist = gist_of(task.page.body)
    if gist == task.gist:
        return SameAsBefore()
    answer: Article | NotAnArticle = EXTRACT.function(task.page, task.entry, knowledge=knowledge, now=now)
    if isinstance(answer, NotAnArticle):
        return answer
    found: tuple[Statement, ...] = STATEMENTS.function(answer, knowledge=knowledge)
    named: tuple[Credit, ...] = CREDITS.function(answer, knowledge=knowledge)
    traced = Traced(statements=with_addressees(found, named, article=answer), credits=named)
    return ReadArticle(article=answer, gist=gist, traced=traced)
