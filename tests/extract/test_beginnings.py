"""A pattern sorted by first letters says what the whole pattern says."""

import re

import pytest

from headwater.extract.beginnings import wordings

PATTERN = (
    r"(?:das\s)?könnte\b.*|(?:read|see)\s*(?:also|more)|[aà]\s+lire|\d*\s?comments?|(?:-\s*|\W*)?(?:ad|anzeige)|"
    r".{0,4}ende|«?citat|関連(?:記事)?|(?:(?:last|late)(?:st)?\s)?news|\bin\s+brief|colou?r|[^a-y]ebra"
)
LINES = """
könnte gefallen; das könnte; das wäre; read more; see also; seealso; sea also; a lire; à lire; o lire; 12 comments;
comment; - ad; ad; anzeige; am ende; ende; am anderen ende; «citat; citat; zitat; 関連; 関連記事; 記事; latest news;
last news; news; lates news; in brief; on brief; color; colour; colr; zebra; aebra; 7ebra
"""


@pytest.mark.parametrize("after", ["", r"\W*"])
def test_first_letters_change_no_answer(after: str) -> None:
    whole = re.compile(f"(?:{PATTERN}){after}")
    sorted_ = wordings(PATTERN, after=after)
    lines = [line.strip() for line in LINES.split(";")]
    lines += [f"{line}!" for line in lines] + [""]
    for line in lines:
        assert sorted_.fullmatch(line) == (whole.fullmatch(line) is not None), line
        assert sorted_.begins(line) == (whole.match(line) is not None), line


def test_a_line_meets_only_what_may_begin_like_it() -> None:
    by_letter = wordings(PATTERN).by_letter
    assert "news" in by_letter["l"].pattern
    assert "news" not in by_letter["r"].pattern
    assert by_letter["q"] is not None
    assert by_letter["q"].pattern == by_letter["x"].pattern
