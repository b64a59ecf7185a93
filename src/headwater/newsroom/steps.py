"""The one table of steps: what each takes, gives, and which version of it is in force.

    feed's bytes ── read ──> FeedDocument ── intake ──> entries ── (page fetched) ──>
    Page, Entry ── extract ──> Article ── trace ──> Statements, Credits ──>
    ── reuse ──> Reuses ── place ──> Placement ── settle ──> Reuses ── origins ──> Origins ── describe ──> Story ──>
    ── rank ──> Ranked

Steps up to *trace* look at one report alone: a raised version makes the archive read itself again. The later ones look
at others and run in the one process of record; a raised version of *place* only changes what comes from then on,
because published stories keep their address.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from headwater.extract.article import extract
from headwater.provenance.credits import find_credits
from headwater.provenance.flags import find_flags
from headwater.provenance.origins import count_origins
from headwater.provenance.reuse import find_reuse
from headwater.provenance.settled import settle_reuses
from headwater.provenance.statements import find_statements
from headwater.rank.top import rank_top
from headwater.read.feed import read_feed
from headwater.stories.group import place
from headwater.stories.headline import describe


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the table."""

    name: str
    #: Raised whenever the same input may give another answer than before.
    version: int
    takes: str
    gives: str
    function: Callable[..., Any]


READ = Step(name="read", version=1, takes="Page", gives="FeedDocument", function=read_feed)
EXTRACT = Step(name="extract", version=1, takes="Page, Entry", gives="Article or NotAnArticle", function=extract)
STATEMENTS = Step(name="statements", version=6, takes="Article", gives="Statements", function=find_statements)
CREDITS = Step(name="credits", version=2, takes="Article", gives="Credits", function=find_credits)
REUSE = Step(name="reuse", version=3, takes="Report, candidates", gives="Reuses", function=find_reuse)
SETTLE = Step(name="settle", version=1, takes="Reports", gives="Reuses", function=settle_reuses)
PLACE = Step(name="place", version=4, takes="Report, open stories", gives="Placement", function=place)
ORIGINS = Step(name="origins", version=3, takes="Reports", gives="Origins", function=count_origins)
FLAGS = Step(name="flags", version=1, takes="Reports, Origins", gives="Flags", function=find_flags)
DESCRIBE = Step(name="describe", version=2, takes="Reports, Origins", gives="Story", function=describe)
RANK = Step(name="rank", version=1, takes="Stories", gives="Ranked", function=rank_top)

STEPS: tuple[Step, ...] = (READ, EXTRACT, STATEMENTS, CREDITS, REUSE, PLACE, SETTLE, ORIGINS, FLAGS, DESCRIBE, RANK)

#: The stamp of an article's trace: both steps look at the article alone and run together.
TRACE_VERSION = STATEMENTS.version * 1000 + CREDITS.version
