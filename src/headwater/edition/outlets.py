"""Outlets by key: what the portal itself knows, then what is shipped, then the bare key."""

from collections.abc import Iterable

from headwater.data.load import load_knowledge
from headwater.model.outlet import Outlet
from headwater.store import queries


def outlets_for(keys: Iterable[str]) -> dict[str, Outlet]:
    """Give an outlet for every key asked for, by one question."""
    wanted = set(keys)
    known = queries.outlets(wanted) if wanted else {}
    shipped = load_knowledge().outlets
    return {key: known.get(key) or shipped.get(key) or Outlet(key=key, name=key) for key in wanted}


def is_known(key: str) -> bool:
    """Whether the portal itself or what is shipped describes an outlet."""
    return load_knowledge().outlets.get(key) is not None or bool(queries.outlets([key]))
