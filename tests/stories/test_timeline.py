from dataclasses import replace
from itertools import permutations

from tests.stories.reports import report

from headwater.model.article import Link, Span
from headwater.model.provenance import Statement, StatementKind
from headwater.model.story import Report
from headwater.stories.timeline import timeline

FIRST = report("a1", "Mine floods near Orlovac", "The mayor, Ana Brezec, said 12 miners are missing.")
SECOND = report(
    "a2", "Mine near Orlovac", "Ana Brezec said 12 miners and 3 drivers are missing, Ivo Lasic agreed.", hours=1
)


def saying(one: Report, words: str) -> Report:
    start = one.article.body[0].text.index(words)
    span = Span(block=0, start=start, end=start + len(words))
    return replace(one, statements=(Statement(kind=StatementKind.INDIRECT, content=(span,)),))


def test_a_report_adds_what_no_earlier_one_has() -> None:
    added = timeline([FIRST, SECOND])[1]
    assert added.names == ("Ivo Lasic",)
    assert added.numbers == ("3 drivers",)


def test_a_number_is_printed_with_what_it_counts_and_with_no_word_that_merely_joins() -> None:
    text = "In 1907 the A320 of 09:42 held 3 crews for £4.5 million, 12 % committed; 12\u00a0000 people und 7 aus Orlovac, the 3rd."
    assert timeline([report("a1", "Mine", text)])[0].numbers == (
        "1907",
        "09:42",
        "3 crews",
        "£4.5 million",
        "12 %",
        "12\u00a0000 people",
        "7",
    )


def test_the_first_report_adds_all_that_it_holds() -> None:
    added = timeline([FIRST])[0]
    assert "Ana Brezec" in added.names
    assert added.numbers == ("12 miners",)


def test_the_order_of_what_comes_in_does_not_matter() -> None:
    third = report("a3", "Mine near Orlovac: 4 found", hours=2)
    assert len({timeline(order) for order in permutations([FIRST, SECOND, third])}) == 1


def test_a_statement_told_again_is_not_new() -> None:
    first = saying(FIRST, "12 miners are missing")
    again = saying(report("a2", "Mine", "She said: 12 miners are missing now.", hours=1), "12 miners are missing now")
    other = saying(report("a3", "Mine", "She said the pumps had failed.", hours=2), "the pumps had failed")
    assert [len(added.statements) for added in timeline([first, again, other])] == [1, 0, 1]


def test_links_to_the_outlets_own_site_are_not_shown() -> None:
    block = replace(
        FIRST.article.body[0],
        links=(
            Link(href="https://ledger.example/more", start=0, end=3),
            Link(href="https://inspectorate.example/report.pdf", start=4, end=9),
        ),
    )
    linked = replace(FIRST, article=replace(FIRST.article, body=(block,)))
    assert timeline([linked])[0].links == ("https://inspectorate.example/report.pdf",)


def test_a_copy_adds_nothing() -> None:
    copy = report("a2", "Mine floods near Orlovac", "The mayor, Ana Brezec, said 12 miners are missing.", hours=1)
    added = timeline([FIRST, copy])[1]
    assert (added.names, added.numbers, added.links) == ((), (), ())
