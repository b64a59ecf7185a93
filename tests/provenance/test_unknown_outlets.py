"""Chains of outlets that no directory knows, as on small portals: what comes out whole, and that nothing is invented."""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.provenance.reports import article

from headwater.data.load import load_cues
from headwater.model.article import Block, BlockKind, Link
from headwater.model.knowledge import Knowledge
from headwater.provenance.credits import find_credits

_FILE = Path(__file__).parent.parent / "cases" / "provenance" / "unknown_outlets.toml"
CHAINS: Sequence[dict[str, Any]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["chain"]
KNOWLEDGE = Knowledge(cues=load_cues())
#: The agency that German datelines name is known to every portal, not to this directory.
KNOWN = {"supplied: dpa"}


def hops_of(chain: dict[str, Any]) -> set[str]:
    found = find_credits(article("kiosk", *chain["text"], language=chain["language"]), knowledge=KNOWLEDGE)
    return {f"{credit.kind.value}: {credit.name}" for credit in found}


def test_nineteen_of_twenty_chains_come_out_whole() -> None:
    whole = [hops_of(chain) - KNOWN == set(chain["hops"]) - KNOWN for chain in CHAINS]
    assert len(CHAINS) == 61
    assert sum(whole) >= 58


def test_no_company_person_or_place_is_a_hop() -> None:
    for chain in CHAINS:
        assert hops_of(chain) <= set(chain["hops"]) | KNOWN, chain["text"]


def linked(text: str, name: str, href: str) -> set[str]:
    start = text.index(name)
    link = Link(href=href, start=start, end=start + len(name))
    block = Block(kind=BlockKind.PARAGRAPH, text=text, links=(link,))
    report = article("kiosk", language="en")
    found = find_credits(replace(report, url="https://kiosk.example/1", body=(block,)), knowledge=KNOWLEDGE)
    return {f"{credit.kind.value}: {credit.name}" for credit in found}


def test_a_link_to_another_site_shows_an_outlet_and_a_link_within_the_site_none() -> None:
    text = "The bridge will close on Monday, as Brine and Tide reported, and the ferry will sail."
    assert linked(text, "Brine and Tide", "https://brine.example/x") == set()
    text = "The bridge will close on Monday, as Brine Coast reported, and the ferry will sail."
    assert linked(text, "Brine Coast", "https://brine.example/x") == {"relayed: Brine Coast"}
    assert linked(text, "Brine Coast", "https://kiosk.example/x") == set()


def test_nobody_is_told_by_a_link_alone() -> None:
    text = "The bridge will close on Monday, the mayor told Ida Vale in the harbour."
    assert linked(text, "Ida Vale", "https://vale.example/about") == set()
