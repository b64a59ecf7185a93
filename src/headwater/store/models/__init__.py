"""The tables. A row is a few queried columns and a `document`: the whole value, encoded by `model.codec`.

Models hold no behaviour; `rows` maps them to values, `claims` takes work, `queries` reads for the site.
"""

from headwater.store.models.api import ApiKeyRow
from headwater.store.models.article import ArticleRow, ReuseRow, RevisionRow
from headwater.store.models.correction import CorrectionRow
from headwater.store.models.embedding import EmbeddingRow
from headwater.store.models.hub import SubscriptionRow
from headwater.store.models.newsletter import (
    ConsentRow,
    DeliveryRow,
    DeliveryState,
    InvitedRow,
    IssueRow,
    NetworkSlotRow,
    PostRow,
    ReaderRow,
    ReaderState,
    SignUpRow,
    SuppressedRow,
)
from headwater.store.models.person import PersonRow, StatementRow
from headwater.store.models.picture import PictureRow, PictureState
from headwater.store.models.place import NamedPlaceRow
from headwater.store.models.reads import HitRow, SaltRow
from headwater.store.models.record import (
    MergeRow,
    PlacementRow,
    ProposalRow,
    PublicationRow,
    RegroupingRow,
    SnapshotRow,
)
from headwater.store.models.removal import BuriedAddressRow, DroppedRow, LogRow, OverruleRow, TombstoneRow
from headwater.store.models.search import SearchRow
from headwater.store.models.source import EntryRow, EntryState, FeedRow, OutletRow, PageRow, RecheckTallyRow
from headwater.store.models.story import StoryRow
from headwater.store.models.translation import TranslatedPieceRow, TranslationRow, TranslationState, TranslationTallyRow

__all__ = [
    "ApiKeyRow",
    "ArticleRow",
    "BuriedAddressRow",
    "ConsentRow",
    "CorrectionRow",
    "DeliveryRow",
    "DeliveryState",
    "DroppedRow",
    "EmbeddingRow",
    "EntryRow",
    "EntryState",
    "FeedRow",
    "HitRow",
    "InvitedRow",
    "IssueRow",
    "LogRow",
    "MergeRow",
    "NamedPlaceRow",
    "NetworkSlotRow",
    "OutletRow",
    "OverruleRow",
    "PageRow",
    "PersonRow",
    "PictureRow",
    "PictureState",
    "PlacementRow",
    "PostRow",
    "ProposalRow",
    "PublicationRow",
    "ReaderRow",
    "ReaderState",
    "RecheckTallyRow",
    "RegroupingRow",
    "ReuseRow",
    "RevisionRow",
    "SaltRow",
    "SearchRow",
    "SignUpRow",
    "SnapshotRow",
    "StatementRow",
    "StoryRow",
    "SubscriptionRow",
    "SuppressedRow",
    "TombstoneRow",
    "TranslatedPieceRow",
    "TranslationRow",
    "TranslationState",
    "TranslationTallyRow",
]
