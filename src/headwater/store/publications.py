"""What the site asks twice a second: the publication number, and which stories the last publications were about."""

from typing import NamedTuple

from headwater.model.codec import decode
from headwater.model.publication import Publications
from headwater.store.models import PublicationRow
from headwater.store.prepared import Prepared


class PublicationTold(NamedTuple):
    """The row that counts publications."""

    number: int = 0
    withdrawn: int = 0
    #: The Publications, encoded.
    document: str = ""

    def changed_since(self, number: int) -> frozenset[str] | None:
        """Give the stories that changed after a publication; None where anything may have."""
        if not self.document or number < self.withdrawn:
            return None
        return decode(self.document, Publications).changed_since(number, until=self.number)


_TOLD = Prepared(lambda: PublicationRow.objects.order_by("pk").values_list("number", "withdrawn", "document")[:1])


def publication_told() -> PublicationTold:
    """Give the publication number, the last one after which no earlier page may be shown, and what the last told."""
    return next((PublicationTold(*found) for found in _TOLD.rows()), PublicationTold())
