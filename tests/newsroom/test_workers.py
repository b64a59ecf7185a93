"""Workers may be killed, hang or run out of memory: every task is answered once, and only the one to blame is lost."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from headwater.model.feed import Entry, FeedDocument
from headwater.model.page import Page
from headwater.newsroom.tasks import ReadArticle, ReadFeed, ReadPage, Unreadable
from headwater.newsroom.workers import Limits, Pool

NOW = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)


def page(body: bytes, *, kind: str = "text/html") -> Page:
    return Page(
        url="https://ledger.example/a",
        final_url="https://ledger.example/a",
        status=200,
        content_type=kind,
        charset="utf-8",
        body=body,
        fetched_at=NOW,
    )


def report(number: int) -> ReadPage:
    words = f"The harbour of Sorra opened for the {number}th time on Tuesday, and the band played until the rain came."
    body = f"<html><body><article><h1>Harbour opens, part {number}</h1><p>{words}</p><p>{words[::-1]}</p></article>"
    return ReadPage(page=page(body.encode()), entry=Entry(), outlet="ledger")


def feed(title: str) -> ReadFeed:
    xml = f"<rss version='2.0'><channel><title>{title}</title><item><title>x</title></item></channel></rss>"
    return ReadFeed(page=page(xml.encode(), kind="application/rss+xml"))


def children() -> list[int]:
    listed = subprocess.run(
        ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(os.getpid())], capture_output=True, text=True
    )
    return [int(line.split()[0]) for line in listed.stdout.splitlines() if "spawn_main" in line]


def test_every_task_is_answered_once() -> None:
    tasks = [report(number) if number % 3 else feed(f"Feed {number}") for number in range(40)]
    with Pool(2, limits=Limits()) as pool:
        answers = dict(pool.run(tasks, now=NOW))
    assert sorted(answers) == list(range(40))
    assert all(isinstance(answers[number], ReadArticle if number % 3 else FeedDocument) for number in range(40))


def test_no_tasks_give_no_answers() -> None:
    with Pool(1, limits=Limits()) as pool:
        assert list(pool.run([], now=NOW)) == []


def test_a_killed_worker_loses_nothing() -> None:
    with Pool(1, limits=Limits()) as pool:
        list(pool.run([report(0)], now=NOW))

        def kill_soon() -> None:
            for _ in range(3):
                time.sleep(0.3)
                for child in children():
                    os.kill(child, signal.SIGKILL)

        killer = threading.Thread(target=kill_soon)
        killer.start()
        answers: dict[int, object] = {}
        while killer.is_alive():
            answers = dict(pool.run([report(number) for number in range(30)], now=NOW))
            assert sorted(answers) == list(range(30))
        killer.join()
    articles = [answer for answer in answers.values() if isinstance(answer, ReadArticle)]
    assert len(articles) >= 29  # a worker killed twice over the same task is that task's fault as far as we can know


def test_a_task_that_takes_too_long_is_answered_with_the_reason() -> None:
    with Pool(1, limits=Limits(task_s=0.0)) as pool:
        answers = dict(pool.run([report(1), report(2)], now=NOW))
    assert sorted(answers) == [0, 1]
    assert all(isinstance(answer, Unreadable) and answer.reason == "too-costly" for answer in answers.values())


def test_a_task_that_takes_too_much_memory_is_answered_with_the_reason_and_the_others_go_on() -> None:
    entries = "<item><title>" + "x" * 200 + "</title></item>"
    heavy = f"<rss version='2.0'><channel>{entries * 60_000}</channel></rss>"
    tasks = [feed("before"), ReadFeed(page=page(heavy.encode(), kind="text/xml")), feed("after")]
    with Pool(1, limits=Limits(memory_bytes=600 * 1024 * 1024)) as pool:
        answers = dict(pool.run(tasks, now=NOW))
    assert isinstance(answers[0], FeedDocument)
    assert isinstance(answers[2], FeedDocument)
    assert isinstance(answers[1], Unreadable | FeedDocument)


def test_what_is_no_feed_is_answered_with_the_reason() -> None:
    with Pool(1, limits=Limits()) as pool:
        ((_, answer),) = pool.run([ReadFeed(page=page(b"\x00\x01 nothing of the kind"))], now=NOW)
    assert isinstance(answer, Unreadable)
    assert answer.reason == "unreadable"


def test_a_worker_that_has_done_its_share_is_followed_by_one_that_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headwater.newsroom.workers._RECYCLE_AFTER", 1)
    with Pool(1, limits=Limits()) as pool:
        pool.warm()
        first = children()
        answered = 0
        while children() == first or len(children()) > 1:
            answered += len(list(pool.run([feed("Feed")], now=NOW)))
            assert answered < 600
            time.sleep(0.1)
        assert len(first) == 1
        assert set(children()).isdisjoint(first)


def test_a_closed_pool_leaves_no_process_behind() -> None:
    with Pool(2, limits=Limits()) as pool:
        list(pool.run([report(1)], now=NOW))
        assert children()
    assert children() == []


@pytest.mark.skipif(not Path("/proc").exists(), reason="needs /proc to look at other processes")
def test_workers_die_with_a_parent_that_was_killed() -> None:
    script = (
        "import sys, time; from datetime import UTC, datetime\n"
        "from headwater.newsroom.workers import Limits, Pool\n"
        "from tests.newsroom.test_workers import report\n"
        "pool = Pool(1, limits=Limits())\n"
        "if __name__ == '__main__':\n"
        "    list(pool.run([report(1)], now=datetime.now(UTC)))\n"
        "    print(pool._workers[0].process.pid, flush=True); time.sleep(60)\n"
    )
    root = Path(__file__).parents[2]
    parent = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": f"{root / 'src'}:{root}"},
    )
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    for _ in range(50):
        if not Path(f"/proc/{worker}").exists():
            return
        time.sleep(0.1)
    pytest.fail("the worker outlived its parent")
