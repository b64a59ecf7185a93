"""The loop: claim what is due, have it fetched, have it read, save it; then record and publish.

    claim feeds, pages, pictures ──> fetcher (one thread) ──> outcomes ──> save bytes ──> claim steps ──> workers
    ──> save ──> record (serial) ──> publish

Each arrow ends in the database, so a crash between any two lines loses nothing: what was under way is claimed again.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from queue import Empty, Queue
from typing import Protocol

from django.db import transaction

from headwater.fetch.schedule import next_state, request_for, settled_move
from headwater.model.feed import FeedDocument, FetchState
from headwater.model.knowledge import Knowledge
from headwater.model.outlet import Outlet
from headwater.model.page import Failed, Gone, NotModified, Outcome, Page, Purpose, Refused, Request
from headwater.newsroom.attempts import reason_of
from headwater.newsroom.hubs import Hubs
from headwater.newsroom.intake import Drop, as_subscribed, note_drops, take_document
from headwater.newsroom.parts import after_part, news_of, parts_of, request_for_part
from headwater.newsroom.pictures import stories_with, take_pictures
from headwater.newsroom.publish import announce_news, publish_changes
from headwater.newsroom.reading import Saving, save_answers, take_outcome, tasks_for
from headwater.newsroom.rechecks import ask_again, take_recheck, withdraw
from headwater.newsroom.record import Record
from headwater.newsroom.steps import EXTRACT, TRACE_VERSION
from headwater.newsroom.tasks import Answer, ReadFeed, Unreadable
from headwater.newsroom.workers import Pool
from headwater.store.bytes import Bytes
from headwater.store.claims import claim_feeds, claim_pages, claim_pictures, claim_steps, still_there
from headwater.store.models import EntryRow, FeedRow, PictureRow, PictureState
from headwater.store.rows import move_feed, set_state, state_from
from headwater.text.urls import host_of

#: Pages handed to the workers together.
_STEP_BATCH = 64
#: Of those, saved together while the workers read on.
_SAVED_TOGETHER = 16
#: Share of the requests that must be free before the database is asked for more.
_WORTH_ASKING = 0.2
#: Pages of one host that wait for their turn in the fetcher: more where most of the requests are free.
_FEW_PER_HOST, _MANY_PER_HOST = 2, 6
#: Pictures under way at once: words come first.
_PICTURES_AT_ONCE = 8
#: Published pages that are looked at again at once: what is new comes first.
_RECHECKS_AT_ONCE = 8
#: Outcomes saved together.
_OUTCOME_BATCH = 64


class Fetching(Protocol):
    """What the newsroom needs of the fetcher."""

    outcomes: "Queue[tuple[Request, Outcome]]"

    def submit(self, request: Request) -> None:
        """Have something fetched; the outcome comes into the queue, whatever happens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything one newsroom works with."""

    fetcher: Fetching
    pool: Pool
    record: Record
    kept: Bytes
    knowledge: Knowledge
    clock: Callable[[], datetime]
    #: Requests under way at once.
    at_once: int = 200
    hubs: Hubs = field(default_factory=Hubs)
    #: Published pages of one host that are looked at again on one day; 0: none.
    rechecks_per_day: int = 500


@dataclass(slots=True)
class Newsroom:
    """One newsroom at work. Only the holder of the portal's run lock may have one."""

    desk: Desk
    #: What has happened since the start, by name: "feeds asked", "articles", "dropped: consent-wall".
    tally: Counter[str] = field(default_factory=Counter)
    _feeds: dict[str, FeedRow] = field(default_factory=dict)
    #: Parts of sitemap indexes, by address.
    _parts: dict[str, FeedRow] = field(default_factory=dict)
    #: By address; two outlets may announce the same page.
    _pages: dict[str, list[EntryRow]] = field(default_factory=dict)
    _pictures: dict[str, PictureRow] = field(default_factory=dict)
    #: Published reports whose page is looked at again, by address; never of a host that is asked for a new page.
    _rechecks: dict[str, EntryRow] = field(default_factory=dict)
    #: The last pass brought entries that were not there before.
    _has_new_entries: bool = False
    #: Keys of the pictures that were kept since the site was last told.
    _new_pictures: list[str] = field(default_factory=list)

    def work(self, *, wait_s: float = 0.0) -> bool:
        """Do one round of intake; give whether anything happened or is under way.

        `wait_s` is how long to wait for an outcome where there is nothing else to do.
        """
        self._has_new_entries = False
        asked = self._ask()
        answered = self._take_outcomes(wait_s=0.0 if asked else wait_s)
        read = self._read_pages()
        return bool(asked or answered or read or self._under_way)

    def record(self) -> int:
        """Record and publish everything that was read; give how many articles there were."""
        recorded = 0
        self.desk.record.forget_removed(now=self.desk.clock())
        while taken := self.desk.record.take(now=self.desk.clock()):
            recorded += taken
        self.tally["articles recorded"] += recorded
        described = publish_changes(now=self.desk.clock(), knowledge=self.desk.knowledge)
        self.tally["stories described"] += described
        if self._new_pictures and (described or not self._pictures):
            announce_news(self.desk.clock(), stories=stories_with(self._new_pictures))
            self._new_pictures = []
        return recorded

    def use(self, knowledge: Knowledge, *, outlets: Sequence[Outlet]) -> None:
        """Go on with other knowledge: the portal has other outlets of its own."""
        self.desk.record.use(knowledge)
        self.desk.pool.use(outlets)
        self.desk = replace(self.desk, knowledge=knowledge)

    def cycle(self, *, each_round: Callable[["Newsroom"], None] = lambda _: None) -> None:
        """Do all that is due now: intake until nothing moves, then record and publish."""
        while self.work(wait_s=0.2):
            each_round(self)
        self.record()
        each_round(self)

    @property
    def is_onto_news(self) -> bool:
        """Whether another pass may well bring reports: there are entries to ask for, or pages that will answer."""
        return self._has_new_entries or bool(self._pages)

    @property
    def _under_way(self) -> int:
        return self._asked + self.desk.hubs.at_work

    @property
    def _asked(self) -> int:
        sources = len(self._feeds) + len(self._parts)
        return sources + len(self._pages) + len(self._pictures) + len(self._rechecks)

    def _ask(self) -> int:
        now = self.desk.clock()
        hubs = self.desk.hubs.ask(self.desk.fetcher.submit, now=now)
        self.desk.hubs.answer_knocks(busy={row.key for row in self._feeds.values()}, now=now)
        return hubs + self._ask_sources(now)

    def _ask_sources(self, now: datetime) -> int:
        under_way = self._asked
        room = self.desk.at_once - under_way
        if under_way and room < self.desk.at_once * _WORTH_ASKING:
            return 0
        busy = {row.host for row in self._feeds.values()} | {rows[0].host for rows in self._pages.values()}
        busy |= {row.host for row in self._pictures.values()} | {row.host for row in self._rechecks.values()}
        busy |= {host_of(url) for url in self._parts}
        feeds = claim_feeds(now, limit=room, busy=busy)
        busy |= {row.host for row in feeds}
        per_host = _MANY_PER_HOST if room > self.desk.at_once // 2 else _FEW_PER_HOST
        limit = room - len(feeds)
        pages = claim_pages(now, limit=limit, busy=busy, per_host=per_host) if limit > 0 else []
        for feed in feeds:
            self._feeds[feed.url] = feed
            self.desk.fetcher.submit(request_for(state_from(feed), feed.url))
        for page in pages:
            waiting = self._pages.setdefault(page.url, [])
            waiting.append(page)
            if len(waiting) == 1:
                self.desk.fetcher.submit(Request(url=page.url, purpose=Purpose.PAGE))
        self.tally["feeds asked"] += len(feeds)
        self.tally["pages asked"] += len(pages)
        busy |= {row.host for row in pages}
        room -= len(feeds) + len(pages)
        pictures = self._ask_pictures(now, room=room, busy=busy)
        busy |= {row.host for row in self._pictures.values()}
        return len(feeds) + len(pages) + pictures + self._ask_again(now, room=room - pictures, busy=busy)

    def _ask_again(self, now: datetime, *, room: int, busy: Iterable[str]) -> int:
        limit = min(room, _RECHECKS_AT_ONCE - len(self._rechecks))
        asked = ask_again(now, limit=limit, busy=busy, per_day=self.desk.rechecks_per_day) if limit > 0 else []
        for row, request in asked:
            self._rechecks[row.url] = row
            self.desk.fetcher.submit(request)
        self.tally["pages looked at again"] += len(asked)
        return len(asked)

    def _ask_pictures(self, now: datetime, *, room: int, busy: Iterable[str]) -> int:
        room = min(room, _PICTURES_AT_ONCE - len(self._pictures))
        pictures = claim_pictures(now, limit=room, busy=busy) if room > 0 else []
        for picture in pictures:
            self._pictures[picture.url] = picture
            self.desk.fetcher.submit(Request(url=picture.url, purpose=Purpose.IMAGE))
        self.tally["pictures asked"] += len(pictures)
        return len(pictures)

    def _take_outcomes(self, *, wait_s: float) -> int:
        arrived = self._arrived(wait_s=wait_s if self._under_way else 0.0)
        polled = [(asked, outcome) for asked, outcome in arrived if asked.purpose is Purpose.FEED]
        parts = [(self._parts.pop(asked.url), outcome) for asked, outcome in polled if asked.url in self._parts]
        feeds = [(self._feeds.pop(asked.url), outcome) for asked, outcome in polled if asked.url in self._feeds]
        arrived_pages = [(asked.url, outcome) for asked, outcome in arrived if asked.purpose is Purpose.PAGE]
        again = [(self._rechecks.pop(url), outcome) for url, outcome in arrived_pages if url in self._rechecks]
        pages = [(self._pages.pop(url), outcome) for url, outcome in arrived_pages if url in self._pages]
        for asked, outcome in arrived:
            if asked.purpose is Purpose.HOOK:
                self.desk.hubs.take(asked, outcome)
        now = self.desk.clock()
        with transaction.atomic():
            rows = [entry for entries, _ in pages for entry in entries] + [entry for entry, _ in again]
            standing = {entry.pk for entry in still_there(rows)}
            for entries, outcome in pages:
                for entry in entries:
                    if entry.pk in standing:
                        take_outcome(entry, outcome, now=now, kept=self.desk.kept)
            for entry, outcome in again:
                if entry.pk in standing:
                    take_recheck(entry, outcome, now=now, kept=self.desk.kept)
        self._take_feeds(feeds, now=now)
        self._take_parts(parts, now=now)
        self._take_pictures(
            [(self._pictures.pop(asked.url), outcome) for asked, outcome in arrived if asked.purpose is Purpose.IMAGE]
        )
        return len(arrived)

    def _take_pictures(self, pictures: list[tuple[PictureRow, Outcome]]) -> None:
        if pictures:
            counted = take_pictures(pictures, pool=self.desk.pool, kept=self.desk.kept, now=self.desk.clock())
            self.tally["pictures kept"] += counted[PictureState.KEPT]
            self._new_pictures += [row.pk for row, _ in pictures if row.state == PictureState.KEPT]

    def _arrived(self, *, wait_s: float) -> list[tuple[Request, Outcome]]:
        arrived: list[tuple[Request, Outcome]] = []
        try:
            if wait_s:
                arrived.append(self.desk.fetcher.outcomes.get(timeout=wait_s))
            while len(arrived) < _OUTCOME_BATCH:
                arrived.append(self.desk.fetcher.outcomes.get_nowait())
        except Empty:
            pass
        return arrived

    def _take_feeds(self, feeds: list[tuple[FeedRow, Outcome]], *, now: datetime) -> None:
        answers = self._documents([outcome for _, outcome in feeds], now=now)
        for row, outcome in feeds:
            answer = answers.get(outcome.url)
            self._take_feed(row, outcome, answer=answer and as_subscribed(row, answer), now=now)

    def _take_parts(self, parts: list[tuple[FeedRow, Outcome]], *, now: datetime) -> None:
        answers = self._documents([outcome for _, outcome in parts], now=now)
        for row, outcome in parts:
            with transaction.atomic():
                answer = answers.get(outcome.url)
                if isinstance(answer, FeedDocument):
                    self._take_entries(row, news_of(answer, now=now), now=now)
                elif isinstance(outcome, Failed | Refused | Gone):
                    reason, detail = reason_of(outcome)
                    note_drops(
                        [Drop(step="read", url=outcome.url, reason=reason, detail=detail, feed_key=row.key)], now=now
                    )
                row.refresh_from_db()  # two parts of one index may answer in one go
                set_state(row, after_part(state_from(row), outcome))
                row.save()

    def _documents(self, outcomes: list[Outcome], *, now: datetime) -> dict[str, Answer]:
        pages = [outcome for outcome in outcomes if isinstance(outcome, Page)]
        answered = self.desk.pool.run([ReadFeed(page=page) for page in pages], now=now)
        return {pages[number].url: answer for number, answer in answered}

    def _take_entries(self, row: FeedRow, document: FeedDocument, *, now: datetime) -> int:
        intake = take_document(row, document, now=now, outlets=self.desk.knowledge.outlets)
        self.tally["entries new"] += intake.new
        self._has_new_entries |= intake.new > 0
        self.tally["entries dropped"] += intake.dropped
        for key in intake.canceled:
            withdraw(key, now=now)
        return intake.new

    def _take_feed(self, row: FeedRow, outcome: Outcome, *, answer: Answer | None, now: datetime) -> None:
        published: tuple[datetime, ...] = ()
        problem = None
        document = answer if isinstance(answer, FeedDocument) else None
        new = 0
        with transaction.atomic():
            if not still_there([row]):
                return
            if isinstance(answer, FeedDocument):
                stated = (entry.published or entry.updated for entry in answer.entries)
                published = tuple(moment for moment in stated if moment)
                new = self._take_entries(row, answer, now=now)
            elif isinstance(answer, Unreadable):
                problem = f"it cannot be read as a feed: {answer.detail}"
                note_drops(
                    [Drop(step="read", url=row.url, reason=answer.reason, detail=problem, feed_key=row.key)], now=now
                )
            ttl_s = document.ttl_s if document is not None else None
            state = next_state(state_from(row), outcome, now=now, published=published, ttl_s=ttl_s, problem=problem)
            state = self.desk.hubs.after_poll(
                row, state, outcome=outcome, document=document, found_new=new > 0, now=now
            )
            if document is not None:
                state = replace(state, parts=parts_of(state, document))
            set_state(row, state)
            row.lease_until = None
            # Never the document: an editor may have changed the rights while the feed was asked.
            row.save(update_fields=["state", "due_at", "retired", "problem", "lease_until"])
            moved = settled_move(state, now=now)
            if moved is not None:
                row.refresh_from_db()
                move_feed(row, moved)
        if problem is None and isinstance(outcome, Page | NotModified):
            self._ask_parts(row, state)

    def _ask_parts(self, row: FeedRow, state: FetchState) -> None:
        for part in state.parts:
            if part.url not in self._parts and part.url not in self._feeds:
                self._parts[part.url] = row
                self.desk.fetcher.submit(request_for_part(part))

    def _read_pages(self) -> int:
        now = self.desk.clock()
        rows = claim_steps(now, limit=_STEP_BATCH, extract=EXTRACT.version, trace=TRACE_VERSION)
        if not rows:
            return 0
        planned = tasks_for(rows, kept=self.desk.kept)
        saving = Saving(now=now, kept=self.desk.kept, knowledge=self.desk.knowledge)
        answers: dict[int, Answer | None] = {at: None for at, task in enumerate(planned) if task is None}
        tasks = [(at, task) for at, task in enumerate(planned) if task is not None]
        saved = 0
        # The workers go on while we save; in the order of the rows, so that of twins it is always the same that stays.
        for number, answer in self.desk.pool.run([task for _, task in tasks], now=now):
            answers[tasks[number][0]] = answer
            end = saved
            while end in answers:
                end += 1
            if end - saved >= _SAVED_TOGETHER:
                save_answers([(rows[at], answers[at]) for at in range(saved, end)], saving)
                saved = end
        save_answers([(rows[at], answers[at]) for at in range(saved, len(rows))], saving)
        self.tally["pages read"] += len(rows)
        return len(rows)
