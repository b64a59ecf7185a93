"""What an editor put right, in words that readers see."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One correction of a report or of a story (schema.org CorrectionComment); exactly one of both is named."""

    #: What was wrong and what is right, in the editor's words and the portal's language.
    text: str
    corrected_at: datetime
    #: Who corrected it; never printed.
    editor: str
    #: Key of the article it is about.
    article: str | None = None
    #: Key of the story it is about.
    story: str | None = None
