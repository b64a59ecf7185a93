from collections.abc import Callable

import pytest
from msgspec.structs import replace
from tests.demo.worlds import SAYING, event, house, world

from headwater.demo.check import complaints
from headwater.demo.world import Change, Event, How, Report, Saying, Text, World
from headwater.model.provenance import SpeakerKind

WIRE = Report(outlet="wire", at="1 06:00", text="wire")
OWN = Report(outlet="gull", at="1 07:00", text="own")


def with_body(body: str) -> Event:
    sound = event(WIRE, OWN)
    return replace(sound, texts=sound.texts | {"wire": Text(language="en", headline="Rain", body=body)})


def test_a_sound_script_has_no_complaints() -> None:
    assert list(complaints(world(event(WIRE, OWN)))) == []


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (Report(outlet="tern", at="1 08:00", text="own"), "there is no tern"),
        (Report(outlet="gull", at="1 08:00", text="lost"), "there is no texts.lost"),
        (Report(outlet="gull", at="1 08:00"), "neither a text of its own"),
        (Report(outlet="gull", at="1 08:00", of=("wire",)), "come together or not at all"),
        (Report(outlet="gull", at="1 08:00", of=("wire",), how=How.MERGED), "merged takes 2"),
        (Report(outlet="gull", at="1 08:00", of=("wire",), how=How.QUOTED), "quoted needs `text`"),
        (Report(outlet="gull", at="1 08:00", of=("wire",), how=How.CUT, text="own"), "cut takes no `text`"),
        (Report(outlet="gull", at="1 08:00", of=("ledger",), how=How.CUT), "there is no report ledger"),
        (Report(outlet="gull", at="1 05:00", of=("wire",), how=How.CUT), "it is not later than wire"),
        (Report(outlet="gull", at="1 08:00", of=("text:lost",), how=How.CUT), "of: there is no lost"),
        (Report(outlet="gull", at="1 08:00", text="own", picture="lost"), "picture: there is no lost"),
        (Report(outlet="gull", at="1 08:00", text="own", changes=(Change(at="1 07:00"),)), "before it was published"),
    ],
)
def test_a_report_that_cannot_stand_is_named(report: Report, words: str) -> None:
    assert any(words in complaint for complaint in complaints(world(event(WIRE, OWN, report))))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{c9|So} {q9|said} {s9|she}.", "says: there is no 9"),
        ("So {q1|said} {s1|she}.", "utterance 1 has a source or a cue, and no content"),
        ("{c1|So, {q1|said} she.", "never closed"),
        ("{told tern|the Tern} heard.", "a credit: there is no tern"),
    ],
)
def test_a_mark_that_leads_nowhere_is_named(body: str, words: str) -> None:
    assert any(words in complaint for complaint in complaints(world(with_body(body))))


@pytest.mark.parametrize(
    ("spoiled", "words"),
    [
        (lambda sound: replace(sound, events=(event(WIRE),)), "texts.own is printed by nobody"),
        (lambda sound: replace(sound, outlets=(*sound.outlets, replace(house("x"), host="x.test"))), "end in .example"),
    ],
)
def test_what_leads_out_of_the_script_is_named(spoiled: Callable[[World], World], words: str) -> None:
    assert any(words in complaint for complaint in complaints(spoiled(world(event(WIRE, OWN)))))


def test_an_unnamed_source_with_a_name_is_named() -> None:
    spoiled = replace(event(WIRE, OWN), says={"1": replace(SAYING, kind=SpeakerKind.UNNAMED)})
    nameless = replace(event(WIRE, OWN), says={"1": Saying()})
    for each in (spoiled, nameless):
        assert any("an unnamed source has no name" in complaint for complaint in complaints(world(each)))
