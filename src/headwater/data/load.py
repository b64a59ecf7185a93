"""Files of knowledge to values: the one place that opens them."""

from functools import cache
from importlib.resources import files

from headwater.errors import KnowledgeError
from headwater.model.background import Background
from headwater.model.cues import CueLexicon
from headwater.model.knowledge import Knowledge
from headwater.model.outlet import Outlet, OutletDirectory


@cache
def load_knowledge() -> Knowledge:
    """Give everything that is shipped, in one value.

    Raises:
        KnowledgeError: where a file is malformed; the message names the file.

    """
    return Knowledge(outlets=OutletDirectory(load_outlets()), cues=load_cues(), background=load_background())


def load_outlets() -> tuple[Outlet, ...]:
    """Give the shipped directory of agencies and large outlets, from `outlets/*.toml`."""
    return ()


def load_cues() -> tuple[CueLexicon, ...]:
    """Give the shipped cue lexicons, one per language, from `cues/*.toml`."""
    return ()


def load_background() -> Background:
    """Give how common words are at large, from `background/common_words.tsv`: a first row of texts, then a row a word.

    Raises:
        KnowledgeError: where a row is not a word, a tab and a number.

    """
    name = "background/common_words.tsv"
    rows = files("headwater.data").joinpath(name).read_text("utf-8").splitlines()
    try:
        counts = {word: int(count) for word, _, count in (row.rpartition("\t") for row in rows)}
    except ValueError as error:
        raise KnowledgeError("a row should be a word, a tab and a number", about=name) from error
    return Background(texts=counts.pop("", 0), counts=counts)
