import json
from pathlib import Path

import pytest
from tests.stories.reports import report

from headwater.data.load import load_knowledge
from headwater.stories.group import OpenStories, place

CASES = sorted((Path(__file__).parents[1] / "cases" / "stories").glob("*.json"))


@pytest.mark.parametrize("case", CASES, ids=[path.stem for path in CASES])
def test_reports_of_one_event_are_together_and_others_apart(case: Path) -> None:
    """`stories` lists the groups that must come out; a report in none of them may stand anywhere but with them."""
    told = json.loads(case.read_text())
    stories = OpenStories(background=load_knowledge().background, gazetteer=load_knowledge().gazetteer)
    for row in told["reports"]:
        one = report(
            row["key"],
            row["headline"],
            row["body"],
            hours=row["hours"],
            language=row["language"],
            outlet=row["outlet"],
        )
        placement = place(one, stories, knowledge=load_knowledge())
        stories.apply(one, story=placement.story or one.key)
        for other in placement.merges:
            stories.merge(other, into=placement.story or one.key)
    groups = [sorted(story.articles) for story in stories]
    for expected in told["stories"]:
        assert expected in groups, told["why"]
