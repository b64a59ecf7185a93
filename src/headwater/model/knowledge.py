"""Everything the pure floors may know, in one frozen value that is handed down to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from headwater.model.anchors import Anchors
from headwater.model.background import Background
from headwater.model.cues import CueLexicon
from headwater.model.gazetteer import Gazetteer
from headwater.model.outlet import OutletDirectory
from headwater.model.person import RoleField
from headwater.model.places import PlaceDirectory
from headwater.model.sites import Site
from headwater.model.topics import Topics


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What is shipped or learnt; loaded by `headwater.data.load`, extended by the newsroom from the store."""

    outlets: OutletDirectory = field(default_factory=OutletDirectory)
    cues: tuple[CueLexicon, ...] = ()
    #: Walks of life that tell namesakes apart.
    role_fields: tuple[RoleField, ...] = ()
    background: Background = field(default_factory=Background)
    topics: Topics = field(default_factory=Topics)
    anchors: Anchors = field(default_factory=Anchors)
    gazetteer: Gazetteer = field(default_factory=Gazetteer)
    places: PlaceDirectory = field(default_factory=PlaceDirectory)
    #: By host name without `www.`.
    sites: Mapping[str, Site] = field(default_factory=dict)

    def cue_lexicon(self, language: str | None) -> CueLexicon | None:
        """Give the lexicon of a language, by its primary subtag, or None."""
        primary = (language or "").split("-")[0].casefold()
        return next((lexicon for lexicon in self.cues if lexicon.language == primary), None)
