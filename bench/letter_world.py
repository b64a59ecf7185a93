"""An invented portal with readers of its letter: for the bench of faults, the bench of speed, and their tests."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from headwater.project.home import Home, create_home

HEADLINES = (
    "Ferries sail again after two days of storm",
    "Harbour council votes down the second quay",
    "«Κανείς δεν έμεινε πίσω», λέει η λιμενάρχης",
    "Night trains to the coast return in spring",
    "Museum finds a lost survey of the reefs",
    "استئناف الرحلات بين الجزر بعد يومين من الرياح",
    "Audit of the lighthouse fund is published in full",
    "Three villages share one doctor from Monday",
    "Compétition: le vieux phare gagne contre le neuf",
    "Fishermen and farmers agree on the river's mouth",
    "Учёные считают тюленей у северного мыса",
    "A comet that nobody had counted",
)
LANGUAGES = ("en", "en", "el", "en", "en", "ar", "en", "en", "fr", "en", "ru", "en")

SETTINGS = """\
[portal]
name = "The Lantern Sea"
address = "https://lantern.example"
contact = "editor@lantern.example"

[mail]
host = "127.0.0.1"
port = {port}
tls = "none"
from_address = "letter@lantern.example"
timeout_s = 5.0
{signing}
[database]
url = "{database}"
"""


def make_portal(directory: Path, *, port: int, database: str = "", key_file: Path | None = None) -> Home:
    """Give a portal that hands its letters to a port of this machine; signed where there is a key."""
    signing = f'dkim_selector = "letters"\ndkim_key_file = "{key_file}"\n' if key_file else ""
    return create_home(directory, text=SETTINGS.format(port=port, database=database, signing=signing))


def fill(*, readers: int, now: datetime) -> None:
    """Fill the opened portal with a dozen stories and so many readers of the daily letter."""
    _add_stories(now)
    _add_readers(readers, now=now)


def freeze_today(*, now: datetime, key: str = "daily") -> int:
    """Make an issue for the readers of the opened portal; give how many copies will go out."""
    from headwater.model.letter import Frequency
    from headwater.newsletter.freezing import make_and_freeze

    made = make_and_freeze(Frequency.DAILY, key=key, now=now, address="https://lantern.example", limit=12)
    assert made is not None
    return made.copies


def utc_now() -> datetime:
    """Give the time."""
    return datetime.now(UTC)


def _add_stories(now: datetime) -> None:
    from headwater.model.article import Article
    from headwater.model.feed import Feed, FetchState
    from headwater.model.outlet import Outlet
    from headwater.model.provenance import Origin, OriginKind, Traced
    from headwater.model.rights import Rights
    from headwater.model.story import Ranked, Story
    from headwater.store import rows
    from headwater.store.keys import entry_key, feed_key
    from headwater.store.models import StoryRow

    rows.outlet_row(Outlet(key="ledger", name="Aegean Ledger", domains=("ledger.example",))).save()
    feed = Feed(url="https://ledger.example/rss", outlet="ledger", rights=Rights())
    rows.feed_row(feed, FetchState(due_at=now), added_at=now).save()
    for number, (headline, language) in enumerate(zip(HEADLINES, LANGUAGES, strict=True)):
        url = f"https://ledger.example/{number}"
        key, seen = entry_key("ledger", url), now - timedelta(hours=1, minutes=number)
        article = Article(
            url=url,
            outlet="ledger",
            headline=headline,
            description="The harbour master speaks of a normal day; the council will meet again on Thursday.",
            language=language,
            date_published=seen,
        )
        row = rows.article_row(article, key=key, feed_key=feed_key(feed.url), first_seen=seen, traced=Traced())
        row.recorded = True
        row.save()
        story = Story(
            key=f"s{key}"[:12],
            headline=headline,
            face=key,
            articles=(key,),
            origins=(Origin(kind=OriginKind.OUTLET, name="Aegean Ledger", outlet="ledger", articles=(key,)),),
            section="Coast" if number % 2 else "Council",
            language=language,
            first_seen=seen,
            last_updated=seen,
        )
        stored = StoryRow()
        rows.set_story(stored, story)
        rows.set_ranked(stored, Ranked(story=story.key, score=100.0 - number, reasons=()))
        stored.dirty = False
        stored.save()
        row.story_id = story.key
        row.save()


def _add_readers(count: int, *, now: datetime) -> None:
    from headwater.model.codec import encode
    from headwater.model.letter import Consent, Wishes
    from headwater.store.models import ReaderRow, ReaderState

    wishes = [encode(Wishes(language=language)).decode() for language in ("en", "el", "ar")]
    consent = encode(Consent(asked_at=now, asked_from="203.0.113.0/24", words="yes", confirmed_at=now)).decode()
    ReaderRow.objects.bulk_create(
        (
            ReaderRow(
                key=f"reader{number:06}",
                address=f"reader{number:06}@mail.example",
                folded=f"reader{number:06}@mail.example",
                state=ReaderState.ACTIVE,
                frequency="daily",
                wishes=wishes[number % len(wishes)],
                consent=consent,
                created_at=now,
                confirmed_at=now,
            )
            for number in range(count)
        ),
        batch_size=1000,
    )
