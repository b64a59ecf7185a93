"""Fills the portal in a directory with recorded reports of the small invented web; run by tests that need a full one."""

import sys
from datetime import timedelta
from pathlib import Path

from headwater.cli.opening import open_portal

sys.path.insert(0, str(Path(__file__).parents[2]))


def main() -> None:
    open_portal(Path(sys.argv[1]))
    from tests.newsroom.small_web import START, all_reports
    from tests.newsroom.test_record import save_articles

    from headwater.model.knowledge import Knowledge
    from headwater.newsroom.publish import publish_changes
    from headwater.newsroom.record import Record

    now = START + timedelta(hours=5)
    save_articles(all_reports(ticks=4))
    record = Record(knowledge=Knowledge())
    while record.take(now=now):
        pass
    publish_changes(now=now, knowledge=Knowledge())


if __name__ == "__main__":
    main()
