"""A killed process of a running portal is replaced; how soon on a quiet machine stands in docs/reference/faults.md."""

from pathlib import Path

import pytest

from restarts import BOUND_S, killed

#: The nightly run shares its machine with others.
PATIENCE = 6


@pytest.mark.nightly
@pytest.mark.timeout(400)
def test_newsroom_and_site_are_at_work_again_soon_after_a_kill(tmp_path: Path) -> None:
    took = killed(tmp_path, kills=1)
    assert {name: [each for each in seconds if each > BOUND_S * PATIENCE] for name, seconds in took.items()} == {
        "newsroom": [],
        "site": [],
    }
