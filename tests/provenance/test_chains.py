"""Sixty chains of hops in ten languages, written before the rules: how many come out whole, and no hop too many."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.provenance.reports import article

from headwater.data.load import load_cues
from headwater.model.knowledge import Knowledge
from headwater.model.outlet import Outlet, OutletDirectory, OutletKind
from headwater.provenance.credits import find_credits

_CASES = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "provenance" / "chains.toml").read_text(encoding="utf-8")
)
KNOWLEDGE = Knowledge(
    outlets=OutletDirectory(
        Outlet(
            key=key,
            name=fields["name"],
            kind=OutletKind(fields["kind"]),
            domains=(f"{key}.example",),
            credit_names=tuple(fields.get("names", ())),
            ambiguous_names=tuple(fields.get("ambiguous", ())),
        )
        for key, fields in _CASES["outlets"].items()
    ),
    cues=load_cues(),
)
CHAINS: Sequence[dict[str, Any]] = _CASES["chain"]


def hops_of(chain: dict[str, Any]) -> set[str]:
    found = find_credits(article("kiosk", *chain["text"], language=chain["language"]), knowledge=KNOWLEDGE)
    return {f"{credit.kind.value} {credit.outlet or credit.name}" for credit in found}


def test_there_are_sixty_in_ten_languages() -> None:
    assert len(CHAINS) == 60
    assert len({chain["language"] for chain in CHAINS}) == 10


def test_nineteen_of_twenty_chains_come_out_whole() -> None:
    whole = [hops_of(chain) == set(chain["hops"]) for chain in CHAINS]
    assert sum(whole) >= 57


def test_no_hop_is_invented() -> None:
    for chain in CHAINS:
        assert hops_of(chain) <= set(chain["hops"]), chain["text"]
