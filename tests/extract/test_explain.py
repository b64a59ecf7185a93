"""Every text of a page is either in the body or cut for a reason."""

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from headwater.extract.body import find_body
from headwater.extract.explain import explain_cuts
from headwater.extract.headline import stated_titles
from headwater.extract.passages import walk
from headwater.extract.structured import read_structured

CASES = Path(__file__).parents[1] / "cases" / "extract"


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.html")))
def test_what_is_not_kept_is_cut_for_a_reason(name: str) -> None:
    html = (CASES / f"{name}.html").read_text("utf-8")
    tree = LexborHTMLParser(html)
    assert tree.body is not None
    walked = walk(tree.body)
    kept = find_body(walked, titles=stated_titles(read_structured(tree)))
    cuts = explain_cuts(html)
    assert len(cuts) + len(kept) == sum(1 for passage in walked.passages if passage.text)
    assert all(cut.reason for cut in cuts)


def test_a_named_box_is_named_in_the_reason() -> None:
    cuts = explain_cuts((CASES / "related_boxes_inside.html").read_text("utf-8"))
    assert {"related", "newsletter-signup"} <= {cut.seen for cut in cuts}
