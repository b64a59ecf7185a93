"""Files of knowledge to values: the one place that opens them."""

from functools import cache

from headwater.model.cues import CueLexicon
from headwater.model.knowledge import Knowledge
from headwater.model.outlet import Outlet, OutletDirectory


@cache
def load_knowledge() -> Knowledge:
    """Give everything that is shipped, in one value.

    Raises:
        KnowledgeError: where a file is malformed; the message names the file.

    """
    return Knowledge(outlets=OutletDirectory(load_outlets()), cues=load_cues())


def load_outlets() -> tuple[Outlet, ...]:
    """Give the shipped directory of agencies and large outlets, from `outlets/*.toml`."""
    return ()


def load_cues() -> tuple[CueLexicon, ...]:
    """Give the shipped cue lexicons, one per language, from `cues/*.toml`."""
    return ()
